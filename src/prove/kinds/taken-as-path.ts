/** A keylocation with its scheme is used as a path: what is asked there is never true, what is made there lies elsewhere. */
import { keystoreIn, withKeystore } from '../machines.ts';
import { withoutEntry } from '../mended.ts';
import type { ProofKind, Seen, Shown } from '../proof.ts';

export const takenAsPath: ProofKind = {
  rules: ['keylocation-scheme'],
  trials(subject) {
    if (!subject.phase) return [];
    const keys = withKeystore('rpool', keystoreIn([...subject.scripts.values()].join('\n')));
    return [
      {
        condition: 'with a key file',
        bites: { keys },
        instead: "with the image's own script",
        control: { keys, scripts: withoutEntry(subject) },
        shows: asPath,
      },
    ];
  },
};

function asPath({ rehearsal, subject }: Seen): Shown | undefined {
  const { events } = rehearsal.recording;
  const here = events.findLast(
    (event) =>
      event.kind === 'command.started' &&
      subject.isHere(event.position) &&
      event.words.some((word) => word.startsWith('file:')),
  );
  if (here?.kind !== 'command.started') return undefined;
  const command = here.words.join(' ');
  if (here.words[0] === '[' || here.words[0] === 'test') return { text: `\`${command}\` is never true` };
  const made = events.find((event) => event.kind === 'path.created' && event.path.includes('/file:'));
  return made?.kind === 'path.created' ? { text: `\`${command}\` makes ${made.path}` } : undefined;
}
