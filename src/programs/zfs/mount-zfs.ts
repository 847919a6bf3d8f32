/** The `mount.zfs` helper that mount(8) runs for `-t zfs` (mount.zfs(8)). */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import type { Machine } from '../../machine/machine.ts';
import { datasetNameError } from '../../machine/zfs/names.ts';
import { mountpointOf } from '../../machine/zfs/property-value.ts';
import type { Reason } from '../../trace/event.ts';
import { Errno, isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { MODULES_NOT_LOADED } from './dispatch.ts';

const USAGE_ERROR = 1;
const SYSTEM_ERROR = 2;

/** Options that the helper knows; those with a value are known by the name before `=`. */
const KNOWN = new Set(
  'defaults ro rw atime noatime relatime norelatime strictatime diratime nodiratime dev nodev exec noexec suid nosuid mand nomand async sync dirsync remount bind rbind silent loud iversion noiversion acl noacl posixacl xattr noxattr saxattr dirxattr context fscontext defcontext rootcontext mntpoint zfsutil quiet user nouser users owner group _netdev comment uid gid auto noauto nofail lazytime nolazytime'.split(
    ' ',
  ),
);
/** Of no meaning to the superblock and not shown in /proc/mounts. */
const NOT_SHOWN = new Set(
  'defaults ro rw remount zfsutil mntpoint auto noauto nofail user nouser users owner group _netdev comment xattr noacl'.split(
    ' ',
  ),
);

export const mountZfs: Program = {
  name: 'mount.zfs',
  *run(p, m) {
    const { options, operands, error } = getopt(p.argv, 'sfnvo:h?');
    const [source, target] = operands;
    const usage = `Usage: mount.zfs [-sfnvh] [-o options] <dataset> <mountpoint>\n`;
    if (
      error !== undefined ||
      options.some((o) => o.name === 'h' || o.name === '?') ||
      source === undefined ||
      target === undefined ||
      operands.length > 2
    ) {
      return yield* fail(p, m, USAGE_ERROR, `${error === undefined ? '' : `Invalid option: ${error}\n`}${usage}`, {
        kind: 'usage',
        text: error ?? usage,
      });
    }
    const sloppy = options.some((o) => o.name === 's');
    const given = options
      .filter((o) => o.name === 'o')
      .flatMap((o) => o.value!.split(','))
      .filter((o) => o !== '');
    return yield* mount(p, m, { source, target, given, sloppy, fake: options.some((o) => o.name === 'f') });
  },
};

interface Request {
  readonly source: string;
  readonly target: string;
  readonly given: readonly string[];
  readonly sloppy: boolean;
  readonly fake: boolean;
}

function* mount(p: Process, m: Machine, { source, target, given, sloppy, fake }: Request): Task<number> {
  const real = p.realpath(target);
  if (isErrno(real)) {
    const text = `filesystem '${source}' cannot be mounted at '${target}' due to canonicalization error: ${real.message}\n`;
    return yield* fail(p, m, SYSTEM_ERROR, text, { kind: 'path-missing', path: target });
  }
  const bogus = sloppy
    ? undefined
    : given.find((o) => !KNOWN.has(o.replace(/=.*/s, '')) && !/^(x-|X-|comment=)/.test(o));
  if (bogus !== undefined) {
    const text = `filesystem '${source}' cannot be mounted due to invalid option '${bogus}'.\nUse the '-s' option to ignore the bad mount option.\n`;
    return yield* fail(p, m, USAGE_ERROR, text, { kind: 'usage', text: `invalid option '${bogus}'` });
  }
  if (!m.zfs.moduleLoaded)
    return yield* fail(p, m, SYSTEM_ERROR, MODULES_NOT_LOADED, {
      kind: 'other',
      text: 'The ZFS modules are not loaded.',
    });
  const dataset =
    datasetNameError(source, ['filesystem', 'snapshot']) === undefined ? m.zfs.dataset(source) : undefined;
  if (!dataset || dataset.type === 'volume') {
    const text = `filesystem '${source}' cannot be mounted, unable to open the dataset\n`;
    return yield* fail(p, m, USAGE_ERROR, text, { kind: 'dataset-missing', dataset: source });
  }
  const zfsutil = given.includes('zfsutil');
  const remount = given.includes('remount');
  const legacy = dataset.type === 'snapshot' || mountpointOf(dataset).path === 'legacy';
  if (zfsutil && legacy) {
    const text = `filesystem '${source}' cannot be mounted using 'zfs mount'.\nUse 'zfs set mountpoint=${target}' or 'mount -t zfs ${source} ${target}'.\nSee zfs(8) for more information.\n`;
    return yield* fail(p, m, USAGE_ERROR, text, { kind: 'usage', text: 'legacy mountpoint with zfsutil' });
  }
  if (!zfsutil && !legacy && !remount) {
    const text = `filesystem '${source}' cannot be mounted using 'mount'.\nUse 'zfs set mountpoint=legacy' or 'zfs mount ${source}'.\nSee zfs(8) for more information.\n`;
    return yield* fail(p, m, USAGE_ERROR, text, { kind: 'usage', text: 'mountpoint is not legacy and no zfsutil' });
  }
  if (fake) return 0;
  const readOnly = given.lastIndexOf('ro') > given.lastIndexOf('rw');
  if (remount) {
    const done = m.vfs.remount(p.view, real.path, readOnly, m.vfs.table.at(real.path)?.options ?? '');
    return isErrno(done)
      ? yield* fail(p, m, SYSTEM_ERROR, `zfs_mount_at() failed: ${done.message}`, { kind: 'other', text: done.message })
      : 0;
  }
  const extra = given.filter((o) => !NOT_SHOWN.has(o.replace(/=.*/s, '')) && !/^(x-|X-|comment=)/.test(o)).join(',');
  const done = m.zfs.mounts.mountAt(dataset, real.path, { readOnly, extra }, p.pid);
  if (!isErrno(done)) return 0;
  switch (done) {
    case Errno.EACCES: {
      const encryptionRoot = dataset.encryptionRoot?.name ?? source;
      return yield* fail(p, m, SYSTEM_ERROR, 'zfs_mount_at() failed: encryption key not loaded', {
        kind: 'key-unavailable',
        dataset: source,
        encryptionRoot,
      });
    }
    case Errno.EBUSY:
      return yield* fail(p, m, SYSTEM_ERROR, 'zfs_mount_at() failed: mountpoint or dataset is busy', {
        kind: 'busy',
        path: real.path,
      });
    default:
      return yield* fail(p, m, SYSTEM_ERROR, `zfs_mount_at() failed: ${done.message}`, {
        kind: 'other',
        text: done.message,
      });
  }
}

/** The message as the helper prints it, some of them without a newline. */
function* fail(p: Process, m: Machine, status: number, text: string, reason: Reason): Task<number> {
  m.trace.add(p.pid, { kind: 'program.failed', program: 'mount.zfs', argv: p.argv, reason });
  yield* p.warn(text);
  return status;
}
