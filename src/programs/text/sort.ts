/** sort: sorts, merges or checks lines. */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import { isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { readInput } from './inputs.ts';
import { complain, unsupportedOption, usageError } from './messages.ts';
import { Output } from './output.ts';
import { quote, quoteBeforeColon, quoteIfNeeded } from './quote.ts';
import { compareBytes, compareKeys } from './sort-compare.ts';
import { applyLetter, type KeyOptions, keyText, parseKey, plainOptions, type SortKey } from './sort-keys.ts';

const LONG = [
  'ignore-leading-blanks=b',
  'check::=check',
  'dictionary-order=d',
  'ignore-case=f',
  'general-numeric-sort=g',
  'human-numeric-sort=h',
  'ignore-nonprinting=i',
  'key:=k',
  'merge=m',
  'month-sort=M',
  'numeric-sort=n',
  'output:=o',
  'random-sort=R',
  'reverse=r',
  'stable=s',
  'buffer-size:=S',
  'field-separator:=t',
  'temporary-directory:=T',
  'unique=u',
  'version-sort=V',
  'zero-terminated=z',
  'parallel:',
  'batch-size:',
  'compress-program:',
  'files0-from:',
  'debug',
  'help',
  'version',
];

/** Status of sort for trouble; 1 is for a check that found disorder. */
const TROUBLE = 2;

interface Line {
  readonly text: string;
  readonly keys: readonly string[];
}

const isPlain = (options: KeyOptions): boolean =>
  options.ordering === 'bytes' &&
  !options.ignoreStartBlanks &&
  !options.ignoreEndBlanks &&
  !options.dictionary &&
  !options.fold &&
  !options.printing &&
  !options.reverse;

function* readLines(p: Process, paths: readonly string[], end: string): Task<string[] | undefined> {
  const lines: string[] = [];
  for (const path of paths) {
    const text = yield* readInput(p, path);
    if (isErrno(text)) {
      const what = text.name === 'EISDIR' ? 'read failed' : 'cannot read';
      yield* complain(p, `${what}: ${quoteBeforeColon(path)}: ${text.message}`, TROUBLE);
      return undefined;
    }
    if (text === '') continue;
    const split = text.split(end);
    if (split.at(-1) === '') split.pop();
    for (const line of split) lines.push(line);
  }
  return lines;
}

export const sort: Program = {
  name: 'sort',
  run: function* (p) {
    const { options, operands, error } = getopt(p.argv, 'bcCdfghik:mMno:rRsS:t:T:uVy:z', LONG);
    const global = plainOptions();
    const keys: SortKey[] = [];
    let check: 'no' | 'diagnose' | 'quiet' = 'no';
    let output: string | undefined;
    let stable = false;
    let unique = false;
    let tab: string | undefined;
    let end = '\n';
    for (const { name, value = '' } of options) {
      if (name.length === 1 && applyLetter(global, name, 'both')) continue;
      if (name === 'k') {
        const key = parseKey(value);
        if (typeof key === 'string') return yield* complain(p, key, TROUBLE);
        keys.push(key);
      } else if (name === 'c' || name === 'check') {
        check = value === '' || value === 'diagnose-first' ? 'diagnose' : 'quiet';
      } else if (name === 'C') check = 'quiet';
      else if (name === 'o') output = value;
      else if (name === 's') stable = true;
      else if (name === 'u') unique = true;
      else if (name === 'z') end = '\0';
      else if (name === 't') {
        if (value === '') return yield* complain(p, 'empty tab', TROUBLE);
        if (value.length > 1 && value !== '\\0')
          return yield* complain(p, `multi-character tab ${quote(value)}`, TROUBLE);
        tab = value === '\\0' ? '\0' : value;
      } else if (name === 'R' || name === 'debug' || name === 'files0-from' || name === 'help' || name === 'version') {
        return yield* unsupportedOption(p, name, TROUBLE);
      }
    }
    if (error !== undefined) return yield* usageError(p, error, TROUBLE);
    for (const key of keys) if (isPlain(key)) Object.assign(key, global);
    if (keys.length === 0 && !isPlain({ ...global, reverse: false })) {
      keys.push({ ...global, startField: 0, startByte: 0, endField: undefined, endByte: 0 });
    }
    const paths = operands.length > 0 ? operands : ['-'];
    if (check !== 'no' && paths.length > 1) {
      const letter = check === 'quiet' ? 'C' : 'c';
      return yield* complain(p, `extra operand ${quote(paths[1]!)} not allowed with -${letter}`, TROUBLE);
    }
    const texts = yield* readLines(p, paths, end);
    if (texts === undefined) return TROUBLE;

    const byKeys = (a: Line, b: Line): number => {
      for (let n = 0; n < keys.length; n++) {
        const key = keys[n]!;
        const order = compareKeys(a.keys[n]!, b.keys[n]!, key);
        if (order !== 0) return key.reverse ? -order : order;
      }
      return 0;
    };
    const compare = (a: Line, b: Line): number => {
      const order = byKeys(a, b);
      if (order !== 0 || (keys.length > 0 && (stable || unique))) return order;
      const last = compareBytes(a.text, b.text);
      return global.reverse ? -last : last;
    };
    const lines = texts.map((text): Line => ({ text, keys: keys.map((key) => keyText(text, key, tab)) }));

    if (check !== 'no') {
      for (let n = 1; n < lines.length; n++) {
        const order = compare(lines[n - 1]!, lines[n]!);
        if (order < 0 || (order === 0 && !unique)) continue;
        if (check === 'diagnose') {
          yield* complain(p, `${quoteIfNeeded(paths[0]!)}:${n + 1}: disorder: ${lines[n]!.text}`);
        }
        return 1;
      }
      return 0;
    }
    lines.sort(compare);
    const result = unique ? lines.filter((line, n) => n === 0 || compare(lines[n - 1]!, line) !== 0) : lines;
    if (output !== undefined && output !== '-') {
      const fd = yield* p.openTask(output, { write: true, create: true, truncate: true });
      if (isErrno(fd)) return yield* complain(p, `open failed: ${quoteIfNeeded(output)}: ${fd.message}`, TROUBLE);
      p.dup2(fd, 1);
    }
    const out = new Output(p);
    for (const line of result) {
      out.add(line.text + end);
      if (out.full) yield* out.flush();
      if (out.failed) break;
    }
    return yield* out.close(0, TROUBLE);
  },
};
