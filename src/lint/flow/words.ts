/** Words to values: parameters with their operators, command substitutions, and fields. */
import type { Parameter, Part, Word } from '../../syntax/tree.ts';
import type { Done } from './parts.ts';
import { type Pattern, type Token, tokensOf } from './pattern.ts';
import type { Context, Field, Run } from './run.ts';
import { allFields, DEFAULT_IFS } from './split.ts';
import type { State } from './state.ts';
import { replacedEverywhere, stripped, unknownChange } from './strip.ts';
import {
  concatenate,
  EMPTY,
  either,
  isName,
  knownText,
  literal,
  mapShapes,
  merged,
  nameFrom,
  ofShapes,
  onlyText,
  type Piece,
  type Shape,
  type Value,
  valueOfName,
} from './value.ts';

export function evaluateWord(run: Run, word: Word, state: State, context: Context): Value {
  if (word.plain !== undefined && !word.plain.includes('\x01')) return literal(word.plain);
  const [only] = word.parts;
  if (word.parts.length === 1 && only) return evaluatePart(run, only, state, context);
  return concatenate(word.parts.map((part) => evaluatePart(run, part, state, context)));
}

function evaluatePart(run: Run, part: Part, state: State, context: Context): Value {
  switch (part.kind) {
    case 'literal':
      return part.value.includes('\x01') ? run.fromText(part.value) : literal(part.value);
    case 'tilde':
      return literal('~');
    case 'parameter':
      return evaluateParameter(run, part, state, context);
    case 'command':
      return substituted(run, part, state, context);
    case 'arithmetic': {
      const place = run.place(part, context);
      const known = onlyText(evaluateWord(run, part.expression, state, context));
      if (known !== undefined && /^\d+$/.test(known)) return literal(known);
      return valueOfName(nameFrom('number', { source: 'command', subject: '$(( ))', ...place }, 'a number'));
    }
    case 'process':
      run.execute(part.body, state, { ...context, captured: true });
      return valueOfName(
        nameFrom(
          'path',
          { source: 'command', subject: '<( )', ...run.place(part, context) },
          'a descriptor of the shell',
        ),
      );
  }
}

function substituted(run: Run, part: Extract<Part, { kind: 'command' }>, state: State, context: Context): Value {
  const { ok, fail } = run.execute(
    part.body,
    { ...state, output: undefined },
    {
      ...context,
      captured: true,
      frame: { returned: { ok: undefined, fail: undefined }, exited: { ok: undefined, fail: undefined } },
      loops: [],
    },
  );
  return outputOf(ok, fail);
}

/** What was printed on either way out; where nothing came when it failed, the names of the other way may be empty. */
export function outputOf(ok: State | undefined, fail: State | undefined): Value {
  const [printed, printedElse] = [ok?.output, fail?.output];
  if (printed && fail && !printedElse) return emptied(printed);
  if (printed && printedElse) return either([printed, printedElse]);
  return printed ?? printedElse ?? EMPTY;
}

/** The same, or nothing at all. */
export const emptied = (value: Value): Value =>
  mapShapes(value, (shape) =>
    shape.pieces.some((piece) => isName(piece) && !piece.empty)
      ? { ...shape, pieces: shape.pieces.map((piece) => (isName(piece) ? { ...piece, empty: true } : piece)) }
      : shape,
  );

const nonEmpty = (shape: Shape): Shape | undefined => {
  const [first] = shape.pieces;
  if (!first) return undefined;
  return shape.pieces.length === 1 && isName(first) && first.empty
    ? { ...shape, pieces: [{ ...first, empty: false }] }
    : shape;
};

const canBeEmpty = (value: Value): boolean =>
  value.shapes.some(({ pieces }) => pieces.every((piece) => isName(piece) && piece.empty));

