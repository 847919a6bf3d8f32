/** The machine and its processes at an event, compared with the step before. */
import type { EventId } from '../trace/event.ts';
import type { Chronicle } from './chronicle.ts';
import type { FileHistory } from './file-history.ts';
import type { ProcessState, Snapshot } from './snapshot.ts';
import type { Change, MachineView, ProcessView } from './view.ts';
import type { WorldState } from './world-state.ts';

/** @param before the snapshot of the step before, and its event. */
export function machineView(
  now: WorldState,
  before: WorldState,
  files: FileHistory,
  cursor: EventId,
  earlier: EventId,
): MachineView {
  return {
    mounts: compared(now.mounts, before.mounts, (mount) => `${mount.target}\0${mount.source}`),
    devices: compared(now.devices, before.devices, (device) => device.path),
    mappings: compared(now.mappings, before.mappings, (mapping) => mapping.name),
    pools: compared(now.pools, before.pools, (pool) => pool.name),
    datasets: compared(now.datasets, before.datasets, (dataset) => dataset.name),
    units: compared(now.units, before.units, (unit) => unit.name),
    files: files.upTo(cursor, earlier),
  };
}

function compared<T>(now: readonly T[], before: readonly T[], nameOf: (one: T) => string): (T & { change: Change })[] {
  if (now === before) return now.map((one) => ({ ...one, change: 'same' as const }));
  const earlier = new Map(before.map((one) => [nameOf(one), one]));
  const found = now.map((one) => {
    const name = nameOf(one);
    const old = earlier.get(name);
    earlier.delete(name);
    const change: Change = old === undefined ? 'added' : sameAs(one, old) ? 'same' : 'changed';
    return { ...one, change };
  });
  return [...found, ...[...earlier.values()].map((one) => ({ ...one, change: 'removed' as const }))];
}

/** Everything here is plain data in a fixed order of keys. */
const sameAs = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

/** Processes as a tree, parents before children. */
export function processViews(snapshot: Snapshot, chronicle: Chronicle, cursor: EventId): readonly ProcessView[] {
  const { pid } = chronicle.events[cursor]!;
  const below = new Map<number, ProcessState[]>();
  const known = new Set(snapshot.processes.map((process) => process.pid));
  for (const process of snapshot.processes) {
    const parent = known.has(process.ppid) ? process.ppid : 0;
    const siblings = below.get(parent);
    if (siblings) siblings.push(process);
    else below.set(parent, [process]);
  }
  const list: ProcessView[] = [];
  const add = (process: ProcessState, depth: number): void => {
    list.push({ ...process, depth, current: process.pid === pid });
    for (const child of below.get(process.pid) ?? []) add(child, depth + 1);
  };
  for (const root of below.get(0) ?? []) add(root, 0);
  return list;
}
