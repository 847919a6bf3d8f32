/** Types of filesystems as statfs(2) tells them, and what is known of their size. */
import type { Process } from '../../kernel/process.ts';
import type { Machine } from '../../machine/machine.ts';
import { effective } from '../../machine/zfs/property-value.ts';
import { spaceOf as datasetSpace } from '../../machine/zfs/space.ts';
import { isErrno } from '../../vfs/errno.ts';
import type { Superblock } from '../../vfs/superblock.ts';

/** Type in /proc/mounts -> magic number in hexadecimal, and the name of stat -f. */
const KINDS: Readonly<Record<string, readonly [string, string]>> = {
  autofs: ['187', 'autofs'],
  bpf: ['cafe4a11', 'bpf_fs'],
  btrfs: ['9123683e', 'btrfs'],
  cgroup: ['27e0eb', 'cgroupfs'],
  cgroup2: ['63677270', 'cgroup2fs'],
  configfs: ['62656570', 'configfs'],
  debugfs: ['64626720', 'debugfs'],
  devpts: ['1cd1', 'devpts'],
  devtmpfs: ['1021994', 'tmpfs'],
  efivarfs: ['de5e81e4', 'efivarfs'],
  ext2: ['ef53', 'ext2/ext3'],
  ext3: ['ef53', 'ext2/ext3'],
  ext4: ['ef53', 'ext2/ext3'],
  hugetlbfs: ['958458f6', 'hugetlbfs'],
  iso9660: ['9660', 'isofs'],
  mqueue: ['19800202', 'mqueue'],
  nfs: ['6969', 'nfs'],
  nfs4: ['6969', 'nfs'],
  overlay: ['794c7630', 'overlayfs'],
  proc: ['9fa0', 'proc'],
  pstore: ['6165676c', 'pstorefs'],
  ramfs: ['858458f6', 'ramfs'],
  rootfs: ['858458f6', 'ramfs'],
  securityfs: ['73636673', 'securityfs'],
  squashfs: ['73717368', 'squashfs'],
  sysfs: ['62656572', 'sysfs'],
  tmpfs: ['1021994', 'tmpfs'],
  tracefs: ['74726163', 'tracefs'],
  vfat: ['4d44', 'msdos'],
  xfs: ['58465342', 'xfs'],
  zfs: ['2fc12fc1', 'zfs'],
};

/** Filesystems that hold no files of their own: their size is 0. */
const PSEUDO: ReadonlySet<string> = new Set([
  'autofs',
  'bpf',
  'cgroup',
  'cgroup2',
  'configfs',
  'debugfs',
  'devpts',
  'efivarfs',
  'mqueue',
  'proc',
  'pstore',
  'securityfs',
  'sysfs',
  'tracefs',
]);

export const filesystemKind = (type: string): { readonly magic: string; readonly name: string } | undefined => {
  const kind = KINDS[type];
  return kind && { magic: kind[0], name: kind[1] };
};

export interface Space {
  readonly totalBytes: number;
  readonly usedBytes: number;
  /** What it is counted in; default 4096. */
  readonly blockBytes?: number;
}

/** Undefined where the model does not know how large a filesystem is. */
export function spaceOf(p: Process, sb: Superblock, m: Machine): Space | undefined {
  if (sb.type === 'zfs') {
    const dataset = m.zfs.mounts.bySuperblock(m.zfs.pools, sb.dev);
    if (!dataset) return undefined;
    const { referenced, available } = datasetSpace(dataset);
    // Told in records, of which a part does not count.
    const blockBytes = Number(effective(dataset, 'recordsize'));
    const records = (bytes: number): number => Math.floor(bytes / blockBytes) * blockBytes;
    const totalBytes = records(referenced + available);
    return { totalBytes, usedBytes: totalBytes - records(available), blockBytes };
  }
  if (PSEUDO.has(sb.type)) return { totalBytes: 0, usedBytes: 0 };
  const { limitBytes, usedBytes } = sb.store;
  if (Number.isFinite(limitBytes)) return { totalBytes: limitBytes, usedBytes };
  if (!['tmpfs', 'devtmpfs', 'rootfs'].includes(sb.type)) return undefined;
  // Half of the memory, as the kernel does it when no size is given.
  const memory = p.readFile('/proc/meminfo');
  const kib = isErrno(memory) ? undefined : /^MemTotal:\s+(\d+) kB/m.exec(memory)?.[1];
  return kib === undefined ? undefined : { totalBytes: Math.floor(Number(kib) / 8) * 4096, usedBytes };
}
