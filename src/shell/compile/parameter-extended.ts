/** The expansions that dash does not have: `${x/…}`, `${x:o:l}`, `${x^}`, `${!x}`, `${x@Q}`, arrays. */
import { isBash } from '../../syntax/dialect.ts';
import type { Parameter } from '../../syntax/tree.ts';
import type { AddPieces, Compiler, PieceContext, Text } from './compiler.ts';
import { bashParameter } from './parameter-bash.ts';
import { busyboxParameter } from './parameter-busybox.ts';

export interface ExtendedParameter {
  readonly text: Text;
  /** Absent: the text is the only piece. */
  readonly pieces?: AddPieces;
}

/** The expansion when the node needs more than POSIX has; undefined otherwise. */
export function extendedParameter(c: Compiler, node: Parameter, context?: PieceContext): ExtendedParameter | undefined {
  if (isBash(c.dialect)) return bashParameter(c, node, context);
  return c.dialect === 'busybox' ? busyboxParameter(c, node, context) : undefined;
}
