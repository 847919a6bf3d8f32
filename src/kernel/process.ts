/** A process of the simulated machine, and the system calls that shells and programs make through it. */
import type { EventId } from '../trace/event.ts';
import type { Position } from '../trace/position.ts';
import { Errno, isErrno } from '../vfs/errno.ts';
import { Directory } from '../vfs/inode.ts';
import type { FileType, Stat } from '../vfs/stat.ts';
import { pathOf, type Place, type View, writable } from '../vfs/vfs.ts';
import { COSTS_US, QUANTUM_US } from './costs.ts';
import { DescriptorTable } from './descriptors.ts';
import type { Kernel } from './kernel.ts';
import { type OpenFile, type OpenFlags, PipeEnd, RegularFile } from './open-file.ts';
import { Pipe } from './pipe.ts';
import { IGNORED_BY_DEFAULT, Killed, SIGNALS, signalName } from './signals.ts';
import { type MaybeTask, type Task, TURN, type Wait, WaitQueue } from './task.ts';

export type Body = (p: Process) => MaybeTask<number>;
export type Disposition = 'default' | 'ignore' | (() => void);

export interface Ended {
  readonly pid: number;
  /** As `$?` shows it: 128+n for a signal. */
  readonly status: number;
  readonly signal?: string;
}

export interface SpawnOptions {
  readonly env?: ReadonlyMap<string, string>;
  /** Child descriptor -> own descriptor; default: all without close-on-exec. */
  readonly fds?: ReadonlyMap<number, number>;
  readonly cwd?: string;
  readonly unit?: string;
  readonly identifier?: string;
}

export class Process {
  readonly pid: number;
  ppid: number;
  readonly kernel: Kernel;
  argv: readonly string[];
  env: Map<string, string>;
  umask = 0o022;
  /** The executable, for /proc/PID/exe. */
  executable = '';
  /** systemd unit that the process belongs to. */
  unit: string | undefined;
  /** Syslog identifier of that unit's output. */
  identifier: string | undefined;
  readonly descriptors_ = new DescriptorTable();
  readonly children = new Set<Process>();
  readonly childEnded: WaitQueue;
  /** Woken when a signal with a handler arrives, so that a wait can be broken off. */
  readonly signalled: WaitQueue;
  state: 'runnable' | 'waiting' | 'zombie' | 'reaped' = 'runnable';
  waitingFor: Wait | undefined;
  ended: Ended | undefined;
  /** The event of its end, when those are recorded. */
  endEvent: EventId | undefined;
  /** Makes it runnable, whatever it waits for; the kernel sets it. */
  wakeUp: (() => void) | undefined;
  /** Where in a script it is, for findings; a shell sets it. */
  position: (() => Position | undefined) | undefined;
  /** Pid 1 and the like: waiting without end is not a deadlock. */
  idle = false;
  readonly startedUs: number;
  sliceStartUs = 0;
  view: View;
  readonly #dispositions = new Map<string, Disposition>();
  #loops: Map<unknown, { fingerprint: number; generation: number; turns: number }> | undefined;
  /** True while a loop of this process repeats without anything changing. */
  circling = false;

  constructor(kernel: Kernel, pid: number, parent: Process | undefined, argv: readonly string[], view: View) {
    this.kernel = kernel;
    this.pid = pid;
    this.ppid = parent?.pid ?? 0;
    this.argv = argv;
    this.env = new Map(parent?.env);
    this.view = view;
    this.unit = parent?.unit;
    this.identifier = parent?.identifier;
    this.umask = parent?.umask ?? 0o022;
    this.executable = parent?.executable ?? '';
    this.startedUs = kernel.clock.nowUs;
    this.childEnded = new WaitQueue(`the end of a child of process ${pid}`);
    this.signalled = new WaitQueue(`a signal for process ${pid}`);
  }

  // ── files ──────────────────────────────────────────────────────────────

  get cwd(): string {
    return pathOf(this.view.cwd);
  }

  stat(path: string): Stat | Errno {
    this.#call();
    return this.kernel.vfs.stat(this.view, path);
  }

  lstat(path: string): Stat | Errno {
    this.#call();
    return this.kernel.vfs.stat(this.view, path, false);
  }

  fstat(fd: number): Stat | Errno {
    this.#call();
    const file = this.descriptors_.get(fd);
    if (!file) return Errno.EBADF;
    if (file.inode) return file.inode.stat();
    const type: FileType = file.kind === 'pipe' || file.kind === 'fifo' ? 'fifo' : file.kind === 'sink' ? 'socket' : 'char';
    return { type, mode: 0o600, uid: 0, gid: 0, sizeBytes: 0, nlink: 1, ino: 0, dev: 0, mtimeUs: 0, atimeUs: 0, ctimeUs: 0 };
  }

