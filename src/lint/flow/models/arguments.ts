/** Options and operands of a command whose options are known. */
import type { Field } from '../run.ts';
import { onlyText, type Value } from '../value.ts';

export interface Operands {
  /** Letters of options that were given. */
  readonly flags: string;
  /** Values of options, the last one of each letter; long options by their name. */
  readonly options: ReadonlyMap<string, Value>;
  readonly operands: readonly Field[];
  /** Options that may hide in something that is not known. */
  readonly open: boolean;
}

/** getopt's way: letters in `valued` take a value, in the same word or the next one. Options may stand behind operands where `mixed`. */
export function operandsOf(fields: readonly Field[], valued: string, mixed = false): Operands {
  let flags = '';
  const options = new Map<string, Value>();
  const operands: Field[] = [];
  let open = false;
  let ended = false;
  for (let index = 0; index < fields.length; index++) {
    const field = fields[index]!;
    const word = onlyText(field.value);
    if (ended || (operands.length > 0 && !mixed)) {
      operands.push(field);
      continue;
    }
    if (word === '--') {
      ended = true;
      continue;
    }
    const beginning = word ?? leadingText(field.value);
    if (beginning.startsWith('--')) {
      const [, name = '', content] = /^--([\w-]+)(?:=(.*))?$/s.exec(beginning) ?? [];
      if (content !== undefined)
        options.set(
          name,
          word === undefined ? field.value : { shapes: [{ pieces: [{ kind: 'text', text: content }], lines: false }] },
        );
      else {
        flags += ` --${name}`;
        const next = fields[index + 1];
        if (next && LONG_VALUED.has(name)) {
          options.set(name, next.value);
          index++;
        }
      }
      continue;
    }
    if (!/^-./.test(beginning)) {
      if (isOptions(field)) open = true;
      else operands.push(field);
      continue;
    }
    if (word === undefined) {
      const letter = beginning[1]!;
      if (valued.includes(letter)) options.set(letter, field.value);
      continue;
    }
    for (let at = 1; at < word.length; at++) {
      const letter = word[at]!;
      if (!valued.includes(letter)) {
        flags += letter;
        continue;
      }
      const rest = word.slice(at + 1);
      if (rest !== '') options.set(letter, { shapes: [{ pieces: [{ kind: 'text', text: rest }], lines: false }] });
      else {
        index++;
        const next = fields[index];
        if (next) options.set(letter, next.value);
      }
      break;
    }
  }
  return { flags, options, operands, open };
}

/** Unquoted, and nothing that could be an operand is known in it: `$ZPOOL_IMPORT_OPTS`. */
const isOptions = ({ several, value }: Field): boolean =>
  several &&
  value.shapes.every(({ pieces }) => {
    const [first] = pieces;
    return !first || first.kind === 'unknown' || (first.kind === 'text' && first.text.startsWith('-'));
  });

const LONG_VALUED = new Set(['delimiter', 'fields', 'lines', 'field-separator', 'expression', 'regexp', 'max-count']);

const leadingText = (value: Value): string => {
  const [first] = value.shapes[0]!.pieces;
  return value.shapes.length === 1 && first?.kind === 'text' ? first.text : '';
};
