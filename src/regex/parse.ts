/** Parses basic and extended POSIX regular expressions with the GNU extensions, by the rules of glibc's regcomp(3). */
import { type BracketRules, foldCase, parseBracket } from './bracket.ts';
import { type AssertionKind, isWordByte, type ParsedRegex, RegexError, type RegexNode } from './node.ts';

/** How the programs that share the language differ (the RE_SYNTAX_* bits of regex.h). */
export interface RegexSyntax {
  readonly extended: boolean;
  /** What a repetition operator without an operand is. In basic expressions `literal` is usual. */
  readonly strayOperator: 'literal' | 'error' | 'skip';
  /** What an interval without an operand is. */
  readonly strayInterval: 'literal' | 'error' | 'skip';
  readonly unmatchedCloseIsLiteral: boolean;
  readonly badIntervalIsLiteral: boolean;
  readonly rangesMustAscend: boolean;
  readonly hintAtClassSyntax: boolean;
}

export interface ParseOptions extends RegexSyntax {
  readonly ignoreCase: boolean;
  /** `^` and `$` also match beside a newline. */
  readonly multiline: boolean;
}

const MAX_REPEAT = 0x7fff;
const MAX_DEPTH = 1000;

const setWhere = (test: (byte: number) => boolean): RegexNode => {
  const has = new Uint8Array(256);
  for (let byte = 0; byte < 256; byte++) if (test(byte)) has[byte] = 1;
  return { kind: 'set', has };
};
const isSpace = (byte: number): boolean => byte === 32 || (byte >= 9 && byte <= 13);
const ANY = setWhere(() => true);
const EMPTY: RegexNode = { kind: 'sequence', nodes: [] };
const ESCAPED_SETS: Readonly<Record<string, RegexNode>> = {
  w: setWhere(isWordByte),
  W: setWhere((byte) => !isWordByte(byte)),
  s: setWhere(isSpace),
  S: setWhere((byte) => !isSpace(byte)),
};
const ESCAPED_ASSERTIONS: Readonly<Record<string, AssertionKind>> = {
  '<': 'word-start',
  '>': 'word-end',
  b: 'word-boundary',
  B: 'not-word-boundary',
  '`': 'text-start',
  "'": 'text-end',
};

interface Interval {
  readonly min: number;
  readonly max: number;
  readonly next: number;
}

