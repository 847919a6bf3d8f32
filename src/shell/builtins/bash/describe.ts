/** What a name means to bash: `type`, `command -v` and `command -V` tell it. */
import { keywordsOf } from '../../../syntax/keywords.ts';
import { isErrno } from '../../../vfs/errno.ts';
import { findInPath } from '../../find-program.ts';
import type { Interpreter } from '../../interpreter.ts';
import { singleQuoted } from '../../show-words.ts';

export type Meaning =
  | { readonly kind: 'alias'; readonly text: string }
  | { readonly kind: 'keyword' | 'builtin' }
  | { readonly kind: 'function'; readonly text: string }
  | { readonly kind: 'file'; readonly path: string; readonly hashed: boolean };

export interface Asked {
  /** All meanings, not only the first. */
  readonly all?: boolean;
  readonly withoutFunctions?: boolean;
  /** Only files. */
  readonly onlyFiles?: boolean;
  readonly path?: string;
}

/** The meanings of a name, the one that counts first. */
export function meanings(sh: Interpreter, name: string, asked: Asked = {}): Meaning[] {
  const found: Meaning[] = [];
  if (!asked.onlyFiles) {
    const alias = sh.shopts.expand_aliases || sh.interactive ? sh.aliases.get(name) : undefined;
    if (alias !== undefined) found.push({ kind: 'alias', text: alias });
    if (keywordsOf(sh.dialect).has(name)) found.push({ kind: 'keyword' });
    const text = asked.withoutFunctions ? undefined : sh.functionText(name);
    if (text !== undefined) found.push({ kind: 'function', text });
    if (sh.builtins.has(name)) found.push({ kind: 'builtin' });
  }
  if (found.length > 0 && !asked.all) return found.slice(0, 1);
  found.push(...files(sh, name, asked));
  return asked.all ? found : found.slice(0, 1);
}

function files(sh: Interpreter, name: string, { all = false, path }: Asked): Meaning[] {
  if (name.includes('/')) {
    const file = sh.findProgram(name);
    return file === undefined ? [] : [{ kind: 'file', path: file, hashed: false }];
  }
  const hashed = all || path !== undefined ? undefined : sh.hashed.get(name)?.path;
  if (hashed !== undefined) return [{ kind: 'file', path: hashed, hashed: true }];
  const searched = path ?? sh.variables.get('PATH') ?? '';
  if (!all) {
    // A file that cannot be run is better than none.
    const file = findInPath(sh, name, searched, true) ?? findInPath(sh, name, searched, false);
    return file === undefined ? [] : [{ kind: 'file', path: file, hashed: false }];
  }
  return searched.split(':').flatMap((directory): Meaning[] => {
    const file = findInPath(sh, name, directory, true);
    return file === undefined || isErrno(sh.p.stat(file)) ? [] : [{ kind: 'file', path: file, hashed: false }];
  });
}

/** The sentence that `type` and `command -V` print, with its newline. */
export function sentence(sh: Interpreter, name: string, meaning: Meaning): string {
  switch (meaning.kind) {
    case 'alias':
      return `${name} is aliased to \`${meaning.text}'\n`;
    case 'keyword':
      return `${name} is a shell keyword\n`;
    case 'function':
      return `${name} is a function\n${meaning.text}\n`;
    case 'builtin':
      return `${name} is a ${sh.dialect === 'bash-posix' && sh.builtins.get(name)?.special ? 'special ' : ''}shell builtin\n`;
    case 'file':
      return `${name} is ${meaning.hashed ? `hashed (${meaning.path})` : meaning.path}\n`;
  }
}

/** What `command -v` prints: something that means the same again. */
export function reusable(name: string, meaning: Meaning): string {
  if (meaning.kind === 'alias') return `alias ${name}=${singleQuoted(meaning.text)}\n`;
  return `${meaning.kind === 'file' ? meaning.path : name}\n`;
}
