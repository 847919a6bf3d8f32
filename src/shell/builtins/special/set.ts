/** `set` and `shift`. */

import { isTask, type Task } from '../../../kernel/task.ts';
import { isBash } from '../../../syntax/dialect.ts';
import { setPosixMode } from '../../bash/posix-mode.ts';
import { greet } from '../../busybox-prompt.ts';
import { eager, ShellError } from '../../flow.ts';
import type { Interpreter } from '../../interpreter.ts';
import { type Options, optionRows } from '../../options.ts';
import { shellQuote } from '../../show-words.ts';
import { functionNames, variableListing } from '../bash/declare-listing.ts';
import { complainOfNumber, integer, onlyOperand } from '../bash/operands.ts';
import { FIRST_OPTION } from '../builtin.ts';
import { printUsage } from '../diagnostics.ts';
import { illegal, number, special } from './inside.ts';

export const set = special('set', (sh, argv) => {
  if (argv.length === 1) return sh.write(variables(sh));
  let at = 1;
  let replace = false;
  let listed = '';
  for (; at < argv.length; at++) {
    const word = argv[at]!;
    if (word === '--') {
      at++;
      replace = true;
      break;
    }
    if (word === '-') {
      sh.options.xtrace = false;
      sh.options.verbose = false;
      at++;
      break;
    }
    if (word === '+') continue;
    if (word.length < 2 || (word[0] !== '-' && word[0] !== '+')) break;
    const on = word[0] === '-';
    for (const letter of word.slice(1)) {
      if (letter !== 'o') {
        try {
          setLetter(sh, letter, on);
        } catch (thrown) {
          if (listed === '') throw thrown;
          return eager(writtenFirst(sh, listed, thrown));
        }
        continue;
      }
      const name = argv[at + 1];
      if (name === undefined) listed += optionListing(sh, on);
      else {
        if (!setNamed(sh, name, on)) return 1;
        at++;
      }
    }
  }
  if (at < argv.length || replace) {
    sh.positional_ = { values: argv.slice(at), sources: sh.wordSources.length > at ? sh.wordSources.slice(at) : [] };
    if (!isBash(sh.dialect)) sh.getopts = FIRST_OPTION;
    sh.settings++;
  }
  return listed === '' ? 0 : sh.write(listed);
});

/** What was listed before an unknown letter. */
function* writtenFirst(sh: Interpreter, listed: string, thrown: unknown): Task<number> {
  const written = sh.write(listed);
  if (isTask(written)) yield* written;
  throw thrown;
}

/** Switches an option by its letter. */
export function setLetter(sh: Interpreter, letter: string, on: boolean): void {
  const row = optionRows(sh.dialect).find(
    (each) => each.letter === letter && !(sh.dialect === 'busybox' && letter === 's'),
  );
  const sign = on ? '-' : '+';
  if (!row && isBash(sh.dialect)) {
    sh.complain(`set: ${sign}${letter}: invalid option`);
    printUsage(sh, 'set', 'set [-abefhkmnptuvxBCEHPT] [-o option-name] [--] [-] [arg ...]');
    throw new ShellError(2);
  }
  if (!row) sh.fail(sh.dialect === 'dash' ? `Illegal option -${letter}` : `illegal option ${sign}${letter}`);
  change(sh, row.option, on);
}

/** False where an unknown name is no fatal error. */
export function setNamed(sh: Interpreter, name: string, on: boolean): boolean {
  // busybox: the first option without a name is the interactive one.
  if (name === '' && sh.dialect === 'busybox') {
    sh.options.interactive = on;
    if (on) greet(sh);
    return true;
  }
  const row = optionRows(sh.dialect).find((each) => each.name === name && !each.unnamed);
  const sign = on ? '-' : '+';
  if (!row && sh.dialect === 'busybox') {
    sh.complainWithin(`illegal option ${sign}o ${name}`);
    return false;
  }
  if (!row) sh.fail(isBash(sh.dialect) ? `set: ${name}: invalid option name` : `Illegal option -o ${name}`);
  change(sh, row.option, on);
  return true;
}

function change(sh: Interpreter, option: keyof Options, on: boolean): void {
  if (option === 'monitor' && on && !isBash(sh.dialect) && !sh.p.isatty(2)) {
    // Job control wants a terminal.
    sh.complainWithin("can't access tty; job control turned off");
    return;
  }
  if (option === 'posix' && isBash(sh.dialect)) setPosixMode(sh, on);
  else sh.options[option] = on;
  if (option === 'braceexpand') sh.readingChanges++;
}

function optionListing(sh: Interpreter, readable: boolean): string {
  const rows = optionRows(sh.dialect).filter((each) => !each.unnamed);
  if (!readable) return rows.map(({ name, option }) => `set ${sh.options[option] ? '-' : '+'}o ${name}\n`).join('');
  const tab = isBash(sh.dialect) ? '\t' : '';
  const title = sh.dialect === 'dash' ? 'Current option settings\n' : '';
  return (
    title +
    rows.map(({ name, option }) => `${name.padEnd(tab ? 15 : 16)}${tab}${sh.options[option] ? 'on' : 'off'}\n`).join('')
  );
}

const told = (name: string): boolean => name === 'FUNCNAME' || name === 'LINENO';

function variables(sh: Interpreter): string {
  if (isBash(sh.dialect)) {
    const functions = sh.dialect === 'bash' ? functionNames(sh).map((name) => `${sh.functionText(name) ?? ''}\n`) : [];
    return variableListing(sh) + functions.join('');
  }
  const rows = [...sh.variables.entries()]
    // busybox: what it makes when it is asked is listed as it was told last.
    .map(
      ([name, { value, extension }]) => [name, { value: value ?? (told(name) ? extension?.told : undefined) }] as const,
    )
    .filter(([, { value }]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return rows.map(([name, { value }]) => `${name}=${shellQuote(value!, sh.dialect)}\n`).join('');
}

export const shift = special('shift', (sh, argv) => {
  const count = isBash(sh.dialect) ? bashCount(sh, argv) : argv[1] === undefined ? 1 : number(sh, argv[1]);
  if (count === undefined) return 1;
  // Differs: busybox goes back before its first parameter, into whatever memory that is.
  if (count < 0) illegal(sh, argv[1]!);
  const { values, sources } = sh.positional_;
  if (count > values.length) {
    if (isBash(sh.dialect)) {
      if (sh.shopts.shift_verbose) sh.complain(`shift: ${argv.length > 1 ? `${count}: ` : ''}shift count out of range`);
      return 1;
    }
    if (sh.dialect === 'busybox') return 1;
    sh.fail("can't shift that many");
  }
  sh.positional_ = { values: values.slice(count), sources: sources.length > count ? sources.slice(count) : [] };
  if (!isBash(sh.dialect)) sh.getopts = FIRST_OPTION;
  return 0;
});

/** Undefined after a complaint. */
function bashCount(sh: Interpreter, argv: readonly string[]): number | undefined {
  const operand = onlyOperand(sh, argv);
  if (operand === undefined) return 1;
  const count = integer(operand);
  if (count === undefined) complainOfNumber(sh, 'shift', operand);
  else if (count < 0) sh.complain(`shift: ${operand}: shift count out of range`);
  return count !== undefined && count < 0 ? undefined : count;
}
