/** Runs the rows of the record in order and tells how each answer compares. */
import type { Machine } from '../../src/machine/machine.ts';
import { isErrno } from '../../src/vfs/errno.ts';
import { type Answer, pause, run } from '../machine/commands.ts';
import { arrange } from './circumstances.ts';
import { leftOut } from './left-out.ts';
import { type Row, toBytes } from './record.ts';
import { recordedMachine } from './recorded-machine.ts';
import { sameButForAllocation, shape } from './shape.ts';

/** `allocation`: equal but for sizes that depend on allocation. */
export type Verdict = 'exact' | 'allocation' | 'different' | 'withheld' | 'left-out' | 'reply';

export interface Outcome {
  readonly row: Row;
  readonly verdict: Verdict;
  /** What differs, for people. */
  readonly difference?: string;
}

/** Between two commands of the record lies about this time. */
const BETWEEN_US = 400_000;

export function replay(rows: readonly Row[], sections = new Set(rows.map((row) => row.section))): Outcome[] {
  const outcomes: Outcome[] = [];
  for (const section of sections)
    outcomes.push(
      ...replaySection(
        rows.filter((row) => row.section === section),
        section,
      ),
    );
  return outcomes;
}

function replaySection(rows: readonly Row[], section: string): Outcome[] {
  let m: Machine | undefined;
  return rows.map((row, index): Outcome => {
    if (row.role === 'password-reply') return { row, verdict: 'reply' };
    // The record does not show how the pool of the experiments before was destroyed, or that the machine was started anew.
    if (!m || (makesPool(row) && m.zfs.pools.some(({ name }) => row.argv.includes(name)))) {
      m = recordedMachine({ section, operator: rows.slice(index).flatMap(stepsOf) });
      arrange(m, section, 'begin');
    }
    arrange(m, section, row.id);
    const answer = answerOf(m, row, rows[index + 1]);
    pause(m, BETWEEN_US);
    if (leftOut(row.id) !== undefined) return { row, verdict: 'left-out' };
    return row.withheld ? { row, verdict: 'withheld' } : compare(row, answer);
  });
}

const makesPool = ({ role, argv }: Row): boolean => role === 'setup' && argv[0] === 'zpool' && argv[1] === 'create';

const KEYS: Readonly<Record<string, string>> = { '\x03': '^C', '\x04': '^D' };
const stepsOf = (row: Row) =>
  (row.typed ?? []).map((typed) => ({
    kind: 'answer' as const,
    answer: KEYS[typed] ?? toBytes(typed.replace(/\n$/, '')),
    afterUs: 200_000,
  }));

/** Null when there is no such program. */
type Answered = Omit<Answer, 'status'> & { readonly status: number | null };
const NO_PROGRAM: Answered = { status: null, stdout: '', stderr: '', console: '', askFiles: [] };

const isThere = (m: Machine, name: string): boolean =>
  name.includes('/') ||
  ['/usr/sbin', '/usr/bin'].some((directory) => !isErrno(m.vfs.find(m.vfs.view, `${directory}/${name}`)));

function answerOf(m: Machine, row: Row, next: Row | undefined): Answered {
  if (!isThere(m, row.argv[0]!)) return NO_PROGRAM;
  return run(m, {
    argv: row.argv.map(toBytes),
    onConsole: row.typed !== undefined,
    ...(row.stdin === undefined ? {} : { stdin: toBytes(row.stdin) }),
    ...(row.env === undefined ? {} : { env: row.env }),
    ...(next?.role === 'password-reply' ? { replies: next.answers_sent ?? [] } : {}),
    killedAfterSeconds: row.killed_by_harness_after_s ?? 600,
  });
}

function compare(row: Row, answer: Answered): Outcome {
  const streams: readonly (readonly [string, string, string])[] =
    row.tty === undefined
      ? [
          ['stdout', answer.stdout, toBytes(row.stdout ?? '')],
          ['stderr', answer.stderr, toBytes(row.stderr ?? '')],
        ]
      : // A terminal shows \n as \r\n.
        [['terminal', answer.console, toBytes(row.tty).replaceAll('\r', '')]];
  const wrong: string[] = answer.status === row.exit ? [] : [`status ${answer.status}, recorded ${row.exit}`];
  let allocation = false;
  for (const [stream, got, recorded] of streams) {
    const [ours, theirs] = [shape(row.argv, got), shape(row.argv, recorded)];
    if (ours === theirs) continue;
    if (sameButForAllocation(row.argv, ours, theirs)) allocation = true;
    else wrong.push(firstDifference(stream, ours, theirs));
  }
  if (wrong.length > 0) return { row, verdict: 'different', difference: wrong.join('\n  ') };
  return { row, verdict: allocation ? 'allocation' : 'exact' };
}

/** The first line in which two outputs differ, with what follows. */
function firstDifference(stream: string, ours: string, theirs: string): string {
  const [a, b] = [ours.split('\n'), theirs.split('\n')];
  const line = a.findIndex((text, index) => text !== b[index]);
  const from = line < 0 ? a.length : line;
  const show = (lines: readonly string[]): string => JSON.stringify(lines.slice(from).join('\n')).slice(0, 700);
  return `${stream} from line ${from + 1} ${show(a)}\n  recorded ${show(b)}`;
}
