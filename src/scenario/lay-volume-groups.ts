/** Volume groups of a scenario: made when the first physical volume names them, filled when all disks are there. */
import { contentOf, type VolumeSpec } from '../machine/block/add-disk.ts';
import type { Content } from '../machine/block/content.ts';
import {
  EXTENT_BYTES,
  extentsFor,
  extentsIn,
  isLvmName,
  lvmUuid,
  mapperName,
  totalExtents,
  type VolumeGroup,
} from '../machine/lvm/volume-group.ts';
import type { Machine } from '../machine/machine.ts';
import type { Complain, Path } from './complain.ts';
import { isRootVolume } from './root-volume.ts';
import type { Variant } from './schema.ts';

/** What the keys of a logical volume say that it holds, as those of a disk do. */
type Describe = (entry: VolumeEntry, device: string, path: Path) => VolumeSpec;
type VolumeEntry = NonNullable<Variant['lvm']>[string]['volumes'][string];

/** Groups of the layout that is being made. */
const groups = new WeakMap<Machine, Map<string, VolumeGroup>>();

/** The content of a device or LUKS volume that says `lvm: NAME`; undefined after a complaint. */
export function physicalVolume(
  m: Machine,
  spec: Variant,
  name: string,
  place: { readonly device: string; readonly sizeBytes: number | undefined },
  path: Path,
  complain: Complain,
): Content | undefined {
  if (!spec.lvm || !Object.hasOwn(spec.lvm, name)) {
    const known = Object.keys(spec.lvm ?? {});
    complain(path, {
      at: [],
      message: `lvm: there is no volume group ${name}`,
      remedy:
        known.length > 0
          ? `Described under lvm: ${known.join(', ')}.`
          : `Describe it under lvm, such as \`lvm: { ${name}: { volumes: { root: { filesystem: ext4 } } } }\`.`,
    });
    return undefined;
  }
  const made = groups.get(m) ?? new Map<string, VolumeGroup>();
  groups.set(m, made);
  const group = made.get(name) ?? { name, uuid: lvmUuid(`volume group ${name}`), physical: [], logical: [] };
  made.set(name, group);
  const uuid = lvmUuid(`physical volume ${place.device}`);
  group.physical.push({
    uuid,
    extents: place.sizeBytes === undefined ? 0 : extentsIn(place.sizeBytes),
    lastPath: place.device,
  });
  return { kind: 'lvm_member', uuid, group };
}

/** Makes the logical volumes. */
export function layVolumeGroups(m: Machine, spec: Variant, complain: Complain, describe: Describe): void {
  const sizes = deviceSizes(m);
  for (const [name, described] of Object.entries(spec.lvm ?? {})) {
    const path: Path = ['lvm', name];
    const group = groups.get(m)?.get(name);
    if (!isLvmName(name)) complain(path, { at: [], message: `lvm: ${name} is no name of a volume group` });
    if (!group) {
      complain(path, {
        at: [],
        message: `lvm: no disk belongs to ${name}`,
        remedy: `Say \`lvm: ${name}\` on a disk, a partition or a LUKS volume.`,
      });
      continue;
    }
    for (const physical of group.physical) physical.extents ||= extentsIn(sizes.get(physical.uuid) ?? 0);
    fill(m, spec, group, described.volumes, [...path, 'volumes'], complain, describe);
  }
}

function fill(
  m: Machine,
  spec: Variant,
  group: VolumeGroup,
  volumes: Readonly<Record<string, VolumeEntry>>,
  path: Path,
  complain: Complain,
  describe: Describe,
): void {
  const entries = Object.entries(volumes);
  const total = totalExtents(group);
  const fixed = entries.reduce((sum, [, { size }]) => sum + (size === undefined ? 0 : extentsFor(size)), 0);
  const open = entries.filter(([, { size }]) => size === undefined).length;
  if (fixed + open > total)
    complain(path, {
      at: [],
      message: `lvm: the volumes of ${group.name} need ${(fixed + open) * EXTENT_BYTES} bytes, its disks have ${total * EXTENT_BYTES}`,
      remedy: 'Give the disks a larger `size`.',
    });
  for (const [name, entry] of entries) {
    if (!isLvmName(name)) complain([...path, name], { at: [], message: `lvm: ${name} is no name of a logical volume` });
    const extents = entry.size === undefined ? Math.floor((total - fixed) / open) : extentsFor(entry.size);
    const sizeBytes = extents * EXTENT_BYTES;
    const device = `/dev/${group.name}/${name}`;
    const mapped = `/dev/mapper/${mapperName(group.name, name)}`;
    const described = describe({ ...entry, size: sizeBytes }, device, [...path, name]);
    const isRoot =
      described.isRoot === true || (entry.files === undefined && isRootVolume(spec.cmdline ?? '', { device: mapped }));
    group.logical.push({
      name,
      uuid: lvmUuid(`logical volume ${group.name}/${name}`),
      extents,
      content: contentOf(m, { ...described, isRoot }, device, sizeBytes),
    });
  }
}

/** Bytes of every physical volume that is there, by its UUID; also of one inside LUKS. */
function deviceSizes(m: Machine): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  for (const { content, sizeBytes } of m.block.devices) {
    if (content.kind === 'lvm_member') sizes.set(content.uuid, sizeBytes);
    if (content.kind === 'luks' && content.header.inner.kind === 'lvm_member')
      sizes.set(content.header.inner.uuid, sizeBytes - HEADER_BYTES);
  }
  return sizes;
}

/** As much as a header of either version takes. */
const HEADER_BYTES = 16 * 2 ** 20;
