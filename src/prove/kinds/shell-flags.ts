/** `set -e`, `set -u` in a sourced hook: they end the phase in a later hook that is not written for them. */
import { begun, laterHook, silenced, withLater } from '../later-hook.ts';
import { machinesFor } from '../machines.ts';
import { rewritten, withoutEntry } from '../mended.ts';
import type { ProofKind, Seen, Shown } from '../proof.ts';

export const shellFlags: ProofKind = {
  rules: ['hook-set-flags'],
  trials(subject) {
    const set = subject.file.line(subject.finding.line);
    const flag = FLAGS.find(({ pattern }) => pattern.test(set));
    if (!subject.phase || !flag) return [];
    const later = laterHook(subject, flag.command);
    const without = rewritten(subject, /\bset\s+[-+]\w+(?:\s+(?:pipefail|errexit|nounset))?/, ':');
    const shows = (bites: Seen, control: Seen): Shown | undefined =>
      begun(later, bites) ? silenced(later, bites, control, `a later hook ends the phase at ${flag.at}`) : undefined;
    return machinesFor(subject).map(({ condition, keys, scripts }) => ({
      condition,
      bites: { keys, scripts: withLater(new Map([...subject.scripts, ...scripts]), later) },
      instead: without ? 'without the flag' : 'without the hook',
      control: { keys, scripts: withLater(new Map([...(without ?? withoutEntry(subject)), ...scripts]), later) },
      shows,
    }));
  },
};

/** What is harmless in a hook that does not know of the flag. */
const FLAGS = [
  {
    pattern: /\bset\s+-(?:\w*e|o\s+errexit)/,
    command: '[ -e /run/nobody-makes-this ]\n',
    at: 'a test that is not true',
  },
  { pattern: /\bset\s+-(?:\w*u|o\s+nounset)/, command: ': "$nobody_sets_this"\n', at: 'a variable that is not set' },
] as const;
