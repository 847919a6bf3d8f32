/** Parses a command line like getopt_long(3) of glibc, with its messages. */

export interface Option {
  /** The short letter, or the long name (its canonical name when the table gives one). */
  readonly name: string;
  /** Present only when the option takes an argument and got one. */
  readonly value?: string;
}

export interface Arguments {
  /** In the order of the command line, up to the error if there is one. */
  readonly options: readonly Option[];
  readonly operands: readonly string[];
  /** Message without the program's name, such as `invalid option -- 'z'`. */
  readonly error?: string;
}

export interface ArgumentStyle {
  /** False stops at the first operand, as `+` in a getopt string and POSIXLY_CORRECT do. Default true. */
  readonly permute?: boolean;
}

type Takes = 'nothing' | 'argument' | 'optional';

interface LongOption {
  readonly name: string;
  readonly canonical: string;
  readonly takes: Takes;
}

interface Table {
  readonly short: ReadonlyMap<string, Takes>;
  readonly long: readonly LongOption[];
}

const takesOf = (colons: string): Takes => (colons === '' ? 'nothing' : colons === ':' ? 'argument' : 'optional');

const parseTable = (short: string, long: readonly string[]): Table => {
  const letters = new Map<string, Takes>();
  for (const [, letter, colons] of short.matchAll(/([^:])(:{0,2})/g)) letters.set(letter!, takesOf(colons!));
  return {
    short: letters,
    long: long.map((entry) => {
      const [, name, colons, canonical] = /^([^:=]+)(:{0,2})(?:=(.+))?$/.exec(entry)!;
      return { name: name!, canonical: canonical ?? name!, takes: takesOf(colons!) };
    }),
  };
};

const tables = new WeakMap<readonly string[], Map<string, Table>>();

const tableFor = (short: string, long: readonly string[]): Table => {
  const byShort = tables.get(long) ?? new Map<string, Table>();
  tables.set(long, byShort);
  const table = byShort.get(short) ?? parseTable(short, long);
  byShort.set(short, table);
  return table;
};

const NO_LONG: readonly string[] = [];

/** The long option meant by a name or its unique beginning, or a message. */
const findLong = (table: Table, name: string, word: string): LongOption | string => {
  const exact = table.long.find((option) => option.name === name);
  if (exact) return exact;
  const begun = table.long.filter((option) => option.name.startsWith(name));
  const first = begun[0];
  if (first === undefined) return `unrecognized option '${word}'`;
  if (begun.every((option) => option.canonical === first.canonical && option.takes === first.takes)) return first;
  return `option '${word}' is ambiguous; possibilities:${begun.map((option) => ` '--${option.name}'`).join('')}`;
};

/**
 * Parses `argv` (with the program's name at 0).
 * `short` is a getopt string: `'ab:c::'` (`:` takes an argument, `::` an optional one that must be attached).
 * `long` lists long options in the same spelling, each with an optional canonical name after `=`:
 * `['quiet=q', 'lines:=n', 'color::', 'help']`. Keep both as constants: the tables are cached.
 */
export const getopt = (
  argv: readonly string[],
  short: string,
  long: readonly string[] = NO_LONG,
  style: ArgumentStyle = {},
): Arguments => {
  const table = tableFor(short, long);
  const options: Option[] = [];
  const operands: string[] = [];
  const failed = (error: string): Arguments => ({ options, operands, error });
  for (let at = 1; at < argv.length; at++) {
    const word = argv[at]!;
    if (word === '--') {
      for (at++; at < argv.length; at++) operands.push(argv[at]!);
    } else if (word.length < 2 || word[0] !== '-') {
      if (style.permute === false) {
        for (; at < argv.length; at++) operands.push(argv[at]!);
      } else operands.push(word);
    } else if (word[1] === '-') {
      const equals = word.indexOf('=');
      const option = findLong(table, equals < 0 ? word.slice(2) : word.slice(2, equals), word);
      if (typeof option === 'string') return failed(option);
      if (equals >= 0) {
        if (option.takes === 'nothing') return failed(`option '--${option.name}' doesn't allow an argument`);
        options.push({ name: option.canonical, value: word.slice(equals + 1) });
      } else if (option.takes === 'argument') {
        const value = argv[++at];
        if (value === undefined) return failed(`option '--${option.name}' requires an argument`);
        options.push({ name: option.canonical, value });
      } else options.push({ name: option.canonical });
    } else {
      for (let i = 1; i < word.length; i++) {
        const letter = word[i]!;
        const takes = table.short.get(letter);
        if (takes === undefined) return failed(`invalid option -- '${letter}'`);
        if (takes === 'nothing') options.push({ name: letter });
        else if (i + 1 < word.length) {
          options.push({ name: letter, value: word.slice(i + 1) });
          break;
        } else if (takes === 'optional') options.push({ name: letter });
        else {
          const value = argv[++at];
          if (value === undefined) return failed(`option requires an argument -- '${letter}'`);
          options.push({ name: letter, value });
        }
      }
    }
  }
  return { options, operands };
};

/** What GNU programs print for a wrong command line: the message (if any) and the pointer to --help. */
export const usageMessage = (program: string, error?: string): string =>
  `${error === undefined ? '' : `${program}: ${error}\n`}Try '${program} --help' for more information.\n`;
