/** journalctl(1): the lines of this boot's journal, by unit, identifier and priority. */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import type { Machine } from '../../machine/machine.ts';
import type { JournalEntry } from '../../machine/systemd/journal.ts';
import { matches } from '../../machine/systemd/match.ts';
import { mangle } from '../../machine/systemd/unit-name.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { line, type OutputMode } from './journal-output.ts';

const SHORT = 'hefo:u:n::t:p:kb::aqrxlmc:D:U:S:F:Ng:M:';
const LONG = [
  'help=h',
  'version',
  'no-pager',
  'pager-end=e',
  'follow=f',
  'output:=o',
  'unit:=u',
  'lines::=n',
  'identifier:=t',
  'priority:=p',
  'dmesg=k',
  'boot::=b',
  'all=a',
  'quiet=q',
  'reverse=r',
  'catalog=x',
  'full=l',
  'no-full',
  'merge=m',
  'no-hostname',
  'no-tail',
  'utc',
  'system',
  'user',
  'since:=S',
  'until:=U',
  'cursor:=c',
  'flush',
  'sync',
  'rotate',
  'relinquish-var',
  'smart-relinquish-var',
  'list-boots',
  'disk-usage',
  'grep:=g',
  'invocation:',
  'output-fields:',
  'no-namespace',
  'truncate-newline',
] as const;
const PRIORITIES = ['emerg', 'alert', 'crit', 'err', 'warning', 'notice', 'info', 'debug'];
const MODES: readonly string[] = ['short', 'short-monotonic', 'cat'];
/** What changes nothing here: one boot, one machine, no pager. */
const IGNORED = new Set(['no-pager', 'e', 'b', 'a', 'q', 'x', 'l', 'no-full', 'm', 'utc', 'system', 'no-tail']);
const NOTHING_TO_DO = new Set(['flush', 'sync', 'rotate', 'relinquish-var', 'smart-relinquish-var']);

export const journalctl: Program = { name: 'journalctl', run };

function* run(p: Process, m: Machine): Task<number> {
  const parsed = getopt(p.argv, SHORT, LONG);
  if (parsed.error !== undefined) {
    yield* p.warn(`journalctl: ${parsed.error}\n`);
    return 1;
  }
  const units: string[] = [];
  const identifiers: string[] = [];
  let [mode, lines, most, reverse, kernel, hostname]: [
    OutputMode,
    number | undefined,
    number,
    boolean,
    boolean,
    boolean,
  ] = ['short', undefined, 7, false, false, true];
  for (const { name, value } of parsed.options) {
    if (IGNORED.has(name)) continue;
    if (NOTHING_TO_DO.has(name)) return 0;
    if (name === 'u') units.push(mangle(value ?? ''));
    else if (name === 't') identifiers.push(value ?? '');
    else if (name === 'r') reverse = true;
    else if (name === 'k') kernel = true;
    else if (name === 'no-hostname') hostname = false;
    else if (name === 'n') lines = value === undefined ? 10 : value === 'all' ? undefined : Number(value);
    else if (name === 'o' && MODES.includes(value ?? '')) mode = value as OutputMode;
    else if (name === 'p' && priority(value ?? '') !== undefined) most = priority(value ?? '')!;
    else {
      m.trace.add(p.pid, { kind: 'unsupported', what: 'journalctl', detail: p.argv.join(' ') });
      yield* p.warn(`journalctl: option ${name} ${value ?? ''} is not modelled.\n`);
      return 1;
    }
  }
  // `journalctl -n 5` with the number as a word of its own.
  const [count, ...rest] = parsed.operands;
  if (count !== undefined && /^\d+$/.test(count) && lines === 10) lines = Number(count);
  else if (count !== undefined) rest.unshift(count);
  if (rest.length > 0) {
    m.trace.add(p.pid, { kind: 'unsupported', what: 'journalctl', detail: `matches ${rest.join(' ')}` });
    yield* p.warn('journalctl: matches are not modelled.\n');
    return 1;
  }
  const wanted = (entry: JournalEntry): boolean =>
    entry.priority <= most &&
    (!kernel || entry.identifier === 'kernel') &&
    (identifiers.length === 0 || identifiers.includes(entry.identifier)) &&
    (units.length === 0 || units.some((unit) => entry.unit !== undefined && matches(entry.unit, unit)));
  const found = m.journal.entries.filter(wanted);
  const shown = lines === undefined ? found : found.slice(found.length - Math.min(lines, found.length));
  if (shown.length === 0) {
    if (mode !== 'cat') yield* p.print('-- No entries --\n');
    return 0;
  }
  if (reverse) shown.reverse();
  yield* p.print(shown.map((entry) => `${line(m, entry, mode, hostname)}\n`).join(''));
  return 0;
}

function priority(text: string): number | undefined {
  const name = text.replace(/^.*\.\./, '');
  const number = /^[0-7]$/.test(name) ? Number(name) : PRIORITIES.indexOf(name);
  return number < 0 ? undefined : number;
}
