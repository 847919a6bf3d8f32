/** The event vocabulary: everything observable in a rehearsal is one of these. Events are plain data. */
import type { Position } from './position.ts';

/** Number of an event in its recording; 0 is the first. */
export type EventId = number;

/** What every event carries. `pid` 0 is the kernel and the hardware, 1 is systemd. */
export interface Stamp {
  readonly id: EventId;
  /** Virtual microseconds since power-on. */
  readonly atUs: number;
  readonly pid: number;
}

/** Why something a program was asked for could not be done; what the explanation follows. */
export type Reason =
  | { readonly kind: 'path-missing'; readonly path: string }
  | { readonly kind: 'key-unavailable'; readonly dataset: string; readonly encryptionRoot: string }
  | { readonly kind: 'key-wrong'; readonly encryptionRoot: string }
  | { readonly kind: 'dataset-missing'; readonly dataset: string }
  | { readonly kind: 'pool-missing'; readonly pool: string }
  | { readonly kind: 'pool-import'; readonly pool: string; readonly text: string }
  | { readonly kind: 'device-missing'; readonly path: string }
  | { readonly kind: 'program-missing'; readonly program: string }
  | { readonly kind: 'passphrase-wrong'; readonly device: string; readonly tries: number }
  | { readonly kind: 'no-answer'; readonly prompt: string }
  | { readonly kind: 'busy'; readonly path: string }
  | { readonly kind: 'usage'; readonly text: string }
  | { readonly kind: 'other'; readonly text: string };

/** A word as written beside what it expanded to. */
export interface Expanded {
  readonly text: string;
  readonly value: string;
  readonly position: Position;
}

export type UnitState = 'inactive' | 'activating' | 'active' | 'deactivating' | 'failed';

