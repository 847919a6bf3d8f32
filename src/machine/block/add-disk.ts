/** Lays out disks, partitions and what is on them from a declarative description, with complaints instead of guesses. */
import { TreeIndex } from '../../vfs/tree-index.ts';
import type { Machine } from '../machine.ts';
import { ROOT_TREE, treeOf } from '../zfs/file-tree.ts';
import type { FileTree, LayoutError } from '../zfs/layout.ts';
import type { BlockDevice, Partition } from './block-device.ts';
import type { Content } from './content.ts';
import { deviceNumber, partitionName } from './device-numbers.ts';
import { FILESYSTEM_TYPES, type FilesystemType, newFilesystem } from './new-filesystem.ts';
import { stableUuid } from './stable-uuid.ts';

/** What is on a disk or a partition. At most one of `filesystem` and `content`. */
export interface VolumeSpec {
  /** Default: what is left of the disk for a partition; 1 GiB for a disk. */
  readonly sizeBytes?: number;
  readonly filesystem?: FilesystemType;
  readonly label?: string;
  readonly uuid?: string;
  /** Content of the filesystem. */
  readonly files?: FileTree;
  /** Holds an installed system (an init, a shell) below the given files. */
  readonly isRoot?: boolean;
  /** The directory of it that holds the system, such as `@`; default: all of it. */
  readonly rootBelow?: string;
  /** Something else than a filesystem, such as a LUKS header. */
  readonly content?: Content;
}

export interface DiskSpec extends VolumeSpec {
  /** The kernel's name, such as `vdb`, with or without `/dev/`. */
  readonly name: string;
  /** By number. With partitions the disk itself holds nothing else. */
  readonly partitions?: Readonly<Record<string, VolumeSpec & { readonly partitionLabel?: string }>>;
  /** After power-on; default: there from the start. */
  readonly appearsUs?: number;
  readonly goneUs?: number;
}

const DEFAULT_BYTES = 2 ** 30;
const ALIGNMENT_BYTES = 2 ** 20;

/** Adds a disk. The complaints say what is wrong; then nothing was added. */
export function addDisk(m: Machine, spec: DiskSpec): readonly LayoutError[] {
  const path = `/dev/${spec.name.replace(/^\/dev\//, '')}`;
  const errors = complaints(m, spec, path);
  if (errors.length > 0) return errors;
  const appear = (late: boolean): void => {
    for (const device of devicesOf(m, spec, path))
      if (late) m.udev.announce(device);
      else m.udev.present(device);
  };
  if (spec.appearsUs)
    for (const late of [
      path,
      ...Object.keys(spec.partitions ?? {}).map(
        (number) => `/dev/${partitionName(path.slice('/dev/'.length), Number(number))}`,
      ),
    ])
      m.block.expected.add(late);
  if (spec.appearsUs) m.kernel.after(spec.appearsUs, () => appear(true), `${path} appears`);
  else appear(false);
  if (spec.goneUs) m.kernel.after(spec.goneUs, () => removeDisk(m, path), `${path} goes away`);
  return [];
}

/** Pulls a disk out, whoever uses it. */
export function removeDisk(m: Machine, path: string): void {
  const disk = m.block.byPath(path);
  if (!disk) return;
  for (const part of m.block.devices) if (part.parent === disk) m.udev.withdraw(part);
  m.udev.withdraw(disk);
  m.block.remove(disk.path);
}

