/** A process of the simulated machine: its identity and state, and the system calls on processes, signals and time. Those on files are below it. */
import type { EventId } from '../trace/event.ts';
import type { Position } from '../trace/position.ts';
import { Errno, isErrno } from '../vfs/errno.ts';
import type { View } from '../vfs/vfs.ts';
import { COSTS_US, QUANTUM_US } from './costs.ts';
import type { Kernel } from './kernel.ts';
import { PathCalls } from './path-calls.ts';
import { IGNORED_BY_DEFAULT, Killed, SIGNALS, signalName } from './signals.ts';
import { type MaybeTask, type Task, TURN, type Wait, WaitQueue } from './task.ts';

export type Body = (p: Process) => MaybeTask<number>;
export type Disposition = 'default' | 'ignore' | (() => void);

/** Another build of a program: where it differs little, the program looks at the name; what it says is reworded. */
export interface Flavour {
  readonly name: 'busybox';
  /** From what the program would write to standard error to what this build writes. */
  readonly reword: (text: string) => string;
}

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

const NO_ENVIRONMENT: ReadonlyMap<string, string> = new Map();
const NO_DISPOSITIONS: ReadonlyMap<string, Disposition> = new Map();

export class Process extends PathCalls {
  ppid: number;
  argv: readonly string[];
  /** Replaced, never changed: a child has its parent's until it is given its own. */
  env: ReadonlyMap<string, string>;
  /** The executable, for /proc/PID/exe. */
  executable = '';
  /** systemd unit that the process belongs to. */
  unit: string | undefined;
  /** Syslog identifier of that unit's output. */
  identifier: string | undefined;
  readonly children = new Set<Process>();
  readonly childEnded = new WaitQueue('the end of a child');
  /** Woken when a signal with a handler arrives, so that a wait can be broken off. */
  readonly signalled = new WaitQueue('a signal');
  state: 'runnable' | 'waiting' | 'zombie' | 'reaped' = 'runnable';
  waitingFor: Wait | undefined;
  ended: Ended | undefined;
  /** The event of its end, when those are recorded. */
  endEvent: EventId | undefined;
  /** Makes it runnable, whatever it waits for; the kernel sets it. */
  wakeUp: (() => void) | undefined;
  /** Set while the executable is another build of the program that runs, such as busybox's. */
  flavour: Flavour | undefined;
  /** Where in a script it is, for findings; a shell sets it. */
  position: (() => Position | undefined) | undefined;
  /** The shell that runs in it, for who looks at the machine from outside; a shell sets it. */
  shell: unknown;
  /** Pid 1 and the like: waiting without end is not a deadlock. */
  idle = false;
  /** The size beyond which it may write no file (RLIMIT_FSIZE). */
  fileSizeLimit = Number.POSITIVE_INFINITY;
  readonly startedUs: number;
  sliceStartUs = 0;
  /** The turn that it is about to give is no turn of others: the run is to be held. */
  stopsForHold = false;
  /** Time on the CPU so far, and that of children that have ended (getrusage(2)). */
  cpuUs = 0;
  childrenCpuUs = 0;
  /** Replaced, never changed, as a fork shares it. */
  #dispositions = NO_DISPOSITIONS;
  #loops: Map<unknown, { fingerprint: number; generation: number; turns: number }> | undefined;
  /** True while a loop of this process repeats without anything changing. */
  circling = false;

  constructor(kernel: Kernel, pid: number, parent: Process | undefined, argv: readonly string[], view: View) {
    super(kernel, pid, parent?.umask ?? 0o022, view);
    this.ppid = parent?.pid ?? 0;
    this.argv = argv;
    this.env = parent?.env ?? NO_ENVIRONMENT;
    this.unit = parent?.unit;
    this.identifier = parent?.identifier;
    this.executable = parent?.executable ?? '';
    if (parent) this.fileSizeLimit = parent.fileSizeLimit;
    this.startedUs = kernel.clock.nowUs;
  }

  // ── processes ──────────────────────────────────────────────────────────

  spawn(path: string, argv: readonly string[], options: SpawnOptions = {}): Process | Errno {
    const program = this.kernel.load(this, path, argv);
    if (isErrno(program)) return program;
    const child = this.kernel.newProcess(this, program.argv, 'spawn');
    if (isErrno(child)) return child;
    this.kernel.charge(COSTS_US.fork + COSTS_US.exec);
    child.executable = program.path;
    if (options.env) child.env = options.env;
    if (options.unit !== undefined) child.unit = options.unit;
    if (options.identifier !== undefined) child.identifier = options.identifier;
    if (options.fds) {
      for (const [to, from] of options.fds) {
        const file = this.descriptors_.get(from);
        if (file) child.descriptors_.put(to, file);
      }
    } else this.descriptors_.copyTo(child.descriptors_, true);
    child.#dispositions = this.#ignored();
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
    child.#dispositions = this.#dispositions;
    this.kernel.launch(child, body);
    return child;
  }

  /** Replaces the program: the caller returns that task's status as its own end. */
  exec(path: string, argv: readonly string[], env: ReadonlyMap<string, string>): Errno | MaybeTask<number> {
    const program = this.kernel.load(this, path, argv);
    if (isErrno(program)) return program;
    this.kernel.charge(COSTS_US.exec);
    this.argv = program.argv;
    this.env = env;
    this.executable = program.path;
    this.flavour = undefined;
    this.descriptors_.closeAll(true);
    this.#dispositions = this.#ignored();
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
    this.call();
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
    this.call();
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
    const changed = new Map(this.#dispositions);
    if (disposition === 'default') changed.delete(signal);
    else changed.set(signal, disposition);
    this.#dispositions = changed;
  }

  /** What execve(2) keeps. */
  #ignored(): ReadonlyMap<string, Disposition> {
    return this.#dispositions.size === 0
      ? this.#dispositions
      : new Map([...this.#dispositions].filter(([, disposition]) => disposition === 'ignore'));
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

  /** True when the process has run for a while and somebody else could: yield TURN then. */
  shouldYield(): boolean {
    const { kernel } = this;
    if (kernel.clock.nowUs - this.sliceStartUs > QUANTUM_US && kernel.othersCould(this)) {
      this.stopsForHold = false;
      return true;
    }
    this.stopsForHold = kernel.holding;
    return kernel.holding;
  }

  get turn(): Wait {
    return TURN;
  }

  /**
   * A loop of this process begins another turn. When nothing it can see has changed for many turns (`fingerprint` counts
   * its own variable changes) and nothing that is pending can change anything, the run ends as a hang.
   * @param describe where the loop is and what it polls; asked for only then.
   */
  loopTurn(
    loop: unknown,
    fingerprint: number,
    describe: () => { readonly detail: string; readonly position?: Position },
  ): void {
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
