/** `zpool` subcommands that change the disks of a pool: add, attach, detach, replace, offline, online; `labelclear`. */
import { labelPoolDisks } from '../../machine/block/pool-disks.ts';
import type { Pool } from '../../machine/zfs/pool.ts';
import type { Refusal } from '../../machine/zfs/refusal.ts';
import { addGroups, attach, detach, offline, online, replace } from '../../machine/zfs/vdev-changes.ts';
import { parseVdevs } from '../../machine/zfs/vdevs.ts';
import { isErrno } from '../../vfs/errno.ts';
import type { Call, Subcommand } from './call.ts';
import { mayTake } from './devices-in-use.ts';
import { openPool } from './open-dataset.ts';

const noTail = (): string => '';
const nameOf = (device: string): string => device.replace(/^\/dev\//, '');

/** `cannot WHAT: WHY`. */
function refuse(call: Call, what: string, refused: Refusal): number {
  return call.refused(`cannot ${what}`, refused);
}

/** The pool and the devices of a command line, of which at least `least` are needed. A number is the status after a complaint. */
function poolAndDevices(
  call: Call,
  missing: readonly string[],
): { readonly pool: Pool; readonly devices: readonly string[] } | number {
  const lacking = missing[call.operands.length];
  if (lacking !== undefined) return call.usage(lacking);
  const [name, ...devices] = call.operands;
  const pool = openPool(call, name!);
  return pool ? { pool, devices } : 1;
}

const offlineCommand: Subcommand = {
  names: ['offline'],
  options: 'ft',
  usageTail: noTail,
  run(call) {
    for (const option of ['f', 't']) if (call.has(option)) return call.unsupported(`offline -${option}`);
    const target = poolAndDevices(call, ['missing pool name', 'missing device name']);
    if (typeof target === 'number') return target;
    let status = 0;
    for (const device of target.devices) {
      const refused = offline(call.zfs, target.pool, nameOf(device));
      if (refused) status = refuse(call, `offline ${device}`, refused);
    }
    return status;
  },
};

const onlineCommand: Subcommand = {
  names: ['online'],
  options: 'e',
  usageTail: noTail,
  run(call) {
    if (call.has('e')) return call.unsupported('online -e');
    const target = poolAndDevices(call, ['missing pool name', 'missing device name']);
    if (typeof target === 'number') return target;
    let status = 0;
    for (const device of target.devices) {
      const refused = online(call.zfs, target.pool, nameOf(device));
      if (refused) status = refuse(call, `online ${device}`, refused);
      else if (target.pool.missing.has(nameOf(device)))
        call.print(
          `warning: device '${device}' onlined, but remains in faulted state\nuse 'zpool replace' to replace devices that are no longer present\n`,
        );
    }
    return status;
  },
};

const detachCommand: Subcommand = {
  names: ['detach'],
  options: '',
  usageTail: noTail,
  run(call) {
    const target = poolAndDevices(call, ['missing pool name argument', 'missing <device> specification']);
    if (typeof target === 'number') return target;
    const [device, ...rest] = target.devices;
    if (rest.length > 0) return call.usage('too many arguments');
    const refused = detach(call.zfs, target.pool, nameOf(device!));
    if (refused) return refuse(call, `detach ${device}`, refused);
    clearLabel(call, device!);
    return 0;
  },
};

/** The device is there, free, and has a name of its own; else the complaint was made. */
function isUsable(call: Call, device: string): boolean {
  const path = device.startsWith('/') ? device : `/dev/${device}`;
  if (!isErrno(call.p.stat(path))) return mayTake(call, [device]);
  call.warn(`cannot open '${device}': no such device in /dev\nmust be a full path or shorthand device name\n`);
  call.because({ kind: 'device-missing', path });
  return false;
}

const attachCommand: Subcommand = {
  names: ['attach'],
  options: 'fo:sw',
  usageTail: noTail,
  run(call) {
    const target = poolAndDevices(call, [
      'missing pool name argument',
      'missing <device> specification',
      'missing <new_device> specification',
    ]);
    if (typeof target === 'number') return target;
    const { pool, devices } = target;
    const [device, added, ...rest] = devices;
    if (rest.length > 0) return call.usage('too many arguments');
    if (!isUsable(call, added!)) return 1;
    const refused = attach(call.zfs, pool, nameOf(device!), nameOf(added!));
    if (refused) return refuse(call, `attach ${added} to ${device}`, refused);
    labelPoolDisks(call.m, pool, [nameOf(added!)]);
    return 0;
  },
};

const replaceCommand: Subcommand = {
  names: ['replace'],
  options: 'fo:sw',
  usageTail: noTail,
  run(call) {
    const target = poolAndDevices(call, ['missing pool name argument', 'missing <device> specification']);
    if (typeof target === 'number') return target;
    const { pool, devices } = target;
    const [device, by = device!, ...rest] = devices;
    if (rest.length > 0) return call.usage('too many arguments');
    if (by === device) return call.unsupported('replace of a disk by what is in its place');
    if (!isUsable(call, by)) return 1;
    const refused = replace(call.zfs, pool, nameOf(device!), nameOf(by));
    if (refused) return refuse(call, `replace ${device} with ${by}`, refused);
    labelPoolDisks(call.m, pool, [nameOf(by)]);
    clearLabel(call, device!);
    return 0;
  },
};

const addCommand: Subcommand = {
  names: ['add'],
  options: 'fgLno:P',
  usageTail: noTail,
  run(call) {
    for (const option of ['g', 'L', 'n', 'P']) if (call.has(option)) return call.unsupported(`add -${option}`);
    const target = poolAndDevices(call, ['missing pool name argument', 'missing vdev specification']);
    if (typeof target === 'number') return target;
    const { pool, devices } = target;
    const special = devices.find((word) => /^(?:log|cache|spare|special|dedup|draid.*)$/.test(word));
    if (special !== undefined) return call.unsupported(`${special} devices`);
    const groups = parseVdevs(devices);
    if (typeof groups === 'string') {
      call.warn(`${groups}\n`);
      return 1;
    }
    const added = groups.flatMap(({ disks }) => disks);
    for (const disk of added) if (!isUsable(call, disk)) return 1;
    const differing = groups.find(({ type }) => type !== pool.vdevs[0]!.type);
    if (differing && !call.has('f')) {
      call.warn(
        `invalid vdev specification\nuse '-f' to override the following errors:\nmismatched replication level: pool uses ${kindOf(pool.vdevs[0]!.type)} and new vdev is ${kindOf(differing.type)}\n`,
      );
      return 1;
    }
    addGroups(call.zfs, pool, groups);
    labelPoolDisks(call.m, pool, added);
    return 0;
  },
};

const kindOf = (type: string): string => type.replace(/\d$/, '');

/** What `zpool detach` and `labelclear` leave of a member: nothing. */
function clearLabel(call: Call, device: string): void {
  const block = call.m.block.byPath(device.startsWith('/') ? device : `/dev/${device}`);
  if (!block) return;
  const member = block.content.kind === 'partition-table' ? block.partitions.values().next().value : block;
  if (member?.content.kind !== 'zfs_member') return;
  member.content = { kind: 'empty' };
  call.m.udev.changed(member);
}

const labelclear: Subcommand = {
  names: ['labelclear'],
  options: 'f',
  usageTail: noTail,
  run(call) {
    const [operand, ...rest] = call.operands;
    if (operand === undefined) return call.usage('missing vdev name');
    if (rest.length > 0) return call.usage('too many arguments');
    // A bare name is looked up in /dev, and of a whole disk its first partition is meant.
    const disk = call.m.block.byPath(operand.startsWith('/') ? operand : `/dev/${operand}`);
    const device =
      disk?.content.kind === 'partition-table' && !operand.startsWith('/')
        ? (disk.partitions.values().next().value ?? disk)
        : disk;
    if (!device) {
      call.warn(`failed to find device ${operand}, try specifying absolute path instead\n`);
      call.because({ kind: 'device-missing', path: operand });
      return 1;
    }
    const path = operand.startsWith('/') ? operand : device.shownPath;
    const { content } = device;
    if (content.kind !== 'zfs_member') {
      call.warn(`failed to read label from ${path}\n`);
      return 1;
    }
    const pool = call.zfs.allPools.find(({ guid }) => String(guid) === content.poolGuid);
    if (pool?.imported) {
      call.warn(`${path} is a member (ACTIVE) of pool "${pool.name}"\n`);
      return 1;
    }
    if (!call.has('f')) {
      call.warn(`use '-f' to override the following error:\n${path} is a member of exported pool "${content.pool}"\n`);
      return 1;
    }
    device.content = { kind: 'empty' };
    call.m.udev.changed(device);
    return 0;
  },
};

export const vdevCommands: readonly Subcommand[] = [
  addCommand,
  attachCommand,
  detachCommand,
  replaceCommand,
  offlineCommand,
  onlineCommand,
  labelclear,
];
