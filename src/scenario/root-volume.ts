/** Which volume of a scenario is the root: the one that `root=` names holds an installed system unless its files are written down. */

/** What a volume can be named by. */
export interface NamedVolume {
  /** `/dev/vda2`; undefined inside LUKS, which is opened under a name that the command line or crypttab gives. */
  readonly device: string | undefined;
  readonly label?: string | undefined;
  readonly uuid?: string | undefined;
}

/** @param commandLine the kernel's; its last `root=` counts. */
export function isRootVolume(commandLine: string, volume: NamedVolume): boolean {
  const root = rootOf(commandLine)?.replace(/^block:/, '');
  if (root === undefined) return false;
  const [, kind, value] = /^(?:\/dev\/disk\/by-)?(UUID|LABEL|uuid|label)[=/](.+)$/.exec(root) ?? [];
  if (kind !== undefined) return value === (kind.toLowerCase() === 'uuid' ? volume.uuid : volume.label);
  return volume.device === undefined ? /^\/dev\/(?:mapper\/|dm-)/.test(root) : root === volume.device;
}

/** A dataset that `root=` names; the one that `bootfs` names, and whatever is mounted at /, need not be told. */
export const isRootDataset = (commandLine: string, name: string): boolean =>
  rootOf(commandLine)
    ?.replace(/^(?:zfs:|ZFS=)/, '')
    .replaceAll('+', ' ') === name;

/** What `rootflags=subvol=` names; the whole filesystem when it does not. */
export const rootSubvolume = (commandLine: string): string =>
  /(?:^|\s)rootflags=(?:\S*,)?subvol=([^\s,]+)/.exec(commandLine)?.[1] ?? '';

/** The value of the last `root=`; quotes around it or around the whole word hold its spaces together. */
function rootOf(commandLine: string): string | undefined {
  const words = [...commandLine.matchAll(/(?:^|\s)(?:"root=([^"]*)"|root="([^"]*)"|root=(\S+))/g)];
  const [, whole, quoted, plain] = words.at(-1) ?? [];
  return whole ?? quoted ?? plain;
}
