/** Where each movement leads. */
import type { EventId, EventOf } from '../trace/event.ts';
import { type Chronicle, countUpTo, nextIn, type OpenFrame } from './chronicle.ts';
import type { Movement } from './session.ts';

/** The event that a movement leads to, or why there is none. */
export type Target = { readonly event: EventId; readonly text?: string } | { readonly problem: string };

type Stepping = Extract<Movement, { readonly by: 'into' | 'over' | 'out' | 'line' }>;

export function stepTarget(chronicle: Chronicle, cursor: EventId, { by, back = false }: Stepping): Target {
  const stops = search(chronicle, cursor, by, back);
  if (stops !== undefined) return { event: stops };
  const anywhere = nextIn(chronicle.stops, cursor, back);
  if (anywhere === undefined) return { problem: back ? 'nothing runs before this' : 'nothing runs after this' };
  return { event: anywhere, text: back ? 'this is where it began; another process' : 'it has ended; another process' };
}

function search(chronicle: Chronicle, cursor: EventId, by: Stepping['by'], back: boolean): EventId | undefined {
  const { stops } = chronicle;
  const event = chronicle.events[cursor]!;
  const step = back ? -1 : 1;
  const first = back ? countUpTo(stops, cursor - 1) - 1 : countUpTo(stops, cursor);
  if (by === 'into') {
    if (event.pid <= 1) return stops[first];
    const service = chronicle.serviceOf(event.pid);
    for (let at = first; at >= 0 && at < stops.length; at += step)
      if (chronicle.serviceOf(chronicle.events[stops[at]!]!.pid) === service) return stops[at];
    return undefined;
  }
  const frames = around(chronicle.frames[cursor], by === 'out');
  if (frames.size === 0) return by === 'out' ? undefined : stops[first];
  const place = by === 'line' ? chronicle.placeOf(cursor) : undefined;
  for (let at = first; at >= 0 && at < stops.length; at += step) {
    const id = stops[at]!;
    const frame = chronicle.frames[id];
    if (!frame || !frames.has(frame)) continue;
    if (place) {
      const there = chronicle.placeOf(id);
      if (there?.file === place.file && there.line === place.line) continue;
    }
    return id;
  }
  return undefined;
}

/** The frame and all that it is inside of. */
function around(frame: OpenFrame | undefined, without: boolean): ReadonlySet<OpenFrame> {
  const frames = new Set<OpenFrame>();
  for (let at = without ? frame?.up : frame; at; at = at.up) frames.add(at);
  return frames;
}

/** Events that `hook`, `phase` and `unit` go to: the first command of a hook and of a phase, where they have one; changes of units. */
export function landmarks(chronicle: Chronicle, by: 'hook' | 'phase' | 'unit'): readonly EventId[] {
  if (by === 'unit') return chronicle.all('unit.changed');
  const { events, stops, frames } = chronicle;
  const found =
    by === 'hook'
      ? chronicle.all('file.sourced').flatMap((id) => {
          if (!(events[id] as EventOf<'file.sourced'>).path.includes('/hooks/')) return [];
          const first = nextIn(stops, id);
          return [first !== undefined && isWithin(frames[first], frames[id]) ? first : id];
        })
      : chronicle.all('phase.started').map((id) => firstOfPhase(chronicle, id));
  return found.sort((a, b) => a - b);
}

function isWithin(frame: OpenFrame | undefined, outer: OpenFrame | undefined): boolean {
  for (let at = frame; at; at = at.up) if (at === outer) return true;
  return false;
}

/** How many commands of others are passed over in the search for a phase's own. */
const OF_OTHERS = 2000;

function firstOfPhase(chronicle: Chronicle, id: EventId): EventId {
  const { phase } = chronicle.events[id] as EventOf<'phase.started'>;
  const from = countUpTo(chronicle.stops, id);
  return (
    chronicle.stops
      .slice(from, from + OF_OTHERS)
      .find((stop) => chronicle.unitOf(chronicle.events[stop]!.pid)?.unit === `dracut-${phase}.service`) ?? id
  );
}
