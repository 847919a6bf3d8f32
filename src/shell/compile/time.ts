/** `time` (bash): how long a pipeline took, on standard error. Virtual time passes; processor time is not counted. */
import { isTask, type MaybeTask, type Task } from '../../kernel/task.ts';
import type { Time } from '../../syntax/tree.ts';
import type { Exec } from '../function.ts';
import type { Interpreter } from '../interpreter.ts';
import type { Compiler } from './compiler.ts';

const USUAL_FORMAT = '\nreal\t%3lR\nuser\t%3lU\nsys\t%3lS';
const POSIX_FORMAT = 'real %2R\nuser %2U\nsys %2S';
const MAX_DIGITS = 3;

export function compileTime(c: Compiler, node: Time): Exec {
  const exec = node.command && c.command(node.command);
  return (sh, flags) => {
    const startUs = sh.clock.nowUs;
    if (!exec) {
      sh.status = 0;
      // In POSIX mode it tells the shell's own times.
      if (sh.dialect === 'bash-posix') sh.writeError('user\t0m0.00s\nsys\t0m0.00s\n');
      else report(sh, startUs, node.posix);
      return 0;
    }
    // The pipeline is not the last thing that this process does.
    const result: MaybeTask<number> = exec(sh, flags & ~1);
    if (isTask(result)) return later(sh, result, startUs, node.posix);
    report(sh, startUs, node.posix);
    return result;
  };
}

function* later(sh: Interpreter, waiting: Task<number>, startUs: number, posix: boolean): Task<number> {
  const status = yield* waiting;
  report(sh, startUs, posix);
  return status;
}

function report(sh: Interpreter, startUs: number, posix: boolean): void {
  const format = posix ? POSIX_FORMAT : (sh.get('TIMEFORMAT') ?? USUAL_FORMAT);
  if (format === '') return;
  const realUs = sh.clock.nowUs - startUs;
  let wrong: string | undefined;
  const text = format.replaceAll(
    /%(?:(%)|([0-9]?)(l?)([RUS])|(P)|([\s\S]?))/g,
    (all, percent, digits, long, what, P, other) => {
      if (percent) return '%';
      if (P) return '0.00';
      if (other !== undefined) {
        wrong ??= all.slice(-1);
        return '';
      }
      return duration(
        what === 'R' ? realUs : 0,
        digits === '' ? MAX_DIGITS : Math.min(MAX_DIGITS, Number(digits)),
        long !== '',
      );
    },
  );
  if (wrong !== undefined) sh.complain(`TIMEFORMAT: \`${wrong}': invalid format character`);
  else sh.writeError(`${text}\n`);
}

/** Seconds with a number of decimals, cut off; `long`: with minutes. */
function duration(us: number, digits: number, long: boolean): string {
  const seconds = Math.floor(us / 1_000_000);
  const fraction = String(us % 1_000_000)
    .padStart(6, '0')
    .slice(0, digits);
  const shown = `${long ? seconds % 60 : seconds}${digits > 0 ? `.${fraction}` : ''}`;
  return long ? `${Math.floor(seconds / 60)}m${shown}s` : shown;
}
