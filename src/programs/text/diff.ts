/** diff: where two files differ (diffutils): normal and unified output, or only whether. */
import type { Process } from '../../kernel/process.ts';
import type { Machine } from '../../machine/machine.ts';
import { isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import { momentOf, wallClock } from '../dates/calendar.ts';
import { formatDate } from '../dates/format.ts';
import type { Program } from '../program.ts';
import { readInput } from './inputs.ts';
import { complain, unsupported, unsupportedOption } from './messages.ts';
import { baseName } from './names.ts';
import { Output } from './output.ts';

const LONG = [
  'brief=q',
  'report-identical-files=s',
  'unified::=u',
  'context::=c',
  'new-file=N',
  'recursive=r',
  'text=a',
  'ignore-case=i',
  'ignore-all-space=w',
  'ignore-space-change=b',
  'ignore-blank-lines=B',
  'label:=L',
  'normal',
  'side-by-side=y',
  'color::',
  'help',
  'version=v',
];
const TROUBLE = 2;
const DEFAULT_CONTEXT = 3;
/** Lines of one file times lines of the other that are compared. */
const MOST_CELLS = 4_000_000;

export const diff: Program = {
  name: 'diff',
  run: function* (p, m) {
    const { options, operands, error } = getopt(p.argv, 'qsuU:cC:NraiwbBL:yv', LONG);
    let [brief, same, text, absent] = [false, false, false, false];
    let context: number | undefined;
    const labels: string[] = [];
    for (const { name, value } of options) {
      if (name === 'q') brief = true;
      else if (name === 's') same = true;
      else if (name === 'a') text = true;
      else if (name === 'N') absent = true;
      else if (name === 'L') labels.push(value!);
      else if (name === 'normal') context = undefined;
      else if (name === 'u' || name === 'U') {
        const lines = value ?? String(DEFAULT_CONTEXT);
        if (!/^\d+$/.test(lines)) {
          yield* complain(p, `invalid context length '${lines}'`);
          yield* p.warn("diff: Try 'diff --help' for more information.\n");
          return TROUBLE;
        }
        context = Number(lines);
      } else return yield* unsupportedOption(p, name, TROUBLE);
    }
    const help = "diff: Try 'diff --help' for more information.\n";
    if (error !== undefined) {
      yield* p.warn(`diff: ${error}\n${help}`);
      return TROUBLE;
    }
    if (operands.length < 2) {
      const after = operands.length === 0 ? p.argv[0] : operands[0];
      yield* p.warn(`diff: missing operand after '${after}'\n${help}`);
      return TROUBLE;
    }
    if (operands.length > 2) {
      yield* p.warn(`diff: extra operand '${operands[2]}'\n${help}`);
      return TROUBLE;
    }
    const paths = inDirectory(p, operands as [string, string]);
    if (!paths) return yield* unsupported(p, 'two directories', TROUBLE);
    const contents: string[] = [];
    let failed = false;
    for (const path of paths) {
      const content = yield* readInput(p, path);
      if (!isErrno(content)) contents.push(content);
      else if (absent) contents.push('');
      else {
        failed = true;
        yield* complain(p, `${path}: ${content.message}`, TROUBLE);
      }
    }
    if (failed) return TROUBLE;
    const [left, right] = contents as [string, string];
    if (left === right) {
      if (same) yield* p.print(`Files ${paths[0]} and ${paths[1]} are identical\n`);
      return 0;
    }
    if (brief) {
      yield* p.print(`Files ${paths[0]} and ${paths[1]} differ\n`);
      return 1;
    }
    if (!text && (left.includes('\0') || right.includes('\0'))) {
      yield* p.print(`Binary files ${paths[0]} and ${paths[1]} differ\n`);
      return 1;
    }
    const [a, b] = [linesOf(left), linesOf(right)];
    if (a.length * b.length > MOST_CELLS) return yield* unsupported(p, 'files of this size', TROUBLE);
    p.kernel.work(a.length * b.length, 16);
    const changes = changesOf(a, b);
    const out = new Output(p);
    if (context === undefined) for (const change of changes) out.add(normal(a, b, change));
    else {
      out.add(paths.map((path, n) => `${n === 0 ? '---' : '+++'} ${labels[n] ?? header(p, m, path)}\n`).join(''));
      for (const group of grouped(changes, context)) out.add(unified(a, b, group, context));
    }
    return yield* out.close(1, TROUBLE);
  },
};

/** A directory stands for the file of the other's name in it; undefined for two directories. */
function inDirectory(p: Process, [left, right]: readonly [string, string]): readonly [string, string] | undefined {
  const isDirectory = (path: string): boolean => {
    const stat = path === '-' ? undefined : p.stat(path);
    return stat !== undefined && !isErrno(stat) && stat.type === 'directory';
  };
  const [first, second] = [isDirectory(left), isDirectory(right)];
  if (first && second) return undefined;
  return [
    first ? `${left.replace(/\/$/, '')}/${baseName(right)}` : left,
    second ? `${right.replace(/\/$/, '')}/${baseName(left)}` : right,
  ];
}

/** A file's name and when it was changed. */
function header(p: Process, m: Machine, path: string): string {
  const stat = path === '-' ? undefined : p.stat(path);
  const atUs = stat === undefined || isErrno(stat) ? 0 : stat.mtimeUs;
  return `${path}\t${formatDate('%Y-%m-%d %H:%M:%S.%N %z', momentOf(wallClock(m, atUs)))}`;
}

/** Lines with their ends; the last one may have none. */
const linesOf = (text: string): readonly string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/** Lines `[from, to)` of each file that are not in the other. */
interface Change {
  readonly a: readonly [from: number, to: number];
  readonly b: readonly [from: number, to: number];
}

/** The changes by a longest common subsequence. */
function changesOf(a: readonly string[], b: readonly string[]): readonly Change[] {
  const width = b.length + 1;
  const length = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      length[i * width + j] =
        a[i] === b[j]
          ? length[(i + 1) * width + j + 1]! + 1
          : Math.max(length[(i + 1) * width + j]!, length[i * width + j + 1]!);
  const changes: Change[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      i++;
      j++;
      continue;
    }
    const [fromA, fromB] = [i, j];
    while ((i < a.length || j < b.length) && !(i < a.length && j < b.length && a[i] === b[j])) {
      if (j === b.length || (i < a.length && length[(i + 1) * width + j]! >= length[i * width + j + 1]!)) i++;
      else j++;
    }
    changes.push(slidDown(a, b, { a: [fromA, i], b: [fromB, j] }));
    const last = changes.at(-1)!;
    [i, j] = [last.a[1], last.b[1]];
  }
  return changes;
}

