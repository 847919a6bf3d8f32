/** Function definitions (XCU 2.9.5). */

import { isBash } from '../../syntax/dialect.ts';
import { printFunction } from '../../syntax/print-tree.ts';
import type { FunctionDefinition } from '../../syntax/tree.ts';
import type { Exec, ShellFunction } from '../function.ts';
import type { Compiler } from './compiler.ts';

export function compileFunctionDefinition(c: Compiler, node: FunctionDefinition): Exec {
  let body: Exec | undefined;
  const definition: ShellFunction = {
    name: node.name,
    position: c.position(node),
    tree: node.body,
    text: () => printFunction(node.name, node.body, (span) => c.source.excerpt(span)),
    body: () => (body ??= c.command(node.body)),
  };
  return (sh) => {
    sh.position = definition.position;
    if (sh.functions.get(node.name)?.readonly) {
      sh.complain(`${node.name}: readonly function`);
      sh.status = 1;
      return 1;
    }
    const sourceName = isBash(sh.dialect)
      ? (sh.sourceName ?? (sh.fromCommandLine ? 'environment' : sh.name))
      : undefined;
    sh.defineFunction(node.name, sourceName === undefined ? definition : { ...definition, sourceName });
    sh.status = 0;
    return 0;
  };
}
