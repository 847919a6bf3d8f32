/** Configuration directories of systemd's tools: `/etc/NAME`, `/run/NAME`, `/usr/lib/NAME`, one file of each name (tmpfiles.d(5)). */
import type { Process } from '../../kernel/process.ts';
import { isErrno } from '../../vfs/errno.ts';

/** Paths of the `*.conf` files in order of their names; a link to /dev/null hides those of less important directories. */
export function configurationFiles(p: Process, name: string): string[] {
  const found = new Map<string, string>();
  for (const directory of [`/etc/${name}`, `/run/${name}`, `/usr/local/lib/${name}`, `/usr/lib/${name}`]) {
    const names = p.readdir(directory);
    if (isErrno(names)) continue;
    for (const file of names) if (file.endsWith('.conf') && !found.has(file)) found.set(file, `${directory}/${file}`);
  }
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, path]) => path)
    .filter((path) => {
      const link = p.readlink(path);
      return isErrno(link) || link.target !== '/dev/null';
    });
}
