/** ps: lists processes (procps), with the selections and columns that scripts use. */
import type { Process } from '../../kernel/process.ts';
import type { Machine } from '../../machine/machine.ts';
import { momentOf, wallClock } from '../dates/calendar.ts';
import { formatDate } from '../dates/format.ts';
import type { Program } from '../program.ts';
import { unsupported } from '../text/messages.ts';
import { commandName } from './signals.ts';

interface Column {
  readonly title: string;
  readonly width: number;
  readonly right: boolean;
  readonly value: (process: Process, m: Machine) => string;
}

const letter = (process: Process): string =>
  process.state === 'zombie' ? 'Z' : process.state === 'waiting' ? 'S' : 'R';
const terminal = (process: Process): string => {
  const file = process
    .descriptors()
    .map((fd) => process.descriptor(fd))
    .find((open) => open?.tty);
  return file ? file.path.replace(/^\/dev\//, '') : '?';
};
const command = (process: Process): string =>
  process.argv.length > 0 && process.state !== 'zombie'
    ? process.argv.join(' ')
    : `[${commandName(process)}] <defunct>`;
const started = (process: Process, m: Machine): string =>
  formatDate('%H:%M', momentOf(wallClock(m, process.startedUs)))!;

const number = (title: string, width: number, value: (process: Process) => number): Column => ({
  title,
  width,
  right: true,
  value: (process) => String(value(process)),
});
const text = (title: string, width: number, value: (process: Process, m: Machine) => string): Column => ({
  title,
  width,
  right: false,
  value,
});

const COLUMNS: Readonly<Record<string, Column>> = {
  pid: number('PID', 5, ({ pid }) => pid),
  ppid: number('PPID', 5, ({ ppid }) => ppid),
  pgid: number('PGID', 5, ({ pid }) => pid),
  sid: number('SID', 5, ({ pid }) => pid),
  uid: number('UID', 5, () => 0),
  comm: text('COMMAND', 15, (process) => commandName(process) + (process.state === 'zombie' ? ' <defunct>' : '')),
  args: text('COMMAND', 27, command),
  user: text('USER', 8, () => 'root'),
  uname: text('UID', 8, () => 'root'),
  state: text('S', 1, letter),
  stat: text('STAT', 4, letter),
  tty: text('TT', 8, terminal),
  ttyLong: text('TTY', 8, terminal),
  time: { title: 'TIME', width: 8, right: true, value: () => '00:00:00' },
  cpu: { title: 'C', width: 2, right: true, value: () => '0' },
  stime: { title: 'STIME', width: 5, right: true, value: started },
  cmd: text('CMD', 27, command),
  shortCmd: text('CMD', 15, (process) => commandName(process) + (process.state === 'zombie' ? ' <defunct>' : '')),
};
const ALIASES: Readonly<Record<string, string>> = {
  command: 'args',
  cmd: 'cmd',
  ucmd: 'comm',
  ucomm: 'comm',
  s: 'state',
  tname: 'ttyLong',
  tt: 'tty',
  euser: 'user',
  pgrp: 'pgid',
  sess: 'sid',
  cputime: 'time',
};

/** Columns by a list such as `pid,comm=NAME`; the first unknown word otherwise. */
function parseColumns(list: string): Column[] | string {
  const columns: Column[] = [];
  for (const word of list.split(/[, ]+/).filter(Boolean)) {
    const [name = '', title] = word.split('=', 2);
    const column = COLUMNS[ALIASES[name] ?? name];
    if (!column) return name;
    columns.push(title === undefined ? column : { ...column, title });
  }
  return columns;
}

export const ps: Program = {
  name: 'ps',
  run: function* (p, m) {
    let selection: (process: Process) => boolean = (process) => process.ppid === p.ppid || process.pid === p.ppid;
    let columns: readonly Column[] = [COLUMNS.pid!, COLUMNS.ttyLong!, COLUMNS.time!, COLUMNS.shortCmd!];
    let header = true;
    const words = p.argv.slice(1);
    for (let at = 0; at < words.length; at++) {
      const word = words[at]!;
      const found = /^-?([a-zA-Z]+)(.*)$/s.exec(word);
      if (word === '--no-headers' || word === '--no-heading' || word === 'h') header = false;
      else if (!found || word.startsWith('--')) return yield* unsupported(p, `option ${word}`);
      else {
        const dashed = word.startsWith('-');
        for (let i = dashed ? 1 : 0; i < word.length; i++) {
          const c = word[i]!;
          const rest = word.slice(i + 1);
          if ((dashed && (c === 'e' || c === 'A')) || (!dashed && (c === 'a' || c === 'x'))) selection = () => true;
          else if (c === 'f' && dashed)
            columns = [
              COLUMNS.uname!,
              COLUMNS.pid!,
              COLUMNS.ppid!,
              COLUMNS.cpu!,
              COLUMNS.stime!,
              COLUMNS.ttyLong!,
              COLUMNS.time!,
              COLUMNS.cmd!,
            ];
          else if (c === 'w') continue;
          else if (c === 'o' || c === 'p' || c === 'C') {
            const value = rest !== '' ? rest : words[++at];
            if (value === undefined) return yield* unsupported(p, `option ${word} without a list`);
            if (c === 'o') {
              const parsed = parseColumns(value);
              if (typeof parsed === 'string') return yield* unsupported(p, `column ${parsed}`);
              columns = parsed;
            } else if (c === 'p') {
              const pids = new Set(value.split(/[, ]+/).map(Number));
              selection = (process) => pids.has(process.pid);
            } else {
              const names = new Set(value.split(','));
              selection = (process) => names.has(commandName(process));
            }
            break;
          } else return yield* unsupported(p, `option ${word}`);
        }
      }
    }
    const shown = [...p.kernel.processes.values()]
      .filter((process) => process.state !== 'reaped' && selection(process))
      .sort((a, b) => a.pid - b.pid);
    const lines = [
      ...(header && columns.some(({ title }) => title !== '') ? [columns.map(({ title }) => title)] : []),
      ...shown.map((process) => columns.map(({ value }) => value(process, m))),
    ];
    yield* p.print(
      lines
        .map(
          (cells) =>
            `${cells.map((cell, n) => (columns[n]!.right ? cell.padStart(columns[n]!.width) : n === columns.length - 1 ? cell : cell.padEnd(columns[n]!.width).slice(0, Math.max(columns[n]!.width, cell.length)))).join(' ')}\n`,
        )
        .join(''),
    );
    return shown.length > 0 ? 0 : 1;
  },
};
