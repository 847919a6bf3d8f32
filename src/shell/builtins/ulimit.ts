/** ulimit: the limits that a process would have; those of file sizes and descriptors hold, the others are only told. */
import type { Process } from '../../kernel/process.ts';
import { isBash } from '../../syntax/dialect.ts';
import type { Builtin, BuiltinShell } from './builtin.ts';
import { complain, complainAsApplet, readOptions } from './diagnostics.ts';
import { type Limit, RESOURCES, type Resource } from './resources.ts';

type Which = 'hard' | 'soft' | 'both';

export const ulimit: Builtin = {
  name: 'ulimit',
  run: (sh, argv) => {
    const rows = RESOURCES.filter((row) => letterOf(sh, row) !== undefined);
    const known = `HSa${rows.map((row) => letterOf(sh, row)).join('')}`;
    const read = readOptions(sh, argv, known, 'ulimit [-SHabcdefiklmnpqrstuvxPRT] [limit]');
    if ('status' in read) return read.status;
    const { options, operands } = read;
    const which: Which = options.has('H') ? (options.has('S') ? 'both' : 'hard') : options.has('S') ? 'soft' : 'both';
    if (operands.length > (options.has('a') ? 0 : 1) && sh.dialect === 'dash') sh.fail('too many arguments');
    if (options.has('a')) return sh.write(listed(sh, rows, which));
    const letter = [...options.keys()].filter((each) => each !== 'H' && each !== 'S').at(-1) ?? 'f';
    const resource = rows.find((row) => letterOf(sh, row) === letter)!;
    const [value] = operands;
    if (value === undefined) return sh.write(`${shown(sh, resource, which)}\n`);
    return set(sh, resource, which, value);
  },
};

const letterOf = (sh: BuiltinShell, row: Resource): string | undefined =>
  sh.dialect === 'dash' ? row.dash?.letter : sh.dialect === 'busybox' && row.letter === 'R' ? undefined : row.letter;

function listed(sh: BuiltinShell, rows: readonly Resource[], which: Which): string {
  if (sh.dialect === 'dash')
    return rows
      .toSorted((a, b) => a.dash!.place - b.dash!.place)
      .map((row) => `${row.dash!.name.padEnd(20)} ${shown(sh, row, which)}\n`)
      .join('');
  if (sh.dialect === 'busybox')
    return rows
      .flatMap((row) => (row.busybox ? [`${row.busybox.padEnd(32)}(-${row.letter}) ${shown(sh, row, which)}\n`] : []))
      .join('');
  return rows
    .map((row) => `${row.bash.padEnd(36 - row.unit.length)}(${row.unit}-${row.letter}) ${shown(sh, row, which)}\n`)
    .join('');
}

const limits = new WeakMap<Process, Map<Resource, { readonly soft: Limit; readonly hard: Limit }>>();

/** The limits of a process are those of the one that started it, until it sets its own. */
function current(process: Process | undefined, row: Resource): { readonly soft: Limit; readonly hard: Limit } {
  for (let p = process; p; p = p.kernel.processes.get(p.ppid)) {
    const own = limits.get(p)?.get(row);
    if (own) return own;
  }
  return row;
}

const shown = (sh: BuiltinShell, row: Resource, which: Which): string =>
  String(current(sh.p, row)[which === 'hard' ? 'hard' : 'soft']);

function set(sh: BuiltinShell, row: Resource, which: Which, text: string): number {
  const before = current(sh.p, row);
  const value =
    text === 'unlimited'
      ? 'unlimited'
      : (sh.dialect === 'busybox' ? /^[0-9]+$/ : /^[0-9]*$/).test(text)
        ? sh.dialect === 'dash'
          ? wrapped(row, text)
          : Number(text)
        : isBash(sh.dialect) && (text === 'hard' || text === 'soft')
          ? before[text]
          : undefined;
  if (value === undefined) {
    if (sh.dialect === 'dash') sh.fail('bad number');
    return sh.dialect === 'busybox'
      ? complainAsApplet(sh, `invalid number '${text}'`, 1)
      : complain(sh, 'ulimit', `${text}: invalid number`);
  }
  const hard = which === 'soft' ? before.hard : value;
  const soft = which === 'hard' ? before.soft : value;
  if (exceeds(soft, hard)) {
    if (sh.dialect === 'dash') sh.fail('error setting limit (Invalid argument)');
    return sh.dialect === 'busybox'
      ? complainAsApplet(sh, 'error setting limit: Invalid argument', 1)
      : complain(sh, 'ulimit', `${row.bash}: cannot modify limit: Invalid argument`);
  }
  const own = limits.get(sh.p) ?? new Map<Resource, { readonly soft: Limit; readonly hard: Limit }>();
  limits.set(sh.p, own);
  own.set(row, { soft, hard });
  if (row.letter === 'f')
    sh.p.fileSizeLimit = soft === 'unlimited' ? Number.POSITIVE_INFINITY : soft * (sh.dialect === 'bash' ? 1024 : 512);
  if (row.letter === 'n' && soft !== 'unlimited') sh.p.descriptors_.most = soft;
  return 0;
}

/** dash counts in 64 bits without looking whether that is enough. */
function wrapped(row: Resource, text: string): Limit {
  const unit = row.dash!.name.includes('blocks') ? 512n : row.dash!.name.includes('kbytes') ? 1024n : 1n;
  const bytes = BigInt.asUintN(64, BigInt.asUintN(64, BigInt(`0${text}`)) * unit);
  return bytes === 2n ** 64n - 1n ? 'unlimited' : Number(bytes / unit);
}

/** Root may raise hard limits; a soft one above the hard one is refused. */
const exceeds = (soft: Limit, hard: Limit): boolean => hard !== 'unlimited' && (soft === 'unlimited' || soft > hard);