function complaints(m: Machine, spec: DiskSpec, path: string): LayoutError[] {
  const errors: LayoutError[] = [];
  const name = path.slice('/dev/'.length);
  if (!deviceNumber(name) || partitionOf(name))
    errors.push({ at: [], message: `disk ${spec.name}: expected a whole disk's name such as vdb, sda or nvme0n1` });
  if (m.block.byPath(path) || m.block.expected.has(path))
    errors.push({ at: [], message: `disk ${spec.name} is there already` });
  if (spec.goneUs !== undefined && spec.goneUs <= (spec.appearsUs ?? 0))
    errors.push({ at: ['gone'], message: `disk ${spec.name} goes away before it appears` });
  errors.push(...volumeComplaints(spec, []));
  for (const [number, part] of Object.entries(spec.partitions ?? {})) {
    if (!/^[1-9]\d?$/.test(number))
      errors.push({ at: ['partitions', number], message: `partition ${number}: expected a number from 1 to 99` });
    errors.push(...volumeComplaints(part, ['partitions', number]));
  }
  const parts = Object.values(spec.partitions ?? {});
  if (parts.length > 0) {
    for (const key of ['filesystem', 'content', 'files'] as const) {
      if (spec[key] !== undefined)
        errors.push({
          at: [key === 'content' ? 'luks' : key],
          message: `disk ${spec.name} has partitions and cannot hold ${key === 'content' ? 'LUKS' : `a ${key}`} itself`,
        });
    }
    const wanted = parts.reduce((sum, part) => sum + (part.sizeBytes ?? ALIGNMENT_BYTES), 2 * ALIGNMENT_BYTES);
    if (spec.sizeBytes !== undefined && wanted > spec.sizeBytes)
      errors.push({
        at: ['size'],
        message: `disk ${spec.name}: its partitions need ${wanted} bytes, it has ${spec.sizeBytes}`,
      });
  }
  return errors;
}

function volumeComplaints(spec: VolumeSpec, at: readonly string[]): LayoutError[] {
  const errors: LayoutError[] = [];
  if (spec.filesystem !== undefined && !FILESYSTEM_TYPES.includes(spec.filesystem))
    errors.push({
      at: [...at, 'filesystem'],
      message: `filesystem: expected one of ${FILESYSTEM_TYPES.join(', ')}, found ${spec.filesystem}`,
    });
  if (spec.filesystem !== undefined && spec.content)
    errors.push({
      at: [...at, 'filesystem'],
      message: 'a volume holds a filesystem or LUKS, not both',
      remedy: 'Say the filesystem inside under `luks`.',
    });
  if (spec.files && (spec.filesystem === undefined || spec.filesystem === 'swap'))
    errors.push({ at: [...at, 'files'], message: 'files need a filesystem', remedy: 'Add `filesystem: ext4`.' });
  return errors;
}

const partitionOf = (name: string): boolean =>
  /^(?:sd[a-z]+|vd[a-z]+|xvd[a-z]+|hd[a-z]+)\d+$|^(?:nvme\d+n1|mmcblk\d+)p\d+$/.test(name);

/** Makes the disk and its partitions; the disk first. */
function devicesOf(m: Machine, spec: DiskSpec, path: string): readonly BlockDevice[] {
  const parts = Object.entries(spec.partitions ?? {});
  const fixed = parts.reduce((sum, [, part]) => sum + (part.sizeBytes ?? 0), 2 * ALIGNMENT_BYTES);
  const sizeBytes =
    spec.sizeBytes ??
    Math.max(DEFAULT_BYTES, fixed + parts.filter(([, part]) => part.sizeBytes === undefined).length * DEFAULT_BYTES);
  const disk = m.block.add({
    path,
    sizeBytes,
    content: parts.length > 0 ? partitionTable(path) : contentOf(m, spec, path, sizeBytes),
  });
  return [disk, ...addPartitions(m, disk, spec.partitions ?? {})];
}

const partitionTable = (path: string): Content => ({
  kind: 'partition-table',
  type: 'gpt',
  uuid: stableUuid(`partition table of ${path}`),
});

