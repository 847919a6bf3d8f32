/** Files that mount(8) puts behind a loop device: because `-o loop` says so, or because a filesystem is in them. */
import type { Process } from '../../kernel/process.ts';
import type { Machine } from '../../machine/machine.ts';
import { Errno, isErrno } from '../../vfs/errno.ts';
import { needsNoDevice } from './filesystem-types.ts';
import { backingFile, loopBytes, loopNumber } from './loop-file.ts';
import type { MountOptions } from './mount-options.ts';

/** A regular file in which libblkid finds a filesystem, of the type that is asked for if any is. */
export function liesInFile(p: Process, m: Machine, source: string, type: string | undefined): boolean {
  if (type !== undefined && needsNoDevice(type)) return false;
  const place = backingFile(p, m, source);
  return !isErrno(place) && m.loop.images.contentOf(place.inode).kind === 'filesystem';
}

/** The path of the loop device that has the file: the one that has it already, the one that is asked for, or the first that is free. */
export function loopFor(p: Process, m: Machine, source: string, options: MountOptions): string | Errno {
  const place = backingFile(p, m, source);
  if (isErrno(place)) return place;
  const offset = loopBytes(options.loop?.offset ?? '0');
  const sizeLimit = loopBytes(options.loop?.sizeLimit ?? '0');
  if (offset === undefined || sizeLimit === undefined) return Errno.EINVAL;
  const wanted = options.loop?.device;
  const number = wanted === undefined ? m.loop.freeNumber() : loopNumber(wanted);
  if (number === undefined) return Errno.ENODEV;
  const known = m.loop
    .of(place)
    .find((backing) => backing.offset === offset && backing.sizeLimit === sizeLimit && wanted === undefined);
  if (known) return known.device.path;
  const device = m.loop.device(number);
  if (m.loop.backing(device)) return Errno.EBUSY;
  m.loop.attach(device, { place, offset, sizeLimit, readOnly: options.readOnly, autoclear: true });
  return device.path;
}
