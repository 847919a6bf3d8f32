/** Where sed writes: standard output, the files of w, and the new text of files edited in place. */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import { isErrno } from '../../vfs/errno.ts';
import { complain } from './messages.ts';
import type { Output } from './output.ts';
import { quoteIfNeeded } from './quote.ts';

export interface SedSink {
  /** Writes text; `terminated` false leaves the line open, and the next text first ends it. */
  line(text: string, terminated: boolean): Task;
  /** Writes text that ends its own lines. */
  text(text: string): Task;
}

abstract class Sink implements SedSink {
  #open = false;
  readonly #end: string;
  constructor(end: string) {
    this.#end = end;
  }
  abstract put(text: string): Task;
  *line(text: string, terminated: boolean): Task {
    const start = this.#open ? this.#end : '';
    this.#open = !terminated;
    yield* this.put(start + text + (terminated ? this.#end : ''));
  }
  *text(text: string): Task {
    const start = this.#open ? this.#end : '';
    this.#open = false;
    yield* this.put(start + text);
  }
}

export class StandardSink extends Sink {
  readonly #out: Output;
  readonly #unbuffered: boolean;
  constructor(out: Output, end: string, unbuffered: boolean) {
    super(end);
    this.#out = out;
    this.#unbuffered = unbuffered;
  }
  override *put(text: string): Task {
    this.#out.add(text);
    if (this.#unbuffered || this.#out.full) yield* this.#out.flush();
  }
}

/** Collects the new text of a file that is edited in place. */
export class CollectingSink extends Sink {
  parts: string[] = [];
  override *put(text: string): Task {
    this.parts.push(text);
  }
}

export class FileSink extends Sink {
  readonly #p: Process;
  readonly #fd: number;
  constructor(p: Process, fd: number, end: string) {
    super(end);
    this.#p = p;
    this.#fd = fd;
  }
  override *put(text: string): Task {
    yield* this.#p.write(this.#fd, text);
  }
}

/** Opens the files of w and W (truncated at once, used or not); a number is the status to end with. */
export function* openSinks(
  p: Process,
  names: Iterable<string>,
  out: Output,
  end: string,
): Task<ReadonlyMap<string, SedSink> | number> {
  const sinks = new Map<string, SedSink>();
  for (const name of names) {
    if (sinks.has(name)) continue;
    if (name === '/dev/stdout') sinks.set(name, new StandardSink(out, end, false));
    else if (name === '/dev/stderr') sinks.set(name, new FileSink(p, 2, end));
    else {
      const fd = yield* p.openTask(name, { write: true, create: true, truncate: true });
      if (isErrno(fd)) return yield* complain(p, `couldn't open file ${quoteIfNeeded(name)}: ${fd.message}`, 4);
      sinks.set(name, new FileSink(p, fd, end));
    }
  }
  return sinks;
}