/** Partitions by number; those without a size share what is left. */
function addPartitions(
  m: Pick<Machine, 'kernel' | 'block'>,
  disk: BlockDevice,
  partitions: NonNullable<DiskSpec['partitions']>,
): BlockDevice[] {
  const parts = Object.entries(partitions).sort(([a], [b]) => Number(a) - Number(b));
  const fixed = parts.reduce((sum, [, part]) => sum + (part.sizeBytes ?? 0), 2 * ALIGNMENT_BYTES);
  const open = parts.filter(([, part]) => part.sizeBytes === undefined).length;
  const share = open === 0 ? 0 : Math.floor((disk.sizeBytes - fixed) / open / ALIGNMENT_BYTES) * ALIGNMENT_BYTES;
  let startBytes = ALIGNMENT_BYTES;
  return parts.map(([number, part]) => {
    const path = `/dev/${partitionName(disk.name, Number(number))}`;
    const partition: Partition = {
      number: Number(number),
      uuid: stableUuid(`partition ${path}`),
      startBytes,
      ...(part.partitionLabel === undefined ? {} : { label: part.partitionLabel }),
    };
    const sizeBytes = part.sizeBytes ?? share;
    startBytes += sizeBytes;
    return m.block.add({ path, sizeBytes, content: contentOf(m, part, path, sizeBytes), parent: disk, partition });
  });
}

/** One more partition on a disk that is there; on an empty disk the table as well. Undefined when no room is left. */
export function addPartition(
  m: Pick<Machine, 'kernel' | 'block' | 'udev'>,
  disk: BlockDevice,
  number: number,
  sizeBytes: number,
  content: Content,
): BlockDevice | undefined {
  const parts = m.block.devices.filter((part) => part.parent === disk);
  const startBytes = Math.max(
    ALIGNMENT_BYTES,
    ...parts.map((part) => (part.partition?.startBytes ?? 0) + part.sizeBytes),
  );
  if (startBytes + sizeBytes > disk.sizeBytes) return undefined;
  if (disk.content.kind === 'empty') disk.content = partitionTable(disk.path);
  const path = `/dev/${partitionName(disk.name, number)}`;
  return m.block.add({
    path,
    sizeBytes,
    content,
    parent: disk,
    partition: { number, uuid: stableUuid(`partition ${path}`), startBytes },
  });
}

/** Writes a new partition table: the partitions that were there are gone. */
export function repartition(
  m: Pick<Machine, 'kernel' | 'block' | 'udev'>,
  disk: BlockDevice,
  partitions: NonNullable<DiskSpec['partitions']>,
): void {
  for (const part of m.block.devices) {
    if (part.parent !== disk) continue;
    m.udev.withdraw(part);
    m.block.remove(part.path);
  }
  disk.content = partitionTable(disk.path);
  // The first one takes what the others leave, whatever the disk's size.
  const fitting = Object.fromEntries(
    Object.entries(partitions).map(([number, { sizeBytes, ...part }]) => [
      number,
      number === '1' || sizeBytes === undefined ? part : { ...part, sizeBytes },
    ]),
  );
  for (const device of addPartitions(m, disk, fitting)) m.udev.announce(device);
}

function below(directory: string | undefined, tree: TreeIndex): TreeIndex {
  const base = (directory ?? '').split('/').filter(Boolean).join('/');
  return base === '' ? tree : new TreeIndex([...tree.entries].map(([path, entry]) => [`/${base}${path}`, entry]));
}

/** What a described volume of a known size holds. */
export function contentOf(m: Pick<Machine, 'kernel'>, spec: VolumeSpec, path: string, sizeBytes: number): Content {
  if (spec.content) return spec.content;
  if (spec.filesystem === undefined) return { kind: 'empty' };
  const files = treeOf(spec.files ?? {});
  const tree = spec.isRoot ? below(spec.rootBelow, ROOT_TREE.with(files.entries)) : files;
  return newFilesystem(m, {
    type: spec.filesystem,
    name: path,
    sizeBytes,
    tree,
    ...(spec.label === undefined ? {} : { label: spec.label }),
    ...(spec.uuid === undefined ? {} : { uuid: spec.uuid }),
  });
}
