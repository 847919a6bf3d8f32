/** Options of a subcommand, read with Node's own parser; its complaints become ours. */
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { UnusableInput } from '../report/finding.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

export function readOptions<const O extends Options>(args: readonly string[], options: O) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UnusableInput([
      {
        severity: 'error',
        message: (error as Error).message.split('. ')[0]!,
        remedy: '`dryboot help` lists the options.',
      },
    ]);
  }
}

/** One of the words, or a complaint that names them. */
export function choice<const T extends string>(option: string, value: string, words: readonly T[]): T {
  const found = words.find((word) => word === value);
  if (found === undefined)
    throw new UnusableInput([{ severity: 'error', message: `${option} ${value}: expected ${words.join(', ')}` }]);
  return found;
}

/** A whole number, or a complaint. */
export function wholeNumber(option: string, value: string): number {
  if (!/^\d{1,9}$/.test(value))
    throw new UnusableInput([{ severity: 'error', message: `${option} ${value}: expected a whole number` }]);
  return Number(value);
}
