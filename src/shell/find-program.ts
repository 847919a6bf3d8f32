/** Where PATH has a command. */
import type { Process } from '../kernel/process.ts';
import { isErrno } from '../vfs/errno.ts';

/** The directories of a path list; an empty one is the working directory. */
export const pathDirectories = (path: string): readonly string[] => path.split(':').map((directory) => (directory === '' ? '.' : directory));

/** The first regular file of that name, executable or not; `executable` wants one that can be run. */
export function findInPath(p: Process, name: string, path: string, executable: boolean): string | undefined {
  for (const directory of path.split(':')) {
    const file = directory === '' ? name : directory.endsWith('/') ? directory + name : `${directory}/${name}`;
    const stat = p.stat(file);
    if (isErrno(stat) || stat.type !== 'file') continue;
    if (!executable || (stat.mode & 0o111) !== 0) return file;
  }
  return undefined;
}
