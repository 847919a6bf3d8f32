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
  readonly word: (regex: boolean) => Word | undefined;
  /** The next token as it is written. */
  readonly token: () => string;
  /** Ends the reading with a complaint. */
  readonly fail: (text: string) => never;
}

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
  const expression = or(reader);
  reader.blanks();
  if (!reader.at(']]')) reader.fail(`syntax error in conditional expression: unexpected token \`${reader.token()}'`);
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
  if (reader.at('(')) {
    reader.skip(1);
    const inner = or(reader);
    reader.blanks();
    if (!reader.at(')')) reader.fail(`unexpected token \`${reader.token()}', expected \`)'`);
    reader.skip(1);
    return { kind: 'group', operand: inner };
  }
  if (reader.at(']]')) reader.fail('');
  const first = reader.word(false);
  if (!first) reader.fail(`unexpected token \`${reader.token()}' in conditional command`);
  reader.blanksOnLine();
  if (UNARY.has(first.plain ?? '')) {
    const operand = ends(reader) ? undefined : reader.word(false);
    if (!operand) reader.fail(`unexpected argument \`${reader.token()}' to conditional unary operator`);
    return { kind: 'unary', operator: first.plain!, operand };
  }
  for (const symbol of ['<', '>']) {
    if (!reader.at(symbol)) continue;
    reader.skip(1);
    return binary(reader, symbol, first);
  }
  if (ends(reader)) return { kind: 'unary', operator: '-n', operand: first };
  const operator = reader.word(false);
  if (!operator) reader.fail(`unexpected token \`${reader.token()}', conditional binary operator expected`);
  if (!BINARY.has(operator.plain ?? '')) reader.fail('conditional binary operator expected');
  return binary(reader, operator.plain!, first);
}

function binary(reader: ConditionReader, operator: string, left: Word): Condition {
  reader.blanksOnLine();
  const right = reader.at(']]') ? undefined : reader.word(operator === '=~');
  if (!right) reader.fail(`unexpected argument \`${reader.token()}' to conditional binary operator`);
  return { kind: 'binary', operator, left, right };
}

const ends = (reader: ConditionReader): boolean =>
  reader.at(']]') || reader.at('&&') || reader.at('||') || reader.at(')');
