/** systemd as pid 1, as the rest of the machine sees it: the program, and what systemctl(1) and sd_notify(3) ask of it. */
import type { Body, Process } from '../../kernel/process.ts';
import { type MaybeTask, settle, type Task, WaitQueue } from '../../kernel/task.ts';
import type { Machine } from '../machine.ts';
import { behaviourOf } from './behaviours.ts';
import { leave } from './leave.ts';
import { Pid1 } from './pid1.ts';
import { startUp } from './start-up.ts';
import type { Unit } from './unit.ts';

/** The parts of the machine that pid 1 works on. */
export type SystemdHost = Pick<Machine, 'kernel' | 'vfs' | 'trace' | 'journal' | 'block' | 'udev' | 'passwords'>;

export class SystemdModel {
  readonly host: SystemdHost;
  #pid1: Pid1 | undefined;

  constructor(host: SystemdHost) {
    this.host = host;
  }

  /** Pid 1 while it runs; for reading its units and jobs. */
  get pid1(): Pid1 | undefined {
    return this.#pid1;
  }

  /** Every unit that pid 1 knows, once; none when systemd does not run. */
  get units(): readonly Unit[] {
    return this.#pid1?.units.all ?? [];
  }

  /** The program of /usr/lib/systemd/systemd as pid 1. */
  get init(): Body {
    return (p) => this.#run(p);
  }

  *#run(p: Process): Task<number> {
    p.idle = true;
    const pid1 = new Pid1(this.host, p);
    this.#pid1 = pid1;
    const { kernel, vfs, udev } = this.host;
    const told = vfs.onMount;
    vfs.onMount = (change, mount) => {
      told?.(change, mount);
      pid1.mountChanged(mount.path);
    };
    kernel.fileWatchers.add((path) => pid1.fileChanged(path));
    udev.listeners.push(() => pid1.deviceChanged());
    yield* startUp(pid1);
    const action = yield* pid1.work();
    return leave(pid1, action);
  }

  /** Has pid 1 do something in its own turn, and waits for what it gives; undefined when systemd does not run. */
  *ask<T>(p: Process, request: (pid1: Pid1) => MaybeTask<T>): Task<T | undefined> {
    const pid1 = this.#pid1;
    if (!pid1) return undefined;
    const answered = new WaitQueue('an answer of pid 1');
    let answer: { readonly value: T } | undefined;
    pid1.post(function* () {
      answer = { value: yield* settle(request(pid1)) };
      answered.wake();
    });
    while (!answer) yield { on: [answered], why: `pid 1 to answer ${p.argv.join(' ')}` };
    return answer.value;
  }

  /** sd_notify(3): a service tells of itself, such as `READY=1`. */
  notify(p: Process, message: string): void {
    const pid1 = this.#pid1;
    if (!pid1 || p.unit === undefined) return;
    const name = p.unit;
    pid1.post(() => {
      const unit = pid1.units.known(name);
      if (unit) behaviourOf(unit).notified?.(unit, p.pid, message, pid1);
    });
  }
}
