/** mount(2): checks in the kernel's order, and the superblock that gets mounted. */
import type { Process } from '../../kernel/process.ts';
import type { BlockDevice } from '../../machine/block/block-device.ts';
import { fsTypeOf } from '../../machine/block/content.ts';
import type { Machine } from '../../machine/machine.ts';
import { Errno, isErrno } from '../../vfs/errno.ts';
import { Directory, type Inode } from '../../vfs/inode.ts';
import type { Mount } from '../../vfs/mount-table.ts';
import { Superblock } from '../../vfs/superblock.ts';
import type { Place } from '../../vfs/vfs.ts';
import { needsNoDevice, optionNotModelled, strangeOption, typeKind } from './filesystem-types.ts';
import type { MountOptions } from './mount-options.ts';
import { deviceAt } from './mount-source.ts';

export interface MountCall {
  /** As shown afterwards. */
  readonly source: string;
  readonly target: string;
  /** Undefined: find out from the device. */
  readonly type: string | undefined;
  readonly options: MountOptions;
}

export type MountResult =
  | { readonly kind: 'done'; readonly readOnlyAfterAll: boolean }
  | {
      readonly kind: 'refused';
      readonly errno: Errno /** What was tried, when a type was found on the device. */;
      readonly type?: string;
    }
  | { readonly kind: 'not-modelled'; readonly detail: string };

const refused = (errno: Errno, type?: string): MountResult => ({
  kind: 'refused',
  errno,
  ...(type === undefined ? {} : { type }),
});
const done: MountResult = { kind: 'done', readOnlyAfterAll: false };

export function mountNew(p: Process, m: Machine, call: MountCall): MountResult {
  const place = m.vfs.find(p.view, call.target);
  if (isErrno(place)) return refused(place, call.type);
  const type = call.type ?? typeOnDevice(p, m, call.source);
  if (type === undefined) return tryEveryType(p, m, call);
  const kind = typeKind(p, m, type);
  if (kind === 'not-modelled') return { kind: 'not-modelled', detail: `filesystem type ${type}` };
  if (kind === 'unknown') return refused(Errno.ENODEV, type);
  if (kind === 'zfs') return mountDataset(p, m, call);
  if (kind === 'device') return mountDevice(p, m, call, type, place);
  if (strangeOption(type, call.options.filesystem) !== undefined) return refused(Errno.EINVAL, type);
  const sb = pseudoSuperblock(m, type, call);
  return attach(p, m, call, sb, place, [...shownOptions(type, call.options.filesystem)]);
}

/** The kernel's own way in, without the checks that the mount.zfs helper makes first. */
function mountDataset(p: Process, m: Machine, call: MountCall): MountResult {
  const dataset = m.zfs.dataset(call.source);
  if (!dataset || dataset.type === 'volume') return refused(Errno.ENOENT, 'zfs');
  const { vfs } = call.options;
  const times = vfs.includes('noatime') ? ['noatime'] : vfs.includes('strictatime') ? [] : ['relatime'];
  const extra = [
    ...vfs.filter((option) => !/atime$/.test(option)),
    ...times,
    ...call.options.filesystem.filter((option) => option !== 'zfsutil'),
  ].join(',');
  const mounted = m.zfs.mounts.mountAt(
    dataset,
    call.target,
    { readOnly: call.options.readOnly, extra, direct: true },
    p.pid,
  );
  return isErrno(mounted) ? refused(mounted, 'zfs') : done;
}

/** A device without a known signature: the kernel refuses with every type it is tried with. */
function tryEveryType(p: Process, m: Machine, call: MountCall): MountResult {
  const device = deviceAt(p, m, call.source);
  return refused(isErrno(device) ? device : Errno.EINVAL);
}

const typeOnDevice = (p: Process, m: Machine, source: string): string | undefined => {
  const device = deviceAt(p, m, source);
  return isErrno(device) ? undefined : fsTypeOf(device.content);
};

