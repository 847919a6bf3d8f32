/** Changes that a scenario makes to a boot on its way: another branch, another value, at an event with a stable address. */
import { settle } from '../kernel/task.ts';
import type { Machine } from '../machine/machine.ts';
import { setProperty } from '../machine/zfs/set-property.ts';
import { Interpreter } from '../shell/interpreter.ts';
import { subjectOf } from '../trace/address.ts';
import type { Event, EventId, EventKind } from '../trace/event.ts';
import { type Decider, NEVER } from '../trace/trace.ts';
import { isErrno } from '../vfs/errno.ts';

/** An event by what it is and how often that happened before: the same in every rehearsal that comes by there, whatever the pids. */
export interface Address {
  readonly kind: EventKind;
  /** `FILE:LINE:COLUMN` (or `FILE:LINE`) for what stands in a script, else its own names, such as `sysroot.mount active`. */
  readonly of: string;
  /** 1: the first time. */
  readonly nth: number;
}

export type Change = { readonly at: Address } & (
  | {
      /** A variable of the shell at that event. */
      readonly kind: 'set';
      readonly name: string;
      readonly value: string;
    }
  | { readonly kind: 'property'; readonly dataset: string; readonly property: string; readonly value: string }
  | {
      /** `if`, `elif`, `while`, `until`, `&&`, `||`. */
      readonly kind: 'branch';
      readonly taken: boolean;
    }
  | {
      /** A `case`: the item from 0 on, -1 for none. */
      readonly kind: 'item';
      readonly item: number;
    }
  | {
      /** A line in a shell of its own. */
      readonly kind: 'run';
      readonly line: string;
    }
);

/** A change in one line, for people. */
export function changeText(change: Change): string {
  const { of, nth } = change.at;
  const place = `${of}${nth === 1 ? '' : ` (time ${nth})`}`;
  switch (change.kind) {
    case 'set':
      return `${change.name}=${change.value} at ${place}`;
    case 'property':
      return `${change.property}=${change.value} on ${change.dataset} at ${place}`;
    case 'branch':
      return `the branch at ${place} ${change.taken ? 'taken' : 'not taken'}`;
    case 'item':
      return change.item < 0 ? `no item of the case at ${place}` : `item ${change.item + 1} of the case at ${place}`;
    case 'run':
      return `\`${change.line}\` run at ${place}`;
  }
}

/** Has a machine make these changes when it comes by their places. Needs a full trace. */
export function followChanges(m: Machine, changes: readonly Change[]): void {
  if (changes.length === 0) return;
  const waiting = changes.map((change, number) => ({ change, number, seen: 0 }));
  const isDecision = ({ change }: (typeof waiting)[number]): boolean =>
    change.kind === 'branch' || change.kind === 'item';
  followDecisions(m, waiting.filter(isDecision));
  followEvents(
    m,
    waiting.filter((each) => !isDecision(each)),
  );
}

interface Waiting {
  readonly change: Change;
  readonly number: number;
  /** How often its place was come by. */
  seen: number;
}

/** Notes a visit; true when it is the one that is meant. A place in a script may be given without its column. */
function arrives(waiting: Waiting, kind: EventKind, of: string): boolean {
  const { at } = waiting.change;
  return at.kind === kind && (at.of === of || of.startsWith(`${at.of}:`)) && ++waiting.seen === at.nth;
}

function followDecisions({ kernel, trace }: Machine, decisions: readonly Waiting[]): void {
  if (decisions.length === 0) return;
  const decides: Decider = (kind, position, own) => {
    const of = `${position.file}:${position.line}:${position.column}`;
    let way = own;
    for (const each of decisions) {
      if (!arrives(each, kind, of)) continue;
      trace.add(kernel.current?.pid ?? 0, {
        kind: 'change.made',
        change: each.number,
        text: changeText(each.change),
      });
      const { change } = each;
      if (change.kind === 'branch' && typeof own === 'boolean') way = change.taken as typeof own;
      if (change.kind === 'item' && typeof own === 'number') way = change.item as typeof own;
    }
    return way;
  };
  trace.decides = decides;
}

