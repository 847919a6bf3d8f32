/** Signals by name and number as each dialect spells them. */
import { SIGNALS, signalName } from '../../kernel/signals.ts';
import { type Dialect, isBash } from '../../syntax/dialect.ts';

const FIRST_REAL_TIME = 34;
const LAST_REAL_TIME = 64;

/** Name of a signal without `SIG`; the number where the dialect has no name. Undefined when there is no such signal. */
export function nameOf(number: number, dialect: Dialect): string | undefined {
  if (!Number.isInteger(number) || number < 0 || number > LAST_REAL_TIME) return undefined;
  if (number === 0) return isBash(dialect) || dialect === 'busybox' ? 'EXIT' : '0';
  if (number === 29) return dialect === 'busybox' ? 'POLL' : 'IO';
  if (number === 16) return dialect === 'dash' ? '16' : 'STKFLT';
  if (number < FIRST_REAL_TIME) return signalName(number) ?? (dialect === 'dash' ? String(number) : undefined);
  if (dialect === 'busybox') return undefined;
  const up = number - FIRST_REAL_TIME;
  if (up === 0) return 'RTMIN';
  if (up <= 15) return `RTMIN+${up}`;
  const down = LAST_REAL_TIME - number;
  return down === 0 ? 'RTMAX' : `RTMAX-${down}`;
}

/** atoi(3): what does not fit is cut off. */
export function atoi(digits: string): number {
  const long = BigInt(digits);
  return Number(BigInt.asIntN(32, long < 2n ** 63n ? long : 2n ** 63n - 1n));
}

/** Number of a signal given as a number or a name; undefined when it is none. dash wants names without `SIG`. */
export function numberOf(text: string, dialect: Dialect): number | undefined {
  if (/^[0-9]+$/.test(text)) {
    const number = dialect === 'dash' ? atoi(text) : Number(text);
    return number >= 0 && number <= LAST_REAL_TIME ? number : undefined;
  }
  const upper = text.toUpperCase();
  const name = dialect !== 'dash' && upper.startsWith('SIG') ? upper.slice(3) : upper;
  if (name === 'EXIT') return 0;
  if (name === 'IO' || name === 'POLL') return 29;
  const known = SIGNALS[name];
  if (known !== undefined) return known;
  for (let number = FIRST_REAL_TIME; number <= LAST_REAL_TIME; number++)
    if (nameOf(number, dialect) === name) return number;
  return undefined;
}
