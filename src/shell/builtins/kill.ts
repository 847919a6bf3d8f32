/** kill: sends a signal to processes and jobs, or names signals. */
import type { MaybeTask } from '../../kernel/task.ts';
import { isBash } from '../../syntax/dialect.ts';
import { Errno, isErrno } from '../../vfs/errno.ts';
import { dashNumber } from '../dash-number.ts';
import type { Builtin, BuiltinShell } from './builtin.ts';
import { complain, complainAsApplet, printUsage, readOptions } from './diagnostics.ts';
import { findJob } from './find-job.ts';
import { nameOf, numberOf } from './signal-names.ts';

const USAGE = 'kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]';
const DASH_USAGE = 'Usage: kill [-s sigspec | -signum | -sigspec] [pid | job]... or\nkill -l [exitstatus]';
const TERM = 15;

export const kill: Builtin = {
  name: 'kill',
  run: (sh, argv) => {
    const request = sh.dialect === 'dash' ? dashRequest(sh, argv) : otherRequest(sh, argv);
    if (typeof request === 'number') return request;
    if (request.list) return list(sh, request.operands);
    if (request.operands.length === 0) return usage(sh);
    // What has ended is no process any more.
    if (!isBash(sh.dialect)) sh.jobs.reap();
    return send(sh, request.signal, request.operands);
  },
};

interface Request {
  readonly list: boolean;
  readonly signal: number;
  readonly operands: readonly string[];
}

function usage(sh: BuiltinShell): number {
  if (sh.dialect === 'dash') sh.fail(DASH_USAGE);
  if (sh.dialect === 'busybox') return complainAsApplet(sh, 'you need to specify whom to kill', 1);
  printUsage(sh, 'kill', USAGE);
  return 2;
}

function dashRequest(sh: BuiltinShell, argv: readonly string[]): Request | number {
  const [, first] = argv;
  if (first === undefined) return usage(sh);
  if (first[0] !== '-') return { list: false, signal: TERM, operands: argv.slice(1) };
  const signal = first.length > 1 ? numberOf(first.slice(1), sh.dialect) : undefined;
  if (signal !== undefined) return { list: false, signal, operands: argv.slice(2) };
  const read = readOptions(sh, argv, 'ls:');
  if ('status' in read) return read.status;
  const { options, operands } = read;
  const named = options.get('s');
  const chosen = named === undefined ? undefined : numberOf(named, sh.dialect);
  if (named !== undefined && chosen === undefined) sh.fail(`invalid signal number or name: ${named}`);
  const listed = options.has('l');
  if (listed && named !== undefined) return usage(sh);
  return { list: listed, signal: chosen ?? TERM, operands };
}

function otherRequest(sh: BuiltinShell, argv: readonly string[]): Request | number {
  const bash = isBash(sh.dialect);
  const [, first] = argv;
  if (first === undefined) return usage(sh);
  if (first === '-l' || (bash && first === '-L')) return { list: true, signal: TERM, operands: argv.slice(2) };
  if (first === '--') return { list: false, signal: TERM, operands: argv.slice(2) };
  if (first[0] !== '-') return { list: false, signal: TERM, operands: argv.slice(1) };
  const separate = first === '-s' || (bash && first === '-n');
  const text = separate ? argv[2] : first.slice(1);
  if (text === undefined)
    return bash
      ? complain(sh, 'kill', `${first}: option requires an argument`)
      : complainAsApplet(sh, `bad signal name '${first.slice(1)}'`, 1);
  const signal = numberOf(text, sh.dialect);
  if (signal === undefined)
    return bash
      ? complain(sh, 'kill', `${text}: invalid signal specification`)
      : complainAsApplet(sh, `bad signal name '${text}'`, 1);
  const rest = argv.slice(separate ? 3 : 2);
  return { list: false, signal, operands: rest[0] === '--' ? rest.slice(1) : rest };
}

function list(sh: BuiltinShell, operands: readonly string[]): MaybeTask<number> {
  if (operands.length === 0) return sh.write(signalList(sh));
  let text = '';
  let status = 0;
  for (const operand of sh.dialect === 'dash' ? operands.slice(0, 1) : operands) {
    const found = translated(sh, operand);
    if (found !== undefined) text += `${found}\n`;
    else {
      status = unknownSignal(sh, operand);
      if (sh.dialect === 'busybox') break;
    }
  }
  const written = sh.write(text);
  return status === 0 ? written : status;
}