function followEvents(m: Machine, changes: readonly Waiting[]): void {
  if (changes.length === 0) return;
  const { trace } = m;
  const kinds = new Set(changes.map(({ change }) => change.at.kind));
  // What happened while the machine was built counts too, though nothing can be changed there.
  for (let id = 0; id < trace.next; id++) {
    const event = trace.list.event(id)!;
    if (kinds.has(event.kind)) for (const each of changes) arrives(each, event.kind, subjectOf(event));
  }
  let left = changes.filter(({ change, seen }) => seen < change.at.nth).length;
  const told = (id: EventId): EventId => {
    if (!kinds.has(trace.list.kind(id))) return id + 1;
    const event = trace.list.event(id)!;
    const of = subjectOf(event);
    for (const each of changes) {
      if (!arrives(each, event.kind, of)) continue;
      left--;
      make(m, event, each);
    }
    return left > 0 ? id + 1 : NEVER;
  };
  trace.watch(trace.next, told);
}

function make(m: Machine, event: Event, { change, number }: Waiting): void {
  const sh = change.kind === 'set' ? shellOf(m, event.pid) : undefined;
  const problem = obstacle(m, change, sh);
  const made = m.trace.add(event.pid, {
    kind: 'change.made',
    change: number,
    text: changeText(change),
    ...(problem === undefined ? {} : { problem }),
  });
  if (problem !== undefined) return;
  switch (change.kind) {
    case 'set':
      sh?.setVariable(change.name, change.value, sh.position, [made]);
      return;
    case 'property': {
      const dataset = datasetNamed(m, change.dataset)!;
      const refused = setProperty(m.zfs, dataset, change.property, change.value, 0);
      if (refused)
        m.trace.add(event.pid, {
          kind: 'change.made',
          change: number,
          text: changeText(change),
          problem: refused.text,
        });
      return;
    }
    case 'run':
      runBeside(m, change.line);
      return;
    case 'branch':
    case 'item':
      return;
  }
}

/** Why a change cannot be made; undefined when it can. */
function obstacle(m: Machine, change: Change, sh: Interpreter | undefined): string | undefined {
  switch (change.kind) {
    case 'set':
      if (!sh) return 'no shell is at work there';
      if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(change.name)) return `${change.name} is no name of a variable`;
      return sh.variables.find(change.name)?.readonly ? `${change.name} is readonly` : undefined;
    case 'property':
      return datasetNamed(m, change.dataset) ? undefined : `there is no dataset ${change.dataset}`;
    case 'run':
      return isErrno(m.kernel.vfs.find(m.kernel.view, '/bin/sh')) ? 'the image has no /bin/sh' : undefined;
    case 'branch':
    case 'item':
      return undefined;
  }
}

/** The shell of a process, or of the nearest process above it that is one. */
export function shellOf({ kernel }: Machine, pid: number): Interpreter | undefined {
  for (let process = kernel.processes.get(pid); process; process = kernel.processes.get(process.ppid))
    if (process.shell instanceof Interpreter && !process.shell.replaced) return process.shell;
  return undefined;
}

const datasetNamed = ({ zfs }: Machine, name: string) =>
  zfs.dataset(name) ?? zfs.allPools.find((pool) => pool.datasets.has(name))?.datasets.get(name);

/** As a person would on another console: the boot does not wait for it. */
function runBeside({ kernel, console }: Machine, line: string): void {
  const argv = ['/bin/sh', '-c', line];
  const env = new Map([
    ['PATH', '/usr/sbin:/usr/bin:/sbin:/bin'],
    ['HOME', '/root'],
    ['TERM', 'linux'],
  ]);
  kernel.start(
    function* (p) {
      p.open('/dev/null', { read: true });
      const screen = kernel.sinkDescriptor((text, pid) => console.show(text, pid), '/dev/console');
      p.attach(1, screen);
      p.attach(2, screen);
      const running = p.exec('/bin/sh', argv, env);
      return isErrno(running) ? 127 : yield* settle(running);
    },
    { argv, env, cwd: '/' },
  );
}
