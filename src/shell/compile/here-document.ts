/** Here-documents: a pipe that holds the body (XCU 2.7.4). */
import type { MaybeTask, Task } from '../../kernel/task.ts';
import { eager } from '../flow.ts';
import type { Interpreter } from '../interpreter.ts';
import type { Text } from './compiler.ts';
import { moveDescriptor, type Saved } from './saved-descriptors.ts';

/** Up to this size it is written into its pipe at once; a longer one by a process of its own. */
const AT_ONCE_BYTES = 4096;

export function hereDocument(sh: Interpreter, descriptor: number, body: string, saved: Saved | undefined): void {
  fill(sh, descriptor, sh.p.pipe(), body, saved);
}

/** One whose body is expanded when it is wanted: the Almquist shells have its pipe by then, and keep it open when the expansion fails. */
export function lateDocument(
  sh: Interpreter,
  descriptor: number,
  body: Text,
  saved: Saved | undefined,
): MaybeTask<void> {
  const pipe = sh.p.pipe();
  const text = sh.dialect === 'busybox' ? eager(inDocument(sh, body)) : body(sh);
  if (typeof text !== 'string') return later(text);
  fill(sh, descriptor, pipe, text, saved);

  function* later(waiting: Task<string>): Task<void> {
    fill(sh, descriptor, pipe, yield* waiting, saved);
  }
}

/** With `inDocument` set, which forks take over. */
function* inDocument(sh: Interpreter, body: Text): Task<string> {
  const outer = sh.inDocument;
  sh.inDocument = true;
  try {
    const text = body(sh);
    return typeof text === 'string' ? text : yield* text;
  } finally {
    sh.inDocument = outer;
  }
}

function fill(
  sh: Interpreter,
  descriptor: number,
  [read, write]: readonly [number, number],
  body: string,
  saved: Saved | undefined,
): void {
  if (body.length <= AT_ONCE_BYTES) sh.p.tryWrite(write, body);
  else {
    sh.p.fork(sh.p.argv, function* (p) {
      for (const signal of ['INT', 'QUIT', 'HUP', 'TSTP']) p.onSignal(signal, 'ignore');
      p.onSignal('PIPE', 'default');
      p.close(read);
      yield* p.write(write, body);
      return 0;
    });
  }
  sh.p.close(write);
  moveDescriptor(sh, read, descriptor, saved);
}
