/** getopts: the next option of the positional parameters (XCU getopts). */
import { isBash } from '../../syntax/dialect.ts';
import { type Builtin, type BuiltinShell, FIRST_OPTION } from './builtin.ts';
import { complain, printUsage, readOptions } from './diagnostics.ts';

export const getopts: Builtin = {
  name: 'getopts',
  run: (sh, argv) => {
    const words = isBash(sh.dialect) ? withoutOptions(sh, argv) : argv;
    if (!words) return 2;
    const [, known, name] = words;
    if (known === undefined || name === undefined) return usage(sh);
    const args = words.length > 3 ? words.slice(3) : sh.positional;
    // The Almquist shells begin anew when they stand behind the last word.
    if (!isBash(sh.dialect) && sh.getopts.index > args.length + 1) sh.getopts = FIRST_OPTION;
    // bash stays behind the last word.
    const { index, offset } = sh.getopts;
    if (isBash(sh.dialect) && index > args.length + 1) sh.getopts = { index: args.length + 1, offset };
    const found = nextOption(sh, known, args);
    return report(sh, name, found);
  },
};

/** bash takes no option here, and says so. */
function withoutOptions(sh: BuiltinShell, argv: readonly string[]): readonly string[] | undefined {
  const read = readOptions(sh, argv, '', USAGE);
  return 'status' in read ? undefined : [argv[0]!, ...read.operands];
}

const USAGE = 'getopts optstring name [arg ...]';

function usage(sh: BuiltinShell): number {
  if (!isBash(sh.dialect))
    sh.fail(sh.dialect === 'busybox' ? 'usage: getopts optstring var [arg]' : 'Usage: getopts optstring var [arg...]');
  printUsage(sh, 'getopts', USAGE);
  return 2;
}

/** What `name` and OPTARG become, and where the next call goes on. */
interface Found {
  readonly letter: string;
  /** Undefined: OPTARG is unset; `keep`: as it was. */
  readonly argument: string | undefined | 'keep';
  readonly over: boolean;
  /** Of the word after the one that is being read. */
  readonly index: number;
  /** Into that word; -1 when it is done. */
  readonly offset: number;
}

function nextOption(sh: BuiltinShell, known: string, args: readonly string[]): Found {
  const colon = known[0] === ':';
  // busybox: the same as a colon before the letters.
  const silent = colon || (sh.dialect === 'busybox' && sh.get('OPTERR') === '0');
  const none = isBash(sh.dialect) ? undefined : '';
  let { index } = sh.getopts;
  let offset = sh.getopts.offset;
  let word = args[index - 2];
  const end = (): Found => ({
    letter: '?',
    argument: sh.dialect === 'dash' ? 'keep' : undefined,
    over: true,
    index,
    offset: -1,
  });
  if (offset < 0 || word === undefined || offset >= word.length) {
    word = args[index - 1];
    if (word === undefined || word[0] !== '-' || word === '-') return end();
    index++;
    if (word === '--') return end();
    offset = 1;
  }
  const letter = word[offset++]!;
  const more = offset < word.length;
  // The Almquist shells stay at a word's end, and go on from there in what the next call is given.
  const rest = more || !isBash(sh.dialect) ? offset : -1;
  const at = letter === ':' ? (colon && !isBash(sh.dialect) ? 0 : -1) : known.indexOf(letter);
  const found = (result: Omit<Found, 'over'>): Found => ({ ...result, over: false });
  if (at < 0) {
    if (!silent) warn(sh, `Illegal option -${letter}`, `illegal option -- ${letter}`);
    return found({ letter: '?', argument: silent ? letter : undefined, index, offset: rest });
  }
  if (known[at + 1] !== ':') return found({ letter, argument: none, index, offset: rest });
  if (more) return found({ letter, argument: word.slice(rest), index, offset: -1 });
  const value = args[index - 1];
  if (value !== undefined) return found({ letter, argument: value, index: index + 1, offset: -1 });
  if (silent) return found({ letter: ':', argument: letter, index, offset: -1 });
  warn(sh, `No arg for -${letter} option`, `option requires an argument -- ${letter}`);
  return found({ letter: '?', argument: undefined, index, offset: -1 });
}

function report(sh: BuiltinShell, name: string, { letter, argument, over, index, offset }: Found): number {
  if (argument === undefined) sh.unset('OPTARG');
  else if (argument !== 'keep') sh.assign('OPTARG', argument);
  // The Almquist shells count a word as soon as they have begun with it, bash when they are done with it.
  sh.assign('OPTIND', String(isBash(sh.dialect) && offset >= 0 ? index - 1 : index));
  let status = over ? 1 : 0;
  if (isBash(sh.dialect) && !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
    status = complain(sh, 'getopts', `\`${name}': not a valid identifier`);
  else sh.assign(name, letter);
  sh.getopts = { index, offset };
  return status;
}

function warn(sh: BuiltinShell, almquist: string, bash: string): void {
  if (!isBash(sh.dialect)) sh.writeError(`${almquist}\n`);
  else if (Number.parseInt(sh.get('OPTERR') ?? '1', 10)) sh.writeError(`${sh.get('0') ?? 'sh'}: ${bash}\n`);
}
