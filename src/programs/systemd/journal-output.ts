/** How journalctl(1) prints a line of the journal. */
import type { Machine } from '../../machine/machine.ts';
import { type JournalEntry, stamp } from '../../machine/systemd/journal.ts';
import { syslogTime, wallClock } from './wall-clock.ts';

export const OUTPUT_MODES = [
  'short',
  'short-full',
  'short-iso',
  'short-monotonic',
  'short-precise',
  'short-unix',
  'cat',
] as const;
export type OutputMode = (typeof OUTPUT_MODES)[number];

const writer = (entry: JournalEntry): string => `${entry.identifier}${entry.pid > 0 ? `[${entry.pid}]` : ''}: `;

/** `Nov 23 16:26:38 host systemd[1]: text`, later lines of a message below its beginning. */
export function shortLine(m: Machine, entry: JournalEntry): string {
  return withIndent(`${syslogTime(m, entry.atUs)} ${hostname(m)} ${writer(entry)}`, entry.message);
}

export function line(m: Machine, entry: JournalEntry, mode: OutputMode, withHostname = true): string {
  if (mode === 'cat') return entry.message;
  const time = timeOf(m, entry.atUs, mode);
  return withIndent(`${time} ${withHostname ? `${hostname(m)} ` : ''}${writer(entry)}`, entry.message);
}

function timeOf(m: Machine, atUs: number, mode: Exclude<OutputMode, 'cat'>): string {
  const fraction = String(Math.floor(atUs) % 1_000_000).padStart(6, '0');
  switch (mode) {
    case 'short':
      return syslogTime(m, atUs);
    case 'short-precise':
      return `${syslogTime(m, atUs)}.${fraction}`;
    case 'short-full':
      return wallClock(m, atUs);
    case 'short-iso':
      return wallClock(m, atUs).replace(/^\w+ (\S+) (\S+) UTC$/, '$1T$2+0000');
    case 'short-monotonic':
      return stamp(atUs);
    case 'short-unix':
      return `${m.zfs.timing.powerOnSeconds + Math.floor(atUs / 1_000_000)}.${fraction}`;
  }
}

const withIndent = (head: string, message: string): string =>
  head + message.replaceAll('\n', `\n${' '.repeat(head.length)}`);

const hostname = (m: Machine): string => m.systemd.pid1?.facts.hostname ?? 'localhost';
