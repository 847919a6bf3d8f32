/** Mount options as mount(8) sorts them: what the kernel's VFS takes, what the filesystem takes, what only userspace reads. */

export interface LoopOptions {
  readonly device: string | undefined;
  readonly offset: string | undefined;
  readonly sizeLimit: string | undefined;
}

export interface MountOptions {
  readonly readOnly: boolean;
  /** `rw` was said, not only assumed. */
  readonly explicitReadWrite: boolean;
  readonly remount: boolean;
  readonly bind: 'bind' | 'rbind' | undefined;
  readonly move: boolean;
  /** Options of the mount point in the order of /proc/mounts: `nosuid`, `nodev`, …, one of the atime kinds (relatime unless another is asked for). */
  readonly vfs: readonly string[];
  /** What the filesystem itself must understand. */
  readonly filesystem: readonly string[];
  /** Read by userspace only, and not by us: `nofail`, `_netdev`, `user`. */
  readonly user: readonly string[];
  /** `private`, `rslave` and the like. */
  readonly propagation: readonly string[];
  /** Directory mode of X-mount.mkdir. */
  readonly makeDirectory: number | undefined;
  /** `loop` or `loop=/dev/loopN`, and where in the file to begin and end. */
  readonly loop: LoopOptions | undefined;
  readonly nofail: boolean;
  /** What a mount helper gets after `-o`. */
  readonly helperText: string;
}

const FLAG_ORDER = [
  'sync',
  'dirsync',
  'mand',
  'lazytime',
  'nosuid',
  'nodev',
  'noexec',
  'noatime',
  'nodiratime',
  'relatime',
  'strictatime',
  'nosymfollow',
];
const CANCELS: Readonly<Record<string, string>> = {
  suid: 'nosuid',
  dev: 'nodev',
  exec: 'noexec',
  async: 'sync',
  diratime: 'nodiratime',
  nomand: 'mand',
  nolazytime: 'lazytime',
  symfollow: 'nosymfollow',
  norelatime: 'relatime',
  nostrictatime: 'strictatime',
  atime: 'noatime',
};
const NO_MEANING = new Set(['silent', 'loud', 'iversion', 'noiversion', 'quiet']);
const USER_ONLY = new Set([
  'nofail',
  '_netdev',
  'user',
  'users',
  'owner',
  'group',
  'uhelper',
  'helper',
  'encryption',
  'nouser',
  'nousers',
  'noowner',
  'nogroup',
]);
const DROPPED = new Set(['defaults', 'auto', 'noauto', 'comment']);
const PROPAGATION = new Set([
  'shared',
  'slave',
  'private',
  'unbindable',
  'rshared',
  'rslave',
  'rprivate',
  'runbindable',
]);
const ATIME = new Set(['noatime', 'relatime', 'strictatime']);
/** What being mountable by users implies unless the opposite is said later. */
const IMPLIED_BY_USER: Readonly<Record<string, readonly string[]>> = {
  user: ['nosuid', 'nodev', 'noexec'],
  users: ['nosuid', 'nodev', 'noexec'],
  owner: ['nosuid', 'nodev'],
  group: ['nosuid', 'nodev'],
};

/** Splits a comma-separated list; commas inside double quotes stay. */
export const splitOptions = (text: string): string[] =>
  (text.match(/(?:"[^"]*"|[^",])+/g) ?? []).map((option) => option.replaceAll('"', ''));

/** `given` in the order of the command line, with `ro` for -r and so on. */
export function parseMountOptions(given: readonly string[]): MountOptions {
  const flags = new Set<string>();
  const filesystem: string[] = [];
  const user: string[] = [];
  const propagation: string[] = [];
  const helperVfs: string[] = [];
  let mode: 'ro' | 'rw' | undefined;
  let remount = false;
  let bind: MountOptions['bind'];
  let move = false;
  let makeDirectory: number | undefined;
  let loop: string | undefined;
  let offset: string | undefined;
  let sizeLimit: string | undefined;
  const set = (flag: string): void => {
    if (ATIME.has(flag)) for (const other of ATIME) flags.delete(other);
    flags.add(flag);
    if (!helperVfs.includes(flag)) helperVfs.push(flag);
  };
  for (const option of given) {
    const name = option.replace(/=.*/s, '');
    if (option === 'ro' || option === 'rw') mode = option;
    else if (option === 'remount') {
      remount = true;
      helperVfs.push(option);
    } else if (option === 'bind' || option === 'rbind') bind = option;
    else if (option === 'move') move = true;
    else if (FLAG_ORDER.includes(option)) set(option);
    else if (option in CANCELS) {
      flags.delete(CANCELS[option]!);
      helperVfs.push(option);
    } else if (PROPAGATION.has(option)) propagation.push(option);
    else if (name === 'X-mount.mkdir' || name === 'x-mount.mkdir')
      makeDirectory = Number.parseInt(option.slice(name.length + 1) || '755', 8);
    else if (/^[xX]-/.test(option) || DROPPED.has(name) || NO_MEANING.has(option)) continue;
    else if (name === 'loop') loop = option.slice('loop='.length);
    else if (name === 'offset') offset = option.slice('offset='.length);
    else if (name === 'sizelimit') sizeLimit = option.slice('sizelimit='.length);
    else if (USER_ONLY.has(name)) {
      user.push(option);
      for (const flag of IMPLIED_BY_USER[option] ?? []) set(flag);
    } else filesystem.push(option);
  }
  if (![...ATIME].some((flag) => flags.has(flag))) flags.add('relatime');
  return {
    readOnly: mode === 'ro',
    explicitReadWrite: mode === 'rw',
    remount,
    bind,
    move,
    propagation: propagation,
    makeDirectory,
    loop:
      loop === undefined && offset === undefined && sizeLimit === undefined
        ? undefined
        : { device: loop || undefined, offset, sizeLimit },
    vfs: FLAG_ORDER.filter((flag) => flags.has(flag)),
    filesystem: filesystem,
    user: user,
    nofail: user.includes('nofail'),
    helperText: [
      mode ?? 'rw',
      ...helperVfs,
      ...filesystem,
      ...user.filter((option) => !option.startsWith('no') || option === 'nofail'),
    ].join(','),
  };
}
