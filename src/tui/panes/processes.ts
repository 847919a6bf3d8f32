/** The process tree at the cursor: who runs, who waits for what. */
import type { ProcessView } from '../../step/view.ts';
import { basename } from '../amounts.ts';
import type { Pane, Row } from '../pane.ts';
import { safe } from '../text/cells.ts';
import { run } from '../text/line.ts';

export const processes: Pane = ({ view }) => {
  const current = view.processes.findIndex((process) => process.current);
  return { rows: view.processes.map(row), anchor: current < 0 ? undefined : current };
};

const row = ({ pid, depth, argv, state, waitingFor, position, current }: ProcessView): Row => ({
  lines: [
    [
      run(current ? '▶' : ' ', 'accent', 'strong'),
      run(`${String(pid).padStart(4)} `, 'quiet'),
      run('  '.repeat(depth)),
      run(
        argv.map((word) => safe(word)).join(' '),
        ...(current ? (['strong'] as const) : state === 'zombie' ? (['quiet'] as const) : []),
      ),
      run(waitingFor !== undefined ? `  waits: ${safe(waitingFor)}` : `  ${state}`, 'quiet'),
      ...(position ? [run(`  ${basename(safe(position.file))}:${position.line}`, 'quiet')] : []),
    ],
  ],
});
