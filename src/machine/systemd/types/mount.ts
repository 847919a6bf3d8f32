/** Mounts: run mount(8) and umount(8), and follow what the kernel says is mounted (systemd.mount(5)). */
import { isErrno } from '../../../vfs/errno.ts';
import type { Behaviour, Core } from '../core.ts';
import type { ExecCommand } from '../exec-command.ts';
import { describeEnd, endedWell, exitSet } from '../exit-status.ts';
import { KeptByUnit } from '../kept-by-unit.ts';
import { expandSpecifiers } from '../specifiers.ts';
import type { Unit, UnitResult } from '../unit.ts';
import { pathToUnit, unescapePath } from '../unit-name.ts';
import type { UnitProcess } from '../unit-process.ts';

const MOUNT = '/usr/bin/mount';
const UMOUNT = '/usr/bin/umount';
const DEFAULT_TIMEOUT_US = 90_000_000;

interface Run {
  process: UnitProcess | undefined;
  timeout: (() => void) | undefined;
  /** Signals sent to a process that takes too long. */
  killed: 'TERM' | 'KILL' | undefined;
}

const runs = new KeptByUnit<Run>();

const runOf = (unit: Unit): Run => {
  let run = runs.get(unit);
  if (!run) {
    run = { process: undefined, timeout: undefined, killed: undefined };
    runs.set(unit, run);
  }
  return run;
};

export const mount: Behaviour = {
  initialSub: 'dead',
  loaded: (unit, core) => {
    const where = whereOf(unit, core);
    if (pathToUnit(where, 'mount') !== unit.id) return `Where= setting doesn't match unit name. Refusing.`;
    const isThere = mounted(where, core);
    if (unit.fragment !== undefined && unit.settings.get('Mount.What') === undefined && !isThere)
      return `What= setting is missing. Refusing.`;
    const parent = where.slice(0, where.lastIndexOf('/'));
    if (parent !== '') core.units.requireMounts(unit, parent);
    const what = whatOf(unit, core);
    if (what?.startsWith('/dev/')) {
      const device = core.units.reference(pathToUnit(what, 'device'));
      unit.depend('After', device);
      unit.depend(unit.fragment === undefined ? 'BindsTo' : 'Requires', device);
    }
    return undefined;
  },
  addDefaults: (unit, core) => {
    const where = whereOf(unit, core);
    if (unit.fragment === undefined) return;
    const add = (kind: 'Before' | 'After' | 'Conflicts', name: string): void =>
      unit.depend(kind, core.units.reference(name));
    const options = (unit.settings.get('Mount.Options') ?? '').split(',');
    const network =
      options.includes('_netdev') || /^(?:nfs4?|cifs|ceph|glusterfs)$/.test(unit.settings.get('Mount.Type') ?? '');
    const before =
      where === '/sysroot'
        ? 'initrd-root-fs.target'
        : where.startsWith('/sysroot/')
          ? 'initrd-fs.target'
          : network
            ? 'remote-fs.target'
            : 'local-fs.target';
    if (!options.includes('nofail')) add('Before', before);
    if (before === 'local-fs.target') add('After', 'local-fs-pre.target');
    if (network)
      for (const name of ['remote-fs-pre.target', 'network.target', 'network-online.target']) add('After', name);
    add('Before', 'umount.target');
    add('Conflicts', 'umount.target');
  },
  start: (unit, core) => {
    if (unit.sub === 'unmounting') return 'again';
    if (unit.sub === 'mounting') return 'under-way';
    const what = whatOf(unit, core);
    if (what === undefined) {
      core.log(`${unit.id}: Failed to run 'mount' task: No such file or directory`, unit, 4);
      dead(unit, core, 'resources');
      return 'begun';
    }
    const where = whereOf(unit, core);
    makeDirectory(where, core);
    const type = unit.settings.get('Mount.Type');
    const options = (unit.settings.get('Mount.Options') ?? '')
      .split(',')
      .filter((o) => !['', 'nofail', 'noauto', 'auto'].includes(o))
      .join(',');
    const words = [MOUNT, what, where];
    if (unit.settings.boolean('Mount.SloppyOptions', false)) words.push('-s');
    if (unit.settings.boolean('Mount.ReadWriteOnly', false)) words.push('-w');
    if (type !== undefined) words.push('-t', expandSpecifiers(type, unit.id, core.facts));
    if (options !== '') words.push('-o', options);
    unit.result = 'success';
    run(unit, core, words);
    core.changed(unit, 'activating', 'mounting');
    return 'begun';
  },
  stop: (unit, core) => {
    if (unit.sub === 'unmounting') return 'under-way';
    if (unit.sub === 'mounting') {
      signal(unit, core, 'TERM');
      core.changed(unit, 'deactivating', 'unmounting-sigterm');
      return 'begun';
    }
    const words = [UMOUNT, whereOf(unit, core), '-c'];
    if (unit.settings.boolean('Mount.LazyUnmount', false)) words.push('-l');
    if (unit.settings.boolean('Mount.ForceUnmount', false)) words.push('-f');
    run(unit, core, words);
    core.changed(unit, 'deactivating', 'unmounting');
    return 'begun';
  },
  ended: (unit, process, core) => {
    const mounting = runOf(unit);
    if (!process || process !== mounting.process) return;
    mounting.process = undefined;
    mounting.timeout?.();
    const ended = process.ended!;
    const well = endedWell(ended, exitSet([]), false);
    if (!well) core.log(`${unit.id}: Mount process exited, ${describeEnd(ended)}`, unit, 5);
    const result: UnitResult = well
      ? 'success'
      : mounting.killed
        ? 'timeout'
        : ended.signal === undefined
          ? 'exit-code'
          : 'signal';
    if (unit.result === 'success') unit.result = result;
    const there = mounted(whereOf(unit, core), core);
    if (unit.sub === 'mounting') {
      if (well && there) core.changed(unit, 'active', 'mounted', process.endEvent);
      else {
        if (well) core.log(`${unit.id}: Mount process finished, but there is no mount.`, unit, 4);
        dead(unit, core, well ? 'protocol' : result, process.endEvent);
      }
    } else if (there) core.changed(unit, 'active', 'mounted', process.endEvent);
    else dead(unit, core, result, process.endEvent);
  },
  messages: {
    starting: 'Mounting %s...',
    stopping: 'Unmounting %s...',
    started: 'Mounted %s.',
    notStarted: 'Failed to mount %s.',
    startTimedOut: 'Timed out mounting %s.',
    stopped: 'Unmounted %s.',
    notStopped: 'Failed unmounting %s.',
    stopTimedOut: 'Timed out unmounting %s.',
  },
};

