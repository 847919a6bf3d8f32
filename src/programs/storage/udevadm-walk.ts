/** `udevadm info --attribute-walk`: a device and its parents with their sysfs attributes, in the form of rules. */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import type { BlockDevice } from '../../machine/block/block-device.ts';
import { sysfsPath } from '../../machine/block/sysfs-entries.ts';
import type { Machine } from '../../machine/machine.ts';
import { isErrno } from '../../vfs/errno.ts';
import { notModelled } from '../prompts/failure.ts';

const INTRODUCTION = `
Udevadm info starts with the device specified by the devpath and then
walks up the chain of parent devices. It prints for every device
found, all possible attributes in the udev rules key format.
A rule to match, can be composed by the attributes of the device
and the attributes from one single parent device.

`;

/** Attributes that have a line of their own, or none. */
const LEFT_OUT = new Set(['uevent', 'dev', 'modalias', 'resource', 'driver', 'subsystem', 'module']);

/** Parents of disks on a bus have no attributes in the model: that they are missing is told. */
export function* attributeWalk(p: Process, m: Machine, device: BlockDevice): Task<number> {
  yield* p.print(INTRODUCTION + described(p, device, ''));
  if (device.parent) yield* p.print(`\n${described(p, device.parent, 'S')}`);
  yield* p.print('\n');
  const disk = device.parent ?? device;
  if (sysfsPath(disk).startsWith('/devices/virtual/')) return 0;
  return yield* notModelled(p, m, `attributes of the parents of ${disk.path}`);
}

function described(p: Process, device: BlockDevice, plural: string): string {
  const base = `/sys${sysfsPath(device)}`;
  return [
    `  looking at ${plural === '' ? '' : 'parent '}device '${sysfsPath(device)}':`,
    `    KERNEL${plural}=="${device.name.replaceAll('!', '/')}"`,
    `    SUBSYSTEM${plural}=="block"`,
    `    DRIVER${plural}==""`,
    ...attributes(p, base, '')
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => `    ATTR${plural}{${name}}=="${value}"`),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

function attributes(p: Process, base: string, below: string): [string, string][] {
  const names = p.readdir(`${base}${below === '' ? '' : `/${below}`}`);
  if (isErrno(names)) return [];
  return names.flatMap((name): [string, string][] => {
    const attribute = below === '' ? name : `${below}/${name}`;
    const path = `${base}/${attribute}`;
    const stat = p.lstat(path);
    if (isErrno(stat) || LEFT_OUT.has(attribute)) return [];
    // A directory with an event file of its own is another device.
    if (stat.type === 'directory') return isErrno(p.lstat(`${path}/uevent`)) ? attributes(p, base, attribute) : [];
    if (stat.type !== 'file') return [];
    const text = p.readFile(path);
    const value = isErrno(text) ? undefined : text.replace(/[\n\r]+$/, '');
    return value === undefined || value.startsWith('/') || !/^[\x20-\x7e]*$/.test(value) ? [] : [[attribute, value]];
  });
}
