/** How journalctl(1) prints a line of the journal. */
import type { Machine } from '../../machine/machine.ts';
import { type JournalEntry, stamp } from '../../machine/systemd/journal.ts';
import { syslogTime } from './wall-clock.ts';

export type OutputMode = 'short' | 'short-monotonic' | 'cat';

const writer = (entry: JournalEntry): string => `${entry.identifier}${entry.pid > 0 ? `[${entry.pid}]` : ''}: `;

/** `Nov 23 16:26:38 host systemd[1]: text`, later lines of a message below its beginning. */
export function shortLine(m: Machine, entry: JournalEntry): string {
  return withIndent(`${syslogTime(m, entry.atUs)} ${hostname(m)} ${writer(entry)}`, entry.message);
}

export function line(m: Machine, entry: JournalEntry, mode: OutputMode, withHostname = true): string {
  if (mode === 'cat') return entry.message;
  const time = mode === 'short-monotonic' ? stamp(entry.atUs) : syslogTime(m, entry.atUs);
  return withIndent(`${time} ${withHostname ? `${hostname(m)} ` : ''}${writer(entry)}`, entry.message);
}

const withIndent = (head: string, message: string): string =>
  head + message.replaceAll('\n', `\n${' '.repeat(head.length)}`);

const hostname = (m: Machine): string => m.systemd.pid1?.facts.hostname ?? 'localhost';
