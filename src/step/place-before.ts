/** The event after which a variable must be changed so that the command under the cursor sees it. */
import type { EventId, EventKind } from '../trace/event.ts';
import { positionOf } from './chronicle.ts';
import type { Run } from './run.ts';

/** Events by which a shell's place can be told again in another rehearsal. */
const PLACES: ReadonlySet<EventKind> = new Set<EventKind>([
  'command.started',
  'branch.taken',
  'case.compared',
  'variable.assigned',
  'function.entered',
  'function.left',
  'file.sourced',
  'file.left',
  'left.early',
]);

/** The words of a command, and of a `case`, are expanded when it begins: a change has to come before. */
export function placeBefore({ chronicle, events }: Run, cursor: EventId, name: string): EventId {
  const event = events[cursor]!;
  const assigns = event.kind === 'variable.assigned' && event.name === name;
  if (
    event.kind !== 'command.started' &&
    event.kind !== 'case.compared' &&
    (event.kind !== 'variable.assigned' || assigns)
  )
    return cursor;
  const frame = chronicle.frames[cursor];
  const place = positionOf(event);
  for (let id = cursor - 1; id >= 0; id--) {
    const earlier = events[id]!;
    if (earlier.pid !== event.pid || !PLACES.has(earlier.kind) || chronicle.frames[id] !== frame) continue;
    const at = positionOf(earlier);
    const inside = place && at && at.file === place.file && at.offset > place.offset && at.end <= place.end;
    if (!inside) return id;
  }
  return cursor;
}
