/** umount: takes filesystems away (umount(8), util-linux 2.38). */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import type { Machine } from '../../machine/machine.ts';
import { Errno, isErrno } from '../../vfs/errno.ts';
import type { Mount } from '../../vfs/mount-table.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { calledAs, fail, unsupportedOption, usageFailure, version } from './failure.ts';
import { matchesTypes } from './mount.ts';
import { helperOf, runHelper } from './mount-helper.ts';
import { canonicalSource } from './mount-source.ts';

const FAILED = 32;
const USAGE = 1;
const LONG = [
  'all=a',
  'all-targets=A',
  'no-canonicalize=c',
  'detach-loop=d',
  'fake',
  'force=f',
  'internal-only=i',
  'no-mtab=n',
  'lazy=l',
  'test-opts:=O',
  'recursive=R',
  'read-only=r',
  'types:=t',
  'verbose=v',
  'quiet=q',
  'namespace:=N',
  'help=h',
  'version=V',
];

interface How {
  readonly lazy: boolean;
  readonly verbose: boolean;
  readonly quiet: boolean;
  readonly fake: boolean;
  readonly readOnlyIfBusy: boolean;
  readonly useHelpers: boolean;
  /** For a helper's command line. */
  readonly flags: readonly string[];
}

export const umount: Program = {
  name: 'umount',
  *run(p, m) {
    const { options, operands, error } = getopt(p.argv, 'aAcdfhilnqRrO:t:vVN:', LONG);
    if (error !== undefined) return yield* usageFailure(p, m, error);
    const has = (name: string): boolean => options.some((option) => option.name === name);
    if (has('V')) return yield* version(p);
    for (const name of ['O', 'N', 'h', 'A']) if (has(name)) return yield* unsupportedOption(p, m, name);
    const flags = ['n', 'l', 'f', 'v', 'r'].filter(has).map((name) => `-${name}`);
    const how: How = {
      lazy: has('l'),
      verbose: has('v'),
      quiet: has('q'),
      fake: has('fake'),
      readOnlyIfBusy: has('r'),
      useHelpers: !has('i'),
      flags,
    };
    if (has('a'))
      return operands.length > 0
        ? yield* usageFailure(p, m)
        : yield* unmountAll(p, m, options.find(({ name }) => name === 't')?.value, how);
    if (operands.length === 0) return yield* usageFailure(p, m);
    let status = 0;
    for (const name of operands)
      status += has('R') ? yield* unmountTree(p, m, name, how) : yield* unmountNamed(p, m, name, how);
    return status;
  },
};

/** The mount that a path or a source names: the topmost at that path, or the last one of that source. */
function mountNamed(p: Process, m: Machine, name: string): Mount | undefined {
  const place = m.vfs.find(p.view, name);
  if (!isErrno(place) && place.inode === place.mount.root && place.mount.parent) return place.mount;
  if (!isErrno(place) && place.inode === place.mount.root) return place.mount;
  if (name === '') return undefined;
  const source = canonicalSource(p, m, name);
  return m.vfs.table.all.findLast((mount) => mount.source === source || mount.source === name);
}

function* unmountNamed(p: Process, m: Machine, name: string, how: How): Task<number> {
  const mount = mountNamed(p, m, name);
  if (mount) return yield* unmountOne(p, m, mount, how);
  const there = !isErrno(p.stat(name));
  if (there && how.quiet) return FAILED;
  const text = there ? 'not mounted' : 'no mount point specified';
  return yield* fail(
    p,
    m,
    FAILED,
    `${name}: ${text}.`,
    there ? { kind: 'other', text: `${name} is not mounted` } : { kind: 'path-missing', path: name },
  );
}

/** A mount and everything mounted below it, the deepest first. */
function* unmountTree(p: Process, m: Machine, name: string, how: How): Task<number> {
  const top = mountNamed(p, m, name);
  if (!top) {
    if (how.quiet) return USAGE;
    const there = !isErrno(p.stat(name));
    return yield* fail(
      p,
      m,
      USAGE,
      `${name}: ${there ? 'not mounted' : 'not found'}`,
      there ? { kind: 'other', text: `${name} is not mounted` } : { kind: 'path-missing', path: name },
    );
  }
  const below = (mount: Mount): Mount[] => [...mount.children.values()].flatMap((child) => [child, ...below(child)]);
  for (const mount of [top, ...below(top)].reverse()) {
    const status = yield* unmountOne(p, m, mount, how);
    if (status !== 0) return status;
  }
  return 0;
}

function* unmountAll(p: Process, m: Machine, types: string | undefined, how: How): Task<number> {
  let failed = 0;
  for (const mount of [...m.vfs.table.all].reverse()) {
    if (!matchesTypes(mount.sb.type, types) || !m.vfs.table.all.includes(mount)) continue;
    if ((yield* unmountOne(p, m, mount, how)) !== 0) failed = FAILED;
  }
  return failed;
}

function* unmountOne(p: Process, m: Machine, mount: Mount, how: How): Task<number> {
  const helper = how.useHelpers ? helperOf(p, 'umount', mount.sb.type) : undefined;
  if (helper !== undefined) return yield* runHelper(p, helper, [mount.path, ...how.flags]);
  if (how.fake) return 0;
  const { path, source } = mount;
  const done = m.vfs.unmount(p.view, path, { lazy: how.lazy, inUse: (used) => m.kernel.inUse(used) });
  if (isErrno(done)) return yield* refused(p, m, mount, done, how);
  m.loop.sweep();
  m.kernel.changed();
  if (how.verbose) yield* p.print(`${calledAs(p)}: ${path} (${source}) unmounted\n`);
  return 0;
}

function* refused(p: Process, m: Machine, mount: Mount, errno: Errno, how: How): Task<number> {
  const busy = errno === Errno.EBUSY || !mount.parent;
  if (busy && how.readOnlyIfBusy && !isErrno(m.vfs.remount(p.view, mount.path, true, mount.options))) {
    yield* p.print(`${calledAs(p)}: ${mount.source} busy - remounted read-only\n`);
    return 0;
  }
  if (busy) return yield* fail(p, m, FAILED, `${mount.path}: target is busy.`, { kind: 'busy', path: mount.path });
  return yield* fail(p, m, FAILED, `${mount.path}: umount(2) system call failed: ${errno.message}.`, {
    kind: 'other',
    text: errno.message,
  });
}
