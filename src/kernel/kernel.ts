/** The kernel: processes, their turns on one CPU, the virtual clock, and how a run ends. */
import type { EventBody } from '../trace/event.ts';
import type { Position } from '../trace/position.ts';
import { Trace, type TraceLevel } from '../trace/trace.ts';
import { Errno, isErrno } from '../vfs/errno.ts';
import type { Inode } from '../vfs/inode.ts';
import type { Mount } from '../vfs/mount-table.ts';
import { type Place, Vfs, type View } from '../vfs/vfs.ts';
import { pathOf } from '../vfs/walk.ts';
import { DEFAULT_LIMITS, type Limits } from './costs.ts';
import { type CharDevice, memoryDevices } from './devices.ts';
import { type Loaded, type Loader, load } from './load.ts';
import { DeviceFile, type OpenFile, type OpenFlags, RegularFile, Sink } from './open-file.ts';
import { Pipe } from './pipe.ts';
import { type Body, Process } from './process.ts';
import { Random } from './random.ts';
import { RunQueue } from './run-queue.ts';
import { Killed, SIGNALS } from './signals.ts';
import { isTask, type Task, type Wait } from './task.ts';
import { type Timer, Timers } from './timers.ts';

/** How a run ended. */
export type RunEnd =
  | { readonly why: 'done' | 'idle' }
  | { readonly why: 'deadlock' | 'hang' | 'limit'; readonly detail: string };

export interface KernelOptions {
  readonly seed?: number;
  readonly level?: TraceLevel;
  readonly limits?: Partial<Limits>;
}

export interface BlockDriver {
  open(place: Place, flags: OpenFlags): OpenFile | Errno;
}

/** Thrown to leave whatever runs when a limit is reached; only `run` catches it. */
class RunEnded {
  readonly end: RunEnd;

  constructor(end: RunEnd) {
    this.end = end;
  }
}

export class Kernel {
  readonly clock = new Timers();
  readonly trace: Trace;
  readonly vfs = new Vfs();
  readonly random: Random;
  readonly limits: Limits;
  readonly processes = new Map<number, Process>();
  /** Programs by name; set by whoever builds the machine. */
  loader: Loader = () => undefined;
  /** Seconds since the epoch at power-on. */
  powerOnSeconds = 1_767_225_600;
  /** Counts changes of machine state, for finding loops that wait for nothing. */
  generation = 0;
  /** Told the path of every file that comes, goes or is written (inotify, for who watches). */
  readonly fileWatchers = new Set<(path: string) => void>();
  readonly #tasks = new Map<Process, Task<number> | Body>();
  readonly #queue = new RunQueue();
  readonly #fifos = new WeakMap<Inode, Pipe>();
  readonly #charDevices = new Map<string, CharDevice>();
  #blockDriver: BlockDriver | undefined;
  #nextPid = 1;
  #nextInode = 1000;
  #steps = 0;
  #spawned = 0;
  /** Whether a device keeps a mount busy: one whose file lies there. */
  keepsBusy: (mount: Mount) => boolean = () => false;
  #heldBytes = 0;
  #end: RunEnd | undefined;
  #running: Process | undefined;
  /** Somebody wants the run to be held soon: a process that goes on and on stops where it could give others a turn. */
  holding = false;
  /** It has stopped for that, in the middle of its turn, which it goes on with before anything else. */
  #held: Process | undefined;
  readonly #shuffled: boolean;

  constructor(options: KernelOptions = {}) {
    this.trace = new Trace(this.clock, options.level);
    this.random = new Random(options.seed ?? 0);
    this.#shuffled = (options.seed ?? 0) !== 0;
    this.limits = { ...DEFAULT_LIMITS, ...options.limits };
    for (const [major, minor, device] of memoryDevices(() => this.random.next()))
      this.registerCharDevice(major, minor, device);
    this.vfs.onMount = (change, mount) => this.#mounted(change, mount);
  }

  /** The process whose code runs now. */
  get current(): Process | undefined {
    return this.#running;
  }

  // ── starting ───────────────────────────────────────────────────────────

  /** A process without a parent: pid 1, or what a test runs. */
  start(
    body: Body,
    options: {
      argv?: readonly string[];
      env?: ReadonlyMap<string, string>;
      cwd?: string;
      unit?: string;
      identifier?: string;
    } = {},
  ): Process {
    const process = this.newProcess(undefined, options.argv ?? ['init'], 'spawn');
    if (isErrno(process)) throw new Error('no process can be started');
    process.env = new Map(options.env);
    process.unit = options.unit;
    process.identifier = options.identifier;
    if (options.cwd !== undefined) process.chdir(options.cwd);
    this.launch(process, body);
    return process;
  }

