/** How builtins complain: the Almquist shells put the builtin's name into the prefix, bash into the text. */
import { isBash } from '../../syntax/dialect.ts';
import { ShellError } from '../flow.ts';
import { SHELL_ERROR } from '../messages.ts';
import type { BuiltinShell } from './builtin.ts';

/** Prints `sh: 3: NAME: TEXT` and gives the status to fail with. */
export function complain(sh: BuiltinShell, name: string, text: string, status = 1): number {
  if (isBash(sh.dialect)) sh.complain(`${name}: ${text}`);
  else sh.complainWithin(text);
  return status;
}

/** The options of a builtin as the dialect's getopt(3) reads them. */
export interface ReadOptions {
  /** Letter -> argument, '' for those without. */
  readonly options: ReadonlyMap<string, string>;
  readonly operands: readonly string[];
}

/**
 * Reads options before the operands. `known` is getopt's string: letters, a colon behind those that take an argument.
 * An unknown option ends the builtin with status 2 in the Almquist shells; bash also prints the usage.
 */
export function readOptions(
  sh: BuiltinShell,
  argv: readonly string[],
  known: string,
  usage = '',
): ReadOptions | { readonly status: number } {
  const options = new Map<string, string>();
  let at = 1;
  for (; at < argv.length; at++) {
    const word = argv[at]!;
    if (word.length < 2 || word[0] !== '-') break;
    if (word === '--') {
      at++;
      break;
    }
    for (let index = 1; index < word.length; index++) {
      const letter = word[index]!;
      const found = letter === ':' ? -1 : known.indexOf(letter);
      if (found < 0) return unknownOption(sh, argv[0]!, letter, usage);
      if (known[found + 1] !== ':') {
        options.set(letter, '');
        continue;
      }
      const rest = word.slice(index + 1);
      const value = rest !== '' ? rest : argv[++at];
      if (value === undefined) return missingArgument(sh, argv[0]!, letter, usage);
      options.set(letter, value);
      break;
    }
  }
  return { options, operands: argv.slice(at) };
}

function unknownOption(sh: BuiltinShell, name: string, letter: string, usage: string): { readonly status: number } {
  if (!isBash(sh.dialect)) sh.fail(`${sh.dialect === 'busybox' ? 'illegal' : 'Illegal'} option -${letter}`);
  sh.complain(`${name}: -${letter}: invalid option`);
  printUsage(sh, name, usage);
  return { status: 2 };
}

function missingArgument(sh: BuiltinShell, name: string, letter: string, usage: string): { readonly status: number } {
  if (!isBash(sh.dialect))
    sh.fail(sh.dialect === 'busybox' ? `no arg for -${letter} option` : `No arg for -${letter} option`);
  sh.complain(`${name}: -${letter}: option requires an argument`);
  printUsage(sh, name, usage);
  return { status: 2 };
}

/** bash's second line after a wrong option: without the shell's prefix. */
/** In POSIX mode such a mistake ends the shell where the builtin is a special one. */
export function printUsage(sh: BuiltinShell, name: string, usage: string): void {
  sh.writeError(`${name}: usage: ${usage || name}\n`);
  if (sh.dialect === 'bash-posix') throw new ShellError(SHELL_ERROR);
}

/** busybox's applets that are builtins (test, printf) name the applet that is the shell, whatever the script is called. */
export function complainAsApplet(sh: BuiltinShell, text: string, status: number): number {
  const [program = 'sh', applet = 'sh'] = sh.p.argv;
  const name = program.slice(program.lastIndexOf('/') + 1);
  sh.writeError(`${name === 'busybox' ? applet : name}: ${text}\n`);
  return status;
}
