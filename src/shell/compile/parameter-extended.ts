/** The expansions that dash does not have: `${x/…}`, `${x:o:l}`, `${x^}`, `${!x}`, `${x@Q}`, arrays. */
import { isBash } from '../../syntax/dialect.ts';
import type { Parameter } from '../../syntax/tree.ts';
import type { AddPieces, Compiler, Text } from './compiler.ts';

export interface ExtendedParameter {
  readonly text: Text;
  /** Absent: the text is the only piece. */
  readonly pieces?: AddPieces;
}

const EXTENDED: ReadonlySet<string> = new Set(['/', '//', '/#', '/%', ':', '^', '^^', ',', ',,', '@', 'names', 'keys']);

/** The expansion when the node needs more than POSIX has; undefined otherwise. */
export function extendedParameter(c: Compiler, node: Parameter): ExtendedParameter | undefined {
  if (!EXTENDED.has(node.operator) && !node.indirect && !node.index) return undefined;
  const written = c.source.excerpt(node);
  return {
    text: (sh) => {
      sh.unsupported(`${written} as ${isBash(c.dialect) ? 'bash' : c.dialect} has it`);
      return '';
    },
  };
}
