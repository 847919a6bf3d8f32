/** Which mounts a process sees: those below its root directory, as /proc/self/mountinfo lists them (proc_pid_mountinfo(5)). */
import type { Mount, MountTable } from './mount-table.ts';

/** In the order of the table. @param root the mount that the process's root directory is on. */
export function* reachableMounts(table: MountTable, root: Mount): Generator<SeenMount, void> {
  const above = root.path === '/' ? 0 : root.path.length;
  for (const mount of table.all) {
    let at: Mount | undefined = mount;
    while (at && at !== root) at = at.parent;
    if (at) yield { mount, path: mount.path.slice(above) || '/' };
  }
}

export interface SeenMount {
  readonly mount: Mount;
  /** From the root directory of who looks. */
  readonly path: string;
}
