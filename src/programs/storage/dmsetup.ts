/** dmsetup: lists device-mapper's mappings and takes them away (dmsetup(8)). */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import type { BlockDevice } from '../../machine/block/block-device.ts';
import { dataOffsetBytes } from '../../machine/luks/luks-header.ts';
import type { LuksVolume } from '../../machine/luks/luks-model.ts';
import { EXTENT_BYTES, extentsOf } from '../../machine/lvm/volume-group.ts';
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
    const all = mappedOf(m);
    const volumes =
      names.length === 0 ? all : names.flatMap((name) => all.find((mapped) => mapped.name === plainName(name)) ?? []);
    switch (command) {
      case 'ls':
        yield* p.print(all.length === 0 ? 'No devices found\n' : all.map(line).join(''));
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
        for (const volume of volumes)
          for (const text of command === 'info' ? [infoOf(m, volume)] : targetsOf(volume, command))
            yield* p.print(`${command !== 'info' && names.length === 0 ? `${volume.name}: ` : ''}${text}\n`);
        return 0;
      }
      case 'remove':
        return yield* remove(p, m, names[0]);
      case 'remove_all': {
        let again = true;
        while (again) again = mappedOf(m).some((mapped) => mapped.remove(p.pid));
        return 0;
      }
      default:
        return yield* fail(p, m, 'Unknown command.', { kind: 'usage', text: command });
    }
  },
};

/** A mapping of whatever kind. */
interface Mapped {
  readonly name: string;
  readonly mapping: BlockDevice;
  readonly targets: readonly Target[];
  /** False while something uses it. */
  readonly remove: (pid: number) => boolean;
}

interface Target {
  readonly sectors: number;
  readonly type: 'crypt' | 'linear';
  /** What stands behind the type in its table. */
  readonly table: string;
}

const plainName = (name: string): string => name.replace(/^\/dev\/mapper\//, '');

/** The oldest first. */
function mappedOf(m: Machine): readonly Mapped[] {
  const crypt = m.luks.volumes.map(
    (volume): Mapped => ({
      name: volume.name,
      mapping: volume.mapping,
      targets: [cryptTarget(volume)],
      remove: (pid) => m.luks.close(volume, pid) === 'closed',
    }),
  );
  const linear = m.lvm.active.map(
    ({ group, volume, mapping }): Mapped => ({
      name: mapping.mapping!.name,
      mapping,
      targets: extentsOf(group, volume).map(({ physical, start, extents }) => {
        const device = m.lvm.deviceOf(physical);
        return {
          sectors: extents * EXTENT_SECTORS,
          type: 'linear',
          table: `${device?.major}:${device?.minor} ${FIRST_EXTENT_SECTOR + start * EXTENT_SECTORS}`,
        };
      }),
      remove: () => m.lvm.deactivate(volume) === 'inactive',
    }),
  );
  return [...crypt, ...linear].sort((a, b) => a.mapping.sequence - b.mapping.sequence);
}

const EXTENT_SECTORS = EXTENT_BYTES / SECTOR_BYTES;
const FIRST_EXTENT_SECTOR = 2048;

const lineOf = ({ name, mapping }: Mapped): string => `${name}\t(${mapping.major}:${mapping.minor})\n`;

/** With --tree, in the C locale: the mapping, and the devices that it lies on by their numbers. */
function treeOf({ name, mapping }: Mapped): string {
  const below = [...mapping.slaves];
  const lines = below.map(
    (device, index) => ` ${index === below.length - 1 ? '`' : '|'}- (${device.major}:${device.minor})\n`,
  );
  return `${name} (${mapping.major}:${mapping.minor})\n${lines.join('')}`;
}

function infoOf(m: Machine, { name, mapping, targets }: Mapped): string {
  const count = mapping.opens + mapping.holders.size + m.block.mountsOf(mapping).length;
  return `Name:              ${name}
State:             ACTIVE${mapping.readOnly ? ' (READ-ONLY)' : ''}
Read Ahead:        256
Tables present:    LIVE
Open count:        ${count}
Event number:      0
Major, minor:      ${mapping.major}, ${mapping.minor}
Number of targets: ${targets.length}
UUID: ${mapping.mapping?.uuid}
`;
}

function targetsOf({ targets }: Mapped, what: 'table' | 'status'): readonly string[] {
  let start = 0;
  return targets.map(({ sectors, type, table }) => {
    const line = `${start} ${sectors} ${type} ${what === 'table' ? table : ''}`;
    start += sectors;
    return line;
  });
}

function cryptTarget({ mapping, header, device, flags }: LuksVolume): Target {
  const key = header.version === 2 ? `:64:logon:cryptsetup:${header.uuid}-d0` : '0'.repeat(128);
  const options = flags.map((flag) => (flag === 'discards' ? 'allow_discards' : flag));
  return {
    sectors: mapping.sizeBytes / SECTOR_BYTES,
    type: 'crypt',
    table: `aes-xts-plain64 ${key} 0 ${device.major}:${device.minor} ${dataOffsetBytes(header) / SECTOR_BYTES}${options.length > 0 ? ` ${options.length} ${options.join(' ')}` : ''}`,
  };
}

function* remove(p: Process, m: Machine, name: string | undefined): Task<number> {
  const mapped = name === undefined ? undefined : mappedOf(m).find((candidate) => candidate.name === plainName(name));
  if (!mapped)
    return yield* fail(p, m, `Device ${name} not found\nCommand failed.`, {
      kind: 'device-missing',
      path: `/dev/mapper/${name}`,
    });
  if (mapped.remove(p.pid)) return 0;
  return yield* fail(p, m, `device-mapper: remove ioctl on ${name}  failed: Device or resource busy\nCommand failed.`, {
    kind: 'busy',
    path: `/dev/mapper/${name}`,
  });
}
