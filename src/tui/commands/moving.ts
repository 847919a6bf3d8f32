/** Commands that move the cursor. */
import type { Desk } from '../desk.ts';
import { chartWidth, columnAt } from '../panes/timeline.ts';

const by =
  (kind: 'into' | 'over' | 'out' | 'line' | 'hook' | 'phase' | 'unit' | 'event' | 'continue') =>
  (desk: Desk, back: boolean) =>
    desk.moved(desk.session.move({ by: kind, back }));

const to = (place: 'first' | 'last' | 'earlier' | 'later') => (desk: Desk) =>
  desk.moved(desk.session.move({ to: place }));

export const moving = {
  into: by('into'),
  over: by('over'),
  out: by('out'),
  line: by('line'),
  hook: by('hook'),
  phase: by('phase'),
  unit: by('unit'),
  event: by('event'),
  continue: by('continue'),
  first: to('first'),
  last: to('last'),
  earlier: to('earlier'),
  later: to('later'),
  left: (desk: Desk) => sideways(desk, true),
  right: (desk: Desk) => sideways(desk, false),
  'line-run': (desk: Desk, back: boolean) => runOfLine(desk, back),
};

/** One step; in the timeline to the last event of the next column in which anything happens. */
function sideways(desk: Desk, back: boolean) {
  const { session } = desk;
  if (desk.focus !== 'timeline') return desk.moved(session.move({ by: 'into', back }));
  const { timeline, event } = session.view();
  const chart = chartWidth(desk.width() - 1);
  const columnOf = (id: number): number => columnAt(timeline, session.events[id]!.atUs, chart);
  const here = columnOf(event.id);
  const firstAfter = (column: number): number => {
    let low = 0;
    let high = session.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (columnOf(middle) > column) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  if (back) {
    const before = firstAfter(here - 1) - 1;
    desk.jump(Math.max(0, before));
    return;
  }
  const next = firstAfter(here);
  desk.jump(next >= session.length ? session.length - 1 : firstAfter(columnOf(next)) - 1);
}

/** To the next time that a line of the source runs; when there is none ahead, to the last one before. */
export function runOfLine(desk: Desk, back: boolean) {
  const { session } = desk;
  const source = session.view().source;
  const place = desk.row()?.place ?? (source && { file: source.file, line: source.line });
  if (!place) return desk.say('no script runs at this moment', 'bad');
  const runs = session.runsOf(place.file, place.line);
  if (runs.length === 0) return desk.say(`line ${place.line} never runs in this boot`, 'bad');
  desk.moved(session.move({ by: 'line-run', ...place, back }));
}
