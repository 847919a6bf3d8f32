/** The files and commands that an awk program reads and writes by name. */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import { type Errno, isErrno } from '../../vfs/errno.ts';
import { Output } from '../text/output.ts';
import { RecordReader } from './records.ts';

interface Written {
  readonly fd: number;
  readonly child: Process | undefined;
  held: string[];
  heldBytes: number;
}

const HELD_BYTES = 4096;

export class Streams {
  readonly stdout: Output;
  readonly #p: Process;
  readonly #written = new Map<string, Written>();
  readonly #read = new Map<string, { readonly reader: RecordReader; readonly child: Process | undefined }>();

  constructor(p: Process) {
    this.#p = p;
    this.stdout = new Output(p);
  }

  /** A stream to print to; `-` and /dev/stdout are standard output (undefined). */
  *output(kind: '>' | '>>' | '|', name: string): Task<Written | undefined | Errno> {
    const known = this.#written.get(name);
    if (known) return known;
    if (kind !== '|' && (name === '-' || name === '/dev/stdout')) return undefined;
    let made: Written;
    if (kind === '|') {
      yield* this.flush();
      const [read, write] = this.#p.pipe();
      const child = this.#shell(
        name,
        new Map([
          [0, read],
          [1, 1],
          [2, 2],
        ]),
      );
      this.#p.close(read);
      if (isErrno(child)) return child;
      made = { fd: write, child, held: [], heldBytes: 0 };
    } else {
      const fd =
        name === '/dev/stderr'
          ? this.#p.dup(2)
          : yield* this.#p.openTask(name, {
              write: true,
              create: true,
              ...(kind === '>' ? { truncate: true } : { append: true }),
            });
      if (isErrno(fd)) return fd;
      made = { fd, child: undefined, held: [], heldBytes: 0 };
    }
    this.#written.set(name, made);
    return made;
  }

  *write(stream: Written | undefined, text: string): Task {
    if (!stream) {
      this.stdout.add(text);
      if (this.stdout.full) yield* this.stdout.flush();
      return;
    }
    stream.held.push(text);
    stream.heldBytes += text.length;
    if (stream.heldBytes >= HELD_BYTES) yield* this.#flushOne(stream);
  }

  *#flushOne(stream: Written): Task {
    const text = stream.held.join('');
    stream.held = [];
    stream.heldBytes = 0;
    if (text !== '') yield* this.#p.write(stream.fd, text);
  }

  /** Everything that was printed is with its readers afterwards. */
  *flush(name?: string): Task {
    if (name === undefined) yield* this.stdout.flush();
    for (const [key, stream] of this.#written) if (name === undefined || key === name) yield* this.#flushOne(stream);
  }

  /** What `getline <` and `| getline` read from. */
  *input(kind: 'file' | 'command', name: string): Task<RecordReader | Errno> {
    const known = this.#read.get(name);
    if (known) return known.reader;
    if (kind === 'file') {
      const fd = name === '-' || name === '/dev/stdin' ? 0 : yield* this.#p.openTask(name, { read: true });
      if (isErrno(fd)) return fd;
      const reader = new RecordReader(this.#p, fd);
      this.#read.set(name, { reader, child: undefined });
      return reader;
    }
    yield* this.flush();
    const [read, write] = this.#p.pipe();
    const child = this.#shell(
      name,
      new Map([
        [0, 0],
        [1, write],
        [2, 2],
      ]),
    );
    this.#p.close(write);
    if (isErrno(child)) return child;
    const reader = new RecordReader(this.#p, read);
    this.#read.set(name, { reader, child });
    return reader;
  }

  /** Ends a stream: the status of its command, 0 for a file, -1 when it is not open. */
  *close(name: string): Task<number> {
    let status = -1;
    const written = this.#written.get(name);
    if (written) {
      yield* this.#flushOne(written);
      this.#written.delete(name);
      this.#p.close(written.fd);
      status = written.child ? yield* this.#statusOf(written.child) : 0;
    }
    const read = this.#read.get(name);
    if (read) {
      this.#read.delete(name);
      if (read.reader.fd !== 0) this.#p.close(read.reader.fd);
      status = read.child ? yield* this.#statusOf(read.child) : 0;
    }
    return status;
  }

  /** system(): the command's status. */
  *run(command: string): Task<number> {
    yield* this.flush();
    const child = this.#shell(
      command,
      new Map([
        [0, 0],
        [1, 1],
        [2, 2],
      ]),
    );
    return isErrno(child) ? 127 : yield* this.#statusOf(child);
  }

  *closeAll(): Task {
    yield* this.flush();
    for (const name of [...this.#written.keys()]) yield* this.close(name);
    for (const name of [...this.#read.keys()]) yield* this.close(name);
  }

  *#statusOf(child: Process): Task<number> {
    const ended = yield* this.#p.wait(child.pid);
    return isErrno(ended) ? 0 : ended.signal === undefined ? ended.status : 256 + ended.status - 128;
  }

  #shell(command: string, fds: ReadonlyMap<number, number>): Process | Errno {
    return this.#p.spawn('/bin/sh', ['sh', '-c', command], { env: this.#p.env, fds });
  }
}
