/** How the boot came here: phase, unit, hook, file, function; the innermost at the bottom. */
import type { Frame } from '../../step/view.ts';
import { basename } from '../amounts.ts';
import type { Pane } from '../pane.ts';
import { clip, clipFront, columns, safe } from '../text/cells.ts';
import { ends, type Line, run } from '../text/line.ts';

export const stack: Pane = ({ view }, { width }) => ({
  rows:
    view.stack.length === 0
      ? [{ lines: [[run('The kernel and the hardware: no process.', 'quiet')]] }]
      : view.stack.map((frame, index) => ({
          lines: [line(frame, index === view.stack.length - 1, width)],
          jump: frame.opened,
        })),
  anchor: view.stack.length - 1,
});

const KIND_WIDTH = 9;
/** Narrower than this, paths are shown by their last name. */
const WIDE = 70;

function line(frame: Frame, innermost: boolean, width: number): Line {
  const place = frame.position ? `${basename(frame.position.file)}:${frame.position.line}` : '';
  const room = Math.max(12, width - KIND_WIDTH - 3 - (place === '' ? 0 : columns(place) + 2));
  const path = frame.name.startsWith('/');
  const name = safe(path && width < WIDE ? basename(frame.name) : frame.name);
  return ends(
    [
      run(`${(frame.kind === 'substitution' ? '$(…)' : frame.kind).padEnd(KIND_WIDTH)} `, 'quiet'),
      run(path ? clipFront(name, room) : clip(name, room), ...(innermost ? (['strong'] as const) : [])),
    ],
    [run(safe(place), 'quiet')],
    width - 1,
  );
}
