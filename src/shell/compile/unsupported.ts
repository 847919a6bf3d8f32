/** Constructs that are parsed but not modelled: they say so and fail. */
import type { Span } from '../../syntax/tree.ts';
import type { Exec } from '../function.ts';
import type { Compiler } from './compiler.ts';

export function unsupportedCommand(c: Compiler, node: Span, what: string): Exec {
  const position = c.position(node);
  return (sh) => {
    sh.position = position;
    sh.status = sh.unsupported(`\`${what}\``);
    return sh.status;
  };
}
