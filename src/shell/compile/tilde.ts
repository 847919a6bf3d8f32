/** Tilde expansion (XCU 2.6.1). */
import { isBash } from '../../syntax/dialect.ts';
import type { Tilde } from '../../syntax/tree.ts';
import { isErrno } from '../../vfs/errno.ts';
import type { Interpreter } from '../interpreter.ts';
import type { Compiler, Text } from './compiler.ts';

export function tildeText(_c: Compiler, { user }: Tilde): Text {
  return (sh) => home(sh, user) ?? `~${user}`;
}

function home(sh: Interpreter, user: string): string | undefined {
  if (user === '') return sh.get('HOME') ?? (isBash(sh.dialect) ? passwordEntry(sh, 'root') : undefined);
  if (isBash(sh.dialect) && user === '+') return sh.get('PWD');
  if (isBash(sh.dialect) && user === '-') return sh.get('OLDPWD');
  if (isBash(sh.dialect) && /^[+-]?[0-9]+$/.test(user)) {
    const stack = [sh.directory, ...sh.directories];
    const place = Number(user.replace(/^[+-]/, ''));
    return user[0] === '-' ? stack[stack.length - 1 - place] : stack[place];
  }
  return passwordEntry(sh, user);
}

/** The home directory in /etc/passwd. */
function passwordEntry(sh: Interpreter, user: string): string | undefined {
  const text = sh.p.readFile('/etc/passwd');
  if (isErrno(text)) return undefined;
  for (const line of text.split('\n')) {
    const fields = line.split(':');
    if (fields[0] === user) return fields[5];
  }
  return undefined;
}
