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

/** What one program may hold at once; an endless input ends the run with a finding. */
const MAX_HELD_BYTES = 32 * 2 ** 20;

/** Ends the run when a program would hold more than it may. */
export const mayHold = (p: Process, bytes: number): void => {
  if (bytes > MAX_HELD_BYTES)
    p.kernel.limit('memory', `${p.argv[0] ?? 'a program'} holds more than ${MAX_HELD_BYTES / 2 ** 20} MiB`);
};

/** Steps that looking at every byte takes, so that endless input ends in seconds. */
const BYTES_PER_STEP = 16;

/** Reads a piece that is looked at byte by byte or line by line. */
export function* readChunk(p: Process, fd: number, bytes = CHUNK_BYTES): Task<string | Errno> {
  const got = yield* p.read(fd, bytes);
  if (!isErrno(got)) p.kernel.work(got.length, BYTES_PER_STEP);
  if (p.shouldYield()) yield p.turn;
  return got;
}

/** All that a descriptor gives. */
export function* readHeld(p: Process, fd: number): Task<string | Errno> {
  const parts: string[] = [];
  let bytes = 0;
  for (;;) {
    const got = yield* readChunk(p, fd);
    if (isErrno(got)) return got;
    if (got === '') return parts.join('');
    parts.push(got);
    bytes += got.length;
    mayHold(p, bytes);
  }
}

/** The whole of an input; for programs that need all of it before they can answer. */
export function* readInput(p: Process, path: string): Task<string | Errno> {
  const fd = yield* openInput(p, path);
  if (isErrno(fd)) return fd;
  const text = yield* readHeld(p, fd);
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
    let bytes = parts[0]!.length;
    this.#at = 0;
    for (;;) {
      const got = yield* readChunk(this.#p, this.#fd, this.#chunk);
      if (isErrno(got)) this.error = got;
      if (isErrno(got) || got === '') {
        this.#ended = true;
        break;
      }
      parts.push(got);
      bytes += got.length;
      mayHold(this.#p, bytes);
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
