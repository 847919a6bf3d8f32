/** Function definitions (XCU 2.9.5). */

import { isBash } from '../../syntax/dialect.ts';
import { printFunction } from '../../syntax/print-tree.ts';
import type { FunctionDefinition } from '../../syntax/tree.ts';
import { ShellExit } from '../flow.ts';
import type { Exec, ShellFunction } from '../function.ts';
import type { Interpreter } from '../interpreter.ts';
import type { Compiler } from './compiler.ts';

export function compileFunctionDefinition(c: Compiler, node: FunctionDefinition): Exec {
  let body: Exec | undefined;
  const { name } = node;
  const position = c.position(node);
  const definition: ShellFunction = {
    name,
    position,
    entered: { kind: 'function.entered', name, position },
    tree: node.body,
    text: () => printFunction(name, node.body, (span) => c.source.excerpt(span)),
    body: () => (body ??= c.command(node.body)),
  };
  return (sh) => {
    // A definition is no command that busybox would name the line of.
    if (sh.dialect !== 'busybox') sh.position = position;
    if (isBash(sh.dialect) && !isName(sh, name)) {
      sh.status = 1;
      return 1;
    }
    if (sh.functions.get(name)?.readonly) {
      sh.complain(`${name}: readonly function`);
      sh.status = 1;
      return 1;
    }
    const sourceName = isBash(sh.dialect)
      ? (sh.sourceName ?? (sh.fromCommandLine ? 'environment' : sh.options.stdin ? 'main' : sh.name))
      : undefined;
    const { lineShift } = sh;
    const own = sourceName !== undefined ? { sourceName } : lineShift !== 0 ? { lineShift } : undefined;
    sh.defineFunction(name, own ? { ...definition, ...own } : definition);
    sh.status = 0;
    return 0;
  };
}

/** bash: whether a function may have the name; a complaint when not. Where it follows POSIX that ends the shell. */
function isName(sh: Interpreter, name: string): boolean {
  const posix = sh.dialect === 'bash-posix';
  if (posix && sh.builtins.get(name)?.special) sh.complain(`\`${name}': is a special builtin`);
  else if (posix ? /^[A-Za-z_]\w*$/.test(name) : !/[$'"`\\<>&|;(){} \t\n]/.test(name)) return true;
  else sh.complain(`\`${name}': not a valid identifier`);
  if (posix) throw new ShellExit(2);
  return false;
}
