/** hash: the remembered places of commands. */

import type { MaybeTask } from '../../kernel/task.ts';
import { isBash } from '../../syntax/dialect.ts';
import { Errno } from '../../vfs/errno.ts';
import { inTable } from '../bash/associative-array.ts';
import { inTableOrder } from '../command-table.ts';
import type { Builtin, BuiltinShell } from './builtin.ts';
import { complain, readOptions } from './diagnostics.ts';

/** Of bash's table (FILENAME_HASH_BUCKETS). */
const BUCKETS = 256;

export const hash: Builtin = {
  name: 'hash',
  run: (sh, argv) => {
    const bash = isBash(sh.dialect);
    const read = readOptions(sh, argv, bash ? 'lrp:dt' : 'r', 'hash [-lr] [-p pathname] [-dt] [name ...]');
    if ('status' in read) return read.status;
    const { options, operands } = read;
    if (options.has('r')) {
      sh.hashed.clear();
      if (!bash) return 0;
    }
    if (bash && options.has('d')) return forget(sh, operands);
    if (bash && options.has('t')) return places(sh, operands, options.has('l'));
    if (operands.length === 0) return options.has('r') ? 0 : options.has('l') ? reusable(sh) : list(sh);
    const given = options.get('p');
    let status = 0;
    for (const name of operands) {
      if (name.includes('/')) continue;
      if (given !== undefined) {
        sh.hashed.set(name, { path: given, hits: 0 });
        continue;
      }
      if (sh.hasFunction(name) || sh.builtin(name)) continue;
      sh.hashed.delete(name);
      const path = sh.findProgram(name);
      if (path !== undefined) sh.hashed.set(name, { path, hits: 0 });
      else status = complain(sh, 'hash', `${name}: ${name === '' && !bash ? Errno.EACCES.message : 'not found'}`);
    }
    return status;
  },
};

function list(sh: BuiltinShell): MaybeTask<number> {
  const entries = inTable(sh.hashed, BUCKETS).map(([, entry]) => entry);
  if (!isBash(sh.dialect))
    return sh.write(
      inTableOrder(sh.hashed)
        .map(({ path, doubtful }) => `${path}${doubtful ? '*' : ''}\n`)
        .join(''),
    );
  if (entries.length === 0) return sh.dialect === 'bash-posix' ? 0 : sh.write('hash: hash table empty\n');
  return sh.write(
    `hits\tcommand\n${entries.map(({ path, hits }) => `${String(hits).padStart(4)}\t${path}\n`).join('')}`,
  );
}

/** bash: as commands that would remember them. */
const reusable = (sh: BuiltinShell): MaybeTask<number> =>
  sh.write(
    inTable(sh.hashed, BUCKETS)
      .map(([name, { path }]) => `builtin hash -p ${path} ${name}\n`)
      .join(''),
  );

function forget(sh: BuiltinShell, names: readonly string[]): number {
  let status = 0;
  for (const name of names) if (!sh.hashed.delete(name)) status = complain(sh, 'hash', `${name}: not found`);
  return status;
}

function places(sh: BuiltinShell, names: readonly string[], reusable: boolean): MaybeTask<number> {
  let text = '';
  let status = 0;
  for (const name of names) {
    const found = sh.hashed.get(name);
    if (found && reusable) text += `builtin hash -p ${found.path} ${name}\n`;
    else if (found) text += names.length > 1 ? `${name}\t${found.path}\n` : `${found.path}\n`;
    else status = complain(sh, 'hash', `${name}: not found`);
  }
  const written = sh.write(text);
  return status === 0 ? written : status;
}
