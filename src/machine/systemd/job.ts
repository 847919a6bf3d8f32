/** Jobs: what pid 1 was asked to do with a unit, and how two wishes for one unit are merged (systemd's job.c has the same table). */
import { WaitQueue } from '../../kernel/task.ts';
import type { Unit } from './unit.ts';

export type JobType = 'start' | 'verify-active' | 'stop' | 'reload' | 'restart';
/** Asked for, and settled by the unit's state when the job is made. */
export type AskedJob = JobType | 'try-restart' | 'reload-or-start';
export type JobResult =
  | 'done'
  | 'canceled'
  | 'timeout'
  | 'failed'
  | 'dependency'
  | 'skipped'
  | 'invalid'
  | 'assert'
  | 'unsupported'
  | 'once';
export type JobMode =
  | 'fail'
  | 'replace'
  | 'replace-irreversibly'
  | 'isolate'
  | 'flush'
  | 'ignore-dependencies'
  | 'ignore-requirements';

export class Job {
  readonly id: number;
  readonly unit: Unit;
  type: JobType;
  state: 'waiting' | 'running' = 'waiting';
  irreversible = false;
  ignoreOrder: boolean;
  result: JobResult | undefined;
  /** Woken when it has a result. */
  readonly finished: WaitQueue;
  /** Cancels its timeouts. */
  timeouts: (() => void)[] = [];

  constructor(id: number, unit: Unit, type: JobType, ignoreOrder: boolean) {
    this.id = id;
    this.unit = unit;
    this.type = type;
    this.ignoreOrder = ignoreOrder;
    this.finished = new WaitQueue(`job ${unit.id}/${type}`);
  }
}

const MERGED: Readonly<Record<string, JobType | 'reload-or-start'>> = {
  'verify-active+start': 'start',
  'reload+start': 'reload-or-start',
  'reload+verify-active': 'reload',
  'restart+start': 'restart',
  'restart+verify-active': 'restart',
  'restart+reload': 'restart',
};

/** What two jobs for one unit come to; undefined when they contradict each other. */
export function mergeTypes(a: JobType, b: JobType, unit: Unit): JobType | undefined {
  if (a === b) return a;
  const merged = MERGED[`${a}+${b}`] ?? MERGED[`${b}+${a}`];
  return merged === 'reload-or-start' ? (unit.isActive ? 'reload' : 'start') : merged;
}

export const conflicting = (a: JobType, b: JobType, unit: Unit): boolean => mergeTypes(a, b, unit) === undefined;

/** Does `a` do all that `b` asks for? */
export const covers = (a: JobType, b: JobType, unit: Unit): boolean => mergeTypes(a, b, unit) === a;

/** The job that an asked one is in the unit's present state; undefined for none. */
export function settled(asked: AskedJob, unit: Unit): JobType | undefined {
  if (asked === 'try-restart') return unit.isDownOrGoingDown ? undefined : 'restart';
  if (asked === 'reload-or-start') return unit.isDownOrGoingDown ? 'start' : 'reload';
  return asked;
}

/** Would the job change nothing? */
export function redundant(type: JobType, unit: Unit): boolean {
  switch (type) {
    case 'start':
    case 'verify-active':
      return unit.isActive;
    case 'stop':
      return unit.isDown;
    case 'restart':
      return unit.active === 'activating';
    case 'reload':
      return false;
  }
}

export interface Ordered {
  readonly type: JobType;
  readonly ignoreOrder: boolean;
}

/**
 * Which of two jobs goes first when `before`'s unit is ordered before `after`'s: stops come first, and among two stops the later unit's.
 * Negative: `before` first.
 */
export function order(before: Ordered, after: Ordered): number {
  if (before.ignoreOrder || after.ignoreOrder) return 0;
  return after.type === 'stop' || after.type === 'restart' ? 1 : -1;
}
