/** Mounts, devices, pools and units of a live machine as plain data. */
import { fsTypeOf, labelOf, uuidOf } from '../machine/block/content.ts';
import type { Machine } from '../machine/machine.ts';
import type { Dataset } from '../machine/zfs/dataset.ts';
import { effective, mountpointOf } from '../machine/zfs/property-value.ts';
import type { EventId, UnitState } from '../trace/event.ts';
import { isErrno } from '../vfs/errno.ts';
import type { DatasetView, DeviceView, MappingView, MountView, PoolView, UnitView } from './view.ts';

type State<T> = Omit<T, 'change'>;

export interface WorldState {
  readonly mounts: readonly State<MountView>[];
  readonly devices: readonly State<DeviceView>[];
  readonly mappings: readonly State<MappingView>[];
  readonly pools: readonly State<PoolView>[];
  readonly datasets: readonly State<DatasetView>[];
  readonly units: readonly State<UnitView>[];
}

export function worldOf(m: Machine): WorldState {
  return {
    mounts: mounts(m),
    devices: devices(m),
    mappings: [
      ...m.luks.volumes.map(({ name, devicePath, mapping }) => ({ name, device: devicePath, node: mapping.path })),
      ...m.lvm.active.map(({ group, volume, mapping }) => ({
        name: mapping.mapping!.name,
        device: `${group.name}/${volume.name}`,
        node: mapping.path,
      })),
    ],
    pools: m.zfs.allPools.map(({ name, state, imported }) => ({ name, state, imported })),
    datasets: m.zfs.pools.flatMap((pool) => [...pool.datasets.values()].map((dataset) => datasetState(m, dataset))),
    units: units(m),
  };
}

const OF_EVERY_BOOT = /^\/(?:$|proc(?:\/|$)|sys(?:\/|$)|dev(?:\/|$)|run$|tmp$)/;

const mounts = ({ vfs }: Machine): WorldState['mounts'] =>
  vfs.table.all.map((mount) => ({
    target: mount.path,
    source: mount.source,
    type: mount.sb.type,
    options: mount.optionText,
    ofEveryBoot: OF_EVERY_BOOT.test(mount.path),
  }));

const devices = ({ block, kernel }: Machine): WorldState['devices'] =>
  block.devices.map((device) => ({
    path: device.shownPath,
    sizeBytes: device.sizeBytes,
    content: fsTypeOf(device.content),
    label: labelOf(device.content),
    uuid: uuidOf(device.content),
    links: device.links.filter((link) => link.startsWith('/dev/') && !isErrno(kernel.vfs.find(kernel.view, link))),
    partitionOf: device.parent?.path,
  }));

function datasetState({ zfs }: Machine, dataset: Dataset): State<DatasetView> {
  const root = dataset.encryptionRoot;
  const filesystem = dataset.type === 'filesystem';
  const mounted = filesystem ? zfs.mounts.mountsOf(dataset)[0]?.path : undefined;
  return {
    name: dataset.name,
    type: dataset.type,
    encryptionRoot: root?.name,
    keystatus: root?.wrapping && (root.wrapping.loaded ? 'available' : 'unavailable'),
    keylocation: dataset.wrapping ? effective(dataset, 'keylocation') : undefined,
    mountpoint: filesystem ? mountpointOf(dataset).path : undefined,
    mounted,
    properties: [...dataset.local].map(([name, value]) => ({ name, value })),
  };
}

const units = ({ systemd }: Machine): WorldState['units'] =>
  systemd.units
    .map((unit) => ({
      name: unit.id,
      state: unit.active as UnitState,
      sub: unit.sub,
      result: unit.result as string,
      description: unit.description,
      since: unit.changed as EventId | undefined,
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
