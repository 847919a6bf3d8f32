/** Filesystem types that the kernel knows: those without a device, those on one, and the mount options each of them understands. */
import type { Process } from '../../kernel/process.ts';
import type { Machine } from '../../machine/machine.ts';
import { loadWithNeeds, moduleIndex, resolveModule } from './module-index.ts';

/** `new`: every mount makes an empty one. `one`: all mounts show the same. */
const WITHOUT_DEVICE: Readonly<Record<string, 'new' | 'one'>> = {
  tmpfs: 'new',
  ramfs: 'new',
  devpts: 'new',
  mqueue: 'one',
  hugetlbfs: 'new',
  proc: 'one',
  sysfs: 'one',
  devtmpfs: 'one',
  cgroup2: 'one',
  cgroup: 'new',
  securityfs: 'one',
  efivarfs: 'one',
  debugfs: 'one',
  tracefs: 'one',
  pstore: 'one',
  bpf: 'one',
  configfs: 'one',
  fusectl: 'one',
  binfmt_misc: 'one',
};

/** Types on a device and the module that each needs when it is not compiled in. */
const MODULE_OF: Readonly<Record<string, string>> = {
  ext2: 'ext4',
  ext3: 'ext4',
  ext4: 'ext4',
  vfat: 'vfat',
  msdos: 'fat',
  squashfs: 'squashfs',
  xfs: 'xfs',
  btrfs: 'btrfs',
  f2fs: 'f2fs',
  iso9660: 'isofs',
  udf: 'udf',
  exfat: 'exfat',
  ntfs3: 'ntfs3',
  jfs: 'jfs',
  erofs: 'erofs',
  reiserfs: 'reiserfs',
  nilfs2: 'nilfs2',
  bcachefs: 'bcachefs',
  minix: 'minix',
  zfs: 'zfs',
};

/** Known to the kernel but not modelled; asking for one is `unsupported`. */
export const NOT_MODELLED = new Set([
  'overlay',
  'overlayfs',
  'nfs',
  'nfs4',
  'cifs',
  'smb3',
  '9p',
  'virtiofs',
  'autofs',
  'fuse',
  'fuseblk',
  'ceph',
  'afs',
  'cgroup',
]);

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));
const OPTIONS: Readonly<Record<string, ReadonlySet<string>>> = {
  tmpfs: words('size nr_blocks nr_inodes mode uid gid mpol huge inode32 inode64 noswap quota usrquota grpquota'),
  devpts: words('mode uid gid ptmxmode max newinstance'),
  proc: words('hidepid gid subset'),
  ext4: words(
    'discard nodiscard data errors barrier nobarrier commit noload norecovery journal_checksum nojournal_checksum journal_async_commit journal_dev journal_path acl noacl user_xattr nouser_xattr stripe resuid resgid delalloc nodelalloc init_itable noinit_itable dax usrquota grpquota prjquota quota noquota i_version debug minixdf bsddf grpid nogrpid bsdgroups sysvgroups sb dioread_nolock dioread_lock max_batch_time min_batch_time auto_da_alloc noauto_da_alloc inode_readahead_blks block_validity noblock_validity usrjquota grpjquota jqfmt oldalloc orlov mb_optimize_scan journal_ioprio nombcache no_mbcache inlinecrypt data_err abort',
  ),
  vfat: words(
    'uid gid umask fmask dmask codepage iocharset utf8 shortname flush tz discard errors showexec sys_immutable check usefree time_offset allow_utime rodir nfs nonumtail dots nodots debug dos1xfloppy uni_xlate',
  ),
  xfs: words(
    'quota noquota uquota gquota pquota uqnoenforce usrquota grpquota prjquota inode32 inode64 logbufs logbsize logdev rtdev allocsize discard nodiscard norecovery nouuid largeio nolargeio wsync swalloc ikeep noikeep attr2 noattr2 sunit swidth noalign grpid nogrpid bsdgroups sysvgroups dax filestreams',
  ),
  squashfs: words('errors threads'),
};
const NO_OPTIONS = words('mode uid gid');

export type TypeKind = 'new' | 'one' | 'device' | 'zfs' | 'not-modelled' | 'unknown';

/** What a type is to the kernel, which loads its module if the image has it. */
export function typeKind(p: Process, m: Machine, type: string): TypeKind {
  if (NOT_MODELLED.has(type)) return 'not-modelled';
  const pseudo = WITHOUT_DEVICE[type];
  if (pseudo) return pseudo;
  const module = MODULE_OF[type];
  if (module === undefined) return 'unknown';
  const kind = type === 'zfs' ? 'zfs' : 'device';
  if (m.modules.has(module)) return kind;
  const index = moduleIndex(p, m);
  const found = resolveModule(index, module);
  if (found.kind === 'file') loadWithNeeds(m, index, found.file);
  return found.kind === 'missing' ? 'unknown' : kind;
}

export const needsNoDevice = (type: string): boolean => type in WITHOUT_DEVICE || type === 'overlay' || type === 'zfs';

/** The first option that the filesystem would refuse; a type whose options we do not list refuses none. */
export function strangeOption(type: string, options: readonly string[]): string | undefined {
  const known = OPTIONS[/^ext[23]$/.test(type) ? 'ext4' : type] ?? (WITHOUT_DEVICE[type] ? NO_OPTIONS : undefined);
  return known && options.find((option) => !known.has(option.replace(/=.*/s, '')));
}

/** Changes what the filesystem shows or how it reads, in a way that is not modelled. */
export const optionNotModelled = (type: string, options: readonly string[]): string | undefined =>
  type === 'btrfs' ? options.find((option) => /^subvolid=/.test(option) && !/^subvolid=[05]$/.test(option)) : undefined;
