/** The grammar of `[[ … ]]` (bash). */
import type { Condition, Word } from './tree.ts';

/** What the grammar needs of the parser. */
export interface ConditionReader {
  /** Skips blanks and newlines. */
  readonly blanks: () => void;
  readonly at: (text: string) => boolean;
  readonly skip: (length: number) => void;
  readonly word: (regex: boolean) => Word | undefined;
  readonly unexpected: () => never;
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
  if (!reader.at(']]')) reader.unexpected();
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
    if (!reader.at(')')) reader.unexpected();
    reader.skip(1);
    return { kind: 'group', operand: inner };
  }
  if (reader.at(']]')) reader.unexpected();
  const first = reader.word(false);
  if (!first) reader.unexpected();
  reader.blanks();
  if (UNARY.has(first.plain ?? '') && !ends(reader)) {
    const operand = reader.word(false);
    if (!operand) reader.unexpected();
    return { kind: 'unary', operator: first.plain!, operand };
  }
  for (const symbol of ['<', '>']) {
    if (!reader.at(symbol)) continue;
    reader.skip(1);
    return binary(reader, symbol, first);
  }
  if (ends(reader)) return { kind: 'unary', operator: '-n', operand: first };
  const operator = reader.word(false);
  if (!operator || !BINARY.has(operator.plain ?? '')) reader.unexpected();
  return binary(reader, operator.plain!, first);
}

function binary(reader: ConditionReader, operator: string, left: Word): Condition {
  reader.blanks();
  const right = reader.word(operator === '=~');
  if (!right) reader.unexpected();
  return { kind: 'binary', operator, left, right };
}

const ends = (reader: ConditionReader): boolean =>
  reader.at(']]') || reader.at('&&') || reader.at('||') || reader.at(')');
