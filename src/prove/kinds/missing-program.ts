/** A program that the image has not: the command that needs it fails, and with it in the image it does not. */
import { nameOf } from '../../lint/command-words.ts';
import { commandsOf } from '../../lint/script-file.ts';
import { common, keystoreIn } from '../machines.ts';
import type { ProofKind, Seen, Shown } from '../proof.ts';
import type { Subject } from '../subject.ts';

export const missingProgram: ProofKind = {
  rules: ['missing-binary'],
  trials(subject) {
    const program = programIn(subject);
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

/** The command on the finding's lines that its message names. */
function programIn({ file, finding }: Subject): string | undefined {
  for (const command of commandsOf(file)) {
    if (command.kind !== 'simple') continue;
    const line = file.lineOf(command.start);
    const name = nameOf(command);
    if (name !== undefined && line >= finding.line && line <= finding.endLine && words(finding.message).has(name))
      return name;
  }
  return undefined;
}

const words = (message: string): ReadonlySet<string> => new Set(message.match(/[\w.+-]*[\w+]/g) ?? []);

function missed({ rehearsal, subject }: Seen): string | undefined {
  for (const event of rehearsal.recording.events)
    if (event.kind === 'command.started' && event.what === 'missing' && subject.isHere(event.position))
      return event.words.join(' ');
  return undefined;
}
