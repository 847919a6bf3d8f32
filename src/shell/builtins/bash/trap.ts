/** trap as bash has it: also beside signals (DEBUG, ERR, RETURN), several listings, and complaints that do not stop it. */
import type { MaybeTask } from '../../../kernel/task.ts';
import { ShellError } from '../../flow.ts';
import type { Interpreter } from '../../interpreter.ts';
import { singleQuoted } from '../../show-words.ts';
import { complain, printUsage, readOptions } from '../diagnostics.ts';
import { signalList } from '../kill.ts';
import { nameOf, numberOf } from '../signal-names.ts';

const USAGE = 'trap [-lp] [[arg] signal_spec ...]';
const BESIDES = ['DEBUG', 'ERR', 'RETURN'];
const MAX_SIGNAL = 64;

export function bashTrap(sh: Interpreter, argv: readonly string[]): MaybeTask<number> {
  const read = readOptions(sh, argv, 'lp', USAGE);
  if ('status' in read) return read.status;
  const { options, operands } = read;
  if (options.has('l')) return sh.write(signalList(sh));
  if (options.has('p') || operands.length === 0) return list(sh, operands, options.has('p'));
  const [first] = operands as [string];
  const resets =
    operands.length === 1 ? condition(first) !== undefined : /^[0-9]+$/.test(first) && condition(first) !== undefined;
  if (operands.length === 1 && !resets) {
    printUsage(sh, 'trap', USAGE);
    throw new ShellError(2);
  }
  const action = resets || first === '-' ? undefined : first;
  let status = 0;
  for (const name of resets ? operands : operands.slice(1)) {
    const found = condition(name);
    if (found === undefined) status = complain(sh, 'trap', `${name}: invalid signal specification`);
    else if (!sh.traps.ignoredAtStart.has(found) || sh.interactive) sh.traps.set(sh.p, found, action);
  }
  return status;
}

/** `EXIT`, one of those beside signals, or a signal's name. */
function condition(text: string): string | undefined {
  const upper = text.toUpperCase();
  if (BESIDES.includes(upper)) return upper;
  const number = numberOf(text, 'bash');
  return number === undefined ? undefined : nameOf(number, 'bash');
}

/** As commands that would set them: all, or those that are named. */
function list(sh: Interpreter, names: readonly string[], printing: boolean): MaybeTask<number> {
  const actions = new Map([...(sh.traps.inherited ?? []), ...sh.traps.actions]);
  for (const signal of sh.traps.ignoredAtStart) if (!actions.has(signal)) actions.set(signal, '');
  let status = 0;
  const wanted: string[] = [];
  for (const name of names) {
    const found = condition(name);
    if (found === undefined) status = complain(sh, 'trap', `${name}: invalid signal specification`);
    else wanted.push(found);
  }
  const all = [...Array.from({ length: MAX_SIGNAL + 1 }, (_, number) => nameOf(number, 'bash')), ...BESIDES];
  // In POSIX mode `-p` also tells of those that are as they were.
  const every = printing && sh.dialect === 'bash-posix';
  const text = (names.length > 0 ? wanted : all)
    .flatMap((name, number) => {
      const action = name === undefined ? undefined : actions.get(name);
      if (action === undefined && every) return [`trap -- - ${shown(sh, name ?? String(number))}\n`];
      return action === undefined ? [] : [`trap -- ${singleQuoted(action)} ${shown(sh, name!)}\n`];
    })
    .join('');
  const written = sh.write(text);
  return status === 0 ? written : status;
}

/** With `SIG`, but where the shell follows POSIX. */
const shown = (sh: Interpreter, name: string): string =>
  name === 'EXIT' || BESIDES.includes(name) || sh.dialect === 'bash-posix' ? name : `SIG${name}`;
