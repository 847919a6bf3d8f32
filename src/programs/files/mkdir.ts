/** mkdir: makes directories. */
import type { Process } from '../../kernel/process.ts';
import { Errno, isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { complain, nameOf, unsupportedOption, usageError } from '../text/messages.ts';
import { quote, quoteAlways } from '../text/quote.ts';
import { changeMode, type ModeChange, parseMode } from './mode.ts';

const LONG = ['context::=Z', 'mode:=m', 'parents=p', 'verbose=v', 'help', 'version'];

interface Made {
  readonly created: readonly string[];
  readonly failed?: { readonly path: string; readonly errno: Errno };
}

/** Makes a path with its parents; directories that are there already are fine. */
export function makeParents(p: Process, path: string, lastMode = 0o777): Made {
  const parts = path.split('/').filter((part) => part !== '');
  const created: string[] = [];
  let at = path.startsWith('/') ? '/' : '';
  for (const [n, part] of parts.entries()) {
    const last = n === parts.length - 1;
    const parent = at;
    at = at === '' || at === '/' ? `${at}${part}` : `${at}/${part}`;
    if (part === '.' || part === '..') continue;
    // A missing intermediate directory must stay writable and searchable for its owner.
    const made = p.mkdir(at, last ? lastMode : 0o777);
    if (made === true) {
      if (!last) p.chmod(at, (0o777 & ~p.umask) | 0o300);
      created.push(last ? path : at);
      continue;
    }
    const there = p.stat(at);
    if (!isErrno(there) && there.type === 'directory') continue;
    if (made === Errno.ENOTDIR && parent !== '') return { created, failed: { path: parent, errno: made } };
    if (!isErrno(there) && !last) return { created, failed: { path: at, errno: Errno.ENOTDIR } };
    return { created, failed: { path: last ? path : at, errno: made } };
  }
  return { created };
}

export const mkdir: Program = {
  name: 'mkdir',
  run: function* (p) {
    const { options, operands, error } = getopt(p.argv, 'pm:vZ', LONG);
    let parents = false;
    let verbose = false;
    let mode: string | undefined;
    for (const { name, value } of options) {
      if (name === 'p') parents = true;
      else if (name === 'm') mode = value;
      else if (name === 'v') verbose = true;
      else return yield* unsupportedOption(p, name);
    }
    if (error !== undefined) return yield* usageError(p, error);
    if (operands.length === 0) return yield* usageError(p, 'missing operand');
    const change: ModeChange | undefined = mode === undefined ? undefined : parseMode(mode);
    if (mode !== undefined && !change) return yield* complain(p, `invalid mode ${quote(mode)}`);
    let status = 0;
    for (const path of operands) {
      const before = parents && !isErrno(p.stat(path));
      const made: Made = parents ? makeParents(p, path) : single(p, path);
      if (verbose)
        for (const created of made.created)
          yield* p.print(
            p.flavour?.name === 'busybox'
              ? `created directory: ${quoteAlways(created)}\n`
              : `${nameOf(p)}: created directory ${quoteAlways(created)}\n`,
          );
      if (made.failed)
        status = yield* complain(
          p,
          `cannot create directory ${quoteAlways(made.failed.path)}: ${made.failed.errno.message}`,
        );
      else if (change && !before) p.chmod(path, changeMode(change, 0o777, true, p.umask));
    }
    return status;
  },
};

const single = (p: Process, path: string): Made => {
  const made = p.mkdir(path);
  return made === true ? { created: [path] } : { created: [], failed: { path, errno: made } };
};
