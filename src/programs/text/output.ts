/** Standard output with the buffer that stdio puts in front of it. */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import { type Errno, isErrno } from '../../vfs/errno.ts';
import { complain } from './messages.ts';

const BUFFER_BYTES = 32768;
const BYTES_PER_STEP = 16;

export class Output {
  readonly #p: Process;
  /** Whether each line is written at once: a terminal, or on request. */
  readonly #byLine: boolean;
  #parts: string[] = [];
  #length = 0;
  #error: Errno | undefined;

  constructor(p: Process, byLine = p.isatty(1)) {
    this.#p = p;
    this.#byLine = byLine;
  }

  add(text: string): void {
    this.#parts.push(text);
    this.#length += text.length;
  }

  /** True when `flush` is due. */
  get full(): boolean {
    return this.#length >= BUFFER_BYTES || (this.#byLine && this.#length > 0);
  }

  /** True when writing has failed: there is no use in going on. */
  get failed(): boolean {
    return this.#error !== undefined;
  }

  *flush(): Task<void> {
    if (this.#length === 0) return;
    // Text that is made costs too: a program that prints without end and reads nothing ends by the limit of steps.
    this.#p.kernel.work(this.#length, BYTES_PER_STEP);
    const text = this.#parts.join('');
    this.#parts = [];
    this.#length = 0;
    if (this.#error) return;
    const written = yield* this.#p.print(text);
    if (isErrno(written)) this.#error = written;
  }

  /** Writes what is left; `failure` with a message when anything could not be written, else `status`. */
  *close(status = 0, failure = 1, wording = (error: Errno) => `write error: ${error.message}`): Task<number> {
    yield* this.flush();
    if (this.#error === undefined) return status;
    return yield* complain(this.#p, wording(this.#error), failure);
  }
}