function mountDevice(p: Process, m: Machine, call: MountCall, type: string, place: Place): MountResult {
  if (strangeOption(type, call.options.filesystem) !== undefined) return refused(Errno.EINVAL, type);
  const device = deviceAt(p, m, call.source);
  if (isErrno(device)) return refused(device, type);
  const { content } = device;
  if (content.kind !== 'filesystem' || !understands(type, content.type)) return refused(refusalOf(device), type);
  const special = optionNotModelled(type, call.options.filesystem);
  if (special !== undefined) return { kind: 'not-modelled', detail: `${type} mount option ${special}` };
  const sb = content.superblock;
  const root = subvolume(type, call.options.filesystem, sb);
  if (!root) return refused(Errno.ENOENT, type);
  const mounted = m.vfs.table.all.some((mount) => mount.sb === sb);
  const readOnly = call.options.readOnly || device.readOnly || type === 'squashfs' || type === 'iso9660';
  if (device.readOnly && call.options.explicitReadWrite) return refused(Errno.EACCES, type);
  if (mounted && sb.readOnly !== readOnly) return refused(Errno.EBUSY, type);
  sb.readOnly = readOnly;
  sb.deviceNumber = [device.major, device.minor];
  const result = attach(
    p,
    m,
    call,
    sb,
    place,
    [...call.options.filesystem, ...stripeOf(device, content.type)],
    readOnly,
    root,
  );
  return result.kind === 'done' ? { kind: 'done', readOnlyAfterAll: readOnly && !call.options.readOnly } : result;
}

/** The directory that `subvol=` of btrfs shows; undefined when it is not there. Differs: any directory can be asked for. */
function subvolume(type: string, options: readonly string[], sb: Superblock): Directory | undefined {
  const path = type === 'btrfs' ? value(options, 'subvol') : undefined;
  let at: Inode | undefined = sb.root;
  for (const name of (path ?? '').split('/').filter(Boolean))
    at = at instanceof Directory ? at.lookup(name) : undefined;
  return at instanceof Directory ? at : undefined;
}

const VOLUME_BLOCK_BYTES = 8192;
const SMALL_FILESYSTEM_BYTES = 512 * 2 ** 20;

/** mkfs.ext4 asks a volume of ZFS, also through a mapping, for its block size and notes it in the superblock. */
function stripeOf(device: BlockDevice, type: string): readonly string[] {
  const onVolume = (at: BlockDevice): boolean => at.name.startsWith('zd') || [...at.slaves].some(onVolume);
  if (type !== 'ext4' || !onVolume(device)) return [];
  return [`stripe=${VOLUME_BLOCK_BYTES / (device.sizeBytes < SMALL_FILESYSTEM_BYTES ? 1024 : 4096)}`];
}

/** A device that something else holds cannot be opened by a filesystem. */
const refusalOf = (device: BlockDevice): Errno => (device.holders.size > 0 ? Errno.EBUSY : Errno.EINVAL);

/** ext4's code mounts its elders too. */
const understands = (asked: string, found: string): boolean =>
  asked === found || (asked === 'ext4' && /^ext[23]$/.test(found)) || (asked === 'ext3' && found === 'ext2');

function attach(
  p: Process,
  m: Machine,
  call: MountCall,
  sb: Superblock,
  place: Place,
  fsOptions: readonly string[],
  readOnly = call.options.readOnly,
  root: Directory = sb.root,
): MountResult {
  if (place.mount.sb === sb && place.inode === place.mount.root) return refused(Errno.EBUSY, sb.type);
  const made = m.vfs.mount(p.view, call.target, {
    sb,
    root,
    source: call.source,
    readOnly,
    options: [...call.options.vfs, ...fsOptions].join(','),
  });
  if (isErrno(made)) return refused(made, sb.type);
  m.kernel.changed();
  return done;
}

const single = new WeakMap<Machine, Map<string, Superblock>>();

function pseudoSuperblock(m: Machine, type: string, call: MountCall): Superblock {
  const nowUs = (): number => m.kernel.clock.nowUs;
  if (typeIsOne(type)) {
    const known = single.get(m) ?? new Map<string, Superblock>();
    single.set(m, known);
    const sb =
      m.vfs.table.all.find((mount) => mount.sb.type === type)?.sb ??
      known.get(type) ??
      new Superblock({
        type,
        source: type,
        nowUs,
        rootMode: type === 'securityfs' || type === 'efivarfs' ? 0o755 : 0o555,
      });
    known.set(type, sb);
    return sb;
  }
  const mode = value(call.options.filesystem, 'mode');
  const limitBytes = type === 'tmpfs' ? sizeOf(value(call.options.filesystem, 'size')) : undefined;
  const rootMode = mode === undefined ? (type === 'tmpfs' ? 0o1777 : 0o755) : Number.parseInt(mode, 8);
  return new Superblock({
    type,
    source: call.source,
    nowUs,
    rootMode,
    ...(limitBytes === undefined ? {} : { limitBytes }),
  });
}

