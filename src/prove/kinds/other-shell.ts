/** Something that the image's shell does not know: bites in the shell that the finding is about, not in bash. */
import { commandsHere } from '../commands-here.ts';
import { machinesFor } from '../machines.ts';
import type { ProofKind, Seen, Shown } from '../proof.ts';

export const otherShell: ProofKind = {
  rules: [
    'test-double-equals',
    'double-bracket',
    'foreign-builtin',
    'source-builtin',
    'builtin-options',
    'read-options',
    'bad-substitution',
    'append-assignment',
    'printf-extensions',
    'set-option',
    'test-operator',
  ],
  trials(subject) {
    const { shell } = subject.file;
    if (!subject.phase || shell === 'bash' || shell === 'bash-posix') return [];
    return machinesFor(subject).map(({ condition, keys, scripts }) => {
      const laid = new Map([...subject.scripts, ...scripts]);
      return {
        condition: `${condition} and ${shell} as /bin/sh`,
        bites: { keys: { ...keys, shell }, scripts: laid },
        instead: 'with bash as /bin/sh',
        control: { keys: { ...keys, shell: 'bash' }, scripts: laid },
        shows,
      };
    });
  },
};

function shows(bites: Seen, control: Seen): Shown | undefined {
  const complaint = refusedHere(bites);
  return complaint !== undefined && refusedHere(control) === undefined ? { text: complaint } : undefined;
}

/** What the shell would not do on the finding's lines. */
function refusedHere(seen: Seen): string | undefined {
  const { rehearsal, subject } = seen;
  for (const event of rehearsal.recording.events)
    if (event.kind === 'shell.error' && event.position && subject.isHere(event.position))
      return `the shell says "${event.message}"`;
  const run = commandsHere(seen).find(({ what, status }) => what === 'missing' || (status ?? 0) > 1);
  if (!run) return undefined;
  return run.what === 'missing' ? `\`${run.words[0]}\` is not found` : `\`${run.text}\` gives status ${run.status}`;
}