/** A number (or the status of a process that a signal ended) as a name, a name as a number. */
function translated(sh: BuiltinShell, operand: string): string | undefined {
  const numeric = sh.dialect === 'dash' ? dashNumber(operand) : /^[0-9]+$/.test(operand) ? Number(operand) : undefined;
  if (numeric !== undefined) {
    const number = numeric;
    const bare = number > 128 ? number - 128 : number;
    if (sh.dialect === 'dash') return bare > 0 ? nameOf(bare, sh.dialect) : undefined;
    // busybox reads an unsigned number of 32 bits.
    if (sh.dialect === 'busybox' && number > 0xffffffff) return undefined;
    if (sh.dialect === 'busybox') return nameOf(number & 127, sh.dialect) ?? String(number & 127);
    return nameOf(bare, sh.dialect);
  }
  if (sh.dialect === 'dash') sh.fail(`Illegal number: ${operand}`);
  const number = numberOf(operand, sh.dialect);
  return number === undefined ? undefined : String(number);
}

function unknownSignal(sh: BuiltinShell, operand: string): number {
  if (sh.dialect === 'dash') sh.fail(`invalid signal number or exit status: ${operand}`);
  if (sh.dialect === 'busybox') return complainAsApplet(sh, `unknown signal '${operand}'`, 1);
  return complain(sh, 'kill', `${operand}: invalid signal specification`);
}

/** Every signal with its number, as `kill -l` lists them. */
export function signalList(sh: BuiltinShell): string {
  const names = Array.from({ length: 65 }, (_, number) => [number, nameOf(number, sh.dialect)] as const);
  if (sh.dialect === 'dash') return names.map(([, name]) => `${name}\n`).join('');
  const known = names.filter(([number, name]) => number > 0 && name !== undefined && number !== 32 && number !== 33);
  if (sh.dialect === 'bash-posix') return `${known.map(([, name]) => name).join(' ')}\n`;
  if (sh.dialect === 'busybox')
    return known.map(([number, name]) => `${String(number).padStart(2)}) ${name}\n`).join('');
  return known
    .map(([number, name], index) => `${String(number).padStart(2)}) SIG${name}${index % 5 === 4 ? '\n' : '\t'}`)
    .join('')
    .replace(/\n?$/, '\n')
    .replace(/\n\n$/, '\n');
}

function send(sh: BuiltinShell, signal: number, operands: readonly string[]): number {
  let status = 0;
  for (const operand of operands) {
    const pids = pidsOf(sh, operand);
    if (pids === undefined) {
      status = 1;
      continue;
    }
    for (const pid of pids) {
      const done = sh.p.kill(pid, signal);
      if (!isErrno(done)) continue;
      status = 1;
      if (sh.dialect === 'dash') sh.complainWithin(`${done.message}\n`);
      else if (sh.dialect === 'busybox') complainAsApplet(sh, `can't kill pid ${pid}: ${done.message}`, 1);
      else sh.complain(`kill: (${pid}) - ${done.message}`);
    }
  }
  return status;
}

function pidsOf(sh: BuiltinShell, operand: string): readonly number[] | undefined {
  if (operand[0] === '%') {
    const job = findJob(sh, operand);
    // dash signals the job's process group, and there is none without job control.
    if (typeof job !== 'string' && sh.dialect === 'dash' && !sh.option('monitor')) {
      sh.complainWithin(`${Errno.ESRCH.message}\n`);
      return undefined;
    }
    if (typeof job !== 'string') return job.pids;
    if (!isBash(sh.dialect)) sh.fail(job);
    complain(sh, 'kill', job);
    return undefined;
  }
  if (sh.dialect === 'dash') {
    const number = dashNumber(operand.replace(/^-/, ''));
    if (number !== undefined) return [operand[0] === '-' ? -number : number];
  } else if (/^-?[0-9]+$/.test(operand)) return [Number(operand)];
  if (sh.dialect === 'dash') sh.fail(`Illegal number: ${operand.replace(/^-/, '')}`);
  if (sh.dialect === 'busybox') complainAsApplet(sh, `invalid number '${operand}'`, 1);
  else complain(sh, 'kill', `${operand}: arguments must be process or job IDs`);
  return undefined;
}
