/** POSIX regular expressions over bytes, leftmost-longest, with the GNU extensions; compiled once per text. */
import { RE2JS } from 're2js';
import { backtrack } from './backtrack.ts';
import { type ParsedRegex, RegexError, type RegexNode } from './node.ts';
import { parseRegex, type RegexSyntax } from './parse.ts';
import { toRe2 } from './re2.ts';

export { RegexError } from './node.ts';

const BASIC: RegexSyntax = {
  extended: false,
  strayOperator: 'literal',
  strayInterval: 'literal',
  unmatchedCloseIsLiteral: false,
  badIntervalIsLiteral: false,
  rangesMustAscend: true,
  hintAtClassSyntax: false,
};
const EXTENDED: RegexSyntax = { ...BASIC, extended: true, strayOperator: 'error', strayInterval: 'error' };

/** The languages by the program that reads them; `posix-extended` is regcomp(3) with REG_EXTENDED. */
export const regexSyntaxes = {
  'sed-basic': { ...BASIC, strayInterval: 'error', hintAtClassSyntax: true },
  'sed-extended': { ...EXTENDED, hintAtClassSyntax: true },
  'grep-basic': { ...BASIC, hintAtClassSyntax: true },
  'grep-extended': {
    ...EXTENDED,
    strayOperator: 'skip',
    strayInterval: 'skip',
    unmatchedCloseIsLiteral: true,
    badIntervalIsLiteral: true,
    hintAtClassSyntax: true,
  },
  expr: { ...BASIC, rangesMustAscend: false },
  'posix-extended': { ...EXTENDED, unmatchedCloseIsLiteral: true },
} as const satisfies Record<string, RegexSyntax>;

export interface RegexOptions {
  readonly syntax: keyof typeof regexSyntaxes;
  readonly ignoreCase?: boolean;
  /** `^` and `$` also match beside a newline (the M flag of sed). */
  readonly multiline?: boolean;
  /** The match must be the whole text (`grep -x`), or start and end at word borders (`grep -w`). */
  readonly within?: 'line' | 'word';
}

/** Offsets: start and end of the match, then of each group; -1 where a group took no part. */
export type RegexMatch = readonly number[];

const literalText = (node: RegexNode): string | undefined => {
  if (node.kind === 'char') return String.fromCharCode(node.byte);
  if (node.kind !== 'sequence') return undefined;
  let text = '';
  for (const part of node.nodes) {
    if (part.kind !== 'char') return undefined;
    text += String.fromCharCode(part.byte);
  }
  return text;
};

const WITHIN = {
  line: (text: string) => `\\A(?:${text})\\z`,
  // Not followed by a word byte, said without a look-ahead.
  word: (text: string) => `(?<!\\w)(?:${text})(?:(?<=\\w)\\b|(?<!\\w)\\B)`,
};

const withinNode = (node: RegexNode, within: 'line' | 'word' | undefined): RegexNode => {
  const around = (first: RegexNode, last: RegexNode): RegexNode => ({ kind: 'sequence', nodes: [first, node, last] });
  if (within === 'line') {
    return around({ kind: 'assert', assertion: 'text-start' }, { kind: 'assert', assertion: 'text-end' });
  }
  if (within === undefined) return node;
  const either = (a: 'word-start' | 'word-end'): RegexNode => ({
    kind: 'alternatives',
    nodes: [
      { kind: 'assert', assertion: a },
      { kind: 'assert', assertion: 'not-word-boundary' },
    ],
  });
  return around(either('word-start'), either('word-end'));
};

export class Regex {
  readonly groups: number;
  /** What the program tells about the expression before it uses it. */
  readonly warnings: readonly string[];
  /** True after a match that was too complex to be decided; the program must report it as unsupported. */
  gaveUp = false;
  readonly #literal: string | undefined;
  readonly #re2: RE2JS | undefined;
  readonly #node: RegexNode;

  constructor(parsed: ParsedRegex, within: 'line' | 'word' | undefined) {
    this.groups = parsed.groups;
    this.warnings = parsed.warnings;
    this.#node = withinNode(parsed.node, within);
    this.#literal = within === undefined ? literalText(parsed.node) : undefined;
    if (this.#literal === undefined && !parsed.backReferences) {
      try {
        const text = toRe2(parsed.node);
        this.#re2 = RE2JS.compile(within ? WITHIN[within](text) : text, RE2JS.LONGEST_MATCH | RE2JS.LOOKBEHINDS);
      } catch {
        // RE2 refuses what would be too large; the bounded matcher then tries, and says when it gives up.
        this.#re2 = undefined;
      }
    }
  }

  /** The leftmost-longest match that starts at `from` or later. */
  exec(text: string, from = 0): RegexMatch | undefined {
    if (this.#literal !== undefined) {
      const start = text.indexOf(this.#literal, from);
      return start < 0 ? undefined : [start, start + this.#literal.length];
    }
    if (this.#re2 === undefined) return this.#backtrack(text, from);
    const matcher = this.#re2.matcher(text);
    if (!matcher.find(from)) return undefined;
    const spans = [matcher.start(), matcher.end()];
    for (let group = 1; group <= this.groups; group++) spans.push(matcher.start(group), matcher.end(group));
    return spans;
  }

  test(text: string): boolean {
    if (this.#literal !== undefined) return text.includes(this.#literal);
    return this.#re2 === undefined ? this.#backtrack(text, 0) !== undefined : this.#re2.test(text);
  }

  #backtrack(text: string, from: number): RegexMatch | undefined {
    const match = backtrack(this.#node, this.groups, text, from);
    this.gaveUp = match === 'too-complex';
    return match === 'too-complex' ? undefined : match;
  }
}

const MAX_CACHED = 500;
const cache = new Map<string, Regex | RegexError>();

/** Compiles a pattern, or tells why it is not one. A compiled expression keeps nothing between matches. */
export const compileRegex = (source: string, options: RegexOptions): Regex | RegexError => {
  const { syntax, ignoreCase = false, multiline = false, within } = options;
  const key = `${syntax} ${ignoreCase} ${multiline} ${within} ${source}`;
  const known = cache.get(key);
  if (known) return known;
  const parsed = parseRegex(source, { ...regexSyntaxes[syntax], ignoreCase, multiline });
  const compiled = parsed instanceof RegexError ? parsed : new Regex(parsed, within);
  if (cache.size >= MAX_CACHED) cache.clear();
  cache.set(key, compiled);
  return compiled;
};
