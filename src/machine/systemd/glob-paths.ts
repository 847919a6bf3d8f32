/** glob(3) over the simulated files, as far as unit files use it: `*`, `?` and `[…]` within a component. */
import type { Process } from '../../kernel/process.ts';
import { isErrno } from '../../vfs/errno.ts';
import { matches } from './match.ts';

/** Existing paths that a pattern names, in order of their names. */
export function globPaths(p: Process, pattern: string): string[] {
  let found = [''];
  for (const part of pattern.split('/').filter(Boolean)) {
    found = found.flatMap((at) => {
      if (!/[*?[]/.test(part)) return isErrno(p.lstat(`${at}/${part}`)) ? [] : [`${at}/${part}`];
      const names = p.readdir(at === '' ? '/' : at);
      return isErrno(names)
        ? []
        : names
            .filter((name) => (!name.startsWith('.') || part.startsWith('.')) && matches(name, part))
            .map((name) => `${at}/${name}`);
    });
  }
  return found;
}
