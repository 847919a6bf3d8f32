/** pvcreate, vgcreate, vgextend, lvcreate, lvremove: the commands that build a layout. */
import type { Task } from '../../kernel/task.ts';
import type { BlockDevice } from '../../machine/block/block-device.ts';
import {
  extentsFor,
  extentsIn,
  isLvmName,
  lvmUuid,
  totalExtents,
  usedExtents,
  type VolumeGroup,
} from '../../machine/lvm/volume-group.ts';
import { isErrno } from '../../vfs/errno.ts';
import { deviceAt } from '../mounts/mount-source.ts';
import { chosenVolumes, FAILED, fail, type LvmCall, type LvmCommand, noGroup, unsupported } from './call.ts';

export const creationCommands: readonly LvmCommand[] = [
  { name: 'pvcreate', run: pvcreate },
  { name: 'vgcreate', run: vgcreate },
  { name: 'vgextend', run: vgextend },
  { name: 'lvcreate', run: lvcreate },
  { name: 'lvremove', run: lvremove },
];

/** The device for a new physical volume; otherwise the complaint has been made. */
function* freeDevice(call: LvmCall, path: string): Task<BlockDevice | undefined> {
  const { p, m } = call;
  const device = deviceAt(p, m, path);
  if (isErrno(device)) {
    yield* fail(call, `No device found for ${path}.`, { kind: 'device-missing', path });
    return undefined;
  }
  if (m.block.inUse(device)) {
    yield* fail(call, `Can't open ${path} exclusively.  Mounted filesystem?`, { kind: 'busy', path });
    return undefined;
  }
  return device;
}

function initialize({ p, m }: LvmCall, device: BlockDevice): void {
  const uuid = lvmUuid(`physical volume ${device.path} at ${p.kernel.clock.nowUs}`);
  device.content = { kind: 'lvm_member', uuid, group: undefined };
  m.udev.changed(device);
}

function* pvcreate(call: LvmCall): Task<number> {
  let status = 0;
  for (const path of call.operands) {
    const device = yield* freeDevice(call, path);
    if (!device) {
      status = FAILED;
      continue;
    }
    const { content } = device;
    if (content.kind === 'lvm_member' && content.group) {
      status = yield* fail(
        call,
        `Can't initialize physical volume "${path}" of volume group "${content.group.name}" without -ff`,
      );
      continue;
    }
    if (content.kind !== 'empty' && content.kind !== 'lvm_member' && !call.has('y') && !call.has('f'))
      return yield* unsupported(call, `the question whether to wipe ${path}`);
    initialize(call, device);
    yield* call.p.print(`  Physical volume "${path}" successfully created.\n`);
  }
  return status;
}

/** Puts devices into a group, making physical volumes of them first. */
function* take(call: LvmCall, group: VolumeGroup, paths: readonly string[]): Task<boolean> {
  for (const path of paths) {
    const device = yield* freeDevice(call, path);
    if (!device) return false;
    if (device.content.kind === 'lvm_member' && device.content.group) {
      yield* fail(call, `Physical volume '${path}' is already in volume group '${device.content.group.name}'`);
      return false;
    }
    if (device.content.kind !== 'lvm_member') {
      initialize(call, device);
      yield* call.p.print(`  Physical volume "${path}" successfully created.\n`);
    }
    if (device.content.kind !== 'lvm_member') return false;
    const { uuid } = device.content;
    group.physical.push({ uuid, extents: extentsIn(device.sizeBytes), lastPath: device.shownPath });
    device.content = { kind: 'lvm_member', uuid, group };
  }
  return true;
}

