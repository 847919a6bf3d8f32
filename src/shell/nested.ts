/** Texts that run inside other texts: `eval`, sourced files, traps. Counted, and given stacks of their own, so that they may nest deeply but not without end. */
import { isTask, type MaybeTask, type Task } from '../kernel/task.ts';
import type { Interpreter } from './interpreter.ts';
import { onFreshStack } from './run-to-end.ts';

const TEXTS_ON_A_STACK = 10;
/** Real shells run out of memory or of descriptors somewhere above. */
const MAX_TEXTS = 1000;

/** @param what for the finding when it is too much, such as `files that source each other`. */
export function nested(sh: Interpreter, what: string, start: () => MaybeTask<number>): MaybeTask<number> {
  if (sh.texts >= MAX_TEXTS) sh.p.kernel.limit('depth', `${MAX_TEXTS} ${what}`, sh.position);
  const { texts } = sh;
  sh.texts++;
  let result: MaybeTask<number>;
  try {
    result = sh.texts % TEXTS_ON_A_STACK === 0 ? onFreshStack(start) : start();
  } catch (thrown) {
    sh.texts = texts;
    throw thrown;
  }
  if (isTask(result)) return later(sh, result, texts);
  sh.texts = texts;
  return result;
}

function* later(sh: Interpreter, task: Task<number>, texts: number): Task<number> {
  try {
    return yield* task;
  } finally {
    sh.texts = texts;
  }
}
