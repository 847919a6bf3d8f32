/** PS4 with expansions in it. */
import { isTask, type MaybeTask, type Task } from '../kernel/task.ts';
import { isBash } from '../syntax/dialect.ts';
import { ShellError } from './flow.ts';
import type { Interpreter } from './interpreter.ts';
import { expandQuoted } from './run-text.ts';

/** What begins a line of xtrace; nothing is traced while it is made. */
export function expandTracePrefix(sh: Interpreter, written: string): MaybeTask<string> {
  sh.tracing = true;
  let text: MaybeTask<string>;
  try {
    text = expandQuoted(sh, written);
  } catch (thrown) {
    text = asWritten(sh, thrown, written);
  }
  if (isTask(text)) return later(sh, text, written);
  sh.tracing = false;
  return text;
}

function* later(sh: Interpreter, expanding: Task<string>, written: string): Task<string> {
  try {
    return yield* expanding;
  } catch (thrown) {
    return asWritten(sh, thrown, written);
  } finally {
    sh.tracing = false;
  }
}

/** Differs: the Almquist shells show a prompt as it is written when it cannot be expanded. */
function asWritten(sh: Interpreter, thrown: unknown, written: string): string {
  if (!isBash(sh.dialect) && thrown instanceof ShellError) return written;
  sh.tracing = false;
  throw thrown;
}
