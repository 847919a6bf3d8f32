/** The whole boot on virtual time: phases, units, and what happened when. */
import type { Rehearsal } from '../scenario/rehearsal.ts';
import type { EventId, EventOf } from '../trace/event.ts';
import type { Chronicle } from './chronicle.ts';
import { summaryOf } from './summary.ts';
import type { Mark, Span, Timeline, UnitSpan } from './view.ts';

export function timelineOf(chronicle: Chronicle, rehearsal: Rehearsal): Timeline {
  const last = chronicle.events.at(-1);
  return {
    endUs: last?.atUs ?? 0,
    units: units(chronicle),
    phases: phases(chronicle),
    marks: marks(chronicle, rehearsal),
  };
}

function phases(chronicle: Chronicle): Span[] {
  return chronicle.all('phase.started').map((id): Span => {
    const { phase, atUs } = chronicle.events[id] as EventOf<'phase.started'>;
    const unit = `dracut-${phase}.service`;
    const end = chronicle.all('unit.changed').find((other) => {
      const event = chronicle.events[other] as EventOf<'unit.changed'>;
      return other > id && event.unit === unit && event.to !== 'activating';
    });
    const ended = end === undefined ? undefined : (chronicle.events[end] as EventOf<'unit.changed'>);
    return {
      name: phase,
      from: id,
      to: end ?? chronicle.length - 1,
      fromUs: atUs,
      toUs: ended?.atUs ?? chronicle.events.at(-1)!.atUs,
      failed: ended?.to === 'failed',
    };
  });
}

/** Units that changed at all, in the order in which they first did. */
function units(chronicle: Chronicle): UnitSpan[] {
  const changes = new Map<string, EventOf<'unit.changed'>[]>();
  for (const id of chronicle.all('unit.changed')) {
    const event = chronicle.events[id] as EventOf<'unit.changed'>;
    const list = changes.get(event.unit);
    if (list) list.push(event);
    else changes.set(event.unit, [event]);
  }
  return [...changes].map(([name, list]): UnitSpan => {
    const [first] = list;
    const last = list.at(-1)!;
    const stopped = last.to === 'inactive' || last.to === 'failed';
    const end = stopped ? last : chronicle.events.at(-1)!;
    return {
      name,
      from: first!.id,
      to: end.id,
      fromUs: first!.atUs,
      toUs: end.atUs,
      failed: list.some((event) => event.to === 'failed'),
      states: list.map((event) => ({ event: event.id, atUs: event.atUs, state: event.to })),
    };
  });
}

const KINDS: readonly (readonly [Mark['kind'], readonly Parameters<Chronicle['all']>[0][]])[] = [
  ['failure', ['program.failed', 'hang.found', 'deadlock.found', 'limit.reached', 'prompt.unanswered']],
  ['prompt', ['prompt.asked']],
  ['typed', ['console.typed', 'prompt.answered']],
  ['mount', ['mount.mounted', 'mount.unmounted']],
  ['key', ['key.loaded', 'key.unloaded', 'luks.opened', 'luks.closed']],
  ['pool', ['pool.imported', 'pool.exported']],
  ['change', ['change.made']],
  ['unsupported', ['unsupported']],
  ['end', ['root.switched', 'power.changed']],
];

function marks(chronicle: Chronicle, { outcome }: Rehearsal): Mark[] {
  const found: Mark[] = [];
  const add = (kind: Mark['kind'], id: EventId, text = summaryOf(chronicle.events[id]!)): void => {
    found.push({ kind, event: id, atUs: chronicle.events[id]!.atUs, text });
  };
  for (const [kind, events] of KINDS) for (const each of events) for (const id of chronicle.all(each)) add(kind, id);
  for (const id of chronicle.all('unit.changed'))
    if ((chronicle.events[id] as EventOf<'unit.changed'>).to === 'failed') add('failure', id);
  if (chronicle.length > 0) add('end', chronicle.length - 1, outcome);
  return found.sort((a, b) => a.event - b.event);
}