const whereOf = (unit: Unit, core: Core): string =>
  expandSpecifiers(
    unit.settings.get('Mount.Where') ?? unescapePath(unit.id.slice(0, -'.mount'.length)),
    unit.id,
    core.facts,
  );

const whatOf = (unit: Unit, core: Core): string | undefined => {
  const what = unit.settings.get('Mount.What');
  return what === undefined ? undefined : expandSpecifiers(what, unit.id, core.facts);
};

const mounted = (where: string, core: Core): boolean => core.host.vfs.table.at(where) !== undefined;

function makeDirectory(where: string, core: Core): void {
  const parts = where.split('/').filter(Boolean);
  for (let n = 1; n <= parts.length; n++) core.p.mkdir(`/${parts.slice(0, n).join('/')}`, 0o755);
  const names = core.p.readdir(where);
  if (!isErrno(names) && names.length > 0)
    core.log(`Directory ${where} to mount over is not empty, mounting anyway.`, undefined, 5);
}

function run(unit: Unit, core: Core, words: readonly string[]): void {
  const command: ExecCommand = { path: words[0]!, words, ignoreFailure: false, literal: false };
  const running = runOf(unit);
  running.killed = undefined;
  running.process = core.spawn(unit, command);
  const us = unit.settings.timeUs('Mount.TimeoutSec', DEFAULT_TIMEOUT_US) || Number.POSITIVE_INFINITY;
  if (Number.isFinite(us)) running.timeout = core.at(core.host.kernel.clock.nowUs + us, () => timedOut(unit, core, us));
}

function timedOut(unit: Unit, core: Core, us: number): void {
  const running = runOf(unit);
  if (!running.process) return;
  const harder = running.killed === 'TERM';
  core.log(
    `${unit.id}: ${unit.sub === 'unmounting' ? 'Unmounting' : 'Mounting'} timed out. ${harder ? 'Killing' : 'Terminating'}.`,
    unit,
    4,
  );
  unit.result = 'timeout';
  signal(unit, core, harder ? 'KILL' : 'TERM');
  running.timeout = core.at(core.host.kernel.clock.nowUs + us, () => timedOut(unit, core, us));
}

function signal(unit: Unit, core: Core, name: 'TERM' | 'KILL'): void {
  runOf(unit).killed = name;
  core.kill(unit, name, 'all');
}

function dead(unit: Unit, core: Core, result: UnitResult, because?: number): void {
  if (unit.result === 'success') unit.result = result;
  const failed = unit.result !== 'success';
  core.log(
    failed ? `${unit.id}: Failed with result '${unit.result}'.` : `${unit.id}: Deactivated successfully.`,
    unit,
    failed ? 4 : 6,
  );
  core.changed(unit, failed ? 'failed' : 'inactive', failed ? 'failed' : 'dead', because);
}

/** Something was mounted or unmounted somewhere: brings the unit of that place up to date. */
export function checkMount(unit: Unit, core: Core): void {
  const there = mounted(whereOf(unit, core), core);
  const own = runOf(unit).process !== undefined;
  if (own) return;
  if (there && unit.isDown) {
    unit.result = 'success';
    core.changed(unit, 'active', 'mounted');
  } else if (!there && unit.isActive) {
    unit.result = 'success';
    dead(unit, core, 'success');
  }
}
