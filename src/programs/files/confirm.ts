/** Questions of programs that ask before they act (-i). */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import { LineReader } from '../text/inputs.ts';
import { nameOf } from '../text/messages.ts';

const readers = new WeakMap<Process, LineReader>();

/** `rm: TEXT ` on standard error; true when the next line of standard input begins with y. */
export function* confirm(p: Process, text: string): Task<boolean> {
  yield* p.warn(`${nameOf(p)}: ${text} `);
  let reader = readers.get(p);
  if (!reader) {
    reader = new LineReader(p, 0);
    readers.set(p, reader);
  }
  const line = yield* reader.next();
  return line !== undefined && /^[yY]/.test(line);
}
