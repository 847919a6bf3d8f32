/** Builtins that need the interpreter itself, not only what `BuiltinShell` shows of it. */
import type { MaybeTask } from '../../../kernel/task.ts';
import type { Dialect } from '../../../syntax/dialect.ts';
import { dashNumber } from '../../dash-number.ts';
import type { Interpreter } from '../../interpreter.ts';
import type { Builtin } from '../builtin.ts';
import { atoi } from '../signal-names.ts';

/** The dialects of what only bash has. */
export const BASH: readonly Dialect[] = ['bash', 'bash-posix'];

export type Run = (sh: Interpreter, argv: readonly string[]) => MaybeTask<number>;

/** The only shell that runs builtins is the interpreter; this is where that is known. */
const within =
  (run: Run): Builtin['run'] =>
  (sh, argv) =>
    run(sh as Interpreter, argv);

/** A POSIX special builtin. */
export const special = (name: string, run: Run, dialects?: readonly Dialect[]): Builtin => ({
  name,
  special: true,
  run: within(run),
  ...(dialects ? { dialects } : {}),
});

export const regular = (name: string, run: Run, dialects?: readonly Dialect[]): Builtin => ({
  name,
  run: within(run),
  ...(dialects ? { dialects } : {}),
});

/** A decimal number, as the Almquist shells take it; anything else is an error. busybox cuts off what does not fit, so that it may be negative. */
export function number(sh: Interpreter, text: string): number {
  const found = sh.dialect === 'dash' ? dashNumber(text) : /^[0-9]+$/.test(text) ? atoi(text) : undefined;
  return found ?? illegal(sh, text);
}

export function illegal(sh: Interpreter, text: string): never {
  sh.fail(`Illegal number: ${text}`);
}

/** Single-letter options before the operands, as the Almquist shells read them; an unknown one is an error. */
export function letters(
  sh: Interpreter,
  argv: readonly string[],
  known: string,
): { readonly options: ReadonlySet<string>; readonly operands: readonly string[] } {
  const options = new Set<string>();
  let at = 1;
  for (; at < argv.length; at++) {
    const word = argv[at]!;
    if (word === '--') {
      at++;
      break;
    }
    if (word.length < 2 || word[0] !== '-') break;
    for (const letter of word.slice(1)) {
      if (!known.includes(letter))
        sh.fail(sh.dialect === 'busybox' ? `illegal option -${letter}` : `Illegal option -${letter}`);
      options.add(letter);
    }
  }
  return { options, operands: argv.slice(at) };
}
