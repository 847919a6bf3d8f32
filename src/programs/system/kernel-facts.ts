/** What the kernel calls itself and its machine: uname(2) and gethostname(2), read where /proc/sys keeps them. */
import type { Machine } from '../../machine/machine.ts';
import { Directory, type Inode } from '../../vfs/inode.ts';

/** Reads `/proc/sys/NAME` of the machine, whatever the calling process has mounted. */
function fact(m: Machine, name: string): string | undefined {
  const proc = m.vfs.table.all.find((mount) => mount.sb.type === 'proc');
  let at: Inode | undefined = proc?.sb.root;
  for (const part of `sys/${name}`.split('/')) at = at instanceof Directory ? at.lookup(part) : undefined;
  return at?.synthetic?.read().trimEnd();
}

/** As `uname -r`; `unknown` on a machine without /proc, which no machine that we make is. */
export const kernelRelease = (m: Machine): string => fact(m, 'kernel/osrelease') ?? 'unknown';

/** As `uname -v`. */
export function kernelVersion(m: Machine): string {
  const text = m.vfs.table.all
    .find((mount) => mount.sb.type === 'proc')
    ?.sb.root.lookup('version')
    ?.synthetic?.read();
  return /\) (#.*)$/.exec(text?.trimEnd() ?? '')?.[1] ?? '#1 SMP';
}

export const hostName = (m: Machine): string => fact(m, 'kernel/hostname') ?? '(none)';

/** Sets the name until the machine is switched off. */
export function setHostName(m: Machine, name: string): void {
  const proc = m.vfs.table.all.find((mount) => mount.sb.type === 'proc');
  let at: Inode | undefined = proc?.sb.root;
  for (const part of ['sys', 'kernel', 'hostname']) at = at instanceof Directory ? at.lookup(part) : undefined;
  at?.synthetic?.write?.(name);
}
