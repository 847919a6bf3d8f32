/** LVM's metadata: volume groups, what they are made of, and the logical volumes in them (lvm(8)). */
import type { Content } from '../block/content.ts';
import { stableUuid } from '../block/stable-uuid.ts';

export interface PhysicalVolume {
  readonly uuid: string;
  extents: number;
  /** The device when the metadata was written last. */
  lastPath: string;
}

export interface LogicalVolume {
  readonly name: string;
  readonly uuid: string;
  readonly extents: number;
  /** What the device shows when it is active. */
  content: Content;
}

/** Each physical volume holds the whole of it, so all of them share one. */
export interface VolumeGroup {
  readonly name: string;
  readonly uuid: string;
  readonly physical: PhysicalVolume[];
  readonly logical: LogicalVolume[];
}

export const EXTENT_BYTES = 4 * 2 ** 20;
/** Where the extents begin. */
const START_BYTES = 2 ** 20;

/** Extents on a device of a size. */
export const extentsIn = (sizeBytes: number): number =>
  Math.max(0, Math.floor((sizeBytes - START_BYTES) / EXTENT_BYTES));

/** A size in extents, rounded up. */
export const extentsFor = (sizeBytes: number): number => Math.ceil(sizeBytes / EXTENT_BYTES);

export const totalExtents = (group: VolumeGroup): number =>
  group.physical.reduce((sum, { extents }) => sum + extents, 0);
export const usedExtents = (group: VolumeGroup): number => group.logical.reduce((sum, { extents }) => sum + extents, 0);

/** The physical volumes that a logical volume lies on: extents are given in order. */
export function extentsOf(
  group: VolumeGroup,
  volume: LogicalVolume,
): readonly { readonly physical: PhysicalVolume; readonly start: number; readonly extents: number }[] {
  let skip = 0;
  for (const other of group.logical) {
    if (other === volume) break;
    skip += other.extents;
  }
  let left = volume.extents;
  const pieces = [];
  for (const physical of group.physical) {
    const start = Math.min(skip, physical.extents);
    skip -= start;
    const extents = Math.min(left, physical.extents - start);
    if (extents > 0) pieces.push({ physical, start, extents });
    left -= extents;
  }
  return pieces;
}

/** Names below /dev/mapper: a hyphen inside a name is doubled. */
export const mapperName = (group: string, volume: string): string =>
  `${group.replaceAll('-', '--')}-${volume.replaceAll('-', '--')}`;

const LETTERS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const GROUPS = [6, 4, 4, 4, 4, 4, 6];

/** A UUID as LVM writes them, always the same for the same text. */
export function lvmUuid(text: string): string {
  const digits = [`${text} 1`, `${text} 2`, `${text} 3`, `${text} 4`].map(stableUuid).join('').replaceAll('-', '');
  let at = 0;
  const letter = (): string => LETTERS[Number.parseInt(digits.slice(at++ * 3, at * 3), 16) % LETTERS.length]!;
  return GROUPS.map((length) => Array.from({ length }, letter).join('')).join('-');
}

/** Names that lvm(8) allows. */
export const isLvmName = (name: string): boolean =>
  /^[a-zA-Z0-9+_.][a-zA-Z0-9+_.-]*$/.test(name) && name !== '.' && name !== '..' && name.length < 128;