const typeIsOne = (type: string): boolean =>
  needsNoDevice(type) && !['tmpfs', 'ramfs', 'devpts', 'hugetlbfs', 'cgroup'].includes(type);

const value = (options: readonly string[], name: string): string | undefined =>
  options.findLast((option) => option.startsWith(`${name}=`))?.slice(name.length + 1);

/** Bytes of `20M`; undefined for a share of memory (`50%`), which is no limit here. */
function sizeOf(text: string | undefined): number | undefined {
  const [, digits, unit] = /^(\d+)([kmgKMG]?)$/.exec(text ?? '') ?? [];
  return digits === undefined ? undefined : Number(digits) * 1024 ** ' kmg'.indexOf((unit || ' ').toLowerCase());
}

/** As the filesystem prints them in /proc/mounts. */
function shownOptions(type: string, options: readonly string[]): readonly string[] {
  if (type === 'devpts') {
    const gid = value(options, 'gid');
    return [
      ...(gid === undefined ? [] : [`gid=${gid}`]),
      `mode=${value(options, 'mode') ?? '600'}`,
      `ptmxmode=${value(options, 'ptmxmode') ?? '000'}`,
    ];
  }
  if (type !== 'tmpfs') return options;
  const limit = sizeOf(value(options, 'size'));
  const rest = ['nr_inodes', 'mode', 'uid', 'gid'].flatMap((name) => {
    const set = value(options, name);
    if (
      set === undefined ||
      (name === 'mode' && Number.parseInt(set, 8) === 0o1777) ||
      (/^.id$/.test(name) && set === '0')
    )
      return [];
    return [`${name}=${name === 'mode' ? Number.parseInt(set, 8).toString(8) : set}`];
  });
  return [...(limit === undefined ? [] : [`size=${limit / 1024}k`]), ...rest];
}

export function bind(p: Process, m: Machine, call: MountCall): MountResult {
  const target = m.vfs.find(p.view, call.target);
  if (isErrno(target)) return refused(target);
  const source = m.vfs.find(p.view, call.source);
  if (isErrno(source)) return refused(source);
  if (source.inode instanceof Directory !== target.inode instanceof Directory) return refused(Errno.ENOTDIR);
  const made = m.vfs.bind(p.view, call.source, call.target, call.options.bind === 'rbind');
  if (isErrno(made)) return refused(made);
  if (call.options.readOnly) made.readOnly = true;
  m.kernel.changed();
  return done;
}

export function remount(p: Process, m: Machine, call: MountCall): MountResult {
  const mount = mountAtPlace(p, m, call.target);
  if (isErrno(mount)) return refused(mount);
  const { options } = call;
  if (strangeOption(mount.sb.type, options.filesystem) !== undefined) return refused(Errno.EINVAL);
  const kept = mount.options
    .split(',')
    .filter((option) => option !== '' && !options.vfs.includes(option) && !/atime$/.test(option));
  const shown = mount.sb.type === 'tmpfs' ? shownOptions('tmpfs', options.filesystem) : options.filesystem;
  const names = new Set(shown.map((option) => option.replace(/=.*/s, '')));
  const merged = [...options.vfs, ...kept.filter((option) => !names.has(option.replace(/=.*/s, ''))), ...shown].join(
    ',',
  );
  if (options.bind) {
    mount.readOnly = options.readOnly;
    mount.options = merged;
  } else {
    const device = m.block.byPath(mount.source);
    if (!options.readOnly && device?.readOnly) return refused(Errno.EACCES);
    const changed = m.vfs.remount(p.view, call.target, options.readOnly, merged);
    if (isErrno(changed)) return refused(changed);
  }
  m.kernel.changed();
  return done;
}

export function move(p: Process, m: Machine, call: MountCall): MountResult {
  const target = m.vfs.find(p.view, call.target);
  if (isErrno(target)) return refused(target);
  const moved = m.vfs.move(p.view, call.source, call.target);
  if (isErrno(moved)) return refused(moved);
  m.kernel.changed();
  return done;
}

/** Sharing between namespaces: there is one namespace, so only whether it is a mount point matters. */
export function propagate(p: Process, m: Machine, target: string): MountResult {
  const mount = mountAtPlace(p, m, target);
  return isErrno(mount) ? refused(mount) : done;
}

/** The mount whose root a path is, EINVAL when it is inside one. */
export function mountAtPlace(p: Process, m: Machine, path: string): Mount | Errno {
  const place = m.vfs.find(p.view, path);
  if (isErrno(place)) return place;
  return place.inode === place.mount.root ? place.mount : Errno.EINVAL;
}