  newProcess(parent: Process | undefined, argv: readonly string[], why: 'fork' | 'spawn'): Process | Errno {
    if (this.#tasks.size >= this.limits.processes) {
      this.#note({ kind: 'limit.reached', limit: 'processes', detail: `${this.limits.processes} processes at once` });
      return Errno.EAGAIN;
    }
    if (++this.#spawned > this.limits.spawned) this.#limit('processes', `${this.limits.spawned} processes started`);
    const process = new Process(this, this.#nextPid++, parent, argv, parent?.view ?? this.vfs.view);
    this.processes.set(process.pid, process);
    parent?.children.add(process);
    if (this.trace.full)
      this.trace.add(parent?.pid ?? 0, {
        kind: 'process.started',
        child: process.pid,
        parent: parent?.pid ?? 0,
        argv,
        why: parent ? why : 'service',
      });
    return process;
  }

  launch(process: Process, body: Body): void {
    this.#tasks.set(process, body);
    this.#queue.add(process);
  }

  /** Finds what a path runs; an executable without a model runs as one that says so and fails with 127. */
  load(p: Process, path: string, argv: readonly string[]): Loaded | Errno {
    return load(this.vfs, p.view, path, argv, this.loader, (resolved) => (child) => {
      this.trace.add(child.pid, {
        kind: 'unsupported',
        what: 'program',
        detail: `${resolved} ${child.argv.slice(1).join(' ')}`.trim(),
      });
      return 127;
    });
  }

  executed(p: Process, path: string): void {
    if (this.trace.full) this.trace.add(p.pid, { kind: 'process.executed', path, argv: p.argv });
  }

  // ── running ────────────────────────────────────────────────────────────

  /** Runs until every process has ended, nobody can go on, a limit is reached, or `until` holds. */
  run(until?: () => boolean): RunEnd {
    try {
      while (!this.#end && !until?.()) {
        const process = this.#held ?? this.#take();
        if (process) {
          this.#step(process);
          if (this.#held) continue;
          const next = this.clock.nextUs;
          if (next !== undefined && next <= this.clock.nowUs) this.clock.fire();
          continue;
        }
        if (!this.#advance()) break;
      }
    } catch (ended) {
      if (!(ended instanceof RunEnded)) throw ended;
      this.#end = ended.end;
    }
    return this.#end ?? this.#atRest(until?.() ?? false);
  }

  /** Ends the run from the outside: power off, root switched. */
  stop(): void {
    this.#end ??= { why: 'done' };
  }

  #take(): Process | undefined {
    const queue = this.#queue;
    while (queue.length > 0) {
      const index = this.#shuffled && queue.length > 1 ? this.random.integer(queue.length) : 0;
      const process = queue.take(index);
      if (this.#tasks.has(process)) return process;
    }
    return undefined;
  }

  /** Jumps to the next timer; false when there is none. */
  #advance(): boolean {
    const next = this.clock.nextUs;
    if (next === undefined) return false;
    this.clock.nowUs = Math.max(this.clock.nowUs, next);
    if (this.clock.nowUs > this.limits.virtualUs)
      this.#limit('time', `${this.limits.virtualUs / 1_000_000} s of virtual time`);
    this.clock.fire();
    return true;
  }

  #step(process: Process): void {
    process.state = 'runnable';
    process.waitingFor = undefined;
    if (process !== this.#held) process.sliceStartUs = this.clock.nowUs;
    this.#held = undefined;
    this.#running = process;
    try {
      let task = this.#tasks.get(process)!;
      if (typeof task === 'function') {
        const started = task(process);
        if (!isTask(started)) {
          this.#finish(process, started);
          return;
        }
        task = started;
        this.#tasks.set(process, task);
      }
      const turn = (task as Task<number>).next();
      if (turn.done) this.#finish(process, turn.value);
      else if (this.#tasks.has(process)) this.#wait(process, turn.value);
    } catch (thrown) {
      if (thrown instanceof Killed) this.#finish(process, 128 + (SIGNALS[thrown.signal] ?? 0), thrown.signal);
      else throw thrown;
    } finally {
      if (!this.#held) process.cpuUs += this.clock.nowUs - process.sliceStartUs;
      this.#running = undefined;
    }
  }

  #wait(process: Process, wait: Wait): void {
    if (process.stopsForHold) {
      process.stopsForHold = false;
      this.#held = process;
      return;
    }
    if (!wait.on && wait.untilUs === undefined) {
      this.#queue.add(process);
      return;
    }
    process.state = 'waiting';
    process.waitingFor = wait;
    let timer: Timer | undefined;
    const resume = (): void => {
      for (const queue of wait.on ?? []) queue.waiters.delete(resume);
      timer?.cancel();
      if (process.state !== 'waiting') return;
      process.state = 'runnable';
      this.#queue.add(process);
    };
    process.wakeUp = resume;
    for (const queue of wait.on ?? []) queue.waiters.add(resume);
    if (wait.untilUs !== undefined) timer = this.clock.set(wait.untilUs, wait.why, resume, process.pid);
  }

  #finish(process: Process, status: number, signal?: string): void {
    if (!this.#tasks.delete(process)) return;
    process.ended = signal ? { pid: process.pid, status, signal } : { pid: process.pid, status: status & 255 };
    process.state = 'zombie';
    if (this.trace.full)
      process.endEvent = this.trace.add(
        process.pid,
        signal ? { kind: 'process.ended', status, signal } : { kind: 'process.ended', status: status & 255 },
      );
    process.descriptors_.closeAll();
    const init = this.processes.get(1);
    for (const child of process.children) {
      if (child.state === 'zombie') {
        child.state = 'reaped';
        this.forget(child);
      } else if (init && init !== process) {
        child.ppid = 1;
        init.children.add(child);
      }
    }
    process.children.clear();
    const parent = this.processes.get(process.ppid);
    if (!parent || parent.state === 'zombie') {
      process.state = 'reaped';
      this.forget(process);
      return;
    }
    parent.childrenCpuUs += process.cpuUs + process.childrenCpuUs;
    parent.childEnded.wake();
    if (parent.disposition('CHLD') === 'handler') this.signal(parent, 'CHLD');
  }

  forget(process: Process): void {
    this.processes.delete(process.pid);
  }

  /** Delivers a signal: the handler notes it, or the process ends. */
  signal(target: Process, signal: string): void {
    if (signal !== 'KILL' && target.receive(signal) === 'lives') return;
    if (target === this.#running) throw new Killed(signal);
    const task = this.#tasks.get(target);
    if (!task) return;
    target.wakeUp?.();
    if (typeof task !== 'function') task.return(0);
    this.#finish(target, 128 + (SIGNALS[signal] ?? 0), signal);
  }

  // ── time, limits, hangs ────────────────────────────────────────────────

  /** Moves the clock; ends the run when the steps are used up. */
  charge(us: number): void {
    this.clock.nowUs += us;
    if (++this.#steps > this.limits.steps) this.#limit('steps', `${this.limits.steps} steps`);
    if (this.trace.next > this.limits.events && !this.#end)
      this.#limit('memory', `${this.limits.events} events recorded`);
  }

  /** Counts what takes long in one call, such as a large read: a step for every so many bytes, so that endless input ends too. */
  work(bytes: number, bytesPerStep: number): void {
    if (bytes < bytesPerStep) return;
    const steps = Math.floor(bytes / bytesPerStep);
    this.#steps += steps;
    if (this.#steps > this.limits.steps) this.#limit('steps', `${this.limits.steps} steps`);
  }

  /** A timer of hardware or of a model. */
  after(delayUs: number, run: () => void, label: string): Timer {
    return this.clock.set(this.clock.nowUs + delayUs, label, () => {
      this.changed();
      run();
    });
  }

  changed(): void {
    this.generation++;
  }

  /** Counts bytes that are held outside files, such as what a substitution collects; ENOMEM beyond the limit. */
  holdBytes(bytes: number): Errno | undefined {
    this.#heldBytes += bytes;
    if (this.#heldBytes <= this.limits.fileBytes) return undefined;
    this.#limit('memory', `${this.limits.fileBytes} bytes read`);
  }

  /** Ends the run with a finding about what the running process does. */
  limit(limit: 'steps' | 'time' | 'processes' | 'memory' | 'depth', detail: string, position?: Position): never {
    this.#limit(limit, detail, position);
  }

  #limit(limit: 'steps' | 'time' | 'processes' | 'memory' | 'depth', detail: string, position?: Position): never {
    const at = position ?? this.#running?.position?.();
    this.trace.add(this.#running?.pid ?? 0, { kind: 'limit.reached', limit, detail, ...(at ? { position: at } : {}) });
    throw new RunEnded({ why: 'limit', detail });
  }

  hang(p: Process, what: { readonly detail: string; readonly position?: Position }): never {
    this.trace.add(p.pid, { kind: 'hang.found', ...what });
    throw new RunEnded({ why: 'hang', detail: what.detail });
  }

  /** True when no timer of hardware is pending and everybody else waits for ever or goes in circles too. */
  nothingCanChange(): boolean {
    if (this.clock.externalCount > 0) return false;
    for (const process of this.#tasks.keys()) {
      if (process.circling || process === this.#running) continue;
      if (process.state !== 'waiting' || process.waitingFor?.untilUs !== undefined) return false;
    }
    return true;
  }

  /** True when nobody can run and no timer is going to change that. */
  get resting(): boolean {
    return !this.#held && this.clock.nextUs === undefined && !this.#queue.some((process) => this.#tasks.has(process));
  }

  /** True when another process could use the CPU, now or because a timer is due. */
  othersCould(_p: Process): boolean {
    const next = this.clock.nextUs;
    return this.#queue.length > 0 || (next !== undefined && next <= this.clock.nowUs);
  }

  #atRest(reached: boolean): RunEnd {
    if (reached || this.#tasks.size === 0) return { why: 'done' };
    const stuck = [...this.#tasks.keys()].filter((process) => !process.idle);
    if (stuck.length === 0) return { why: 'idle' };
    const detail = stuck
      .map(
        (process) =>
          `${process.argv[0] ?? 'process'}[${process.pid}] waits for ${process.waitingFor?.why ?? 'nothing'}`,
      )
      .join('; ');
    this.trace.add(0, { kind: 'deadlock.found', detail });
    return { why: 'deadlock', detail };
  }

  // ── files and devices ──────────────────────────────────────────────────

  fifo(inode: Inode): Pipe {
    let pipe = this.#fifos.get(inode);
    if (!pipe) {
      pipe = new Pipe();
      this.#fifos.set(inode, pipe);
    }
    return pipe;
  }

  nextInode(): number {
    return this.#nextInode++;
  }

  registerCharDevice(major: number, minor: number, device: CharDevice): void {
    this.#charDevices.set(`${major}:${minor}`, device);
  }

  registerBlockDriver(driver: BlockDriver): void {
    this.#blockDriver = driver;
  }

  openCharDevice(path: string, inode: Inode, _p: Process): OpenFile | Errno {
    const device = this.#charDevices.get(inode.rdev?.join(':') ?? '');
    return device ? new DeviceFile(path, inode, device) : Errno.ENXIO;
  }

  openBlockDevice(place: Place, flags: OpenFlags): OpenFile | Errno {
    return this.#blockDriver?.open(place, flags) ?? new RegularFile(place, flags);
  }

  /** A descriptor whose writes go to a function, with the writer's pid. */
  sinkDescriptor(write: (text: string, pid: number) => void, label: string): OpenFile {
    return new Sink(label, write);
  }

  /** True when an open file or a working directory lies on a mount. */
  inUse(mount: Mount): boolean {
    if (this.keepsBusy(mount)) return true;
    for (const process of this.#tasks.keys()) {
      for (let at: Place | undefined = process.view.cwd; at; at = at.up) if (at.mount === mount) return true;
      for (const fd of process.descriptors()) {
        const file = process.descriptor(fd);
        if (file?.inode?.sb === mount.sb && file.path.startsWith(mount.path)) return true;
      }
    }
    return false;
  }

  /** A file came, went or was written: an event when somebody reads those, and a change for the polls. */
  fileChanged(
    kind: 'path.created' | 'path.written' | 'path.removed',
    path: string,
    pid: number,
    type?: Extract<EventBody, { kind: 'path.created' }>['type'],
  ): void {
    this.changed();
    for (const watcher of this.fileWatchers) watcher(path);
    if (!this.trace.full) return;
    if (kind === 'path.created') this.trace.add(pid, { kind, path, type: type ?? 'file' });
    else this.trace.add(pid, { kind, path });
  }

  get view(): View {
    return this.vfs.view;
  }

  pathOf(place: Place): string {
    return pathOf(place);
  }

  #mounted(change: 'mounted' | 'unmounted', mount: Mount): void {
    this.changed();
    const pid = this.#running?.pid ?? 0;
    if (change === 'mounted')
      this.trace.add(pid, {
        kind: 'mount.mounted',
        source: mount.source,
        target: mount.path,
        type: mount.sb.type,
        options: mount.optionText,
      });
    else this.trace.add(pid, { kind: 'mount.unmounted', source: mount.source, target: mount.path });
  }

  #note(event: EventBody): void {
    this.trace.add(this.#running?.pid ?? 0, event);
  }
}
