/** The syntax tree of a POSIX regular expression over bytes. */

export type AssertionKind =
  | 'text-start'
  | 'text-end'
  | 'line-start'
  | 'line-end'
  | 'word-start'
  | 'word-end'
  | 'word-boundary'
  | 'not-word-boundary';

export type RegexNode =
  | { readonly kind: 'char'; readonly byte: number }
  /** `has[b]` is 1 when byte b matches. */
  | { readonly kind: 'set'; readonly has: Uint8Array }
  | { readonly kind: 'assert'; readonly assertion: AssertionKind }
  | { readonly kind: 'sequence'; readonly nodes: readonly RegexNode[] }
  | { readonly kind: 'alternatives'; readonly nodes: readonly RegexNode[] }
  | { readonly kind: 'group'; readonly index: number; readonly node: RegexNode }
  /** `max` is Infinity when there is no upper bound. */
  | { readonly kind: 'repeat'; readonly node: RegexNode; readonly min: number; readonly max: number }
  | { readonly kind: 'back-reference'; readonly index: number };

export interface ParsedRegex {
  readonly node: RegexNode;
  readonly groups: number;
  readonly backReferences: boolean;
  /** Complaints that do not stop the compilation, such as `* at start of expression`. */
  readonly warnings: readonly string[];
}

/** Why an expression is not valid: the text of regerror(3). */
export class RegexError {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

export const isWordByte = (byte: number): boolean =>
  (byte >= 97 && byte <= 122) || (byte >= 65 && byte <= 90) || (byte >= 48 && byte <= 57) || byte === 95;
