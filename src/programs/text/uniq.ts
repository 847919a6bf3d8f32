/** uniq: reports or drops repeated adjacent lines. */
import { isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { closeInput, LineReader, openInput } from './inputs.ts';
import { complain, complainAbout, unsupportedOption, usageError } from './messages.ts';
import { Output } from './output.ts';
import { quote } from './quote.ts';

const LONG = [
  'count=c',
  'repeated=d',
  'all-repeated::=D',
  'group::',
  'ignore-case=i',
  'unique=u',
  'skip-fields:=f',
  'skip-chars:=s',
  'check-chars:=w',
  'zero-terminated=z',
  'help',
  'version',
];

const COUNT_OF: Readonly<Record<string, string>> = {
  f: 'fields to skip',
  s: 'bytes to skip',
  w: 'bytes to compare',
};

export const uniq: Program = {
  name: 'uniq',
  run: function* (p) {
    const { options, operands, error } = getopt(p.argv, 'cdDf:is:uw:z', LONG);
    let counts = false;
    let single = true;
    let repeated = true;
    let all = false;
    let fold = false;
    let end = '\n';
    const skip = { f: 0, s: 0, w: Number.POSITIVE_INFINITY };
    for (const { name, value } of options) {
      if (name === 'c') counts = true;
      else if (name === 'd') single = false;
      else if (name === 'u') repeated = false;
      else if (name === 'i') fold = true;
      else if (name === 'z') end = '\0';
      else if (name === 'D' && (value === undefined || value === 'none')) {
        all = true;
        single = false;
      } else if (name === 'f' || name === 's' || name === 'w') {
        if (!/^\d+$/.test(value ?? '')) {
          return yield* complain(p, `${value}: invalid number of ${COUNT_OF[name]}`);
        }
        skip[name] = Number(value);
      } else return yield* unsupportedOption(p, name);
    }
    if (error !== undefined) return yield* usageError(p, error);
    if (operands.length > 2) return yield* usageError(p, `extra operand ${quote(operands[2]!)}`);
    if (all && counts) return yield* usageError(p, 'printing all duplicated lines and repeat counts is meaningless');
    const path = operands[0] ?? '-';
    const fd = yield* openInput(p, path);
    if (isErrno(fd)) return yield* complainAbout(p, path, fd);
    const target = operands[1] ?? '-';
    if (target !== '-') {
      const to = yield* p.openTask(target, { write: true, create: true, truncate: true });
      if (isErrno(to)) return yield* complainAbout(p, target, to);
      p.dup2(to, 1);
    }
    const keyOf = (line: string): string => {
      let at = 0;
      for (let n = 0; n < skip.f && at < line.length; n++) {
        while (at < line.length && (line[at] === ' ' || line[at] === '\t' || line[at] === '\n')) at++;
        while (at < line.length && line[at] !== ' ' && line[at] !== '\t' && line[at] !== '\n') at++;
      }
      at += skip.s;
      const key = line.slice(at, at + skip.w);
      return fold ? key.replace(/[a-z]+/g, (letters) => letters.toUpperCase()) : key;
    };
    const out = new Output(p);
    let held: string | undefined;
    let heldKey = '';
    let times = 0;
    const show = (): void => {
      if (held === undefined || all || !(times > 1 ? repeated : single)) return;
      out.add(`${counts ? `${String(times).padStart(7)} ` : ''}${held}${end}`);
    };
    const lines = new LineReader(p, fd, end);
    for (;;) {
      const line = lines.take();
      if (line === undefined) {
        if (yield* lines.fill()) continue;
        break;
      }
      const key = keyOf(line);
      if (held !== undefined && key === heldKey) {
        times++;
        if (all && repeated) out.add(`${times === 2 ? held + end : ''}${line}${end}`);
      } else {
        show();
        held = line;
        heldKey = key;
        times = 1;
      }
      if (out.full) yield* out.flush();
    }
    show();
    closeInput(p, fd);
    if (lines.error) return yield* complain(p, `error reading ${quote(path)}: ${lines.error.message}`);
    return yield* out.close();
  },
};
