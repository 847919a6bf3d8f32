/** journalctl(1): the lines of this boot's journal, by unit, identifier and priority. */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import type { Machine } from '../../machine/machine.ts';
import type { JournalEntry } from '../../machine/systemd/journal.ts';
import { matches } from '../../machine/systemd/match.ts';
import { mangle } from '../../machine/systemd/unit-name.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { line, OUTPUT_MODES, type OutputMode } from './journal-output.ts';

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
/** What changes nothing here: one boot, one machine, no pager. */
const IGNORED = new Set(['no-pager', 'e', 'b', 'a', 'x', 'l', 'no-full', 'm', 'utc', 'system', 'no-tail']);
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
  let mode: OutputMode = 'short';
  let lines: number | undefined;
  let priorities: Priorities = { least: 0, most: 7 };
  let [reverse, kernel, hostname, quiet] = [false, false, true, false];
  for (const { name, value } of parsed.options) {
    if (IGNORED.has(name)) continue;
    if (NOTHING_TO_DO.has(name)) return 0;
    if (name === 'u') units.push(mangle(value ?? ''));
    else if (name === 't') identifiers.push(value ?? '');
    else if (name === 'r') reverse = true;
    else if (name === 'k') kernel = true;
    else if (name === 'q') quiet = true;
    else if (name === 'no-hostname') hostname = false;
    else if (name === 'n') lines = value === undefined ? 10 : value === 'all' ? undefined : Number(value);
    else if (name === 'o' && OUTPUT_MODES.includes(value as OutputMode)) mode = value as OutputMode;
    else if (name === 'p') {
      const range = prioritiesOf(value ?? '');
      if (!range) {
        yield* p.warn(`Unknown log level ${value}\n`);
        return 1;
      }
      priorities = range;
    } else {
      m.trace.add(p.pid, { kind: 'unsupported', what: 'journalctl', detail: p.argv.join(' ') });
      yield* p.warn(`journalctl: option ${name} ${value ?? ''} is not modelled.\n`);
      return 1;
    }
  }
  // `journalctl -n 5` with the number as a word of its own.
  const rest = [...parsed.operands];
  const at = lines === 10 ? rest.findIndex((word) => /^(?:\d+|all)$/.test(word)) : -1;
  if (at >= 0) {
    const [count] = rest.splice(at, 1);
    lines = count === 'all' ? undefined : Number(count);
  }
  const fields = rest.map(fieldMatch);
  if (fields.includes(undefined)) {
    m.trace.add(p.pid, { kind: 'unsupported', what: 'journalctl', detail: `matches ${rest.join(' ')}` });
    yield* p.warn('journalctl: matches are not modelled.\n');
    return 1;
  }
  const wanted = (entry: JournalEntry): boolean =>
    priorities.least <= entry.priority &&
    entry.priority <= priorities.most &&
    (!kernel || entry.identifier === 'kernel' || entry.byKernel === true) &&
    matchesFields(entry, fields as readonly FieldMatch[]) &&
    (identifiers.length === 0 || identifiers.includes(entry.identifier)) &&
    (units.length === 0 || units.some((unit) => entry.unit !== undefined && matches(entry.unit, unit)));
  const found = m.journal.entries.filter(wanted);
  const shown = lines === undefined ? found : found.slice(found.length - Math.min(lines, found.length));
  if (shown.length === 0) {
    if (mode !== 'cat' && !quiet) yield* p.print('-- No entries --\n');
    return 0;
  }
  if (reverse) shown.reverse();
  yield* p.print(shown.map((entry) => `${line(m, entry, mode, hostname)}\n`).join(''));
  return 0;
}

interface Priorities {
  readonly least: number;
  readonly most: number;
}

/** A level and all that is worse, or the range `FROM..TO`; undefined for a level that nobody knows. */
function prioritiesOf(text: string): Priorities | undefined {
  const [first, second] = text.split('..').map(priority);
  if (first === undefined || (text.includes('..') && second === undefined)) return undefined;
  return second === undefined
    ? { least: 0, most: first }
    : { least: Math.min(first, second), most: Math.max(first, second) };
}

const OTHER_NAMES: Readonly<Record<string, string>> = { panic: 'emerg', error: 'err', warn: 'warning' };

function priority(name: string): number | undefined {
  const number = /^[0-7]$/.test(name) ? Number(name) : PRIORITIES.indexOf(OTHER_NAMES[name] ?? name);
  return number < 0 ? undefined : number;
}

interface FieldMatch {
  readonly field: string;
  readonly value: string;
}

/** Fields of an entry by the names of systemd.journal-fields(7). */
const FIELDS: Readonly<Record<string, (entry: JournalEntry) => string | undefined>> = {
  MESSAGE: ({ message }) => message,
  PRIORITY: (entry) => String(entry.priority),
  SYSLOG_IDENTIFIER: ({ identifier }) => identifier,
  _PID: ({ pid }) => (pid > 0 ? String(pid) : undefined),
  _SYSTEMD_UNIT: ({ unit }) => unit,
};

const fieldMatch = (word: string): FieldMatch | undefined => {
  const [, field, value] = /^([A-Z_]+)=(.*)$/s.exec(word) ?? [];
  return field !== undefined && FIELDS[field] ? { field, value: value! } : undefined;
};

/** Of several values of one field, one will do; of several fields, all have to fit. */
const matchesFields = (entry: JournalEntry, wanted: readonly FieldMatch[]): boolean =>
  [...new Set(wanted.map(({ field }) => field))].every((field) =>
    wanted.some((match) => match.field === field && FIELDS[field]!(entry) === match.value),
  );
