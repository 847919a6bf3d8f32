/** A variable of the driver is set: bites where the driver or a later hook reads it. */
import { machinesFor } from '../machines.ts';
import { withoutEntry } from '../mended.ts';
import type { ProofKind, Seen, Shown } from '../proof.ts';

export const clobberedVariable: ProofKind = {
  rules: ['hook-clobbers-driver-var'],
  trials(subject) {
    const variable = /`(\w+)`/.exec(subject.finding.message)?.[1];
    if (variable === undefined) return [];
    const shows = (bites: Seen, control: Seen): Shown | undefined => {
      if (bites.rehearsal.outcome === control.rehearsal.outcome || control.rehearsal.outcome !== 'boots')
        return undefined;
      const value = valueHere(variable, bites);
      return value === undefined
        ? undefined
        : { text: `${variable} is ${value === '' ? 'empty' : value} since this line` };
    };
    return machinesFor(subject).map(({ condition, keys, scripts }) => ({
      condition,
      bites: { keys, scripts: new Map([...subject.scripts, ...scripts]) },
      instead: 'with what the image has in its place',
      control: { keys, scripts: new Map([...withoutEntry(subject), ...scripts]) },
      shows,
    }));
  },
};

/** What the last assignment on the finding's line gave it. */
function valueHere(variable: string, { rehearsal, subject }: Seen): string | undefined {
  const event = rehearsal.recording.events.findLast(
    (known) =>
      known.kind === 'variable.assigned' &&
      known.name === variable &&
      known.position !== undefined &&
      subject.isHere(known.position),
  );
  return event?.kind === 'variable.assigned' ? event.value : undefined;
}
