/** kill of busybox. */
import { SIGNALS, signalName } from '../../kernel/signals.ts';
import type { Task } from '../../kernel/task.ts';
import { isErrno } from '../../vfs/errno.ts';
import type { Applet, Call } from './applet.ts';

const LAST_LISTED = 31;

export const kill: Applet = { name: 'kill', usage: 'kill [-l] [-SIG] PID...', run };

function* run({ p, argv }: Call): Task<number> {
  const words = argv.slice(1);
  const [first] = words;
  if (first === '-l') return yield* list({ p, argv } as Call, words.slice(1));
  let signal: string | undefined = 'TERM';
  if (first !== undefined && /^-./.test(first) && first !== '--') {
    words.shift();
    const name = first === '-s' ? (words.shift() ?? '') : first.slice(1);
    signal = signalOf(name);
    if (signal === undefined) {
      yield* p.warn(`kill: bad signal name '${name}'\n`);
      return 1;
    }
  }
  if (words[0] === '--') words.shift();
  if (words.length === 0) {
    yield* p.warn('kill: you need to specify whom to kill\n');
    return 1;
  }
  let status = 0;
  for (const word of words) {
    if (!/^-?\d+$/.test(word)) {
      yield* p.warn(`kill: invalid number '${word}'\n`);
      status = 1;
      continue;
    }
    const done = p.kill(Number(word), signal === '0' ? 0 : signal);
    if (!isErrno(done)) continue;
    yield* p.warn(`kill: can't kill pid ${word}: ${done.message}\n`);
    status = 1;
  }
  return status;
}

function* list(call: Call, names: readonly string[]): Task<number> {
  const { p } = call;
  if (names.length === 0) {
    for (let number = 1; number <= LAST_LISTED; number++)
      yield* p.print(`${String(number).padStart(2)}) ${number === 29 ? 'POLL' : signalName(number)}\n`);
    return 0;
  }
  for (const name of names) {
    if (/^\d+$/.test(name)) yield* p.print(`${signalName(Number(name) & 127) ?? Number(name)}\n`);
    else if (SIGNALS[name.toUpperCase().replace(/^SIG/, '')] !== undefined)
      yield* p.print(`${SIGNALS[name.toUpperCase().replace(/^SIG/, '')]}\n`);
    else {
      yield* p.warn(`kill: unknown signal '${name}'\n`);
      return 1;
    }
  }
  return 0;
}

function signalOf(text: string): string | undefined {
  if (/^\d+$/.test(text)) return Number(text) === 0 ? '0' : signalName(Number(text));
  const name = text.toUpperCase().replace(/^SIG/, '');
  return name in SIGNALS ? name : undefined;
}
