/** Where PATH has a command. */
import type { Process } from '../kernel/process.ts';
import { type Dialect, isBash } from '../syntax/dialect.ts';
import { isErrno } from '../vfs/errno.ts';

interface Searcher {
  readonly p: Process;
  readonly dialect: Dialect;
}

/** The first regular file of that name, executable or not; `executable` wants one that can be run. */
export function findInPath(sh: Searcher, name: string, path: string, executable: boolean): string | undefined {
  for (const directory of path.split(':')) {
    const file = within(sh, directory, name);
    const stat = sh.p.stat(file);
    if (isErrno(stat) || stat.type !== 'file') continue;
    if (!executable || (stat.mode & 0o111) !== 0) return file;
  }
  return undefined;
}

/** True when anything of that name is there, also what cannot be run. */
export const existsInPath = (sh: Searcher, name: string, path: string): boolean =>
  path.split(':').some((directory) => !isErrno(sh.p.stat(within(sh, directory, name))));

/** An empty directory is the working directory. */
const within = ({ dialect }: Searcher, directory: string, name: string): string =>
  directory === '' ? name : isBash(dialect) && directory.endsWith('/') ? directory + name : `${directory}/${name}`;
