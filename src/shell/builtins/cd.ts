/** cd: the logical or the physical working directory (XCU cd). */
import type { MaybeTask } from '../../kernel/task.ts';
import { isBash } from '../../syntax/dialect.ts';
import { type Errno, isErrno } from '../../vfs/errno.ts';
import { doubtAll } from '../command-table.ts';
import type { Builtin, BuiltinShell } from './builtin.ts';
import { complain, readOptions } from './diagnostics.ts';
import { logicalPath } from './logical-path.ts';

export const cd: Builtin = {
  name: 'cd',
  run: (sh, argv) => {
    const bash = isBash(sh.dialect);
    const read = readOptions(sh, argv, bash ? 'LPe@' : 'LP', 'cd [-L|[-P [-e]] [-@]] [dir]');
    if ('status' in read) return read.status;
    const { operands } = read;
    if (bash && operands.length > 1) return complain(sh, 'cd', 'too many arguments');
    let target = operands[0];
    let print = false;
    if (target === undefined) {
      target = sh.get('HOME');
      if (target === undefined && bash) return complain(sh, 'cd', 'HOME not set');
    } else if (target === '-') {
      target = sh.get('OLDPWD');
      if (target === undefined && bash) return complain(sh, 'cd', 'OLDPWD not set');
      print = true;
    }
    target ??= '';
    const physical = lastOf(argv, operands.length) === 'P';
    const found = throughCdpath(sh, target);
    if (found) {
      target = found.path;
      print ||= found.print;
    }
    const failed = change(sh, target === '' ? '.' : target, physical);
    if (failed)
      return notMoved(sh, operands[0] === '-' || operands[0] === undefined || found ? target : operands[0], failed);
    return print ? printed(sh) : 0;
  },
};

/** busybox's other name for it. */
export const chdir: Builtin = { ...cd, name: 'chdir', dialects: ['busybox'] };

/** The last of `-L` and `-P` counts. */
function lastOf(argv: readonly string[], operands: number): string | undefined {
  return argv
    .slice(1, argv.length - operands)
    .join('')
    .replace(/[^LP]/g, '')
    .at(-1);
}

function printed(sh: BuiltinShell): MaybeTask<number> {
  return sh.write(`${sh.directory}\n`);
}

function notMoved(sh: BuiltinShell, target: string, error: Errno): number {
  if (isBash(sh.dialect)) return complain(sh, 'cd', `${sh.values!.printable(target)}: ${error.message}`);
  sh.fail(sh.dialect === 'dash' ? `can't cd to ${target}` : `can't cd to ${target}: ${error.message}`);
}

/** A directory of CDPATH that has the target; said aloud unless it is the working directory. */
function throughCdpath(
  sh: BuiltinShell,
  target: string,
): { readonly path: string; readonly print: boolean } | undefined {
  const list = sh.get('CDPATH');
  if (!list || /^(?:\/|\.\.?(?:\/|$))/.test(target) || target === '') return undefined;
  for (const directory of list.split(':')) {
    const joint = directory === '' || (isBash(sh.dialect) && directory.endsWith('/')) ? '' : '/';
    const path = directory + joint + target;
    const stat = sh.p.stat(path);
    if (!isErrno(stat) && stat.type === 'directory') return { path, print: directory !== '' };
  }
  return undefined;
}

function change(sh: BuiltinShell, target: string, physical: boolean): Errno | undefined {
  let logical = physical ? undefined : logicalPath(sh.directory, target);
  // bash wants every directory that a `..` leaves to exist, and goes by the path as written when one does not.
  if (logical !== undefined && isBash(sh.dialect) && target.includes('..') && isErrno(sh.p.stat(target)))
    logical = undefined;
  const moved = sh.p.chdir(logical ?? target);
  if (isErrno(moved)) return moved;
  const before = isBash(sh.dialect) ? (sh.get('PWD') ?? '') : sh.directory;
  sh.directory = logical ?? sh.p.cwd;
  sh.assign('OLDPWD', before);
  sh.assign('PWD', sh.directory);
  // bash exports them when it starts, and leaves them as they are from then on.
  if (!isBash(sh.dialect)) for (const name of ['OLDPWD', 'PWD']) sh.exportVariable(name);
  if (!isBash(sh.dialect)) doubtAll(sh.hashed);
  return undefined;
}

export const pwd: Builtin = {
  name: 'pwd',
  run: (sh, argv) => {
    const read = readOptions(sh, argv, isBash(sh.dialect) ? 'LPW' : 'LP', 'pwd [-LP]');
    if ('status' in read) return read.status;
    return sh.write(`${lastOf(argv, read.operands.length) === 'P' ? sh.p.cwd : sh.directory}\n`);
  },
};
