/** What zpool finds on devices that it is about to take (zpool_vdev_os.c): other pools, filesystems, somebody who uses them. */
import type { BlockDevice } from '../../machine/block/block-device.ts';
import { fsTypeOf } from '../../machine/block/content.ts';
import { foreignUser } from '../../machine/zfs/import-export.ts';
import type { Call } from './call.ts';
import { systemHostid } from './host-identity.ts';

/** True when they may be taken; otherwise the complaint was made. Those that are not there are complained of first. */
export function mayTake(call: Call, names: readonly string[]): boolean {
  const devices: BlockDevice[] = [];
  for (const name of names) {
    const path = name.startsWith('/') ? name : `/dev/${name}`;
    const device = call.m.block.byPath(path);
    if (device) devices.push(device);
  }
  const busy = devices.flatMap((device) => [device, ...device.partitions]).find((each) => isBusy(call, each));
  if (busy) {
    const whole = busy.parent && devices.includes(busy.parent) ? busy.parent : busy;
    call.warn(`${whole.shownPath} is in use and contains a ${fsTypeOf(whole.content) ?? 'unknown'} filesystem.\n`);
    call.because({ kind: 'busy', path: whole.shownPath });
    return false;
  }
  const force = call.has('f');
  const problems = devices
    .flatMap((device) => (device.content.kind === 'partition-table' ? [...device.partitions] : [device]))
    .flatMap((device) => problemOf(call, device, force) ?? []);
  if (problems.length === 0) return true;
  const what = force ? 'the following errors must be manually repaired:' : "use '-f' to override the following errors:";
  call.warn(`invalid vdev specification\n${what}\n${problems.map((problem) => `${problem}\n`).join('')}`);
  call.because({ kind: 'other', text: problems[0]! });
  return false;
}

/** Mounted, mapped or open; a pool's own use of its disks is told otherwise. */
const isBusy = (call: Call, device: BlockDevice): boolean =>
  device.holders.size > 0 || call.m.block.mountsOf(device).length > 0;

function problemOf(call: Call, device: BlockDevice, force: boolean): string | undefined {
  const { content } = device;
  if (content.kind === 'zfs_member') {
    const pool = call.zfs.allPools.find(({ guid }) => String(guid) === content.poolGuid);
    if (pool?.imported) return `${device.shownPath} is part of active pool '${pool.name}'`;
    if (force) return undefined;
    const foreign = pool && foreignUser(pool, systemHostid(call.p)) !== undefined;
    return `${device.shownPath} is part of ${foreign ? 'potentially active' : 'exported'} pool '${content.pool}'`;
  }
  const type = fsTypeOf(content);
  return type === undefined || force ? undefined : `${device.shownPath} contains a filesystem of type '${type}'`;
}