  /** access(2) for root: everything but executing what nobody may, and writing where nothing can be written. */
  access(path: string, mode: 'r' | 'w' | 'x' | 'e'): true | Errno {
    this.#call();
    const place = this.kernel.vfs.find(this.view, path);
    if (isErrno(place)) return place;
    if (mode === 'w' && place.inode.type !== 'char' && place.inode.type !== 'block') return writable(place.mount) ?? true;
    if (mode === 'x' && place.inode.type !== 'directory' && (place.inode.mode & 0o111) === 0) return Errno.EACCES;
    return true;
  }

  /** Opens without waiting; a FIFO whose other end is not open gives EAGAIN (use openTask). */
  open(path: string, flags: OpenFlags, mode = 0o666): number | Errno {
    this.#call();
    const file = this.#openFile(path, flags, mode);
    return isErrno(file) ? file : this.#install(file);
  }

  *openTask(path: string, flags: OpenFlags, mode = 0o666): Task<number | Errno> {
    this.#call();
    const place = this.kernel.vfs.find(this.view, path);
    if (!isErrno(place) && place.inode.type === 'fifo' && !(flags.read && flags.write)) {
      const pipe = this.kernel.fifo(place.inode);
      const end = new PipeEnd(pipe, pathOf(place), 'fifo', flags.read ?? false, flags.write ?? false);
      const fd = this.#install(end);
      pipe.opened.wake();
      while (flags.write ? pipe.readers === 0 : pipe.writers === 0 && pipe.availableBytes === 0) yield { on: [pipe.opened], why: `open of ${path}` };
      return fd;
    }
    return this.open(path, flags, mode);
  }

