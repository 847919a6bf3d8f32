/** Command lines as popt(3) reads them, and the brief usage text that it makes of its table. */

export interface PoptOption {
  readonly long: string;
  readonly short?: string;
  /** What the argument is called in the usage text; absent for a flag. */
  readonly argument?: string;
}

/** `long`, `s|long`, each with `=ARGUMENT` when it takes one. */
export const poptOption = (text: string): PoptOption => {
  const [, short, long, argument] = /^(?:(.)\|)?([^=]+)(?:=(.+))?$/.exec(text)!;
  return { long: long!, ...(short === undefined ? {} : { short }), ...(argument === undefined ? {} : { argument }) };
};

export interface PoptArguments {
  readonly options: ReadonlyMap<string, string>;
  readonly operands: readonly string[];
  /** Such as `--nosuch: unknown option`. */
  readonly error?: string;
}

/** Operands may stand anywhere; a long name is never abbreviated; a later value replaces an earlier one. */
export function parsePopt(argv: readonly string[], table: readonly PoptOption[]): PoptArguments {
  const options = new Map<string, string>();
  const operands: string[] = [];
  for (let at = 1; at < argv.length; at++) {
    const word = argv[at]!;
    if (word === '--') {
      operands.push(...argv.slice(at + 1));
      break;
    }
    if (word === '-' || !word.startsWith('-')) {
      operands.push(word);
      continue;
    }
    if (word.startsWith('--')) {
      const equals = word.indexOf('=');
      const name = equals < 0 ? word.slice(2) : word.slice(2, equals);
      const option = table.find(({ long }) => long === name);
      if (!option) return { options, operands, error: `${equals < 0 ? word : word.slice(0, equals)}: unknown option` };
      if (option.argument === undefined) {
        options.set(name, '');
        continue;
      }
      const value = equals < 0 ? argv[++at] : word.slice(equals + 1);
      if (value === undefined) return { options, operands, error: `${word}: missing argument` };
      options.set(name, value);
      continue;
    }
    for (let i = 1; i < word.length; i++) {
      const option = table.find(({ short }) => short === word[i]);
      if (!option) return { options, operands, error: `-${word[i]}: unknown option` };
      if (option.argument === undefined) {
        options.set(option.long, '');
        continue;
      }
      const rest = word.slice(i + 1).replace(/^=/, '');
      const value = rest === '' ? argv[++at] : rest;
      if (value === undefined) return { options, operands, error: `-${word[i]}: missing argument` };
      options.set(option.long, value);
      break;
    }
  }
  return { options, operands };
}

const WIDTH = 79;
const INDENT = '       ';

/** Flags first, then every option, then what follows. Lines break where popt breaks them, which counts one column too many for each option. */
export function poptUsage(program: string, table: readonly PoptOption[], tail: string): string {
  const flags = table
    .filter(({ short, argument }) => short !== undefined && argument === undefined)
    .map(({ short }) => short);
  const summary = ` [-${['?', 'V', ...flags.filter((flag) => flag !== 'V' && flag !== '?')].join('')}]`;
  let text = `Usage: ${program}${summary}`;
  let column = text.length;
  const put = (item: string, extra: number): void => {
    if (column + item.length > WIDTH) {
      text += `\n${INDENT}`;
      column = INDENT.length;
    }
    text += item;
    column += item.length + extra;
  };
  for (const option of table) put(usageOf(option), 1);
  put(` ${tail}`, 0);
  return `${text}\n`;
}

const usageOf = ({ short, long, argument }: PoptOption): string =>
  ` [${short === undefined ? '' : `-${short}|`}--${long}${argument === undefined ? '' : `=${argument}`}]`;
