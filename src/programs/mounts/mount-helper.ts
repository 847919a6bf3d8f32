/** The helpers `/sbin/mount.TYPE` and `/sbin/umount.TYPE` that mount(8) and umount(8) run in place of the system call. */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import { isErrno } from '../../vfs/errno.ts';

const SEARCHED = ['/sbin', '/sbin/fs.d', '/sbin/fs'];
/** What mount(8) reports when a helper cannot be run. */
const FAILED = 32;

/** Path of the helper, or undefined when the image has none for this type. */
export function helperOf(p: Process, operation: 'mount' | 'umount', type: string | undefined): string | undefined {
  if (type === undefined || type === 'none' || type.includes('/')) return undefined;
  return SEARCHED.map((directory) => `${directory}/${operation}.${type}`).find((path) => !isErrno(p.stat(path)));
}

/** Runs a helper with these arguments; its status is the answer. */
export function* runHelper(p: Process, path: string, argumentsAfterName: readonly string[]): Task<number> {
  const child = p.spawn(path, [path, ...argumentsAfterName]);
  if (isErrno(child)) return FAILED;
  const ended = yield* p.wait(child.pid);
  return isErrno(ended) ? FAILED : ended.status;
}
