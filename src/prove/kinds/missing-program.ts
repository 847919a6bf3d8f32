/** A program that the image has not: the command that needs it fails, and with it in the image it does not. */
import { common, keystoreIn } from '../machines.ts';
import type { ProofKind, Seen, Shown } from '../proof.ts';

export const missingProgram: ProofKind = {
  rules: ['missing-binary'],
  trials(subject) {
    const program = programIn(subject.finding.message);
    if (program === undefined) return [];
    const { with: held, ...keys } = subject.keys as { readonly with?: readonly string[] };
    const others = (held ?? []).filter((name) => name !== program);
    const shows = (bites: Seen, control: Seen): Shown | undefined => {
      const missing = missed(bites);
      return missing && !missed(control) ? { text: `\`${missing}\` fails: the image has no ${program}` } : undefined;
    };
    return common(keystoreIn(subject.entry.text)).map(([condition, machine]) => ({
      condition: `${condition}, without ${program} in the image`,
      bites: { keys: { ...keys, ...machine, with: others } },
      instead: `with ${program} in the image`,
      control: { keys: { ...machine, with: [...others, program] } },
      shows,
    }));
  },
};

/** The name in a finding's message: the first between backquotes. */
const programIn = (message: string): string | undefined => /`([\w.+-]+)`/.exec(message)?.[1];

function missed({ rehearsal, subject }: Seen): string | undefined {
  for (const event of rehearsal.recording.events)
    if (event.kind === 'command.started' && event.what === 'missing' && subject.isHere(event.position))
      return event.words.join(' ');
  return undefined;
}
