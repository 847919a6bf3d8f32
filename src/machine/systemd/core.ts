/** What the parts of pid 1 see of each other. */
import type { Process } from '../../kernel/process.ts';
import type { WaitQueue } from '../../kernel/task.ts';
import type { EventId, UnitState } from '../../trace/event.ts';
import type { ExecCommand } from './exec-command.ts';
import type { Jobs } from './jobs.ts';
import type { SpecifierFacts } from './specifiers.ts';
import type { StatusOutput } from './status-output.ts';
import type { SystemdHost } from './systemd-model.ts';
import type { Unit } from './unit.ts';
import type { SpawnDetails, UnitProcess } from './unit-process.ts';
import type { Units } from './units.ts';

export interface Core {
  readonly host: SystemdHost;
  /** The process with the number 1. */
  readonly p: Process;
  readonly facts: SpecifierFacts;
  readonly units: Units;
  readonly jobs: Jobs;
  readonly status: StatusOutput;
  /** What every service finds in its environment; `systemctl set-environment` changes it. */
  readonly environment: Map<string, string>;
  /** Logs as `systemd[1]`; with a unit, the line belongs to it. Gives the event. */
  log(message: string, unit?: Unit, priority?: number): EventId;
  unsupported(what: string, detail: string): void;
  /** A unit has got to another state: jobs, dependencies and failure handlers follow (unit_notify in systemd). */
  changed(unit: Unit, active: UnitState, sub: string, because?: EventId): void;
  /** Runs something at an instant, in pid 1; gives a function that calls it off. */
  at(instantUs: number, run: () => void): () => void;
  /** Woken when no job is left. */
  readonly idle: WaitQueue;
  /** Takes a process that is there already as one of the unit's own. */
  adopt(unit: Unit, process: Process): UnitProcess;
  /** Starts a process of a unit. */
  spawn(unit: Unit, command: ExecCommand, details?: SpawnDetails): UnitProcess;
  /** Sends a signal to the unit's processes; true when there was one. */
  kill(unit: Unit, signal: string, which: 'main' | 'all'): boolean;
  /** Does the unit have running processes? */
  populated(unit: Unit): boolean;
  /** Reboot, power off, halt: what `FailureAction=` and the like ask for. */
  emergencyAction(action: string, because: string): void;
}

/** What starting or stopping a unit comes to. */
export type Begun =
  /** It has been set going, or done already by a call of `changed`. */
  | 'begun'
  /** It was under way before. */
  | 'under-way'
  /** It is there already. */
  | 'already'
  /** Not now: the job waits on. */
  | 'again'
  | 'failed'
  /** A unit that this one is bound to is not there. */
  | 'dependency'
  /** Units of this type are neither started nor stopped: the job waits for the state to change. */
  | 'waits';

/** How units of one type behave. */
export interface Behaviour {
  /** State before anybody has touched it. */
  readonly initialSub: string;
  /** Reads what is particular to the type, adds the dependencies that follow from it; a text when the unit cannot be loaded. */
  readonly loaded?: (unit: Unit, core: Core) => string | undefined;
  /** Dependencies that the type has unless DefaultDependencies=no. */
  readonly addDefaults?: (unit: Unit, core: Core) => void;
  readonly start: (unit: Unit, core: Core) => Begun;
  readonly stop: (unit: Unit, core: Core) => Begun;
  readonly reload?: (unit: Unit, core: Core) => Begun;
  /** A process of the unit has ended; `process` is undefined for one that it did not start itself. */
  readonly ended?: (unit: Unit, process: UnitProcess | undefined, core: Core) => void;
  /** The unit it triggers has changed its state. */
  readonly triggered?: (unit: Unit, core: Core) => void;
  readonly notified?: (unit: Unit, pid: number, message: string, core: Core) => void;
  readonly messages: Messages;
}

/** How jobs of a type of unit are told; `%s` is the unit's title. */
export interface Messages {
  readonly starting?: string;
  readonly stopping?: string;
  readonly started?: string;
  readonly notStarted?: string;
  readonly startTimedOut?: string;
  readonly stopped?: string;
  readonly notStopped?: string;
  readonly stopTimedOut?: string;
}