  #openFile(path: string, flags: OpenFlags, mode: number): OpenFile | Errno {
    const { vfs } = this.kernel;
    const own = this.#ownDescriptor(path);
    if (own) return own;
    const slot = vfs.slot(this.view, path, !flags.nofollow && !(flags.create && flags.exclusive));
    if (isErrno(slot)) return slot;
    let place = slot.place;
    if (!place) {
      if (!flags.create) return Errno.ENOENT;
      if (path.endsWith('/')) return Errno.EISDIR;
      const made = vfs.createIn(slot, 'file', mode & ~this.umask);
      if (isErrno(made)) return made;
      place = made;
      this.kernel.fileChanged('path.created', pathOf(place), this.pid, 'file');
    } else if (flags.create && flags.exclusive) return Errno.EEXIST;
    return this.openPlace(place, flags);
  }

  /** Opens what was found already. */
  openPlace(place: Place, flags: OpenFlags): OpenFile | Errno {
    const { inode } = place;
    if (inode.type === 'symlink') return Errno.ELOOP;
    if (inode instanceof Directory) return flags.write || flags.create ? Errno.EISDIR : new RegularFile(place, flags);
    if (flags.directory) return Errno.ENOTDIR;
    if (inode.type === 'char') return this.kernel.openCharDevice(pathOf(place), inode, this);
    if (inode.type === 'fifo') {
      const pipe = this.kernel.fifo(inode);
      if (!flags.read && pipe.readers === 0) return Errno.EAGAIN;
      return new PipeEnd(pipe, pathOf(place), 'fifo', flags.read ?? false, flags.write ?? false);
    }
    if (inode.type === 'socket') return Errno.ENXIO;
    if (inode.type === 'block') return this.kernel.openBlockDevice(place, flags);
    if (flags.write && !inode.synthetic && writable(place.mount)) return Errno.EROFS;
    if (flags.write && inode.synthetic && !inode.synthetic.write) return Errno.EACCES;
    if (flags.truncate && inode.content && inode.content.sizeBytes > 0) inode.content.truncate(0);
    if (flags.truncate) inode.modified();
    return new RegularFile(place, flags);
  }

  /** /dev/fd/N, /dev/stdin and the like, /proc/self/fd/N: the same description again. */
  #ownDescriptor(path: string): OpenFile | undefined {
    const match = /^\/(?:dev\/(?:fd\/(\d+)|(stdin|stdout|stderr))|proc\/self\/fd\/(\d+))$/.exec(path);
    if (!match) return undefined;
    const fd = match[2] ? ['stdin', 'stdout', 'stderr'].indexOf(match[2]) : Number(match[1] ?? match[3]);
    const file = this.descriptors_.get(fd);
    // A regular file is opened anew, with an offset of its own, as on Linux.
    return file?.kind === 'file' ? undefined : file;
  }

  #install(file: OpenFile, closeOnExec = false): number | Errno {
    const fd = this.descriptors_.add(file, 0, closeOnExec);
    if (isErrno(fd) && file.references === 0) file.closed();
    return fd;
  }

  /** Puts an open file description at a descriptor; for pid 1 and for tests. */
  attach(fd: number, file: OpenFile): void {
    this.descriptors_.put(fd, file);
  }

  close(fd: number): true | Errno {
    this.#call();
    return this.descriptors_.close(fd);
  }

  dup(fd: number, min = 0): number | Errno {
    this.#call();
    const file = this.descriptors_.get(fd);
    return file ? this.descriptors_.add(file, min) : Errno.EBADF;
  }

  dup2(from: number, to: number): number | Errno {
    this.#call();
    const file = this.descriptors_.get(from);
    if (!file) return Errno.EBADF;
    if (from !== to) this.descriptors_.put(to, file);
    return to;
  }

  pipe(): readonly [number, number] {
    this.#call();
    const pipe = new Pipe(`a pipe of process ${this.pid}`);
    const name = `pipe:[${this.kernel.nextInode()}]`;
    const read = this.#install(new PipeEnd(pipe, name, 'pipe', true, false));
    const write = this.#install(new PipeEnd(pipe, name, 'pipe', false, true));
    if (isErrno(read) || isErrno(write)) throw new Error('out of descriptors');
    return [read, write];
  }

  seek(fd: number, offset: number, whence: 'set' | 'cur' | 'end'): number | Errno {
    this.#call();
    const file = this.descriptors_.get(fd);
    if (!file) return Errno.EBADF;
    if (file.kind === 'pipe' || file.kind === 'fifo' || file.kind === 'sink' || file.tty) return Errno.ESPIPE;
    const base = whence === 'set' ? 0 : whence === 'cur' ? file.offset : (file.inode?.sizeBytes ?? 0);
    if (base + offset < 0) return Errno.EINVAL;
    file.offset = base + offset;
    return file.offset;
  }

  isatty(fd: number): boolean {
    return this.descriptors_.get(fd)?.tty ?? false;
  }

  descriptor(fd: number): OpenFile | undefined {
    return this.descriptors_.get(fd);
  }

  descriptors(): number[] {
    return this.descriptors_.numbers();
  }

  setCloseOnExec(fd: number, on: boolean): void {
    this.descriptors_.setCloseOnExec(fd, on);
  }

  /** Bytes, '' at the end of the file, undefined when it would block. */
  tryRead(fd: number, maxBytes: number): string | Errno | undefined {
    this.#call();
    const file = this.descriptors_.get(fd);
    if (!file) return Errno.EBADF;
    const got = file.read(this, maxBytes);
    if (typeof got === 'string') this.#moved(got.length);
    return got;
  }

  /** Bytes take their time: 4 KiB a microsecond. */
  #moved(bytes: number): void {
    if (bytes < 4096) return;
    this.kernel.clock.nowUs += bytes >> 12;
    this.kernel.work(bytes, 1024);
  }

  *read(fd: number, maxBytes: number): Task<string | Errno> {
    for (;;) {
      const got = this.tryRead(fd, maxBytes);
      if (got !== undefined) return got;
      const file = this.descriptors_.get(fd)!;
      yield { on: file.readable ? [file.readable] : [], why: `read from ${file.path}` };
    }
  }

  *readAll(fd: number): Task<string | Errno> {
    const parts: string[] = [];
    for (;;) {
      const got = yield* this.read(fd, 65_536);
      if (isErrno(got)) return got;
      if (got === '') return parts.join('');
      parts.push(got);
      const refused = this.kernel.holdBytes(got.length);
      if (refused) return refused;
    }
  }

  /** Bytes accepted; fewer than given means that it would block. */
  tryWrite(fd: number, bytes: string): number | Errno {
    this.#call();
    const file = this.descriptors_.get(fd);
    if (!file) return Errno.EBADF;
    const taken = file.write(this, bytes);
    if (typeof taken === 'number') this.#moved(taken);
    return taken;
  }

  *write(fd: number, bytes: string): Task<true | Errno> {
    let rest = bytes;
    for (;;) {
      const taken = this.tryWrite(fd, rest);
      if (isErrno(taken)) return taken;
      if (taken >= rest.length) return true;
      rest = rest.slice(taken);
      const file = this.descriptors_.get(fd)!;
      yield { on: file.writable ? [file.writable] : [], why: `write to ${file.path}` };
    }
  }

  print(text: string): Task<true | Errno> {
    return this.write(1, text);
  }

  warn(text: string): Task<true | Errno> {
    return this.write(2, text);
  }

  /** A whole regular or synthetic file. */
  readFile(path: string): string | Errno {
    const fd = this.open(path, { read: true });
    if (isErrno(fd)) return fd;
    const file = this.descriptors_.get(fd)!;
    const parts: string[] = [];
    for (let got = file.read(this, 1 << 20); ; got = file.read(this, 1 << 20)) {
      if (isErrno(got) || got === undefined) {
        this.descriptors_.close(fd);
        return got ?? Errno.EAGAIN;
      }
      if (got === '') break;
      parts.push(got);
      const refused = this.kernel.holdBytes(got.length);
      if (refused) {
        this.descriptors_.close(fd);
        return refused;
      }
    }
    this.descriptors_.close(fd);
    return parts.join('');
  }

  writeFile(path: string, bytes: string): true | Errno {
    const fd = this.open(path, { write: true, create: true, truncate: true });
    if (isErrno(fd)) return fd;
    const written = this.descriptors_.get(fd)!.write(this, bytes);
    this.descriptors_.close(fd);
    return isErrno(written) ? written : true;
  }

  mkdir(path: string, mode = 0o777): true | Errno {
    return this.#make(path, 'directory', mode & ~this.umask);
  }

  mknod(path: string, type: 'char' | 'block' | 'fifo' | 'file', mode: number, rdev?: readonly [number, number]): true | Errno {
    return this.#make(path, type, mode & ~this.umask, rdev ? { rdev } : {});
  }

  symlink(target: string, path: string): true | Errno {
    if (target === '') return Errno.ENOENT;
    return this.#make(path, 'symlink', 0o777, { target });
  }

  #make(path: string, type: FileType, mode: number, more: { rdev?: readonly [number, number]; target?: string } = {}): true | Errno {
    this.#call();
    const made = this.kernel.vfs.create(this.view, path, type, mode, more);
    if (isErrno(made)) return made;
    this.kernel.fileChanged('path.created', pathOf(made), this.pid, type === 'char' || type === 'block' ? 'device' : type === 'socket' ? 'file' : type);
    return true;
  }

  rmdir(path: string): true | Errno {
    return this.#remove(path, this.kernel.vfs.rmdir(this.view, path));
  }

  unlink(path: string): true | Errno {
    return this.#remove(path, this.kernel.vfs.unlink(this.view, path));
  }

  #remove(path: string, done: true | Errno): true | Errno {
    this.#call();
    if (done === true) this.kernel.fileChanged('path.removed', this.absolute(path), this.pid);
    return done;
  }

  rename(from: string, to: string): true | Errno {
    this.#call();
    const done = this.kernel.vfs.rename(this.view, from, to);
    if (done === true) {
      this.kernel.fileChanged('path.removed', this.absolute(from), this.pid);
      this.kernel.fileChanged('path.created', this.absolute(to), this.pid, 'file');
    }
    return done;
  }

  link(from: string, to: string): true | Errno {
    this.#call();
    const done = this.kernel.vfs.link(this.view, from, to);
    if (done === true) this.kernel.fileChanged('path.created', this.absolute(to), this.pid, 'file');
    return done;
  }

  readlink(path: string): { readonly target: string } | Errno {
    this.#call();
    const place = this.kernel.vfs.find(this.view, path, false);
    if (isErrno(place)) return place;
    return place.inode.type === 'symlink' ? { target: place.inode.linkTarget } : Errno.EINVAL;
  }

  /** The absolute path without symlinks. */
  realpath(path: string): { readonly path: string } | Errno {
    this.#call();
    const place = this.kernel.vfs.find(this.view, path);
    return isErrno(place) ? place : { path: pathOf(place) };
  }

  chmod(path: string, mode: number): true | Errno {
    return this.#change(path, true, (place) => {
      place.inode.mode = mode & 0o7777;
    });
  }

  chown(path: string, uid: number, gid: number, follow = true): true | Errno {
    return this.#change(path, follow, (place) => {
      if (uid >= 0) place.inode.uid = uid;
      if (gid >= 0) place.inode.gid = gid;
    });
  }

  utimes(path: string, atimeUs: number, mtimeUs: number, follow = true): true | Errno {
    return this.#change(path, follow, (place) => {
      place.inode.atimeUs = atimeUs;
      place.inode.mtimeUs = mtimeUs;
    });
  }

  truncate(path: string, length: number): true | Errno {
    let failed: Errno | undefined;
    const done = this.#change(path, true, (place) => {
      const result = place.inode.content?.truncate(length) ?? Errno.EINVAL;
      if (isErrno(result)) failed = result;
    });
    return failed ?? done;
  }

  #change(path: string, follow: boolean, change: (place: Place) => void): true | Errno {
    this.#call();
    const place = this.kernel.vfs.find(this.view, path, follow);
    if (isErrno(place)) return place;
    const refused = writable(place.mount);
    if (refused) return refused;
    change(place);
    place.inode.ctimeUs = this.kernel.clock.nowUs;
    return true;
  }

  /** Sorted bytewise, without `.` and `..`. */
  readdir(path: string): readonly string[] | Errno {
    this.#call();
    const place = this.kernel.vfs.find(this.view, path);
    if (isErrno(place)) return place;
    return place.inode instanceof Directory ? place.inode.names() : Errno.ENOTDIR;
  }

  chdir(path: string): true | Errno {
    this.#call();
    const place = this.kernel.vfs.find(this.view, path);
    if (isErrno(place)) return place;
    if (!(place.inode instanceof Directory)) return Errno.ENOTDIR;
    this.view = { root: this.view.root, cwd: place };
    return true;
  }

  chroot(path: string): true | Errno {
    this.#call();
    const place = this.kernel.vfs.find(this.view, path);
    if (isErrno(place)) return place;
    if (!(place.inode instanceof Directory)) return Errno.ENOTDIR;
    const root: Place = { mount: place.mount, inode: place.inode, name: '', up: undefined };
    this.view = { root, cwd: this.view.cwd };
    return true;
  }

  /** A path made absolute, textually, for events. */
  absolute(path: string): string {
    return path.startsWith('/') ? path : `${this.cwd === '/' ? '' : this.cwd}/${path}`;
  }

  // ── processes ──────────────────────────────────────────────────────────

  spawn(path: string, argv: readonly string[], options: SpawnOptions = {}): Process | Errno {
    const program = this.kernel.load(this, path, argv);
    if (isErrno(program)) return program;
    const child = this.kernel.newProcess(this, program.argv, 'spawn');
    if (isErrno(child)) return child;
    this.kernel.charge(COSTS_US.fork + COSTS_US.exec);
    child.executable = program.path;
    if (options.env) child.env = new Map(options.env);
    if (options.unit !== undefined) child.unit = options.unit;
    if (options.identifier !== undefined) child.identifier = options.identifier;
    if (options.fds) {
      for (const [to, from] of options.fds) {
        const file = this.descriptors_.get(from);
        if (file) child.descriptors_.put(to, file);
      }
    } else this.descriptors_.copyTo(child.descriptors_, true);
    for (const [signal, disposition] of this.#dispositions) if (disposition === 'ignore') child.#dispositions.set(signal, 'ignore');
    if (options.cwd !== undefined) {
      const moved = child.chdir(options.cwd);
      if (isErrno(moved)) return moved;
    }
    this.kernel.executed(child, path);
    this.kernel.launch(child, program.body);
    return child;
  }

  fork(argv: readonly string[], body: Body): Process | Errno {
    const child = this.kernel.newProcess(this, argv, 'fork');
    if (isErrno(child)) return child;
    this.kernel.charge(COSTS_US.fork);
    this.descriptors_.copyTo(child.descriptors_);
    for (const [signal, disposition] of this.#dispositions) child.#dispositions.set(signal, disposition);
    this.kernel.launch(child, body);
    return child;
  }

  /** Replaces the program: the caller returns that task's status as its own end. */
  exec(path: string, argv: readonly string[], env: ReadonlyMap<string, string>): Errno | MaybeTask<number> {
    const program = this.kernel.load(this, path, argv);
    if (isErrno(program)) return program;
    this.kernel.charge(COSTS_US.exec);
    this.argv = program.argv;
    this.env = new Map(env);
    this.executable = program.path;
    this.descriptors_.closeAll(true);
    for (const [signal, disposition] of [...this.#dispositions]) if (disposition !== 'ignore') this.#dispositions.delete(signal);
    this.kernel.executed(this, path);
    return program.body(this);
  }

  /** waitpid(2): a child (or any, without a pid) that has ended, reaped; ECHILD when there is none. Breaks off for nothing. */
  *wait(pid?: number): Task<Ended | Errno> {
    for (;;) {
      const ended = this.tryWait(pid);
      if (ended !== undefined) return ended;
      yield { on: [this.childEnded], why: pid === undefined ? 'end of any child' : `end of process ${pid}` };
    }
  }

  /** The same without waiting: undefined while children run. */
  tryWait(pid?: number): Ended | Errno | undefined {
    this.#call();
    let any = false;
    for (const child of this.children) {
      if (pid !== undefined && child.pid !== pid) continue;
      any = true;
      if (child.state !== 'zombie') continue;
      child.state = 'reaped';
      this.children.delete(child);
      this.kernel.forget(child);
      return child.ended!;
    }
    return any ? undefined : Errno.ECHILD;
  }

  *sleep(us: number): Task {
    const untilUs = this.kernel.clock.nowUs + us;
    while (this.kernel.clock.nowUs < untilUs) yield { untilUs, why: `sleep of ${us / 1_000_000} s` };
  }

  /** kill(2); signal 0 only asks. Negative and zero pids mean the sender's descendants and itself. */
  kill(pid: number, signal: string | number): true | Errno {
    this.#call();
    const name = typeof signal === 'number' ? (signal === 0 ? '' : signalName(signal)) : signal;
    if (name === undefined || (name !== '' && !(name in SIGNALS))) return Errno.EINVAL;
    if (pid <= 0) {
      if (name) for (const child of [...this.children]) this.kernel.signal(child, name);
      if (name) this.kernel.signal(this, name);
      return true;
    }
    const target = this.kernel.processes.get(pid);
    if (!target || target.state === 'reaped') return Errno.ESRCH;
    if (name && target.state !== 'zombie') this.kernel.signal(target, name);
    return true;
  }

  onSignal(signal: string, disposition: Disposition): void {
    if (disposition === 'default') this.#dispositions.delete(signal);
    else this.#dispositions.set(signal, disposition);
  }

  disposition(signal: string): 'default' | 'ignore' | 'handler' {
    const set = this.#dispositions.get(signal);
    if (set === undefined) return IGNORED_BY_DEFAULT.has(signal) ? 'ignore' : 'default';
    return typeof set === 'function' ? 'handler' : set;
  }

  /** What a signal does now: runs the handler (which only notes it), or tells the kernel to end the process. */
  receive(signal: string): 'ends' | 'lives' {
    const set = this.#dispositions.get(signal);
    if (typeof set === 'function') {
      set();
      this.signalled.wake();
      return 'lives';
    }
    return set === 'ignore' || (set === undefined && IGNORED_BY_DEFAULT.has(signal)) ? 'lives' : 'ends';
  }

  // ── time ───────────────────────────────────────────────────────────────

  #call(): void {
    this.kernel.charge(COSTS_US.systemCall);
  }

  /** True when the process has run for a while and somebody else could: yield TURN then. */
  shouldYield(): boolean {
    return this.kernel.clock.nowUs - this.sliceStartUs > QUANTUM_US && this.kernel.othersCould(this);
  }

  get turn(): Wait {
    return TURN;
  }

  /**
   * A loop of this process begins another turn. When nothing it can see has changed for many turns (`fingerprint` counts
   * its own variable changes) and nothing that is pending can change anything, the run ends as a hang.
   * @param describe where the loop is and what it polls; asked for only then.
   */
  loopTurn(loop: unknown, fingerprint: number, describe: () => { readonly detail: string; readonly position?: Position }): void {
    this.#loops ??= new Map();
    const generation = this.kernel.generation;
    const seen = this.#loops.get(loop);
    if (!seen) {
      this.#loops.set(loop, { fingerprint, generation, turns: 0 });
      return;
    }
    if (seen.fingerprint !== fingerprint || seen.generation !== generation) {
      seen.fingerprint = fingerprint;
      seen.generation = generation;
      seen.turns = 0;
      this.circling = false;
      return;
    }
    if (++seen.turns < 20) return;
    this.circling = true;
    if (this.kernel.nothingCanChange()) this.kernel.hang(this, describe());
  }

  /** The loop has ended. */
  loopDone(loop: unknown): void {
    this.#loops?.delete(loop);
    this.circling = false;
  }

  /** Ends the process at once from inside its own code. */
  die(signal: string): never {
    throw new Killed(signal);
  }
}
