/** dracut-util, as `dracut-getarg` and `dracut-getargs`: options in $CMDLINE, split like the kernel does it. */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import type { Program } from '../program.ts';

interface Word {
  readonly key: string;
  /** Undefined for a bare word. */
  readonly value: string | undefined;
}

/** The kernel's next_arg: only double quotes hold blanks together; those around a value, or around everything, go away. */
export function kernelWords(text: string): Word[] {
  const words: Word[] = [];
  let at = 0;
  const skip = (): void => {
    while (at < text.length && /\s/.test(text[at]!)) at++;
  };
  for (skip(); at < text.length; skip()) {
    let quoted = text[at] === '"';
    const wholly = quoted;
    if (wholly) at++;
    const from = at;
    let equals = 0;
    for (; at < text.length && (quoted || !/\s/.test(text[at]!)); at++) {
      if (equals === 0 && text[at] === '=') equals = at - from;
      if (text[at] === '"') quoted = !quoted;
    }
    const word = text.slice(from, at);
    const endless = wholly && word.endsWith('"') ? word.slice(0, -1) : word;
    if (equals === 0) words.push({ key: endless, value: undefined });
    else {
      const value = endless.slice(equals + 1);
      words.push({
        key: endless.slice(0, equals),
        value: value.startsWith('"') ? value.slice(1).replace(/"$/, '') : value,
      });
    }
  }
  return words;
}

export const dracutUtil: Program = { name: 'dracut-util', run };
export const dracutGetarg: Program = { name: 'dracut-getarg', run };
export const dracutGetargs: Program = { name: 'dracut-getargs', run };

function* run(p: Process): Task<number> {
  const called = (p.argv[0] ?? '').replace(/^.*\//, '');
  if (called !== 'dracut-getarg' && called !== 'dracut-getargs') {
    yield* p.warn(`ERROR: 'dracut-util' has to be called via a symlink to the tool name.\n`);
    return 1;
  }
  const usage = `Usage: ${called} <KEY>[=${called === 'dracut-getarg' ? '[<VALUE>]' : ''}]\n`;
  const wanted = p.argv[1];
  if (wanted === undefined || p.argv.length > 2) {
    yield* p.warn(`ERROR: Number of arguments invalid\n${usage}`);
    return 1;
  }
  const text = p.env.get('CMDLINE');
  if (text === undefined) {
    yield* p.warn(`ERROR: CMDLINE env not set\n${usage}`);
    return 1;
  }
  const equals = wanted.indexOf('=');
  const key = equals < 0 ? wanted : wanted.slice(0, equals);
  const value = equals < 0 ? '' : wanted.slice(equals + 1);
  if (key === '') {
    yield* p.warn(`ERROR: search key undefined\n${usage}`);
    return 1;
  }
  const found = kernelWords(text).filter((word) => word.key === key);
  return called === 'dracut-getarg' ? yield* last(p, found.at(-1), value) : yield* every(p, found, value);
}

/** The last occurrence decides: its value is printed, or held against the one asked for. */
function* last(p: Process, word: Word | undefined, value: string): Task<number> {
  if (!word) return 1;
  if (value !== '') return word.value === value ? 0 : 1;
  if (word.value !== undefined) yield* p.print(`${word.value}\n`);
  return 0;
}

/** Every value, and a bare word's own name. */
function* every(p: Process, words: readonly Word[], value: string): Task<number> {
  const found = value === '' ? words : words.filter((word) => word.value === value);
  yield* p.print(found.map((word) => `${word.value ?? word.key}\n`).join(''));
  return found.length > 0 ? 0 : 1;
}