function* vgcreate(call: LvmCall): Task<number> {
  const [name, ...paths] = call.operands;
  if (name === undefined || paths.length === 0)
    return yield* fail(call, 'Please enter a volume group name and devices.');
  if (!isLvmName(name)) return yield* fail(call, `New volume group name "${name}" is invalid.`);
  if (call.m.lvm.group(name)) return yield* fail(call, `A volume group called ${name} already exists.`);
  const group: VolumeGroup = { name, uuid: lvmUuid(`volume group ${name}`), physical: [], logical: [] };
  if (!(yield* take(call, group, paths))) return FAILED;
  yield* call.p.print(`  Volume group "${name}" successfully created\n`);
  return 0;
}

function* vgextend(call: LvmCall): Task<number> {
  const [name = '', ...paths] = call.operands;
  const group = call.m.lvm.group(name);
  if (!group) return yield* noGroup(call, name);
  if (!(yield* take(call, group, paths))) return FAILED;
  yield* call.p.print(`  Volume group "${name}" successfully extended\n`);
  return 0;
}

function* lvcreate(call: LvmCall): Task<number> {
  const { m } = call;
  const [groupName = '', ...more] = call.operands;
  const group = m.lvm.group(groupName);
  if (!group) return yield* noGroup(call, groupName);
  if (more.length > 0 || call.has('s') || call.has('i'))
    return yield* unsupported(call, call.p.argv.slice(1).join(' '));
  const name = call.value('n') ?? `lvol${group.logical.length}`;
  if (!isLvmName(name)) return yield* fail(call, `Logical volume name "${name}" is invalid.`);
  if (group.logical.some((volume) => volume.name === name))
    return yield* fail(call, `Logical Volume "${name}" already exists in volume group "${groupName}"`);
  const free = totalExtents(group) - usedExtents(group);
  const extents = wantedExtents(call, group, free);
  if (extents === undefined) return yield* fail(call, 'Please specify either size or extents (not both).');
  if (extents > free)
    return yield* fail(
      call,
      `Volume group "${groupName}" has insufficient free space (${free} extents): ${extents} required.`,
    );
  const volume = {
    name,
    uuid: lvmUuid(`logical volume ${groupName}/${name}`),
    extents,
    content: { kind: 'empty' } as const,
  };
  group.logical.push(volume);
  if (call.value('a') !== 'n') yield* m.lvm.activate(group, volume);
  yield* call.p.print(`  Logical volume "${name}" created.\n`);
  return 0;
}

/** Of `-L SIZE` (mebibytes without a unit) or `-l EXTENTS`, `-l 50%FREE`. */
function wantedExtents(call: LvmCall, group: VolumeGroup, free: number): number | undefined {
  const [size, extents] = [call.value('L'), call.value('l')];
  const [, number, unit] = /^(\d+(?:\.\d+)?)([bskmgtBSKMGT]?)$/.exec(size ?? '') ?? [];
  if (number !== undefined && extents === undefined) {
    const bytes = { b: 1, s: 512, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40 }[(unit || 'm').toLowerCase()]!;
    return extentsFor(Number(number) * bytes);
  }
  const [, count, share] = /^(\d+)(?:%(FREE|VG))?$/.exec(extents ?? '') ?? [];
  if (count === undefined || size !== undefined) return undefined;
  if (share === undefined) return Number(count);
  return Math.floor((Number(count) / 100) * (share === 'FREE' ? free : totalExtents(group)));
}

function* lvremove(call: LvmCall): Task<number> {
  const { chosen, status } = yield* chosenVolumes(call);
  let answer = status;
  for (const { group, volumes } of chosen)
    for (const volume of volumes) {
      if (call.m.lvm.activeVolume(volume) && !call.has('y') && !call.has('f'))
        return yield* unsupported(call, 'the question whether to remove an active volume');
      if (call.m.lvm.deactivate(volume) === 'busy') {
        answer = yield* fail(call, `Logical volume ${group.name}/${volume.name} contains a filesystem in use.`);
        continue;
      }
      group.logical.splice(group.logical.indexOf(volume), 1);
      yield* call.p.print(`  Logical volume "${volume.name}" successfully removed.\n`);
    }
  return answer;
}
