/** Input of text programs: named files or standard input (`-`), by chunks or by lines. */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import { type Errno, isErrno } from '../../vfs/errno.ts';

export const CHUNK_BYTES = 65536;

/** Opens a file for reading; `-` is standard input. */
export function* openInput(p: Process, path: string): Task<number | Errno> {
  return path === '-' ? 0 : yield* p.openTask(path, { read: true });
}

export const closeInput = (p: Process, fd: number): void => {
  if (fd !== 0) p.close(fd);
};

/** The whole of an input; for programs that need all of it before they can answer. */
export function* readInput(p: Process, path: string): Task<string | Errno> {
  const fd = yield* openInput(p, path);
  if (isErrno(fd)) return fd;
  const text = yield* p.readAll(fd);
  closeInput(p, fd);
  return text;
}

/** Cuts a descriptor's bytes into lines. `take` is a plain call; only `fill` waits. */
export class LineReader {
  /** Set when reading failed. */
  error: Errno | undefined;
  /** Whether the line given last ended with the delimiter; the last line of a file may not. */
  terminated = true;
  readonly #p: Process;
  readonly #fd: number;
  readonly #delimiter: string;
  readonly #chunk: number;
  #buffer = '';
  #at = 0;
  #ended = false;

  constructor(p: Process, fd: number, delimiter = '\n', chunkBytes = CHUNK_BYTES) {
    this.#p = p;
    this.#fd = fd;
    this.#delimiter = delimiter;
    this.#chunk = chunkBytes;
  }

  /** The next line without its delimiter, or undefined when none is buffered. */
  take(): string | undefined {
    const end = this.#buffer.indexOf(this.#delimiter, this.#at);
    if (end >= 0) {
      const line = this.#buffer.slice(this.#at, end);
      this.#at = end + 1;
      this.terminated = true;
      return line;
    }
    if (!this.#ended || this.#at >= this.#buffer.length) return undefined;
    const line = this.#buffer.slice(this.#at);
    this.#at = this.#buffer.length;
    this.terminated = false;
    return line;
  }

  /** Reads more; false when there is nothing more (see `error`). */
  *fill(): Task<boolean> {
    if (this.#ended) return false;
    const parts = [this.#buffer.slice(this.#at)];
    this.#at = 0;
    for (;;) {
      const got = yield* this.#p.read(this.#fd, this.#chunk);
      if (isErrno(got)) this.error = got;
      if (isErrno(got) || got === '') {
        this.#ended = true;
        break;
      }
      parts.push(got);
      if (got.includes(this.#delimiter)) break;
    }
    this.#buffer = parts.join('');
    return this.#buffer !== '';
  }

  /** The next line, or undefined at the end. */
  *next(): Task<string | undefined> {
    for (;;) {
      const line = this.take();
      if (line !== undefined) return line;
      if (!(yield* this.fill())) return undefined;
    }
  }

  /** What has been read and not yet taken. */
  get buffered(): string {
    return this.#buffer.slice(this.#at);
  }

  /** Gives unread bytes of a seekable input back to whoever shares the descriptor. */
  release(): void {
    const unread = this.#buffer.length - this.#at;
    if (unread > 0) this.#p.seek(this.#fd, -unread, 'cur');
  }
}
