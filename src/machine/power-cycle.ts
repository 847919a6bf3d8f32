/** Disks that outlive a machine: what is on them when it is switched off, put into another machine. */

import type { TreeIndex } from '../vfs/tree-index.ts';
import { addDisk, type DiskSpec, type VolumeSpec } from './block/add-disk.ts';
import type { BlockDevice } from './block/block-device.ts';
import type { Content } from './block/content.ts';
import { type CopyOptions, copyContent } from './block/copy-content.ts';
import type { Machine } from './machine.ts';
import { copyPool } from './zfs/copy-pool.ts';
import type { LayoutError } from './zfs/layout.ts';

/** When a disk comes and goes on the other machine. */
export interface DiskTimes {
  readonly appearsUs?: number;
  readonly goneUs?: number;
}

export interface MoveOptions extends Pick<CopyOptions, 'tree'> {
  /** By the kernel's name, such as `vdb`. */
  readonly times?: ReadonlyMap<string, DiskTimes>;
}

/** Devices that are made of others, or of files, do not outlive the machine. */
const IS_MADE = /^(?:dm-|zd|loop|md)\d/;

/** Switches `from` off as if the plug were pulled, and puts its disks into `to`, which has none yet. `from` is unchanged. */
export function moveDisks(from: Machine, to: Machine, options: MoveOptions = {}): readonly LayoutError[] {
  const copies: CopyOptions = {
    nowUs: () => to.kernel.clock.nowUs,
    atRest: (content) => withoutMapping(from, content),
    ...(options.tree ? { tree: options.tree } : {}),
  };
  const atRest = (content: Content): Content => copyContent(content, copies);
  to.zfs.made = from.zfs.made;
  to.loop.images.adopt(from.loop.images, copies);
  for (const original of from.zfs.allPools) {
    const pool = copyPool(to.zfs, original, ({ content }) => atRest(content), from.kernel.clock.nowUs);
    // What nobody has put anything into holds what its place in the system asks for.
    for (const dataset of pool.datasets.values())
      if (dataset.type === 'filesystem' && dataset.tree && holdsNothing(dataset.tree)) dataset.tree = undefined;
  }
  const errors: LayoutError[] = [];
  for (const disk of from.block.devices) {
    if (disk.parent || disk.mapping || IS_MADE.test(disk.name)) continue;
    const times = options.times?.get(disk.name) ?? {};
    // The labels of a disk that comes later are not there yet.
    if (times.appearsUs) withoutDisk(to, disk.name);
    errors.push(...addDisk(to, { ...describedDisk(from, disk, atRest), ...times }));
  }
  return errors;
}

/** Nothing but directories, such as those that other datasets are mounted on. */
const holdsNothing = (tree: TreeIndex): boolean => [...tree.entries.values()].every(({ type }) => type === 'directory');

/** A disk that is there, as a layout would describe it. */
export function describedDisk(
  { block }: Pick<Machine, 'block'>,
  disk: BlockDevice,
  contentOf: (content: Content) => Content,
): DiskSpec {
  const parts = block.partitionsOf(disk);
  if (parts.length === 0) return { name: disk.name, ...volumeOf(disk, contentOf) };
  const partitions = parts.map((part) => {
    const { number, label } = part.partition!;
    return [number, { ...volumeOf(part, contentOf), ...(label === undefined ? {} : { partitionLabel: label }) }];
  });
  return { name: disk.name, sizeBytes: disk.sizeBytes, partitions: Object.fromEntries(partitions) };
}

const volumeOf = (device: BlockDevice, contentOf: (content: Content) => Content): VolumeSpec => ({
  sizeBytes: device.sizeBytes,
  ...(device.content.kind === 'empty' ? {} : { content: contentOf(device.content) }),
});

/** A header whose volume is open holds what the mapping shows. */
function withoutMapping(m: Machine, content: Content): Content {
  if (content.kind !== 'luks') return content;
  const open = m.luks.volumes.find(({ header }) => header === content.header);
  return open
    ? { kind: 'luks', header: { ...content.header, inner: withoutMapping(m, open.mapping.content) } }
    : content;
}

function withoutDisk({ zfs }: Machine, name: string): void {
  for (const pool of zfs.allPools) {
    const disks = pool.vdevs.flatMap((group) => group.disks);
    if (!pool.followsLabels) continue;
    for (const disk of disks) if (disk === name || disk.replace(/p?\d+$/, '') === name) pool.missing.add(disk);
    pool.importable = pool.missing.size < disks.length;
  }
}
