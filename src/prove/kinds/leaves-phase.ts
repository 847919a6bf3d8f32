/** `exit` or `exec` in a sourced hook: a hook that comes after it does not run. */
import { laterHook, silenced, withLater } from '../later-hook.ts';
import { machinesFor } from '../machines.ts';
import { fixed, rewritten, withoutEntry } from '../mended.ts';
import type { ProofKind, Seen, Shown } from '../proof.ts';

export const leavesPhase: ProofKind = {
  rules: ['hook-exit', 'hook-exec'],
  trials(subject) {
    if (!subject.phase) return [];
    const later = laterHook(subject);
    const returning = fixed(subject) ?? rewritten(subject, /\bexit\b/, 'return');
    const other = returning ?? withoutEntry(subject);
    const instead = returning ? 'with return in its place' : 'without the hook';
    const shows = (bites: Seen, control: Seen): Shown | undefined =>
      leftHere(bites)
        ? silenced(later, bites, control, `\`${leftHere(bites)}\` ends the phase here, and no later hook runs`)
        : undefined;
    return machinesFor(subject).map(({ condition, keys, scripts }) => ({
      condition,
      bites: { keys, scripts: withLater(new Map([...subject.scripts, ...scripts]), later) },
      instead,
      control: { keys, scripts: withLater(new Map([...other, ...scripts]), later) },
      shows,
    }));
  },
};

/** What left the shell on the finding's line. */
function leftHere({ rehearsal, subject }: Seen): string | undefined {
  for (const event of rehearsal.recording.events) {
    if (event.kind === 'left.early' && event.how === 'exit' && subject.isHere(event.position)) return 'exit';
    if (
      event.kind === 'command.started' &&
      event.words[0] === 'exec' &&
      event.words.length > 1 &&
      subject.isHere(event.position)
    )
      return event.words.join(' ');
  }
  return undefined;
}
