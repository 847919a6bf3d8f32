/** kill, pidof, pgrep, pkill: find processes and send them signals. */
import type { Process } from '../../kernel/process.ts';
import { SIGNALS, signalName } from '../../kernel/signals.ts';
import type { Task } from '../../kernel/task.ts';
import { compileRegex, RegexError } from '../../regex/regex.ts';
import { isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { complain, unsupported, unsupportedOption } from '../text/messages.ts';
import { baseName } from '../text/names.ts';
import { quote } from '../text/quote.ts';

const parseSignal = (text: string): string | undefined => {
  if (/^\d+$/.test(text)) return Number(text) === 0 ? '0' : signalName(Number(text));
  const name = text.toUpperCase().replace(/^SIG/, '');
  return name in SIGNALS ? name : undefined;
};

/** The program /bin/kill of procps; shells have a built-in one. */
export const kill: Program = {
  name: 'kill',
  run: function* (p) {
    const words = [...p.argv.slice(1)];
    let signal = 'TERM';
    const first = words[0];
    if (first === undefined || first === '--help' || first === '-h') return yield* unsupported(p, 'the help text');
    if (first === '-l' || first === '--list') return yield* list(p, words[1]);
    if (first === '-s' || first === '--signal') {
      const parsed = parseSignal(words[1] ?? '');
      if (parsed === undefined) return yield* unsupported(p, `signal ${words[1]}`);
      signal = parsed;
      words.splice(0, 2);
    } else if (first.startsWith('-') && first !== '--' && first.length > 1) {
      const parsed = parseSignal(first.replace(/^--signal=|^-/, ''));
      if (parsed === undefined) return yield* unsupported(p, `option ${first}`);
      signal = parsed;
      words.shift();
    }
    if (words[0] === '--') words.shift();
    if (words.length === 0) return yield* unsupported(p, 'the help text');
    let status = 0;
    for (const word of words) {
      if (!/^-?\d+$/.test(word)) {
        status = yield* complain(p, `failed to parse argument: ${quote(word)}`);
        continue;
      }
      const done = p.kill(Number(word), signal === '0' ? 0 : signal);
      if (isErrno(done)) status = yield* complain(p, `(${word}): ${done.message}`);
    }
    return status;
  },
};

function* list(p: Process, which: string | undefined): Task<number> {
  if (which === undefined) {
    const names = Object.keys(SIGNALS);
    yield* p.print(`${names.slice(0, 16).join(' ')}\n${names.slice(16).join(' ')}\n`);
    return 0;
  }
  if (/^\d+$/.test(which)) {
    const name = signalName(Number(which));
    // Differs from a name that nobody knows: the status stays 0.
    if (name === undefined) return yield* complain(p, `unknown signal name ${which}`, 0);
    yield* p.print(`${name}\n`);
    return 0;
  }
  const name = parseSignal(which);
  if (name === undefined) return yield* complain(p, `unknown signal name ${which}`);
  yield* p.print(`${SIGNALS[name]}\n`);
  return 0;
}

/** Living processes in the order of their numbers. */
const living = (p: Process): Process[] =>
  [...p.kernel.processes.values()]
    .filter((process) => process.state !== 'reaped' && process.state !== 'zombie')
    .sort((a, b) => a.pid - b.pid);

export const commandName = (process: Process): string => baseName(process.argv[0] ?? '').slice(0, 15);

export const pidof: Program = {
  name: 'pidof',
  run: function* (p) {
    const { options, operands, error } = getopt(p.argv, 'hsxnczqo:d:S:', []);
    let [single, scripts, quiet, separator] = [false, false, false, ' '];
    const omitted = new Set<number>();
    for (const { name, value } of options) {
      if (name === 's') single = true;
      else if (name === 'x') scripts = true;
      else if (name === 'q') quiet = true;
      else if (name === 'd' || name === 'S') separator = value!;
      else if (name === 'o') for (const one of value!.split(',')) omitted.add(one === '%PPID' ? p.ppid : Number(one));
      else if (!'ncz'.includes(name)) return yield* unsupportedOption(p, name);
    }
    if (error !== undefined) return yield* unsupported(p, error);
    const found: number[] = [];
    for (const wanted of operands) {
      const matches = (text: string): boolean =>
        text !== '' && (wanted.includes('/') ? text === wanted : baseName(text) === wanted);
      for (const process of living(p).reverse()) {
        if (process === p || omitted.has(process.pid) || found.includes(process.pid)) continue;
        if (
          matches(process.argv[0] ?? '') ||
          matches(process.executable) ||
          (scripts && matches(process.argv[1] ?? ''))
        )
          found.push(process.pid);
      }
    }
    if (found.length === 0) return 1;
    if (!quiet) yield* p.print(`${(single ? found.slice(0, 1) : found).join(separator)}\n`);
    return 0;
  },
};

const search = (name: 'pgrep' | 'pkill'): Program => ({
  name,
  run: function* (p) {
    let argv = p.argv;
    let signal = 'TERM';
    const given =
      name === 'pkill' && /^-(?:\d+|[A-Z]{3,})$/.test(argv[1] ?? '') ? parseSignal(argv[1]!.slice(1)) : undefined;
    if (given !== undefined) {
      signal = given;
      argv = [argv[0]!, ...argv.slice(2)];
    }
    const { options, operands, error } = getopt(argv, 'acd:eflnoP:u:U:vwxs:t:g:G:', [
      'full=f',
      'exact=x',
      'newest=n',
      'oldest=o',
      'list-name=l',
      'list-full=a',
      'count=c',
      'delimiter:=d',
      'parent:=P',
      'signal:',
    ]);
    const on = new Map(options.map((option) => [option.name, option.value]));
    for (const option of on.keys())
      if (!['a', 'c', 'd', 'f', 'l', 'n', 'o', 'P', 'x', 'signal'].includes(option))
        return yield* unsupportedOption(p, option, 2);
    if (error !== undefined) return yield* unsupported(p, error, 2);
    const hint = `Try \`${name} --help' for more information.\n`;
    if (operands.length === 0 && !on.has('P')) {
      yield* p.warn(`${name}: no matching criteria specified\n${hint}`);
      return 2;
    }
    if (operands.length > 1) {
      yield* p.warn(`${name}: only one pattern can be provided\n${hint}`);
      return 2;
    }
    if (on.has('signal')) signal = parseSignal(on.get('signal')!) ?? signal;
    const pattern = compileRegex(operands[0] ?? '', {
      syntax: 'posix-extended',
      ...(on.has('x') ? { within: 'line' as const } : {}),
    });
    if (pattern instanceof RegexError) return yield* complain(p, `regex error: ${pattern.message}`, 2);
    const parents = on.get('P')?.split(',').map(Number);
    let found = living(p).filter(
      (process) =>
        process !== p &&
        pattern.test(on.has('f') ? process.argv.join(' ') : commandName(process)) &&
        (!parents || parents.includes(process.ppid)),
    );
    if (on.has('n')) found = found.slice(-1);
    if (on.has('o')) found = found.slice(0, 1);
    if (name === 'pkill') for (const process of found) p.kill(process.pid, signal);
    else if (on.has('c')) yield* p.print(`${found.length}\n`);
    else if (found.length > 0) {
      const lines = found.map((process) =>
        on.has('a')
          ? `${process.pid} ${process.argv.join(' ')}`
          : on.has('l')
            ? `${process.pid} ${commandName(process)}`
            : String(process.pid),
      );
      yield* p.print(`${lines.join(on.get('d') ?? '\n')}\n`);
    }
    return found.length > 0 ? 0 : 1;
  },
});

export const pgrep = search('pgrep');
export const pkill = search('pkill');