/** Lines that came or went are shown as late as they can be, as diff does it. */
function slidDown(a: readonly string[], b: readonly string[], { a: [i, k], b: [j, l] }: Change): Change {
  let by = 0;
  if (i === k) while (l + by < b.length && b[j + by] === b[l + by] && a[k + by] === b[l + by]) by++;
  else if (j === l) while (k + by < a.length && a[i + by] === a[k + by] && b[l + by] === a[k + by]) by++;
  return { a: [i + by, k + by], b: [j + by, l + by] };
}

const NO_NEWLINE = '\n\\ No newline at end of file\n';
const marked = (mark: string, line: string): string => `${mark}${line.endsWith('\n') ? line : line + NO_NEWLINE}`;

function normal(a: readonly string[], b: readonly string[], { a: [i, k], b: [j, l] }: Change): string {
  const range = (from: number, to: number): string =>
    to <= from ? String(from) : to - from === 1 ? String(to) : `${from + 1},${to}`;
  const kind = i === k ? 'a' : j === l ? 'd' : 'c';
  return `${range(i, k)}${kind}${range(j, l)}\n${a
    .slice(i, k)
    .map((line) => marked('< ', line))
    .join('')}${kind === 'c' ? '---\n' : ''}${b
    .slice(j, l)
    .map((line) => marked('> ', line))
    .join('')}`;
}

/** Changes whose context would overlap are shown together. */
function grouped(changes: readonly Change[], context: number): readonly (readonly Change[])[] {
  const groups: Change[][] = [];
  for (const change of changes) {
    const last = groups.at(-1)?.at(-1);
    if (last && change.a[0] - last.a[1] <= 2 * context) groups.at(-1)!.push(change);
    else groups.push([change]);
  }
  return groups;
}

function unified(a: readonly string[], b: readonly string[], group: readonly Change[], context: number): string {
  const [first, last] = [group[0]!, group.at(-1)!];
  const fromA = Math.max(0, first.a[0] - context);
  const toA = Math.min(a.length, last.a[1] + context);
  const fromB = first.b[0] - (first.a[0] - fromA);
  const toB = last.b[1] + (toA - last.a[1]);
  const range = (from: number, to: number): string =>
    to - from === 1 ? String(to) : `${to === from ? from : from + 1},${to - from}`;
  let text = `@@ -${range(fromA, toA)} +${range(fromB, toB)} @@\n`;
  let at = fromA;
  for (const {
    a: [i, k],
    b: [j, l],
  } of group) {
    for (; at < i; at++) text += marked(' ', a[at]!);
    for (const line of a.slice(i, k)) text += marked('-', line);
    for (const line of b.slice(j, l)) text += marked('+', line);
    at = k;
  }
  for (; at < toA; at++) text += marked(' ', a[at]!);
  return text;
}
