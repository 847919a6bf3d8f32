/** The native dataset properties of OpenZFS 2.1 (zfsprops(7)): names, columns, defaults, who has them and what may be set. */
import type { DatasetType } from './names.ts';

/** How a property may change: computed by ZFS, fixed at creation, settable but never inherited, or inherited by children. */
export type PropertyKind = 'readonly' | 'onetime' | 'onetime-default' | 'default' | 'inherit';

export interface NativeProperty {
  readonly name: string;
  /** Header of its column in `zfs list`, and in lower case a second name for it. */
  readonly column: string;
  readonly kind: PropertyKind;
  readonly types: readonly DatasetType[];
  /** Stored value when nothing is set; undefined for computed properties. */
  readonly default?: string;
  /** What usage texts print as its values. */
  readonly values: string;
  /** Accepted words; undefined when the value is a size, a path or free text. */
  readonly words?: readonly string[];
  /** What a value is when it is not one of the words. */
  readonly form?: 'size' | 'size-or-none' | 'number' | 'count-or-none' | 'mountpoint' | 'keylocation' | 'text';
  /** Shown flush right in `zfs list`. */
  readonly right?: boolean;
}

const FS: readonly DatasetType[] = ['filesystem'];
const VOL: readonly DatasetType[] = ['volume'];
const SNAP: readonly DatasetType[] = ['snapshot'];
const FV: readonly DatasetType[] = ['filesystem', 'volume'];
const FS_SNAP: readonly DatasetType[] = ['filesystem', 'snapshot'];
const FVS: readonly DatasetType[] = ['filesystem', 'volume', 'snapshot'];
const ALL: readonly DatasetType[] = ['filesystem', 'volume', 'snapshot', 'bookmark'];

type Extra = Partial<Pick<NativeProperty, 'default' | 'words' | 'form' | 'right'>>;

const property = (
  name: string,
  column: string,
  kind: PropertyKind,
  types: readonly DatasetType[],
  values: string,
  extra: Extra = {},
): NativeProperty => ({ name, column, kind, types, values, ...extra });

/** A property whose values are words separated by ` | `. */
const choice = (
  name: string,
  column: string,
  kind: PropertyKind,
  types: readonly DatasetType[],
  values: string,
  standard: string,
  extra: Extra = {},
): NativeProperty => ({ name, column, kind, types, values, default: standard, words: values.split(' | '), ...extra });

const readonly = (
  name: string,
  column: string,
  types: readonly DatasetType[],
  values: string,
  right = false,
): NativeProperty => property(name, column, 'readonly', types, values, { right });

const onOff = (name: string, column: string, types: readonly DatasetType[], standard: 'on' | 'off'): NativeProperty =>
  choice(name, column, 'inherit', types, 'on | off', standard);

const limit = (
  name: string,
  column: string,
  types: readonly DatasetType[],
  form: 'size-or-none' | 'count-or-none',
): NativeProperty =>
  property(name, column, 'default', types, form === 'size-or-none' ? '<size> | none' : '<count> | none', {
    default: 'none',
    form,
    right: true,
  });

const CHECKSUMS = 'on | off | fletcher2 | fletcher4 | sha256 | sha512 | skein | edonr';
const COMPRESSIONS =
  'on | off | lzjb | gzip | gzip-[1-9] | zle | lz4 | zstd | zstd-[1-19] | zstd-fast | zstd-fast-[1-10,20,30,40,50,60,70,80,90,100,500,1000]';
const DEDUPS = 'on | off | verify | sha256[,verify] | sha512[,verify] | skein[,verify] | edonr,verify';
const CIPHERS = 'on | off | aes-128-ccm | aes-192-ccm | aes-256-ccm | aes-128-gcm | aes-192-gcm | aes-256-gcm';

const range = (from: number, to: number): string[] => Array.from({ length: to - from + 1 }, (_, i) => String(from + i));
const compressionWords = [
  ...'on off lzjb gzip zle lz4 zstd zstd-fast'.split(' '),
  ...range(1, 9).map((n) => `gzip-${n}`),
  ...range(1, 19).map((n) => `zstd-${n}`),
  ...[...range(1, 10), ...'20 30 40 50 60 70 80 90 100 500 1000'.split(' ')].map((n) => `zstd-fast-${n}`),
];
const dedupWords = 'on off verify sha256 sha256,verify sha512 sha512,verify skein skein,verify edonr,verify'.split(' ');