function evaluateParameter(run: Run, part: Parameter, state: State, context: Context): Value {
  const place = run.place(part, context);
  if (part.operator === 'bad' || part.indirect || part.operator === 'names' || part.operator === 'keys')
    return unknown(run, part, context);
  const value = run.variable(part.name, state, place);
  const done: Done = { place, by: context.instead ? '${…}' : context.file.source(part) };
  const argument = (): Value => (part.word ? run.evaluate(part.word, state, context) : EMPTY);
  switch (part.operator) {
    case '':
      return part.index ? element(run, part, value, state, context) : value;
    case ':-':
    case ':=':
    case '-':
    case '=': {
      if (!canBeEmpty(value)) return value;
      const shapes = mapShapes(value, nonEmpty).shapes.filter(({ pieces }) => pieces.length > 0);
      return ofShapes([...shapes, ...argument().shapes]);
    }
    case ':?':
    case '?':
      return ofShapes(value.shapes.map(nonEmpty).filter((shape) => shape !== undefined));
    case ':+':
    case '+':
      return canBeEmpty(value) ? ofShapes([...argument().shapes, ...EMPTY.shapes]) : argument();
    case 'length':
      return valueOfName(nameFrom('number', { source: 'command', subject: 'length', ...place }, 'a length'));
    case '#':
    case '##':
    case '%':
    case '%%': {
      const patterns = part.word ? patternsOf(run, part.word, state, context) : [];
      if (part.word && part.word.parts.length > 1) run.evaluate(part.word, state, context);
      const [pattern = []] = patterns;
      return patterns.length > 1 ? unknownChange(value, done) : stripped(value, part.operator, pattern, done);
    }
    case '/':
    case '//':
    case '/#':
    case '/%':
      return substitution(run, part, value, done, state, context);
    case ':': {
      const offset = Number(onlyText(argument()) ?? Number.NaN);
      if (part.second || !Number.isInteger(offset) || offset < 0) return unknownChange(value, done);
      return mapShapes(value, (shape) => {
        const [first, ...rest] = shape.pieces;
        if (!first || isName(first) || first.text.length < offset)
          return unknownChange({ shapes: [shape] }, done).shapes[0]!;
        return { ...shape, pieces: merged([{ ...first, text: first.text.slice(offset) }, ...rest]) };
      });
    }
    default:
      return unknownChange(value, done);
  }
}

/** A variable that stands for one element of an array. */
export const elementOf = (name: string, number: string): string => `${name}[${number}]`;

function element(run: Run, part: Parameter, whole: Value, state: State, context: Context): Value {
  const index = part.index && onlyText(evaluateWord(run, part.index, state, context));
  if (index === '@' || index === '*') return mapShapes(whole, (shape) => ({ ...shape, lines: true }));
  const known = index === undefined ? undefined : state.variables.get(elementOf(part.name, index));
  if (known) return known;
  return index === '0' && !state.variables.has(elementOf(part.name, '0')) && !whole.shapes.some(isArray)
    ? whole
    : unknown(run, part, context);
}

const isArray = ({ pieces }: Shape): boolean => pieces.some((piece) => isName(piece) && piece.kind === 'unknown');

