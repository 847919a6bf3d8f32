/** The pool cache file (`/etc/zfs/zpool.cache`): which pools it lists, and writing it after imports. */
import type { Process } from '../../kernel/process.ts';
import type { Pool } from '../../machine/zfs/pool.ts';
import { type Errno, isErrno } from '../../vfs/errno.ts';

export const CACHE_FILE = '/etc/zfs/zpool.cache';

/** The pools that a cache file lists; a real one (an nvlist) holds their names as they are. */
export function listedInCache(p: Process, path: string, pools: readonly Pool[]): readonly Pool[] | Errno {
  const content = p.readFile(path);
  return isErrno(content) ? content : pools.filter((pool) => content.includes(pool.name));
}

/** Lists the pools, as the kernel does after each import; without the directory nothing happens. */
export function writeCacheFile(p: Process, path: string, pools: readonly Pool[]): void {
  if (isErrno(p.stat(path.slice(0, path.lastIndexOf('/'))))) return;
  p.writeFile(path, pools.map((pool) => `${pool.name}\0${pool.guid}\0\n`).join(''));
}
