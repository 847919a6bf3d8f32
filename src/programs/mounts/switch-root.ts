/** switch_root: makes another filesystem the root and runs its init (switch_root(8), util-linux 2.38). */
import type { Process } from '../../kernel/process.ts';
import { settle, type Task } from '../../kernel/task.ts';
import type { Machine } from '../../machine/machine.ts';
import { isErrno } from '../../vfs/errno.ts';
import type { Program } from '../program.ts';
import { fail, unsupportedOption, usageFailure, version } from './failure.ts';

const MOVED = ['/dev', '/proc', '/sys', '/run'];

export const switchRoot: Program = {
  name: 'switch_root',
  *run(p, m) {
    const [, root, init, ...more] = p.argv;
    if (root === '-V' || root === '--version') return yield* version(p);
    if (root === '-h' || root === '--help') return yield* unsupportedOption(p, m, 'help');
    if (root === undefined) return yield* usageFailure(p, m, 'not enough arguments');
    if (root === '' || init === undefined || init === '') return yield* usageFailure(p, m, 'bad usage');
    if (!(yield* changeRoot(p, m, root))) return yield* fail(p, m, 1, 'failed. Sorry.');
    m.trace.add(p.pid, { kind: 'root.switched', root, init });
    const access = p.access(init, 'x');
    if (isErrno(access)) yield* p.warn(`switch_root: cannot access ${init}: ${access.message}\n`);
    const task = p.exec(init, [init, ...more], p.env);
    if (isErrno(task))
      return yield* fail(p, m, task.name === 'ENOENT' ? 127 : 126, `failed to execute ${init}: ${task.message}`, {
        kind: 'path-missing',
        path: init,
      });
    return yield* settle(task);
  },
};

/** Takes the kernel's filesystems along and moves the new root over the old one. */
function* changeRoot(p: Process, m: Machine, root: string): Task<boolean> {
  const newRoot = p.stat(root);
  const oldRoot = p.stat('/');
  if (isErrno(newRoot) || isErrno(oldRoot)) {
    yield* p.warn(`switch_root: stat of ${root} failed: ${isErrno(newRoot) ? newRoot.message : ''}\n`);
    return false;
  }
  for (const path of MOVED) {
    const stat = p.stat(path);
    if (!isErrno(stat) && stat.dev === oldRoot.dev) continue;
    const target = p.stat(root + path);
    if (isErrno(target) || target.dev !== newRoot.dev) {
      m.vfs.unmount(p.view, path, { lazy: true });
      continue;
    }
    const moved = m.vfs.move(p.view, path, root + path);
    if (isErrno(moved))
      yield* p.warn(
        `switch_root: failed to mount moving ${path} to ${root}${path}: ${moved.message}\nswitch_root: forcing unmount of ${path}\n`,
      );
  }
  const place = m.vfs.find(p.view, root);
  if (isErrno(place) || place.inode !== place.mount.root || !place.mount.parent) {
    yield* p.warn(`switch_root: failed to mount moving ${root} to /: Invalid argument\n`);
    return false;
  }
  p.chdir(root);
  p.chroot('.');
  p.chdir('/');
  return true;
}
