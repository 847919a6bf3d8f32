/** Function definitions (XCU 2.9.5). */
import type { FunctionDefinition } from '../../syntax/tree.ts';
import type { Exec, ShellFunction } from '../function.ts';
import type { Compiler } from './compiler.ts';

export function compileFunctionDefinition(c: Compiler, node: FunctionDefinition): Exec {
  let body: Exec | undefined;
  const definition: ShellFunction = {
    name: node.name,
    position: c.position(node),
    tree: node.body,
    body: () => (body ??= c.command(node.body)),
  };
  return (sh) => {
    sh.position = definition.position;
    sh.defineFunction(node.name, definition);
    sh.status = 0;
    return 0;
  };
}
