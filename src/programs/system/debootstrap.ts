/** debootstrap, as far as a boot can tell: an installed system in a directory (debootstrap(8)). Not its packages. */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import { ROOT_TREE } from '../../machine/zfs/file-tree.ts';
import { Errno, isErrno } from '../../vfs/errno.ts';
import type { TreeEntry } from '../../vfs/tree-index.ts';
import type { Program } from '../program.ts';

/** Takes `[OPTION…] SUITE TARGET [MIRROR [SCRIPT]]`; options with a value are written `--NAME=VALUE`. */
export const debootstrap: Program = {
  name: 'debootstrap',
  *run(p, m): Task<number> {
    const [suite, target] = p.argv.slice(1).filter((word) => !word.startsWith('--'));
    if (suite === undefined || target === undefined) {
      yield* p.warn('E: You must specify a suite and a target.\n');
      return 1;
    }
    const made = p.mkdir(target, 0o755);
    const failed = made !== Errno.EEXIST && isErrno(made) ? made : install(p, target.replace(/\/+$/, ''));
    if (failed === undefined) return 0;
    m.trace.add(p.pid, {
      kind: 'program.failed',
      program: 'debootstrap',
      argv: p.argv,
      reason: { kind: 'other', text: failed.message },
    });
    yield* p.warn(`E: Couldn't install into ${target}: ${failed.message}\n`);
    return 1;
  },
};

/** Parents come before what is in them, as a tree lists them; what is there already stays. */
function install(p: Process, target: string): Errno | undefined {
  const entries = [...ROOT_TREE.entries].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [path, entry] of entries) {
    const done = put(p, `${target}${path}`, entry);
    if (isErrno(done) && done !== Errno.EEXIST) return done;
  }
  return undefined;
}

function put(p: Process, path: string, entry: TreeEntry): true | Errno {
  switch (entry.type) {
    case 'directory':
      return p.mkdir(path, entry.mode);
    case 'symlink':
      return p.symlink(entry.target, path);
    case 'file': {
      if (!isErrno(p.stat(path))) return Errno.EEXIST;
      const written = p.writeFile(path, entry.content);
      return isErrno(written) ? written : p.chmod(path, entry.mode);
    }
    default:
      return true;
  }
}
