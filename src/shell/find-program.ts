/** Where PATH has a command. */
import type { Process } from '../kernel/process.ts';
import { isErrno } from '../vfs/errno.ts';

/** The first regular file of that name, executable or not; `executable` wants one that can be run. */
export function findInPath(p: Process, name: string, path: string, executable: boolean): string | undefined {
  for (const directory of path.split(':')) {
    const file = within(directory, name);
    const stat = p.stat(file);
    if (isErrno(stat) || stat.type !== 'file') continue;
    if (!executable || (stat.mode & 0o111) !== 0) return file;
  }
  return undefined;
}

/** True when anything of that name is there, also what cannot be run. */
export const existsInPath = (p: Process, name: string, path: string): boolean =>
  path.split(':').some((directory) => !isErrno(p.stat(within(directory, name))));

/** An empty directory is the working directory. */
const within = (directory: string, name: string): string =>
  directory === '' ? name : directory.endsWith('/') ? directory + name : `${directory}/${name}`;
