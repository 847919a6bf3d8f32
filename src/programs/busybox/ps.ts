/** ps of busybox: every process, whatever letters it is given. */
import { commandName } from '../system/signals.ts';
import { type Applet, rule } from './applet.ts';

const TERMINAL_WIDTH = 80;

export const ps: Applet = {
  name: 'ps',
  usage: 'ps [-o COL1,COL2=HEADER] [-T]',
  options: 'o:aAdefl',
  unmodelled: 'o',
  wording: [rule('(.*)', '$1')],
  *run({ p }) {
    const lines = ['PID   USER     COMMAND'];
    for (const process of [...p.kernel.processes.values()].sort((a, b) => a.pid - b.pid)) {
      if (process.state === 'reaped') continue;
      const command =
        process.state === 'zombie' || process.argv.length === 0 ? `[${commandName(process)}]` : process.argv.join(' ');
      lines.push(`${String(process.pid).padStart(5)} root     ${command}`);
    }
    const width = p.isatty(1) ? TERMINAL_WIDTH : Number.POSITIVE_INFINITY;
    yield* p.print(lines.map((line) => `${line.slice(0, width)}\n`).join(''));
    return 0;
  },
};