export const parseRegex = (source: string, options: ParseOptions): ParsedRegex | RegexError => {
  const { extended } = options;
  const brackets: BracketRules = options;
  let completed: ReadonlySet<number> = new Set();
  const warnings: string[] = [];
  let at = 0;
  let groups = 0;
  let backReferences = false;

  /** True when the operator (written with a backslash in basic expressions) stands at `place`. */
  const operatorAt = (operator: string, place = at): boolean =>
    extended ? source[place] === operator : source[place] === '\\' && source[place + 1] === operator;
  const width = extended ? 1 : 2;

  const literal = (byte: number): RegexNode => {
    if (options.ignoreCase && ((byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122))) {
      const has = new Uint8Array(256);
      has[byte] = 1;
      foldCase(has);
      return { kind: 'set', has };
    }
    return { kind: 'char', byte };
  };

  /** The interval whose `{` ends before `place`; a literal brace when it is none and that is allowed. */
  const parseInterval = (place: number): Interval | 'literal' | RegexError => {
    const close = extended ? '}' : '\\}';
    const end = source.indexOf(close, place);
    if (end < 0) return options.badIntervalIsLiteral ? 'literal' : new RegexError('Unmatched \\{');
    const found = /^(\d*)(?:(,)(\d*))?$/.exec(source.slice(place, end));
    const invalid = new RegexError('Invalid content of \\{\\}');
    if (found === null || (found[1] === '' && found[2] === undefined)) {
      return options.badIntervalIsLiteral ? 'literal' : invalid;
    }
    const min = found[1] === '' ? 0 : Number(found[1]);
    const max = found[2] === undefined ? min : found[3] === '' ? Number.POSITIVE_INFINITY : Number(found[3]);
    if (max < min) return invalid;
    if ((max === Number.POSITIVE_INFINITY ? min : max) > MAX_REPEAT)
      return new RegexError('Regular expression too big');
    return { min, max, next: end + close.length };
  };

  /** A repetition operator at the current place. */
  const parseOperator = (): Interval | undefined | RegexError => {
    if (source[at] === '*') return { min: 0, max: Number.POSITIVE_INFINITY, next: at + 1 };
    if (operatorAt('+')) return { min: 1, max: Number.POSITIVE_INFINITY, next: at + width };
    if (operatorAt('?')) return { min: 0, max: 1, next: at + width };
    if (operatorAt('{')) {
      const interval = parseInterval(at + width);
      return interval === 'literal' ? undefined : interval;
    }
    return undefined;
  };

  const dollarIsAnchor = (): boolean =>
    extended || at + 1 === source.length || operatorAt(')', at + 1) || operatorAt('|', at + 1);

  const assertion = (kind: AssertionKind): RegexNode => ({ kind: 'assert', assertion: kind });

  const parseBackslash = (): RegexNode | RegexError => {
    const c = source[at + 1];
    if (c === undefined) return new RegexError('Trailing backslash');
    at += 2;
    const set = ESCAPED_SETS[c];
    if (set) return set;
    if (c >= '1' && c <= '9') {
      const index = Number(c);
      if (!completed.has(index)) return new RegexError('Invalid back reference');
      backReferences = true;
      return { kind: 'back-reference', index };
    }
    return literal(c.charCodeAt(0));
  };

  const parseGroup = (depth: number): RegexNode | RegexError => {
    if (depth > MAX_DEPTH) return new RegexError('Regular expression too big');
    const index = ++groups;
    at += width;
    const node = parseAlternatives(depth + 1);
    if (node instanceof RegexError) return node;
    if (!operatorAt(')')) return new RegexError('Unmatched ( or \\(');
    at += width;
    completed = new Set(completed).add(index);
    return { kind: 'group', index, node };
  };

  const parseAtom = (depth: number): RegexNode | RegexError => {
    const c = source[at]!;
    if (operatorAt('(')) return parseGroup(depth);
    if (c === '[') {
      const bracket = parseBracket(source, at + 1, brackets);
      if (bracket instanceof RegexError) return bracket;
      at = bracket.next;
      return { kind: 'set', has: bracket.has };
    }
    if (c === '.') {
      at++;
      return ANY;
    }
    if (c === '\\') return parseBackslash();
    at++;
    return literal(c.charCodeAt(0));
  };

  /** An anchor or word assertion at the current place; these cannot be repeated. */
  const parseAssertion = (caretIsAnchor: boolean): RegexNode | undefined => {
    const c = source[at];
    if (c === '^' && (extended || caretIsAnchor)) {
      at++;
      return assertion(options.multiline ? 'line-start' : 'text-start');
    }
    if (c === '$' && dollarIsAnchor()) {
      at++;
      return assertion(options.multiline ? 'line-end' : 'text-end');
    }
    const escaped = c === '\\' ? ESCAPED_ASSERTIONS[source[at + 1] ?? ''] : undefined;
    if (escaped === undefined) return undefined;
    at += 2;
    return assertion(escaped);
  };

  /** An operator without an operand: skipped, or read as a character, or nothing of the kind. */
  const parseStrayOperator = (): RegexNode | 'skipped' | undefined | RegexError => {
    const interval = operatorAt('{');
    if (!interval && source[at] !== '*' && !operatorAt('+') && !operatorAt('?')) return undefined;
    const rule = interval ? options.strayInterval : options.strayOperator;
    if (rule === 'error') return new RegexError('Invalid preceding regular expression');
    const operator = rule === 'skip' ? parseOperator() : undefined;
    if (operator instanceof RegexError) return operator;
    if (operator !== undefined) {
      warnings.push(`${interval ? '{...}' : source[at]} at start of expression`);
      at = operator.next;
      return 'skipped';
    }
    at += source[at] === '*' ? 1 : width;
    return literal(source.charCodeAt(at - 1));
  };

  const parseBranch = (depth: number, caretIsAnchor: boolean): RegexNode | RegexError => {
    const nodes: RegexNode[] = [];
    let operand = false;
    let caret = caretIsAnchor;
    while (at < source.length && !operatorAt('|')) {
      if (operatorAt(')')) {
        if (depth > 0) break;
        if (!options.unmatchedCloseIsLiteral) return new RegexError('Unmatched ) or \\)');
      }
      const asserted = parseAssertion(caret);
      if (asserted) {
        nodes.push(asserted);
        operand = false;
        caret = true;
        continue;
      }
      caret = false;
      const stray = operand ? undefined : parseStrayOperator();
      if (stray === 'skipped') continue;
      let node: RegexNode | RegexError = stray ?? parseAtom(depth);
      if (node instanceof RegexError) return node;
      for (;;) {
        const operator = parseOperator();
        if (operator instanceof RegexError) return operator;
        if (operator === undefined) break;
        at = operator.next;
        if (!extended && options.strayInterval === 'error' && (source[at] === '*' || operatorAt('{'))) {
          return new RegexError('Invalid preceding regular expression');
        }
        node = { kind: 'repeat', node, min: operator.min, max: operator.max };
      }
      nodes.push(node);
      operand = true;
    }
    return nodes.length === 1 ? nodes[0]! : nodes.length === 0 ? EMPTY : { kind: 'sequence', nodes };
  };

  const parseAlternatives = (depth: number): RegexNode | RegexError => {
    const branches: RegexNode[] = [];
    // A group of one branch cannot be referred to in another, but may be after them.
    const before = completed;
    const after = new Set(before);
    for (;;) {
      completed = before;
      const branch = parseBranch(depth, at === 0 || depth > 0 || branches.length > 0);
      if (branch instanceof RegexError) return branch;
      branches.push(branch);
      for (const group of completed) after.add(group);
      if (!operatorAt('|')) break;
      at += width;
    }
    completed = after;
    return branches.length === 1 ? branches[0]! : { kind: 'alternatives', nodes: branches };
  };

  const node = parseAlternatives(0);
  return node instanceof RegexError ? node : { node, groups, backReferences, warnings };
};
