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
  const root = commandLine
    .match(/(?:^|\s)root=\S+/g)
    ?.at(-1)
    ?.trim()
    .slice('root='.length)
    .replaceAll('"', '')
    .replace(/^block:/, '');
  if (root === undefined) return false;
  const [, kind, value] = /^(?:\/dev\/disk\/by-)?(UUID|LABEL|uuid|label)[=/](.+)$/.exec(root) ?? [];
  if (kind !== undefined) return value === (kind.toLowerCase() === 'uuid' ? volume.uuid : volume.label);
  return volume.device === undefined ? /^\/dev\/(?:mapper\/|dm-)/.test(root) : root === volume.device;
}
