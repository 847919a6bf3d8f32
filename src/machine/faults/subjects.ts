/** Finds what a fault befalls on a machine that is laid out: devices, datasets, LUKS headers, filesystems. */

import type { Superblock } from '../../vfs/superblock.ts';
import type { BlockDevice } from '../block/block-device.ts';
import type { Content } from '../block/content.ts';
import type { Machine } from '../machine.ts';
import type { Dataset } from '../zfs/dataset.ts';
import type { LayoutError } from '../zfs/layout.ts';
import type { FaultOptions } from './named-fault.ts';

const complaint = (key: string, message: string, known: readonly string[]): LayoutError => ({
  at: [key],
  message,
  ...(known.length > 0 ? { remedy: `There are: ${known.join(', ')}.` } : {}),
});

export const isComplaint = (found: object): found is LayoutError => 'message' in found && 'at' in found;

export const devicePath = (name: string): string => (name.startsWith('/') ? name : `/dev/${name}`);

export function findDevice(m: Machine, name: string): BlockDevice | LayoutError {
  const known = m.block.devices.map(({ path }) => path);
  return m.block.byPath(devicePath(name)) ?? complaint('device', `there is no device ${name}`, known);
}

export function findDataset(m: Machine, name: string): Dataset | LayoutError {
  const pools = m.zfs.allPools;
  const known = pools.flatMap(({ datasets }) => [...datasets.keys()]);
  for (const { datasets } of pools) {
    const found = datasets.get(name);
    if (found) return found;
  }
  return complaint('dataset', `there is no dataset ${name}`, known.slice(0, 20));
}

type LuksContent = Extract<Content, { readonly kind: 'luks' }>;

/** What has a LUKS header, and can be given another one. */
export interface HeaderPlace {
  readonly content: LuksContent;
  readonly put: (content: LuksContent) => void;
}

/** The header of a LUKS volume that is named by its UUID, its device, or its zvol's dataset. */
export function findHeader(m: Machine, name: string): HeaderPlace | LayoutError {
  const holders: { readonly name: string; readonly holder: { content: Content } }[] = [
    ...m.zfs.allPools.flatMap(({ datasets }) =>
      [...datasets.values()].flatMap((holder) => (holder.type === 'volume' ? [{ name: holder.name, holder }] : [])),
    ),
    ...m.block.devices.map((holder) => ({ name: holder.path, holder })),
  ];
  const places = holders.flatMap(({ name: place, holder }) => {
    const { content } = holder;
    const put = (next: LuksContent): void => {
      holder.content = next;
    };
    return content.kind === 'luks' ? [{ name: place, content, put }] : [];
  });
  const wanted = places.find(
    (place) => place.content.header.uuid === name || place.name === name || place.name === devicePath(name),
  );
  return (
    wanted ??
    complaint(
      'volume',
      `no LUKS header on ${name}`,
      places.map((place) => place.name),
    )
  );
}

/** The filesystem on a device, in a LUKS volume, of a dataset, or mounted at a path when the machine starts. */
export function findFilesystem(m: Machine, options: FaultOptions): Superblock | LayoutError {
  if (options.path !== undefined) {
    const mounted = m.vfs.table.at(options.path);
    const known = m.vfs.table.all.map(({ path }) => path);
    return mounted?.sb ?? complaint('path', `nothing is mounted at ${options.path} at power-on`, known);
  }
  if (options.dataset !== undefined) {
    const dataset = findDataset(m, options.dataset);
    if (isComplaint(dataset)) return dataset;
    return dataset.type === 'volume'
      ? superblockOf(dataset.content, 'dataset', options.dataset)
      : m.zfs.content.superblock(dataset);
  }
  if (options.volume !== undefined) {
    const place = findHeader(m, options.volume);
    return isComplaint(place) ? place : superblockOf(place.content.header.inner, 'volume', options.volume);
  }
  const device = findDevice(m, options.device ?? '');
  return isComplaint(device) ? device : superblockOf(device.content, 'device', options.device ?? '');
}

const superblockOf = (content: Content, key: string, name: string): Superblock | LayoutError =>
  content.kind === 'filesystem' ? content.superblock : complaint(key, `there is no filesystem on ${name}`, []);
