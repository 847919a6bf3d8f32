/** The input of sed: the lines of its files in turn, knowing which is the last when that is asked. */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import { isErrno } from '../../vfs/errno.ts';
import { closeInput, LineReader, openInput } from './inputs.ts';
import { complain } from './messages.ts';
import { quoteIfNeeded } from './quote.ts';

/** Status of sed when a file could not be read. */
const UNREADABLE = 2;

export class SedInput {
  /** Name of the file that the last line came from, `-` for standard input. */
  name = '-';
  line = 0;
  /** Whether the last line ended with a newline. */
  terminated = true;
  status = 0;
  /** Counts the files begun: a change tells that a new one has. */
  files = 0;
  readonly #p: Process;
  readonly #paths: readonly string[];
  readonly #separate: boolean;
  readonly #end: string;
  readonly #check: ((path: string) => string | undefined) | undefined;
  #next = 0;
  #reader: LineReader | undefined;
  #fd = -1;
  #held: string | undefined;
  #heldTerminated = true;

  /** `separate`: each file has its own last line. `check` gives a complaint about a file that must not be read. */
  constructor(
    p: Process,
    paths: readonly string[],
    end: string,
    separate: boolean,
    check?: (path: string) => string | undefined,
  ) {
    this.#p = p;
    this.#paths = paths;
    this.#end = end;
    this.#separate = separate;
    this.#check = check;
  }

  #close(): void {
    if (this.#fd >= 0) closeInput(this.#p, this.#fd);
    this.#reader = undefined;
    this.#fd = -1;
  }

  /** Opens the next file that can be; false when there is none. */
  *#open(): Task<boolean> {
    while (this.#next < this.#paths.length) {
      const path = this.#paths[this.#next++]!;
      const refused = path === '-' ? undefined : this.#check?.(path);
      if (refused !== undefined) {
        this.status = 4;
        yield* complain(this.#p, refused);
        continue;
      }
      const fd = yield* openInput(this.#p, path);
      if (isErrno(fd)) {
        this.status = UNREADABLE;
        yield* complain(this.#p, `can't read ${quoteIfNeeded(path)}: ${fd.message}`);
        continue;
      }
      this.name = path;
      this.files++;
      this.#fd = fd;
      this.#reader = new LineReader(this.#p, fd, this.#end, 4096);
      return true;
    }
    return false;
  }

  /** A line of the file that is open, without going on to the next file. */
  *#fromCurrent(): Task<string | undefined> {
    if (this.#reader === undefined) return undefined;
    const line = this.#reader.take() ?? (yield* this.#reader.next());
    if (line !== undefined) return line;
    if (this.#reader.error) {
      this.status = UNREADABLE;
      yield* complain(this.#p, `read error on ${quoteIfNeeded(this.name)}: ${this.#reader.error.message}`);
    }
    return undefined;
  }

  /** The next line without its newline; undefined at the end of all input. */
  *read(): Task<string | undefined> {
    let line = this.#held;
    this.#held = undefined;
    if (line !== undefined) this.terminated = this.#heldTerminated;
    while (line === undefined) {
      line = yield* this.#fromCurrent();
      if (line !== undefined) {
        this.terminated = this.#reader!.terminated;
        break;
      }
      this.#close();
      if (!(yield* this.#open())) return undefined;
      if (this.#separate) this.line = 0;
    }
    this.line++;
    return line;
  }

  /** Whether no line follows (in this file, when files are separate). */
  *atEnd(): Task<boolean> {
    while (this.#held === undefined) {
      this.#held = yield* this.#fromCurrent();
      if (this.#held !== undefined) {
        this.#heldTerminated = this.#reader!.terminated;
        return false;
      }
      if (this.#separate) return true;
      this.#close();
      if (!(yield* this.#open())) return true;
    }
    return false;
  }

  /** Whether another file follows this one, when files are separate. */
  get moreFiles(): boolean {
    return this.#separate && this.#next < this.#paths.length;
  }

  /** Leaves a seekable standard input behind the last line that was used. */
  release(): void {
    const held = this.#held === undefined ? 0 : this.#held.length + (this.#heldTerminated ? 1 : 0);
    if (this.#fd < 0) return;
    this.#reader?.release();
    if (held > 0) this.#p.seek(this.#fd, -held, 'cur');
    this.#close();
  }
}
