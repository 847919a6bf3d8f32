/** Whether two rehearsals show what a finding says: another outcome whose cause goes through its lines, or a command there that fails. */
import type { CauseStep } from '../explain/cause.ts';
import type { Reason } from '../trace/event.ts';
import type { Seen, Shown, Trial } from './proof.ts';

/** What bites, a part of a sentence; undefined when the two do not differ in a way that the finding's lines explain. */
export function consequence(trial: Trial, bites: Seen, control: Seen): Shown | undefined {
  // What hangs either way tells nothing.
  if (control.rehearsal.outcome === 'hang') return undefined;
  const own = trial.shows?.(bites, control);
  if (own && endsBadly(bites) && control.rehearsal.outcome !== bites.rehearsal.outcome)
    return { ...own, text: `${ending(bites)}: ${own.text}` };
  if (endsBadly(bites) && control.rehearsal.outcome === 'boots') {
    const step = tellingStep(bites, control);
    if (step) return { text: `${ending(bites)}: ${step.text}` };
    const failed = failureHere(bites, control);
    if (failed) return { text: `${ending(bites)}: ${failed}` };
  }
  if (own) return { ...own, text: `the boot ${goesOn(bites)}, but ${own.text}` };
  const failed = control.rehearsal.outcome === 'boots' ? failureHere(bites, control) : undefined;
  return failed && bites.rehearsal.outcome === 'boots' ? { text: `the boot goes on, but ${failed}` } : undefined;
}

export const endsBadly = ({ rehearsal }: Seen): boolean =>
  rehearsal.outcome === 'emergency' || rehearsal.outcome === 'hang';

const ending = ({ rehearsal }: Seen): string =>
  rehearsal.outcome === 'hang' ? 'the boot hangs' : 'the boot ends in emergency';

const goesOn = ({ rehearsal }: Seen): string =>
  rehearsal.outcome === 'boots' ? 'goes on' : `ends in ${rehearsal.outcome} as it would anyway`;

/**
 * The step of the explanation that the finding is to blame for: one on its own lines; else the first cause, when a step stands on a line of its flow; else
 * one in its scripts about a value that its lines made on this side only.
 */
function tellingStep(bites: Seen, control: Seen): CauseStep | undefined {
  const { subject, rehearsal } = bites;
  const { cause } = rehearsal;
  const here = cause.find(({ position }) => position !== undefined && subject.isHere(position));
  if (here) return here;
  if (cause.some(({ position }) => position !== undefined && subject.isOnLines(position))) return cause.at(-1);
  const others = valuesMade(control);
  const made = [...valuesMade(bites)].filter((value) => !others.has(value));
  return cause.find(
    ({ position, text }) =>
      position !== undefined && subject.isOwn(position) && made.some((value) => text.includes(value)),
  );
}

/** What the finding's lines gave to variables; short words are found in any text. */
const valuesMade = ({ rehearsal, subject }: Seen): ReadonlySet<string> =>
  new Set(
    rehearsal.recording.events.flatMap((event) =>
      event.kind === 'variable.assigned' &&
      event.position !== undefined &&
      subject.isHere(event.position) &&
      event.value.length >= 6
        ? [event.value]
        : [],
    ),
  );

/** A command on the finding's lines that fails, when none there fails on the other side. */
function failureHere(bites: Seen, control: Seen): string | undefined {
  const [failed] = failuresHere(control).length === 0 ? failuresHere(bites) : [];
  return failed && `\`${failed.command}\` fails: ${failed.reason}`;
}

function failuresHere({ rehearsal, subject }: Seen): { readonly command: string; readonly reason: string }[] {
  const { events } = rehearsal.recording;
  const run = new Set<string>();
  for (const event of events)
    if (event.kind === 'command.started' && subject.isHere(event.position)) run.add(event.words.join('\0'));
  return events.flatMap((event) =>
    event.kind === 'program.failed' && run.has(event.argv.join('\0'))
      ? [{ command: event.argv.join(' '), reason: reasonText(event.reason) }]
      : [],
  );
}

export function reasonText(reason: Reason): string {
  switch (reason.kind) {
    case 'path-missing':
    case 'device-missing':
      return `${reason.path} is not there`;
    case 'key-unavailable':
      return `the key of ${reason.encryptionRoot} is not loaded`;
    case 'key-wrong':
      return `the key of ${reason.encryptionRoot} is another`;
    case 'dataset-missing':
      return `there is no dataset ${reason.dataset}`;
    case 'pool-missing':
      return `there is no pool ${reason.pool}`;
    case 'pool-import':
      return `${reason.pool}: ${reason.text}`;
    case 'program-missing':
      return `the image has no ${reason.program}`;
    case 'passphrase-wrong':
      return `the passphrase of ${reason.device} is another`;
    case 'no-answer':
      return `nobody answers "${reason.prompt}"`;
    case 'busy':
      return `${reason.path} is in use`;
    default:
      return reason.text;
  }
}