/** In the order of `zfs get all`. */
export const NATIVE_PROPERTIES: readonly NativeProperty[] = [
  readonly('type', 'TYPE', ALL, 'filesystem | volume | snapshot | bookmark'),
  readonly('creation', 'CREATION', ALL, '<date>'),
  readonly('used', 'USED', FVS, '<size>', true),
  readonly('available', 'AVAIL', FV, '<size>', true),
  readonly('referenced', 'REFER', ALL, '<size>', true),
  readonly('compressratio', 'RATIO', FVS, '<1.00x or higher if compressed>', true),
  readonly('mounted', 'MOUNTED', FS, 'yes | no'),
  readonly('origin', 'ORIGIN', FV, '<snapshot>'),
  limit('quota', 'QUOTA', FS, 'size-or-none'),
  limit('reservation', 'RESERV', FV, 'size-or-none'),
  property('volsize', 'VOLSIZE', 'default', VOL, '<size>', { form: 'size', right: true }),
  property('volblocksize', 'VOLBLOCK', 'onetime', VOL, '512 to 128k, power of 2', {
    default: '8192',
    form: 'size',
    right: true,
  }),
  property('recordsize', 'RECSIZE', 'inherit', FS, '512 to 1M, power of 2', {
    default: '131072',
    form: 'size',
    right: true,
  }),
  property('mountpoint', 'MOUNTPOINT', 'inherit', FS, '<path> | legacy | none', { default: '/', form: 'mountpoint' }),
  property('sharenfs', 'SHARENFS', 'inherit', FS, 'on | off | NFS share options', { default: 'off', form: 'text' }),
  choice('checksum', 'CHECKSUM', 'inherit', FV, CHECKSUMS, 'on'),
  property('compression', 'COMPRESS', 'inherit', FV, COMPRESSIONS, { default: 'off', words: compressionWords }),
  onOff('atime', 'ATIME', FS, 'on'),
  onOff('devices', 'DEVICES', FS_SNAP, 'on'),
  onOff('exec', 'EXEC', FS_SNAP, 'on'),
  onOff('setuid', 'SETUID', FS_SNAP, 'on'),
  onOff('readonly', 'RDONLY', FV, 'off'),
  onOff('zoned', 'ZONED', FS, 'off'),
  choice('snapdir', 'SNAPDIR', 'inherit', FS, 'hidden | visible', 'hidden'),
  choice('aclmode', 'ACLMODE', 'inherit', FS, 'discard | groupmask | passthrough | restricted', 'discard'),
  choice(
    'aclinherit',
    'ACLINHERIT',
    'inherit',
    FS,
    'discard | noallow | restricted | passthrough | passthrough-x',
    'restricted',
  ),
  readonly('createtxg', 'CREATETXG', ALL, '<uint64>', true),
  choice('canmount', 'CANMOUNT', 'default', FS, 'on | off | noauto', 'on'),
  choice('xattr', 'XATTR', 'inherit', FS_SNAP, 'on | off | dir | sa', 'on'),
  choice('copies', 'COPIES', 'inherit', FV, '1 | 2 | 3', '1'),
  choice('version', 'VERSION', 'onetime-default', FS_SNAP, '1 | 2 | 3 | 4 | 5 | current', '5'),
  choice('utf8only', 'UTF8ONLY', 'onetime', FS_SNAP, 'on | off', 'off'),
  choice('normalization', 'NORMALIZATION', 'onetime', FS_SNAP, 'none | formC | formD | formKC | formKD', 'none'),
  choice('casesensitivity', 'CASE', 'onetime', FS_SNAP, 'sensitive | insensitive | mixed', 'sensitive'),
  onOff('vscan', 'VSCAN', FS, 'off'),
  onOff('nbmand', 'NBMAND', FS_SNAP, 'off'),
  property('sharesmb', 'SHARESMB', 'inherit', FS, 'on | off | SMB share options', { default: 'off', form: 'text' }),
  limit('refquota', 'REFQUOTA', FS, 'size-or-none'),
  limit('refreservation', 'REFRESERV', FV, 'size-or-none'),
  readonly('guid', 'GUID', ALL, '<uint64>', true),
  choice('primarycache', 'PRIMARYCACHE', 'inherit', FVS, 'all | none | metadata', 'all'),
  choice('secondarycache', 'SECONDARYCACHE', 'inherit', FVS, 'all | none | metadata', 'all'),
  readonly('usedbysnapshots', 'USEDSNAP', FV, '<size>', true),
  readonly('usedbydataset', 'USEDDS', FV, '<size>', true),
  readonly('usedbychildren', 'USEDCHILD', FV, '<size>', true),
  readonly('usedbyrefreservation', 'USEDREFRESERV', FV, '<size>', true),
  readonly('defer_destroy', 'DEFER_DESTROY', SNAP, 'yes | no'),
  readonly('userrefs', 'USERREFS', SNAP, '<count>', true),
  choice('logbias', 'LOGBIAS', 'inherit', FV, 'latency | throughput', 'latency'),
  readonly('objsetid', 'OBJSETID', FVS, '<uint64>', true),
  property('dedup', 'DEDUP', 'inherit', FV, DEDUPS, { default: 'off', words: dedupWords }),
  property('mlslabel', 'MLSLABEL', 'inherit', FVS, '<sensitivity label>', { default: 'none', form: 'text' }),
  choice('sync', 'SYNC', 'inherit', FV, 'standard | always | disabled', 'standard'),
  choice('dnodesize', 'DNSIZE', 'inherit', FS, 'legacy | auto | 1k | 2k | 4k | 8k | 16k', 'legacy'),
  readonly('refcompressratio', 'REFRATIO', FVS, '<1.00x or higher if compressed>', true),
  readonly('written', 'WRITTEN', FVS, '<size>', true),
  readonly('clones', 'CLONES', SNAP, '<dataset>[,...]'),
  readonly('logicalused', 'LUSED', FV, '<size>', true),
  readonly('logicalreferenced', 'LREFER', FVS, '<size>', true),
  choice('volmode', 'VOLMODE', 'inherit', FV, 'default | full | geom | dev | none', 'default'),
  limit('filesystem_limit', 'FSLIMIT', FS, 'count-or-none'),
  limit('snapshot_limit', 'SSLIMIT', FV, 'count-or-none'),
  readonly('filesystem_count', 'FSCOUNT', FS, '<count>', true),
  readonly('snapshot_count', 'SSCOUNT', FV, '<count>', true),
  choice('snapdev', 'SNAPDEV', 'inherit', FV, 'hidden | visible', 'hidden'),
  choice('acltype', 'ACLTYPE', 'inherit', FS_SNAP, 'off | nfsv4 | posix', 'off'),
  property('context', 'CONTEXT', 'default', FVS, '<selinux context>', { default: 'none', form: 'text' }),
  property('fscontext', 'FSCONTEXT', 'default', FVS, '<selinux fscontext>', { default: 'none', form: 'text' }),
  property('defcontext', 'DEFCONTEXT', 'default', FVS, '<selinux defcontext>', { default: 'none', form: 'text' }),
  property('rootcontext', 'ROOTCONTEXT', 'default', FVS, '<selinux rootcontext>', { default: 'none', form: 'text' }),
  onOff('relatime', 'RELATIME', FS, 'off'),
  choice('redundant_metadata', 'REDUND_MD', 'inherit', FV, 'all | most | some | none', 'all'),
  onOff('overlay', 'OVERLAY', FS, 'on'),
  readonly('receive_resume_token', 'RSTOKEN', FV, '<string token>'),
  choice('encryption', 'ENCRYPTION', 'onetime', FVS, CIPHERS, 'off'),
  property('keylocation', 'KEYLOCATION', 'default', FV, 'prompt | <file URI> | <https URL> | <http URL>', {
    default: 'none',
    form: 'keylocation',
  }),
  choice('keyformat', 'KEYFORMAT', 'onetime-default', FV, 'none | raw | hex | passphrase', 'none'),
  property('pbkdf2iters', 'PBKDF2ITERS', 'onetime-default', FV, '<iters>', {
    default: '0',
    form: 'number',
    right: true,
  }),
  readonly('encryptionroot', 'ENCROOT', FVS, '<filesystem | volume>'),
  readonly('keystatus', 'KEYSTATUS', FVS, 'none | unavailable | available'),
  property('special_small_blocks', 'SPECIAL_SMALL_BLOCKS', 'inherit', FS, 'zero or 512 to 1M, power of 2', {
    default: '0',
    form: 'size',
    right: true,
  }),
  readonly('redact_snaps', 'RSNAPS', SNAP, '<snapshot>[,...]'),
];

const byName = new Map<string, NativeProperty>();
for (const p of NATIVE_PROPERTIES) byName.set(p.name, p);

const byAlias = new Map<string, NativeProperty>();
for (const p of NATIVE_PROPERTIES) if (!byName.has(p.column.toLowerCase())) byAlias.set(p.column.toLowerCase(), p);

/** The property with this native name; undefined for any other name. */
export const nativeProperty = (name: string): NativeProperty | undefined => byName.get(name);

/** The property meant on a command line, where the column header in lower case is a second name (`encroot`, `avail`). */
export const propertyByNameOrColumn = (name: string): NativeProperty | undefined =>
  byName.get(name) ?? byAlias.get(name);

/** `module:name`: a property of the user's own (zfsprops(7), User Properties). */
export const isUserProperty = (name: string): boolean =>
  name.includes(':') && /^[a-z0-9:._\-+#@/]+$/.test(name) && name.length < 256;

/** Set once, when the dataset is made. */
export const isFixed = (p: NativeProperty): boolean =>
  p.kind === 'readonly' || p.kind === 'onetime' || p.kind === 'onetime-default';

/** Children take it from their parents. */
export const isInheritable = (p: NativeProperty): boolean => p.kind === 'inherit' || p.kind === 'onetime';
