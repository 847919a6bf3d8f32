/** ulimit: the limits that a process would have; they are told and remembered, not enforced. */
import type { Process } from '../../kernel/process.ts';
import { isBash } from '../../syntax/dialect.ts';
import type { Builtin, BuiltinShell } from './builtin.ts';
import { complainAsApplet, complain, readOptions } from './diagnostics.ts';

type Limit = number | 'unlimited';

interface Resource {
  readonly letter: string;
  /** Names in the lists of dash, busybox and bash. */
  readonly names: readonly [dash: string | undefined, busybox: string | undefined, bash: string];
  readonly soft: Limit;
  readonly hard: Limit;
}

/** What Linux gives to pid 1, in the units of the lists. */
const RESOURCES: readonly Resource[] = [
  { letter: 't', names: ['time(seconds)', 'cpu time (seconds)', 'cpu time                   (seconds, -t)'], soft: 'unlimited', hard: 'unlimited' },
  { letter: 'f', names: ['file(blocks)', 'file size (blocks)', 'file size                   (blocks, -f)'], soft: 'unlimited', hard: 'unlimited' },
  { letter: 'd', names: ['data(kbytes)', 'data seg size (kb)', 'data seg size               (kbytes, -d)'], soft: 'unlimited', hard: 'unlimited' },
  { letter: 's', names: ['stack(kbytes)', 'stack size (kb)', 'stack size                  (kbytes, -s)'], soft: 8192, hard: 'unlimited' },
  { letter: 'c', names: ['coredump(blocks)', 'core file size (blocks)', 'core file size              (blocks, -c)'], soft: 0, hard: 'unlimited' },
  { letter: 'm', names: ['memory(kbytes)', 'max memory size (kb)', 'max memory size             (kbytes, -m)'], soft: 'unlimited', hard: 'unlimited' },
  { letter: 'l', names: ['locked memory(kbytes)', 'max locked memory (kb)', 'max locked memory           (kbytes, -l)'], soft: 8192, hard: 8192 },
  { letter: 'p', names: ['process', 'max user processes', 'max user processes                  (-u)'], soft: 15511, hard: 15511 },
  { letter: 'n', names: ['nofiles', 'open files', 'open files                          (-n)'], soft: 1024, hard: 524288 },
  { letter: 'v', names: ['vmemory(kbytes)', 'virtual memory (kb)', 'virtual memory              (kbytes, -v)'], soft: 'unlimited', hard: 'unlimited' },
  { letter: 'w', names: ['locks', 'file locks', 'file locks                          (-x)'], soft: 'unlimited', hard: 'unlimited' },
  { letter: 'r', names: ['rtprio', 'real-time priority', 'real-time priority                  (-r)'], soft: 0, hard: 0 },
];

const limits = new WeakMap<Process, Map<string, { soft: Limit; hard: Limit }>>();

export const ulimit: Builtin = {
  name: 'ulimit',
  run: (sh, argv) => {
    const bash = isBash(sh.dialect);
    const known = bash ? 'HSatfdscmlunvxr' : sh.dialect === 'busybox' ? 'HSatfdscmlpnvwr' : 'HSatfdscmlpnvwr';
    const read = readOptions(sh, argv, known, 'ulimit [-SHabcdefiklmnpqrstuvxPRT] [limit]');
    if ('status' in read) return read.status;
    const { options, operands } = read;
    const which = options.has('H') ? (options.has('S') ? 'both' : 'hard') : options.has('S') ? 'soft' : 'both';
    if (options.has('a')) return sh.write(RESOURCES.filter((row) => nameOf(sh, row) !== undefined).map((row) => `${padded(sh, nameOf(sh, row)!)}${shown(sh, row, which)}\n`).join(''));
    const letter = [...options.keys()].filter((each) => each !== 'H' && each !== 'S').at(-1) ?? 'f';
    const resource = RESOURCES.find((row) => row.letter === (bash ? ({ u: 'p', x: 'w' }[letter] ?? letter) : letter))!;
    const [value] = operands;
    if (value === undefined) return sh.write(`${shown(sh, resource, which)}\n`);
    if (operands.length > 1 && sh.dialect === 'dash') sh.fail('too many arguments');
    return set(sh, resource, which, value);
  },
};

const nameOf = (sh: BuiltinShell, row: Resource): string | undefined => row.names[sh.dialect === 'dash' ? 0 : sh.dialect === 'busybox' ? 1 : 2];

const padded = (sh: BuiltinShell, name: string): string => (sh.dialect === 'dash' ? `${name.padEnd(20)} ` : sh.dialect === 'busybox' ? `${name.padEnd(32)}` : `${name} `);

/** The limits of a process are those of the one that started it, until it sets its own. */
function current(process: Process | undefined, row: Resource): { readonly soft: Limit; readonly hard: Limit } {
  for (let p = process; p; p = p.kernel.processes.get(p.ppid)) {
    const own = limits.get(p)?.get(row.letter);
    if (own) return own;
  }
  return row;
}

const shown = (sh: BuiltinShell, row: Resource, which: 'hard' | 'soft' | 'both'): string => String(current(sh.p, row)[which === 'hard' ? 'hard' : 'soft']);

function set(sh: BuiltinShell, row: Resource, which: 'hard' | 'soft' | 'both', text: string): number {
  const before = current(sh.p, row);
  const value = text === 'unlimited' ? 'unlimited' : /^[0-9]+$/.test(text) ? Number(text) : isBash(sh.dialect) && (text === 'hard' || text === 'soft') ? before[text] : undefined;
  if (value === undefined) {
    if (sh.dialect === 'dash') sh.fail('bad number');
    return sh.dialect === 'busybox' ? complainAsApplet(sh, `invalid number '${text}'`, 1) : complain(sh, 'ulimit', `${text}: invalid number`);
  }
  const hard = which === 'soft' ? before.hard : value;
  const soft = which === 'hard' ? before.soft : value;
  if (exceeds(soft, hard)) {
    if (sh.dialect === 'dash') sh.fail('error setting limit (Invalid argument)');
    return sh.dialect === 'busybox' ? complainAsApplet(sh, 'error setting limit: Invalid argument', 1) : complain(sh, 'ulimit', `${row.names[2].replace(/ {2,}.*/, '')}: cannot modify limit: Invalid argument`);
  }
  let own = limits.get(sh.p);
  if (!own) limits.set(sh.p, (own = new Map()));
  own.set(row.letter, { soft, hard });
  return 0;
}

/** Root may raise hard limits; a soft one above the hard one is refused. */
const exceeds = (soft: Limit, hard: Limit): boolean => hard !== 'unlimited' && (soft === 'unlimited' || soft > hard);