export type EventBody =
  // processes
  | {
      readonly kind: 'process.started';
      readonly child: number;
      readonly parent: number;
      readonly argv: readonly string[];
      readonly why: 'fork' | 'spawn' | 'service';
    }
  | { readonly kind: 'process.executed'; readonly path: string; readonly argv: readonly string[] }
  | { readonly kind: 'process.ended'; readonly status: number; readonly signal?: string }
  // the shell
  | {
      readonly kind: 'command.started';
      readonly position: Position;
      readonly words: readonly string[];
      readonly what: 'builtin' | 'function' | 'program' | 'assignment' | 'missing';
      readonly sources: readonly EventId[];
    }
  | { readonly kind: 'command.ended'; readonly command: EventId; readonly status: number }
  | { readonly kind: 'function.entered'; readonly name: string; readonly position: Position }
  | { readonly kind: 'function.left'; readonly name: string; readonly status: number }
  | { readonly kind: 'file.sourced'; readonly path: string; readonly position?: Position }
  | { readonly kind: 'file.left'; readonly path: string; readonly status: number }
  | {
      readonly kind: 'branch.taken';
      readonly construct: 'if' | 'elif' | 'while' | 'until' | '&&' | '||' | 'for';
      readonly position: Position;
      readonly taken: boolean;
    }
  | {
      readonly kind: 'case.compared';
      readonly position: Position;
      readonly word: Expanded;
      readonly wordSources: readonly EventId[];
      readonly patterns: readonly (Expanded & {
        readonly matched: boolean;
        readonly sources: readonly EventId[];
      })[] /** Index of the item taken, -1 for none. */;
      readonly taken: number;
    }
  | {
      readonly kind: 'left.early';
      readonly how: 'return' | 'exit' | 'break' | 'continue';
      readonly position: Position;
      readonly status: number;
    }
  | {
      readonly kind: 'variable.assigned';
      readonly name: string;
      readonly value: string;
      readonly position?: Position;
      readonly sources: readonly EventId[];
    }
  | { readonly kind: 'variable.unset'; readonly name: string; readonly position?: Position }
  | {
      readonly kind: 'substitution.ended';
      readonly position: Position;
      readonly child: number;
      readonly output: string;
      readonly status: number;
    }
  | { readonly kind: 'shell.error'; readonly position?: Position; readonly message: string }
  | { readonly kind: 'xtrace'; readonly text: string }
  // descriptors and files
  | { readonly kind: 'output'; readonly stream: 'stdout' | 'stderr' | 'console'; readonly text: string }
  | { readonly kind: 'path.probed'; readonly path: string; readonly found: boolean }
  | {
      readonly kind: 'path.created';
      readonly path: string;
      readonly type: 'file' | 'directory' | 'symlink' | 'fifo' | 'device';
    }
  | { readonly kind: 'path.written'; readonly path: string }
  | { readonly kind: 'path.removed'; readonly path: string }
  // mounts and devices
  | {
      readonly kind: 'mount.mounted';
      readonly source: string;
      readonly target: string;
      readonly type: string;
      readonly options: string;
    }
  | { readonly kind: 'mount.unmounted'; readonly source: string; readonly target: string }
  | { readonly kind: 'device.added'; readonly path: string; readonly link?: boolean }
  | { readonly kind: 'device.removed'; readonly path: string; readonly link?: boolean }
  // ZFS and LUKS
  | { readonly kind: 'pool.imported'; readonly pool: string }
  | { readonly kind: 'pool.exported'; readonly pool: string }
  | { readonly kind: 'key.loaded'; readonly encryptionRoot: string }
  | { readonly kind: 'key.unloaded'; readonly encryptionRoot: string }
  | { readonly kind: 'property.set'; readonly dataset: string; readonly property: string; readonly value: string }
  | { readonly kind: 'dataset.created'; readonly dataset: string }
  | { readonly kind: 'dataset.destroyed'; readonly dataset: string }
  | { readonly kind: 'luks.opened'; readonly name: string; readonly device: string }
  | { readonly kind: 'luks.closed'; readonly name: string }
  // a program's answer from the machine: which name it was asked for, what it said (provenance of substitutions)
  | {
      readonly kind: 'program.failed';
      readonly program: string;
      readonly argv: readonly string[];
      readonly reason: Reason;
    }
  // units
  | {
      readonly kind: 'unit.changed';
      readonly unit: string;
      readonly from: UnitState;
      readonly to: UnitState;
      readonly result: string /** Event that made it fail: a process end, another unit's change. */;
      readonly because?: EventId;
    }
  | { readonly kind: 'unit.skipped'; readonly unit: string; readonly condition: string }
  | { readonly kind: 'unit.process'; readonly unit: string; readonly child: number; readonly argv: readonly string[] }
  | { readonly kind: 'job.queued'; readonly unit: string; readonly job: 'start' | 'stop' }
  | {
      readonly kind: 'job.ended';
      readonly unit: string;
      readonly job: 'start' | 'stop';
      readonly result: 'done' | 'failed' | 'dependency' | 'skipped' | 'canceled' | 'timeout';
    }
  | { readonly kind: 'phase.started'; readonly phase: string }
  | { readonly kind: 'root.switched'; readonly root: string; readonly init: string }
  | { readonly kind: 'power.changed'; readonly to: 'poweroff' | 'reboot' | 'halt' }
  | {
      readonly kind: 'journal.logged';
      readonly identifier: string;
      readonly logPid: number;
      readonly message: string;
      readonly priority: number;
      readonly unit?: string;
      readonly console: boolean;
    }
  // the operator
  | { readonly kind: 'prompt.asked'; readonly prompt: string; readonly where: 'password' | 'console' }
  | { readonly kind: 'prompt.answered'; readonly prompt: string; readonly by: number }
  | { readonly kind: 'prompt.unanswered'; readonly prompt: string }
  | {
      readonly kind: 'console.typed';
      readonly text: string;
      /** It answers a question, else it is a line for a shell. */
      readonly answers?: true;
    }
  // findings of the run itself
  | { readonly kind: 'fault.triggered'; readonly fault: string }
  // somebody from outside has changed the course of things (`changes:` of a scenario, the stepper)
  | {
      readonly kind: 'change.made';
      /** Number of the change in its list, from 0. */
      readonly change: number;
      readonly text: string;
      /** Why it could not be made. */
      readonly problem?: string;
    }
  | { readonly kind: 'unsupported'; readonly what: string; readonly detail: string; readonly position?: Position }
  | {
      readonly kind: 'limit.reached';
      readonly limit: 'steps' | 'time' | 'processes' | 'memory' | 'depth';
      readonly detail: string;
      readonly position?: Position;
    }
  | { readonly kind: 'hang.found'; readonly detail: string; readonly position?: Position }
  | { readonly kind: 'deadlock.found'; readonly detail: string };

export type EventKind = EventBody['kind'];
export type Event = Stamp & EventBody;
export type EventOf<K extends EventKind> = Extract<Event, { readonly kind: K }>;