function substitution(run: Run, part: Parameter, value: Value, done: Done, state: State, context: Context): Value {
  const from = part.word && onlyText(run.evaluate(part.word, state, context));
  const to = part.second ? onlyText(evaluateWord(run, part.second, state, context)) : '';
  if (from === undefined || to === undefined) return unknownChange(value, done);
  if (part.operator === '//' && from.length === 1) return replacedEverywhere(value, from, to, done);
  if (part.operator === '/#' && to === '') return stripped(value, '#', tokensOf(from), done);
  if (part.operator === '/%' && to === '') return stripped(value, '%', tokensOf(from), done);
  if (/[*?[]/.test(from)) {
    if (to === '' && from === '/*') return stripped(value, '%%', tokensOf(from), done);
    return unknownChange(value, done);
  }
  return mapShapes(value, (shape) => {
    const known = knownText(shape);
    if (known === undefined) return unknownChange({ shapes: [shape] }, done).shapes[0]!;
    const content = part.operator === '//' ? known.replaceAll(from, to) : known.replace(from, () => to);
    return { ...shape, pieces: literal(content).shapes[0]!.pieces };
  });
}

const unknown = (run: Run, part: Parameter, context: Context): Value =>
  valueOfName(
    nameFrom(
      'unknown',
      { source: 'unknown', subject: part.name, ...run.place(part, context) },
      `something of ${part.name}`,
      {
        empty: true,
      },
    ),
  );

/** A word as patterns: one for each alternative of what is expanded in it. */
export function patternsOf(run: Run, word: Word, state: State, context: Context): readonly Pattern[] {
  let rows: Token[][] = [[]];
  for (const part of word.parts) {
    const choices: (readonly Token[])[] =
      part.kind === 'literal' && !part.value.includes('\x01')
        ? [part.quoted ? merged([{ kind: 'text', text: part.value }]) : tokensOf(part.value)]
        : evaluatePart(run, part, state, context).shapes.map(({ pieces }) =>
            part.kind === 'parameter' && !part.quoted
              ? pieces.flatMap((piece): readonly Token[] => (isName(piece) ? [piece] : tokensOf(piece.text)))
              : pieces,
          );
    rows = rows.flatMap((row) => choices.slice(0, 6).map((choice) => [...row, ...choice])).slice(0, 12);
  }
  if (word.parts.length === 0 && word.plain !== undefined) rows = [tokensOf(word.plain)];
  return rows.map((row) => {
    const result: Token[] = [];
    for (const token of row) {
      const last = result.at(-1);
      if (token.kind === 'text' && last?.kind === 'text')
        result[result.length - 1] = { kind: 'text', text: last.text + token.text };
      else if (token.kind !== 'any' || last?.kind !== 'any') result.push(token);
    }
    return result;
  });
}

/** The words of a command as its arguments. */
export function fieldsOf(run: Run, words: readonly Word[], state: State, context: Context): readonly Field[] {
  const fields: Field[] = [];
  for (const word of words) {
    const [only] = word.parts;
    if (
      word.parts.length === 1 &&
      only?.kind === 'parameter' &&
      only.operator === '' &&
      (only.name === '@' || only.name === '*')
    ) {
      if (!(only.name === '*' && only.quoted)) {
        for (const value of state.positional.values) fields.push({ value, word, several: false });
        const { further } = state.positional;
        if (further) fields.push({ value: further, word, several: true });
        continue;
      }
    }
    const value = run.evaluate(word, state, context);
    if (!word.parts.some((part) => part.kind !== 'literal' && part.kind !== 'tilde' && !part.quoted)) {
      fields.push({ value, word, several: false });
      continue;
    }
    fields.push(...splitFields(run, word, value, state, context));
  }
  return fields;
}

/** What is known of IFS; undefined: nothing. */
export const ifsOf = (state: State): string | undefined => {
  const value = state.variables.get('IFS');
  return value ? onlyText(value) : DEFAULT_IFS;
};

function splitFields(run: Run, word: Word, value: Value, state: State, context: Context): readonly Field[] {
  const ifs = ifsOf(state) ?? DEFAULT_IFS;
  const place = run.place(word, context);
  if (ifs === '') return [{ value, word, several: false }];
  run.split({ ...place, by: 'words', value, ifs });
  const rows = value.shapes.map((shape) => ({
    shape,
    fields: allFields(shape.pieces, ifs, {
      place,
      by: ifs === DEFAULT_IFS ? 'splitting at blanks' : `splitting at ${ifs}`,
    }),
  }));
  const most = Math.max(...rows.map(({ fields }) => fields.length));
  const result: Field[] = [];
  for (let index = 0; index < most; index++) {
    const here = rows.filter(({ fields }) => fields.length > index);
    result.push({
      word,
      value: ofShapes(
        here.map(({ shape, fields }): Shape => ({ pieces: fields[index]! as readonly Piece[], lines: shape.lines })),
      ),
      several: here.length < rows.length || here.some(({ shape, fields }) => shape.lines || fields[index]!.some(open)),
    });
  }
  return result;
}

/** Names of which a field may be missing or more than one. */
const open = (piece: Piece): boolean =>
  isName(piece) && (piece.kind === 'unknown' || piece.kind === 'command-line-word');
