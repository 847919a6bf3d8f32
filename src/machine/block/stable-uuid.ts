/** UUIDs that follow from a name: the same in every run, different for every name. */
import { stableGuid } from '../zfs/key-material.ts';

/** A version 4 UUID in the usual spelling. */
export function stableUuid(name: string): string {
  const hex = (
    stableGuid(`uuid ${name}`).toString(16).padStart(16, '0') +
    stableGuid(`uuid, second half, ${name}`).toString(16).padStart(16, '0')
  ).split('');
  hex[12] = '4';
  hex[16] = '89ab'[Number.parseInt(hex[16]!, 16) & 3]!;
  const text = hex.join('');
  return `${text.slice(0, 8)}-${text.slice(8, 12)}-${text.slice(12, 16)}-${text.slice(16, 20)}-${text.slice(20)}`;
}

/** A volume serial number as FAT has them: `1A2B-3C4D`. */
export const stableFatSerial = (name: string): string =>
  stableUuid(name)
    .slice(0, 9)
    .replace(/^(.{4})(.{4})-$/, '$1-$2')
    .toUpperCase();
