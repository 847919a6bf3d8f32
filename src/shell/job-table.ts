/** The processes that a shell has put into the background, and what became of them. */
import type { Ended, Process } from '../kernel/process.ts';
import { isErrno } from '../vfs/errno.ts';
import type { Job, Jobs } from './builtins/builtin.ts';

interface Entry extends Job {
  readonly number: number;
  readonly pids: readonly number[];
  readonly text: string;
  ended: Ended | undefined;
  endedOrder: number;
  readonly finished: Map<number, Ended>;
  /** Its end came to light while the shell waited for something else. */
  reaped: boolean;
  /** `wait` has told its status; the next job may take its place. */
  waited: boolean;
}

export class JobTable implements Jobs {
  readonly #jobs: Entry[] = [];
  #ended = 0;
  readonly #process: () => Process;
  /** Statuses of jobs that are forgotten, by pid: bash still tells them. */
  readonly #remembered = new Map<number, number>();

  constructor(process: () => Process) {
    this.#process = process;
  }

  add(pids: readonly number[], text: string): Job {
    let number = 1;
    while (this.#jobs.some((job) => job.number === number)) number++;
    const job: Entry = {
      number,
      pids,
      text,
      ended: undefined,
      endedOrder: 0,
      finished: new Map(),
      reaped: false,
      waited: false,
    };
    this.#jobs.push(job);
    this.#jobs.sort((a, b) => a.number - b.number);
    return job;
  }

  /** The Almquist shells: every child needs a place in the table; one may take that of a job that has been waited for. */
  makeRoom(): void {
    for (let number = 1; number <= this.#jobs.length; number++) {
      const job = this.#jobs.find((each) => each.number === number);
      if (job && !(job.ended && job.waited)) continue;
      if (job) this.forget(job);
      return;
    }
  }

  /** busybox: a subshell that runs nothing but `jobs` tells of its parent's. */
  inherit(parent: JobTable): void {
    parent.poll();
    this.#jobs.push(...parent.#jobs);
  }

  get all(): readonly Job[] {
    return this.#jobs;
  }

  poll(): void {
    const p = this.#process();
    for (const job of this.#jobs) {
      for (const pid of job.pids) {
        if (job.finished.has(pid)) continue;
        const ended = p.tryWait(pid);
        if (ended && !isErrno(ended)) this.#note(job, ended);
      }
    }
  }

  /** Takes in what has ended while the shell waited for another process; nobody tells of it. */
  reap(): void {
    if (this.#jobs.length === 0) return;
    const running = this.#jobs.filter((job) => !job.ended);
    this.poll();
    for (const job of running) if (job.ended) job.reaped = true;
  }

  #note(job: Entry, ended: Ended): void {
    job.finished.set(ended.pid, ended);
    if (job.finished.size < job.pids.length) return;
    job.ended = job.finished.get(job.pids.at(-1)!)!;
    job.endedOrder = ++this.#ended;
  }

  withProcess(pid: number): Job | undefined {
    return this.#jobs.find((job) => job.pids.includes(pid));
  }

  statusOf(pid: number): number | undefined {
    for (const job of this.#jobs) {
      const ended = job.finished.get(pid);
      if (ended) return ended.status;
    }
    return this.#remembered.get(pid);
  }

  waited(job: Job): boolean {
    const entry = this.#jobs.find((each) => each.number === job.number);
    if (!entry || entry.waited) return false;
    entry.waited = true;
    for (const other of this.#jobs) if (other !== entry && other.ended) other.reaped = true;
    return true;
  }

  forget(job: Job): void {
    const index = this.#jobs.findIndex((each) => each.number === job.number);
    const [gone] = index < 0 ? [] : this.#jobs.splice(index, 1);
    for (const ended of gone?.finished.values() ?? []) this.#remembered.set(ended.pid, ended.status);
  }

  get current(): Job | undefined {
    return this.#newest(0);
  }

  get previous(): Job | undefined {
    return this.#newest(1);
  }

  /** By when they were started, the newest first. */
  #newest(index: number): Job | undefined {
    return this.#jobs.toSorted((a, b) => b.pids.at(-1)! - a.pids.at(-1)!)[index];
  }
}
