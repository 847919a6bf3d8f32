/** What mount(8) of util-linux 2.38 says when mount(2) refuses, by errno and circumstance. */
import type { Process } from '../../kernel/process.ts';
import type { Machine } from '../../machine/machine.ts';
import type { Reason } from '../../trace/event.ts';
import { Errno, isErrno } from '../../vfs/errno.ts';
import type { MountCall } from './mount-call.ts';

/** Follows every refusal of the system call itself. */
export const KERNEL_LOG_HINT = '       dmesg(1) may have more information after failed mount system call.';

export interface Complaint {
  /** Without `mount: TARGET: ` and the final full stop. */
  readonly text: string;
  readonly reason: Reason;
}

const other = (text: string): Complaint => ({ text, reason: { kind: 'other', text } });

/** `type` is the one that was tried: given, or found on the device. */
export function complaintAbout(
  p: Process,
  m: Machine,
  call: MountCall,
  errno: Errno,
  type: string | undefined,
): Complaint {
  const { source, target, options } = call;
  const sourceIsThere = !isErrno(p.stat(source));
  switch (errno) {
    case Errno.ENOENT: {
      if (isErrno(p.lstat(target)))
        return { text: 'mount point does not exist', reason: { kind: 'path-missing', path: target } };
      if (isErrno(p.stat(target)))
        return { text: 'mount point is a symbolic link to nowhere', reason: { kind: 'path-missing', path: target } };
      if (!sourceIsThere)
        return { text: `special device ${source} does not exist`, reason: { kind: 'device-missing', path: source } };
      break;
    }
    case Errno.ENOTDIR: {
      const stat = p.stat(target);
      if (isErrno(stat) || stat.type !== 'directory') return other('mount point is not a directory');
      if (p.stat(source) === Errno.ENOTDIR)
        return {
          text: `special device ${source} does not exist (a path prefix is not a directory)`,
          reason: { kind: 'device-missing', path: source },
        };
      break;
    }
    case Errno.EBUSY: {
      if (options.remount) return { text: 'mount point is busy', reason: { kind: 'busy', path: target } };
      const mounted = m.vfs.table.all.find((mount) => mount.source === source);
      const text = mounted
        ? `${source} already mounted on ${mounted.path}`
        : `${source} already mounted or mount point busy`;
      return { text, reason: { kind: 'busy', path: target } };
    }
    case Errno.EINVAL:
      if (options.remount) return other('mount point not mounted or bad option');
      if (options.propagation.length > 0) return other('not mount point or bad option');
      return other(
        `wrong fs type, bad option, bad superblock on ${source}, missing codepage or helper program, or other error`,
      );
    case Errno.ENODEV:
      return other(type === undefined ? 'unknown filesystem type' : `unknown filesystem type '${type}'`);
    case Errno.ENOTBLK: {
      const stat = p.stat(source);
      return other(
        !isErrno(stat) && stat.type === 'file'
          ? `${source} is not a block device; try "-o loop"`
          : `${source} is not a block device`,
      );
    }
    case Errno.ENXIO:
      return { text: `${source} is not a valid block device`, reason: { kind: 'device-missing', path: source } };
    case Errno.EACCES:
    case Errno.EROFS:
      if (options.readOnly) return other(`cannot mount ${source} read-only`);
      if (options.explicitReadWrite && !options.remount)
        return other(`${source} is write-protected but explicit read-write mode requested`);
      if (options.remount) return other(`cannot remount ${source} read-write, is write-protected`);
      break;
    case Errno.EIO:
      return other(`can't read superblock on ${source}`);
    default:
  }
  return other(`mount(2) system call failed: ${errno.message}`);
}
