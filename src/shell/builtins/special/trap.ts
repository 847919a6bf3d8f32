/** `trap`. */
import { SIGNALS, signalName } from '../../../kernel/signals.ts';
import { isBash } from '../../../syntax/dialect.ts';
import type { Interpreter } from '../../interpreter.ts';
import { shellQuote } from '../../show-words.ts';
import { bashTrap } from '../bash/trap.ts';
import { atoi } from '../signal-names.ts';
import { letters, special } from './inside.ts';

export const trap = special('trap', (sh, argv) => {
  if (isBash(sh.dialect)) return bashTrap(sh, argv);
  const { operands } = letters(sh, argv, '');
  if (operands.length === 0) return sh.write(listing(sh));
  const resets = operands.length === 1 || (/^[0-9]+$/.test(operands[0]!) && condition(sh, operands[0]!) !== undefined);
  const action = resets ? undefined : operands[0] === '-' ? undefined : operands[0];
  const names = resets ? operands : operands.slice(1);
  for (const name of names) {
    const found = condition(sh, name);
    if (found === undefined) {
      badSignal(sh, name);
      return 1;
    }
    sh.traps.set(sh.p, found, action);
  }
  return 0;
});

function badSignal(sh: Interpreter, name: string): void {
  if (sh.dialect === 'dash') sh.writeError(`trap: ${name}: bad trap\n`);
  else sh.complainWithin(`${name}: invalid signal specification`);
}

/** `EXIT` or a signal's name, from a name or a number. */
function condition(sh: Interpreter, text: string): string | undefined {
  if (/^[0-9]+$/.test(text)) {
    const number = sh.dialect === 'dash' ? atoi(text) : Number(text);
    return number === 0 ? 'EXIT' : signalName(number);
  }
  const upper = text.toUpperCase();
  const name = upper.startsWith('SIG') && sh.dialect !== 'dash' ? upper.slice(3) : upper;
  if (name === 'EXIT') return 'EXIT';
  if (text === 'ERR' && sh.dialect === 'busybox') return 'ERR';
  return Object.hasOwn(SIGNALS, name) ? name : undefined;
}

function listing(sh: Interpreter): string {
  const order = (name: string): number => (name === 'EXIT' ? 0 : (SIGNALS[name] ?? 99));
  return [...(sh.traps.inherited ?? sh.traps.actions)]
    .sort(([a], [b]) => order(a) - order(b))
    .map(([name, action]) => `trap -- ${shellQuote(action, sh.dialect)} ${name}\n`)
    .join('');
}
