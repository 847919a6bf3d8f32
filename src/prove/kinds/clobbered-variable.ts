/** A variable of the driver is set: bites where the driver or a later hook reads it. */
import { endsBadly } from '../consequence.ts';
import { machinesFor } from '../machines.ts';
import { withLocal, withoutEntry } from '../mended.ts';
import type { ProofKind, Seen, Shown } from '../proof.ts';

export const clobberedVariable: ProofKind = {
  rules: ['hook-clobbers-driver-var'],
  trials(subject) {
    const variable = /`(\w+)`/.exec(subject.finding.message)?.[1];
    if (variable === undefined) return [];
    const own = COUNTERS.has(variable) ? withLocal(subject, variable) : undefined;
    const shows = (bites: Seen, control: Seen): Shown | undefined => {
      if (!endsBadly(bites) || bites.rehearsal.outcome === control.rehearsal.outcome) return undefined;
      const value = valueHere(variable, bites);
      return value === undefined
        ? undefined
        : { text: `${variable} is ${value === '' ? 'empty' : value} since this line` };
    };
    return machinesFor(subject).map(({ condition, keys, scripts }) => ({
      condition,
      bites: { keys, scripts: new Map([...subject.scripts, ...scripts]) },
      instead: own ? `with ${variable} local to the function` : 'with what the image has in its place',
      control: { keys, scripts: new Map([...(own ?? withoutEntry(subject)), ...scripts]) },
      shows,
    }));
  },
};

/** Variables of the driver that a hook has no reason to set: with one of its own it does the same. */
const COUNTERS: ReadonlySet<string> = new Set(['i', 'f', 'hook', 'main_loop']);

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
