/** From a file to a loop device: what losetup, mount and cryptsetup do alike. */
import type { Process } from '../../kernel/process.ts';
import type { BlockDevice } from '../../machine/block/block-device.ts';
import type { LoopBacking } from '../../machine/loop/loop-model.ts';
import type { Machine } from '../../machine/machine.ts';
import { Errno, isErrno } from '../../vfs/errno.ts';
import type { Place } from '../../vfs/vfs.ts';
import { deviceAt } from './mount-source.ts';

/** A regular file that can lie behind a loop device. EISDIR and EINVAL for other kinds. */
export function backingFile(p: Process, m: Machine, path: string): Place | Errno {
  const place = m.vfs.find(p.view, path);
  if (isErrno(place)) return place;
  if (place.inode.type === 'directory') return Errno.EISDIR;
  return place.inode.content ? place : Errno.EINVAL;
}

/** What is on the device at a path or, when that is a regular file, in the file. */
export function fileAsDevice(
  p: Process,
  m: Machine,
  path: string,
):
  | { readonly kind: 'device'; readonly device: BlockDevice }
  | { readonly kind: 'file'; readonly place: Place }
  | Errno {
  const device = deviceAt(p, m, path);
  if (!isErrno(device)) return { kind: 'device', device };
  if (device !== Errno.ENOTBLK) return device;
  const place = backingFile(p, m, path);
  return isErrno(place) ? Errno.ENOTBLK : { kind: 'file', place };
}

/** The device named by `/dev/loopN` or `loopN`, also one that is not there yet; undefined for another name. */
export function loopNumber(name: string): number | undefined {
  const [, digits] = /^(?:\/dev\/)?loop(\d+)$/.exec(name) ?? [];
  return digits === undefined ? undefined : Number(digits);
}

/** Sizes as `--offset` takes them: `1M`, `512`, `1KiB`. */
export function loopBytes(text: string): number | undefined {
  const [, digits, unit, decimal] = /^(\d+)(?:([KMGT])(iB|B)?)?$/i.exec(text) ?? [];
  if (digits === undefined) return undefined;
  return Number(digits) * (decimal === 'B' ? 1000 : 1024) ** (' KMGT'.indexOf((unit ?? ' ').toUpperCase()) || 0);
}

/** The free device with the lowest number gets the file, to let go of it after use. */
export const attachForUse = (
  m: Machine,
  place: Place,
  options: { readonly readOnly?: boolean; readonly offset?: number; readonly sizeLimit?: number },
): LoopBacking => m.loop.attach(m.loop.device(m.loop.freeNumber()), { place, ...options, autoclear: true });
