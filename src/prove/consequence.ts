/** Whether two rehearsals show what a finding says: another outcome whose cause goes through its lines, or a command there that fails. */
import type { Reason } from '../trace/event.ts';
import type { Seen, Shown, Trial } from './proof.ts';

/** What bites, a part of a sentence; undefined when the two do not differ in a way that the finding's lines explain. */
export function consequence(trial: Trial, bites: Seen, control: Seen): Shown | undefined {
  const own = trial.shows?.(bites, control);
  if (own && endsBadly(bites) && control.rehearsal.outcome !== bites.rehearsal.outcome)
    return { ...own, text: `${ending(bites)}: ${own.text}` };
  if (endsBadly(bites) && control.rehearsal.outcome === 'boots') {
    if (causeGoesThrough(bites)) return { text: `${ending(bites)}: ${tellingStep(bites)}` };
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

/** Whether a step of the explanation stands on the finding's lines, or on those of its flow. */
export const causeGoesThrough = ({ rehearsal, subject }: Seen): boolean =>
  rehearsal.cause.some(({ position }) => position !== undefined && subject.isOnLines(position));

/** The step of the explanation that stands on the finding's lines, else the first cause. */
function tellingStep({ rehearsal, subject }: Seen): string {
  const { cause } = rehearsal;
  const here = cause.find(({ position }) => position !== undefined && subject.isHere(position));
  return (here ?? cause.at(-1))!.text;
}

/** A command on the finding's lines that fails, and does not fail on the other side. */
function failureHere(bites: Seen, control: Seen): string | undefined {
  const others = new Set(failuresHere(control).map(({ command }) => command));
  const failed = failuresHere(bites).find(({ command }) => !others.has(command));
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
