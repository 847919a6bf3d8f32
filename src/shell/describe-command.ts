/** What a name would run: `command -v`, `command -V` (XCU command). */

import { isBash } from '../syntax/dialect.ts';
import { KEYWORDS, keywordsOf } from '../syntax/keywords.ts';
import { isErrno } from '../vfs/errno.ts';
import { findInPath } from './find-program.ts';
import type { Interpreter } from './interpreter.ts';
import { NOT_FOUND } from './messages.ts';
import { shellQuote } from './show-words.ts';

export interface Description {
  readonly text: string;
  /** 0, or the status for a name that is nothing. */
  readonly status: number;
}

export function describeCommand(
  sh: Interpreter,
  name: string,
  verbose: boolean,
  path = sh.get('PATH') ?? '',
): Description {
  const bash = isBash(sh.dialect);
  const say = (short: string, long: string): Description => ({
    text: `${verbose ? `${name}${long}` : short}\n`,
    status: 0,
  });
  if ((bash ? keywordsOf(sh.dialect) : KEYWORDS).has(name)) return say(name, ' is a shell keyword');
  const alias = sh.aliases.get(name);
  if (alias !== undefined)
    return bash
      ? say(`alias ${name}=${shellQuote(alias, sh.dialect)}`, ` is aliased to \`${alias}'`)
      : say(`alias ${name}=${shellQuote(alias, sh.dialect)}`, ` is an alias for ${alias}`);
  if (sh.hasFunction(name)) return say(name, sh.dialect === 'dash' ? ' is a shell function' : ' is a function');
  const builtin = sh.builtins.get(name);
  if (builtin) return say(name, ` is a ${builtin.special && sh.dialect !== 'bash' ? 'special ' : ''}shell builtin`);
  const found = name.includes('/') ? (isErrno(sh.p.stat(name)) ? undefined : name) : findInPath(sh, name, path, true);
  if (sh.dialect !== 'bash' && sh.dialect !== 'bash-posix' && path === sh.get('PATH')) {
    const known = sh.hashed.get(name);
    if (known && sh.dialect === 'dash') return say(known.path, ` is a tracked alias for ${known.path}`);
    if (known) sh.hashed.set(name, { ...known, doubtful: false });
    else if (found !== undefined && !name.includes('/')) sh.hashed.set(name, { path: found, hits: 0 });
  }
  if (found !== undefined) return say(found, bash && sh.hashed.has(name) ? ` is hashed (${found})` : ` is ${found}`);
  if (!verbose) return { text: '', status: bash ? 1 : NOT_FOUND };
  if (!bash) return { text: `${name}: not found\n`, status: NOT_FOUND };
  sh.complain(`command: ${name}: not found`);
  return { text: '', status: 1 };
}
