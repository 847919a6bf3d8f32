/** The words that a shell is started with (sh(1)). */
import { type Dialect, isBash } from '../syntax/dialect.ts';
import { type OptionName, optionRows } from './options.ts';
import { type ShoptName, shoptNamed } from './shopts.ts';

export interface Invocation {
  /** Text of `-c`. */
  readonly command: string | undefined;
  readonly file: string | undefined;
  /** Name after `-c CMD`. */
  readonly name: string | undefined;
  readonly parameters: readonly string[];
  readonly login: boolean;
  /** bash: what a person's shell reads first instead of its usual file; '' for nothing. */
  readonly startFile: string | undefined;
  readonly set: readonly { readonly option: OptionName; readonly on: boolean }[];
  /** bash: `-O name`. */
  readonly shopts: readonly { readonly name: ShoptName; readonly on: boolean }[];
}

export type Refused = { readonly refused: string; readonly status: number };

const BASH_LONG: ReadonlySet<string> = new Set([
  '--norc',
  '--noprofile',
  '--login',
  '--posix',
  '--noediting',
  '--restricted',
  '--verbose',
  '--debugger',
  '--rcfile',
  '--init-file',
]);

/** @param argv with the program's own name first. */
export function readInvocation(argv: readonly string[], dialect: Dialect): Invocation | Refused {
  const set: { option: OptionName; on: boolean }[] = [];
  const shopts: { name: ShoptName; on: boolean }[] = [];
  const rows = optionRows(dialect);
  const bash = isBash(dialect);
  let login = argv[0]?.startsWith('-') ?? false;
  let startFile: string | undefined;
  let wantsCommand = false;
  let fromStdin = false;
  let at = 1;
  for (; at < argv.length; at++) {
    const word = argv[at]!;
    if (word === '--' || word === '-') {
      at++;
      break;
    }
    if (bash && word.startsWith('--')) {
      if (!BASH_LONG.has(word)) return { refused: `${word}: invalid option`, status: 2 };
      if (word === '--login') login = true;
      if (word === '--rcfile' || word === '--init-file') {
        startFile = argv[++at];
        if (startFile === undefined) return { refused: `${word}: option requires an argument`, status: 2 };
      }
      if (word === '--norc') startFile = '';
      if (word === '--posix') set.push({ option: 'posix', on: true });
      if (word === '--verbose') set.push({ option: 'verbose', on: true });
      continue;
    }
    if (word === '+' && !bash) continue;
    if (word.length < 2 || (word[0] !== '-' && word[0] !== '+')) break;
    const on = word[0] === '-';
    for (const letter of word.slice(1)) {
      // busybox knows --login, and does not mind other long options.
      if (letter === '-' && on && dialect === 'busybox') {
        if (word.endsWith('-login')) login = true;
        break;
      }
      if (letter === 'c') wantsCommand = true;
      else if (letter === 'l' && on) login = true;
      else if (letter === 's' && on) {
        fromStdin = true;
        if (!bash) set.push({ option: 'stdin', on });
      } else if (letter === 'o') {
        const name = argv[++at];
        const row = rows.find((each) => each.name === name && !each.unnamed);
        if (!row)
          return {
            refused: bash
              ? `${name}: invalid option name`
              : dialect === 'dash'
                ? `Illegal option -o ${name}`
                : `illegal option ${word[0]}o ${name}`,
            status: dialect === 'busybox' ? 0 : 2,
          };
        set.push({ option: row.option, on });
      } else if (letter === 'O' && bash) {
        const name = argv[++at];
        const known = name === undefined ? undefined : shoptNamed(name);
        if (name !== undefined && !known) return { refused: `${name}: invalid shell option name`, status: 2 };
        if (known) shopts.push({ name: known, on });
      } else if (letter === 'i' && on) set.push({ option: 'interactive', on });
      else {
        const row = rows.find((each) => each.letter === letter);
        if (!row)
          return {
            refused: bash
              ? `${word}: invalid option`
              : dialect === 'dash'
                ? `Illegal option -${letter}`
                : `illegal option ${word[0]}${letter}`,
            status: 2,
          };
        set.push({ option: row.option, on });
      }
    }
  }
  const operands = argv.slice(at);
  if (wantsCommand) {
    const [command, name, ...parameters] = operands;
    if (command === undefined)
      return {
        refused: bash
          ? '-c: option requires an argument'
          : dialect === 'dash'
            ? '-c requires an argument'
            : '-c requires an argument',
        status: 2,
      };
    return { command, file: undefined, name, parameters, login, startFile, set, shopts };
  }
  if (fromStdin || operands.length === 0)
    return {
      command: undefined,
      file: undefined,
      name: undefined,
      parameters: operands,
      login,
      startFile,
      set,
      shopts,
    };
  return {
    command: undefined,
    file: operands[0],
    name: undefined,
    parameters: operands.slice(1),
    login,
    startFile,
    set,
    shopts,
  };
}
