/** The grammar of `[[ … ]]` (bash). */
import type { Condition, Word } from './tree.ts';

/** What the grammar needs of the parser. */
export interface ConditionReader {
  /** Skips blanks and newlines. */
  readonly blanks: () => void;
  /** Skips blanks only. */
  readonly blanksOnLine: () => void;
  readonly at: (text: string) => boolean;
  readonly skip: (length: number) => void;
  /** Undefined where no word begins; `broken` for one that nothing ends before the text does. */
  readonly word: (regex: boolean) => Word | typeof BROKEN | undefined;
  /** The next token that is no word, as bash names it; undefined for a word. */
  readonly token: (newlineCounts: boolean) => string | undefined;
  /** Where the cursor is. */
  readonly place: () => number;
  /** Ends the reading with a complaint, about this place or an earlier one. */
  readonly fail: (text: string, place?: number) => never;
  /** Runs something; where it ends the reading, one more complaint is made. */
  readonly alsoFailing: <T>(run: () => T, text: string, place: number) => T;
}

export const BROKEN = 'broken';

const UNARY = new Set([
  '-a',
  '-b',
  '-c',
  '-d',
  '-e',
  '-f',
  '-g',
  '-h',
  '-k',
  '-n',
  '-o',
  '-p',
  '-r',
  '-s',
  '-t',
  '-u',
  '-v',
  '-w',
  '-x',
  '-z',
  '-G',
  '-L',
  '-N',
  '-O',
  '-R',
  '-S',
]);
const BINARY = new Set(['=', '==', '!=', '=~', '-eq', '-ne', '-lt', '-le', '-gt', '-ge', '-nt', '-ot', '-ef']);

/** Reads from after `[[` to after `]]`. */
export function conditionalExpression(reader: ConditionReader): Condition {
  const start = reader.place();
  const expression = or(reader);
  reader.blanks();
  if (!reader.at(']]')) {
    const token = reader.token(false);
    if (token === 'EOF') reader.fail("unexpected EOF while looking for `]]'", start);
    const which = token === undefined ? '' : `: unexpected token \`${token}'`;
    reader.fail(`syntax error in conditional expression${which}`, start);
  }
  reader.skip(2);
  return expression;
}

function or(reader: ConditionReader): Condition {
  let left = and(reader);
  for (reader.blanks(); reader.at('||'); reader.blanks()) {
    reader.skip(2);
    left = { kind: 'or', left, right: and(reader) };
  }
  return left;
}

function and(reader: ConditionReader): Condition {
  let left = primary(reader);
  for (reader.blanks(); reader.at('&&'); reader.blanks()) {
    reader.skip(2);
    left = { kind: 'and', left, right: primary(reader) };
  }
  return left;
}

function primary(reader: ConditionReader): Condition {
  reader.blanks();
  if (reader.at('!')) {
    reader.skip(1);
    return { kind: 'not', operand: primary(reader) };
  }
  if (reader.at('(')) return group(reader);
  if (reader.at(']]')) reader.fail('');
  const first = reader.word(false);
  // bash prints the code of no token as a character.
  if (!first || first === BROKEN)
    reader.fail(`unexpected token \`${first ? '\xff' : reader.token(false)}' in conditional command`);
  reader.blanksOnLine();
  if (UNARY.has(first.plain ?? '')) {
    const operand = ends(reader) ? undefined : reader.word(false);
    if (!operand || operand === BROKEN)
      reader.fail(`unexpected argument ${argument(reader, operand)}to conditional unary operator`);
    return { kind: 'unary', operator: first.plain!, operand };
  }
  for (const symbol of ['<', '>']) {
    if (!reader.at(symbol)) continue;
    reader.skip(1);
    return binary(reader, symbol, first);
  }
  if (ends(reader)) return { kind: 'unary', operator: '-n', operand: first };
  const operator = reader.word(false);
  if (!operator) reader.fail(`unexpected token \`${reader.token(true)}', conditional binary operator expected`);
  if (operator === BROKEN || !BINARY.has(operator.plain ?? '')) reader.fail('conditional binary operator expected');
  return binary(reader, operator.plain!, first);
}

function group(reader: ConditionReader): Condition {
  const start = reader.place();
  reader.skip(1);
  const inner = reader.alsoFailing(() => or(reader), "expected `)'", start);
  reader.blanks();
  if (!reader.at(')')) {
    const token = reader.token(false);
    reader.fail(token === undefined ? "expected `)'" : `unexpected token \`${token}', expected \`)'`, start);
  }
  reader.skip(1);
  return { kind: 'group', operand: inner };
}

function binary(reader: ConditionReader, operator: string, left: Word): Condition {
  reader.blanksOnLine();
  const right = reader.at(']]') ? undefined : reader.word(operator === '=~');
  if (!right || right === BROKEN)
    reader.fail(`unexpected argument ${argument(reader, right)}to conditional binary operator`);
  return { kind: 'binary', operator, left, right };
}

const argument = (reader: ConditionReader, broken: typeof BROKEN | undefined): string =>
  broken ? '' : `\`${reader.token(true)}' `;

const ends = (reader: ConditionReader): boolean =>
  reader.at(']]') || reader.at('&&') || reader.at('||') || reader.at(')');
