/** Absolute names without symlinks, as readlink -f and realpath give them (gnulib's canonicalize). */
import type { Process } from '../../kernel/process.ts';
import { Errno, isErrno } from '../../vfs/errno.ts';

/** How much of the path must be there. */
export type Existing = 'all' | 'all-but-last' | 'nothing';

const MAX_LINKS = 40;

/** `logical` takes `..` away before symlinks are looked at; `keepLinks` does not look at them. */
export function canonical(
  p: Process,
  path: string,
  existing: Existing,
  how: { readonly keepLinks?: boolean; readonly logical?: boolean } = {},
): { readonly path: string } | Errno {
  if (path === '') return Errno.ENOENT;
  let pending = path.split('/').reverse();
  let at = path.startsWith('/') ? '' : p.cwd === '/' ? '' : p.cwd;
  let links = 0;
  if (how.logical) {
    const kept: string[] = at.split('/').filter(Boolean);
    for (const part of path.split('/')) {
      if (part === '..') kept.pop();
      else if (part !== '' && part !== '.') kept.push(part);
    }
    pending = [...kept].reverse();
    at = '';
  }
  let directory = true;
  while (pending.length > 0) {
    const part = pending.pop()!;
    if (part === '' || part === '.') {
      if (!directory && existing !== 'nothing' && !how.keepLinks) return Errno.ENOTDIR;
      continue;
    }
    if (part === '..') {
      if (!directory && existing !== 'nothing') return Errno.ENOTDIR;
      at = at.slice(0, Math.max(0, at.lastIndexOf('/')));
      directory = true;
      continue;
    }
    const next = `${at}/${part}`;
    const stat = p.lstat(next);
    if (isErrno(stat)) {
      const last = pending.every((rest) => rest === '');
      if (existing === 'all' || (existing === 'all-but-last' && (!last || stat !== Errno.ENOENT))) return stat;
      at = next;
      directory = true;
      continue;
    }
    if (stat.type === 'symlink' && !how.keepLinks) {
      const link = p.readlink(next);
      if (isErrno(link)) return link;
      if (++links > MAX_LINKS) {
        if (existing !== 'nothing') return Errno.ELOOP;
        at = next;
        continue;
      }
      pending.push(...link.target.split('/').reverse());
      if (link.target.startsWith('/')) at = '';
      directory = true;
      continue;
    }
    at = next;
    directory = stat.type === 'directory' || (how.keepLinks === true && stat.type === 'symlink');
    if (!directory && existing !== 'nothing' && pending.some((rest) => rest !== '')) return Errno.ENOTDIR;
  }
  return { path: at || '/' };
}
