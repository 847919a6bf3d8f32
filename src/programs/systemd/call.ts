/** One call of systemctl: its options, its operands, and the way to pid 1. */
import type { Process } from '../../kernel/process.ts';
import type { MaybeTask, Task } from '../../kernel/task.ts';
import type { Machine } from '../../machine/machine.ts';
import type { JobMode } from '../../machine/systemd/job.ts';
import type { Pid1 } from '../../machine/systemd/pid1.ts';

export interface SystemctlOptions {
  readonly block: boolean;
  readonly quiet: boolean;
  readonly mode: JobMode;
  readonly force: number;
  readonly legend: boolean;
  readonly plain: boolean;
  readonly all: boolean;
  readonly full: boolean;
  readonly value: boolean;
  readonly properties: readonly string[];
  readonly types: readonly string[];
  readonly states: readonly string[];
  readonly lines: number | undefined;
  readonly runtime: boolean;
  /** `--now`: enabling starts, disabling stops. */
  readonly now: boolean;
  readonly reload: boolean;
  /** Which dependencies `list-dependencies` follows. */
  readonly follow: 'forward' | 'reverse' | 'after' | 'before';
}

export interface SystemctlCall {
  readonly p: Process;
  readonly m: Machine;
  readonly options: SystemctlOptions;
  readonly verb: string;
  readonly operands: readonly string[];
}

export type Verb = (call: SystemctlCall) => Task<number>;

/** Asks pid 1; says that there is no systemd when there is none. */
export function* ask<T>(
  p: Process,
  m: Machine,
  request: (pid1: Pid1) => MaybeTask<T>,
): Task<{ readonly value: T } | undefined> {
  if (!m.systemd.pid1) {
    yield* p.warn(
      "System has not been booted with systemd as init system (PID 1). Can't operate.\nFailed to connect to bus: Host is down\n",
    );
    return undefined;
  }
  const value = yield* m.systemd.ask(p, request);
  return { value: value as T };
}
