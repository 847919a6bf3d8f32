/** `trap`. */
import { SIGNALS, signalName } from '../../../kernel/signals.ts';
import { isBash } from '../../../syntax/dialect.ts';
import type { Interpreter } from '../../interpreter.ts';
import { shellQuote } from '../../show-words.ts';
import { bashTrap } from '../bash/trap.ts';
import { atoi, nameOf, numberOf } from '../signal-names.ts';
import { letters, special } from './inside.ts';

const LOWEST_REAL_TIME = 32;
const HIGHEST_REAL_TIME = 64;

export const trap = special('trap', (sh, argv) => {
  if (isBash(sh.dialect)) return bashTrap(sh, argv);
  const { operands } = letters(sh, argv, '');
  if (operands.length === 0) return sh.write(listing(sh));
  const resets = operands.length === 1 || (/^[0-9]+$/.test(operands[0]!) && condition(sh, operands[0]!) !== undefined);
  const action = resets ? undefined : operands[0] === '-' ? undefined : operands[0];
  const names = resets ? operands : operands.slice(1);
  let status = 0;
  for (const name of names) {
    const found = condition(sh, name);
    if (found !== undefined) {
      // What was ignored when the shell began stays so, whatever trap is noted.
      if (sh.traps.ignoredAtStart.has(found)) sh.traps.note(found, action);
      else sh.traps.set(sh.p, found, action);
      continue;
    }
    badSignal(sh, name);
    status = 1;
    if (sh.dialect === 'dash') break;
  }
  return status;
});

function badSignal(sh: Interpreter, name: string): void {
  if (sh.dialect === 'dash') sh.writeError(`trap: ${name}: bad trap\n`);
  else sh.complainWithin(`${name}: invalid signal specification`);
}

/** `EXIT` or a signal's name, from a name or a number. */
function condition(sh: Interpreter, text: string): string | undefined {
  if (/^[0-9]+$/.test(text)) {
    const number = sh.dialect === 'dash' ? atoi(text) : Number(text);
    return number === 0 ? 'EXIT' : (signalName(number) ?? realTime(number, sh));
  }
  const upper = text.toUpperCase();
  const name = upper.startsWith('SIG') && sh.dialect !== 'dash' ? upper.slice(3) : upper;
  if (name === 'EXIT') return 'EXIT';
  if (text === 'ERR' && sh.dialect === 'busybox') return 'ERR';
  if (Object.hasOwn(SIGNALS, name)) return name;
  const number = sh.dialect === 'dash' ? numberOf(name, 'dash') : undefined;
  return number === undefined ? undefined : realTime(number, sh);
}

/** A real-time signal, by the name that the listing has. */
const realTime = (number: number, { dialect }: Interpreter): string | undefined =>
  number < LOWEST_REAL_TIME || number > HIGHEST_REAL_TIME
    ? undefined
    : dialect === 'dash'
      ? nameOf(number, dialect)
      : String(number);

function listing(sh: Interpreter): string {
  const order = (name: string): number => (name === 'EXIT' ? 0 : (SIGNALS[name] ?? numberOf(name, sh.dialect) ?? 99));
  return [...(sh.traps.inherited ?? sh.traps.actions)]
    .sort(([a], [b]) => order(a) - order(b))
    .map(([name, action]) => `trap -- ${shellQuote(action, sh.dialect)} ${name}\n`)
    .join('');
}
