/** From what udevadm is given (a node, a link, a sysfs path, a kernel name) to a block device. */
import type { Process } from '../../kernel/process.ts';
import type { BlockDevice } from '../../machine/block/block-device.ts';
import { sysfsPath } from '../../machine/block/sysfs-entries.ts';
import type { Machine } from '../../machine/machine.ts';
import { Errno, isErrno } from '../../vfs/errno.ts';
import { deviceAt } from '../mounts/mount-source.ts';

/** ENODEV when there is no such device, EINVAL for a path that is neither below /dev nor below /sys. */
export function deviceNamed(p: Process, m: Machine, path: string): BlockDevice | Errno {
  if (path.startsWith('/dev/')) {
    const device = deviceAt(p, m, path);
    return isErrno(device) ? Errno.ENODEV : device;
  }
  if (!path.startsWith('/sys/')) return Errno.EINVAL;
  const real = p.realpath(path.replace(/\/+$/, ''));
  return (
    (isErrno(real) ? undefined : m.block.devices.find((device) => `/sys${sysfsPath(device)}` === real.path)) ??
    Errno.ENODEV
  );
}
