/** The end of pid 1's work in the initramfs: the switch to another root, or the power goes off. */
import type { Process } from '../../kernel/process.ts';
import { isErrno } from '../../vfs/errno.ts';
import type { Pid1 } from './pid1.ts';
import type { PowerAction } from './power.ts';

/** Programs that are tried when no init was named, in this order. */
const INITS = ['/usr/lib/systemd/systemd', '/sbin/init', '/bin/sh'];

/** Carries the action out; the run of the machine ends with it. Gives pid 1's exit status. */
export function leave(pid1: Pid1, action: PowerAction): number {
  const { kernel, trace } = pid1.host;
  if (action.what === 'power') {
    pid1.log('Shutting down.');
    trace.add(1, { kind: 'power.changed', to: action.to });
    kernel.stop();
    return 0;
  }
  pid1.log('Switching root.');
  const init = [...(action.init === undefined ? [] : [action.init]), ...INITS].find((path) =>
    runs(pid1, action.root, path),
  );
  if (init === undefined) {
    pid1.log('Failed to execute /sbin/init, giving up.', undefined, 0);
    pid1.log('Freezing execution.', undefined, 0);
    return 1;
  }
  if (action.init !== undefined && init !== action.init)
    pid1.log(
      `Failed to execute configured init ${action.init}, trying fallback: No such file or directory`,
      undefined,
      4,
    );
  trace.add(1, { kind: 'root.switched', root: action.root, init });
  kernel.stop();
  return 0;
}

/** Is it something that can be run when `root` is the root directory? Links in it lead to places below that root. */
export function runs(pid1: Pick<Pid1, 'p'>, root: string, path: string): boolean {
  const found = inRoot(pid1.p, root, path);
  if (found === undefined) return false;
  const stat = pid1.p.stat(found);
  return !isErrno(stat) && stat.type === 'file' && (stat.mode & 0o111) !== 0;
}

/** Where a path leads below another root, without following its links into ours; undefined when there is nothing. */
export function inRoot(p: Process, root: string, path: string): string | undefined {
  const rest = path.split('/').filter(Boolean).reverse();
  const done: string[] = [];
  for (let links = 0; rest.length > 0; ) {
    const part = rest.pop()!;
    if (part === '.') continue;
    if (part === '..') {
      done.pop();
      continue;
    }
    const here = `${root}/${[...done, part].join('/')}`;
    const link = p.readlink(here);
    if (isErrno(link)) {
      if (isErrno(p.lstat(here))) return undefined;
      done.push(part);
      continue;
    }
    if (++links > 40) return undefined;
    if (link.target.startsWith('/')) done.length = 0;
    rest.push(...link.target.split('/').filter(Boolean).reverse());
  }
  return `${root}/${done.join('/')}`;
}
