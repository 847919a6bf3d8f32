/** dmsetup: lists device-mapper's mappings and takes them away (dmsetup(8)). */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import { dataOffsetBytes } from '../../machine/luks/luks-header.ts';
import type { LuksVolume } from '../../machine/luks/luks-model.ts';
import type { Machine } from '../../machine/machine.ts';
import type { Program } from '../program.ts';
import { fail, notModelled } from '../prompts/failure.ts';
import { kernelHas, NO_DEVICE_MAPPER } from './device-mapper.ts';

const SECTOR_BYTES = 512;
const NOT_MODELLED = new Set(
  'create suspend resume clear load reload message rename wait mangle splitname setgeometry targets udevflags udevcookies udevreleasecookie udevcomplete_all udevcreatecookie stats measure help'.split(
    ' ',
  ),
);

export const dmsetup: Program = {
  name: 'dmsetup',
  *run(p, m) {
    const options = p.argv.slice(1).filter((word) => word.startsWith('-'));
    const [command, ...names] = p.argv.slice(1).filter((word) => !word.startsWith('-'));
    const line = options.includes('--tree') ? treeOf : lineOf;
    const known = new Set([
      '-f',
      '--force',
      '--retry',
      '--noudevsync',
      '--verifyudev',
      '-y',
      '--deferred',
      '--target',
      '-v',
      ...(command === 'ls' ? ['--tree'] : []),
    ]);
    const strange = options.find((option) => !known.has(option));
    if (command === undefined || strange !== undefined || NOT_MODELLED.has(command))
      return yield* notModelled(p, m, p.argv.slice(1).join(' '));
    if (!kernelHas(p, m, 'dm_mod')) return yield* fail(p, m, `${NO_DEVICE_MAPPER}\nCommand failed.`);
    const volumes =
      names.length === 0
        ? m.luks.volumes
        : names.flatMap((name) => m.luks.volume(name.replace(/^\/dev\/mapper\//, '')) ?? []);
    switch (command) {
      case 'ls':
        yield* p.print(m.luks.volumes.length === 0 ? 'No devices found\n' : m.luks.volumes.map(line).join(''));
        return 0;
      case 'mknodes':
        return 0;
      case 'version':
        yield* p.print('Library version:   1.02.185 (2022-05-18)\nDriver version:    4.47.0\n');
        return 0;
      case 'info':
      case 'status':
      case 'table': {
        if (names.length > volumes.length)
          return yield* fail(p, m, 'Device does not exist.\nCommand failed.', {
            kind: 'device-missing',
            path: `/dev/mapper/${names[0]}`,
          });
        if (volumes.length === 0) yield* p.print('No devices found\n');
        const text = command === 'info' ? infoOf : command === 'table' ? tableOf : statusOf;
        for (const volume of volumes)
          yield* p.print(`${command !== 'info' && names.length === 0 ? `${volume.name}: ` : ''}${text(m, volume)}\n`);
        return 0;
      }
      case 'remove':
        return yield* remove(p, m, names[0]);
      case 'remove_all': {
        let again = true;
        while (again) again = m.luks.volumes.some((volume) => m.luks.close(volume, p.pid) === 'closed');
        return 0;
      }
      default:
        return yield* fail(p, m, 'Unknown command.', { kind: 'usage', text: command });
    }
  },
};

const lineOf = ({ name, mapping }: LuksVolume): string => `${name}\t(${mapping.major}:${mapping.minor})\n`;

/** With --tree, in the C locale: the mapping, and the device that it lies on by its number. */
const treeOf = ({ name, mapping, device }: LuksVolume): string =>
  `${name} (${mapping.major}:${mapping.minor})\n \`- (${device.major}:${device.minor})\n`;

function infoOf(m: Machine, { name, mapping }: LuksVolume): string {
  const count = mapping.opens + mapping.holders.size + m.block.mountsOf(mapping).length;
  return `Name:              ${name}
State:             ACTIVE${mapping.readOnly ? ' (READ-ONLY)' : ''}
Read Ahead:        256
Tables present:    LIVE
Open count:        ${count}
Event number:      0
Major, minor:      ${mapping.major}, ${mapping.minor}
Number of targets: 1
UUID: ${mapping.mapping?.uuid}
`;
}

const sectors = ({ mapping }: LuksVolume): number => mapping.sizeBytes / SECTOR_BYTES;

function tableOf(_: Machine, volume: LuksVolume): string {
  const { header, device, flags } = volume;
  const key = header.version === 2 ? `:64:logon:cryptsetup:${header.uuid}-d0` : '0'.repeat(128);
  const options = flags.map((flag) => (flag === 'discards' ? 'allow_discards' : flag));
  return `0 ${sectors(volume)} crypt aes-xts-plain64 ${key} 0 ${device.major}:${device.minor} ${dataOffsetBytes(header) / SECTOR_BYTES}${options.length > 0 ? ` ${options.length} ${options.join(' ')}` : ''}`;
}

const statusOf = (_: Machine, volume: LuksVolume): string => `0 ${sectors(volume)} crypt `;

function* remove(p: Process, m: Machine, name: string | undefined): Task<number> {
  const volume = name === undefined ? undefined : m.luks.volume(name.replace(/^\/dev\/mapper\//, ''));
  if (!volume)
    return yield* fail(p, m, `Device ${name} not found\nCommand failed.`, {
      kind: 'device-missing',
      path: `/dev/mapper/${name}`,
    });
  if (m.luks.close(volume, p.pid) === 'closed') return 0;
  return yield* fail(p, m, `device-mapper: remove ioctl on ${name}  failed: Device or resource busy\nCommand failed.`, {
    kind: 'busy',
    path: `/dev/mapper/${name}`,
  });
}
