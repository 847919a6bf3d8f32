/** paste: lines of several files side by side. */
import { isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { closeInput, LineReader, openInput } from './inputs.ts';
import { complain, complainAbout, unsupportedOption, usageError } from './messages.ts';
import { Output } from './output.ts';

const LONG = ['delimiters:=d', 'serial=s', 'zero-terminated=z', 'help', 'version'];

const ESCAPES: Readonly<Record<string, string>> = {
  '0': '',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};

/** The delimiters of a list, each of which may be nothing (`\0`); undefined when it ends in a lone backslash. */
function delimitersOf(list: string): readonly string[] | undefined {
  const found: string[] = [];
  for (let at = 0; at < list.length; at++) {
    if (list[at] !== '\\') found.push(list[at]!);
    else if (++at === list.length) return undefined;
    else found.push(ESCAPES[list[at]!] ?? list[at]!);
  }
  return found.length === 0 ? [''] : found;
}

export const paste: Program = {
  name: 'paste',
  run: function* (p) {
    const { options, operands, error } = getopt(p.argv, 'd:sz', LONG);
    let list = '\t';
    let serial = false;
    let end = '\n';
    for (const { name, value = '' } of options) {
      if (name === 'd') list = value;
      else if (name === 's') serial = true;
      else if (name === 'z') end = '\0';
      else return yield* unsupportedOption(p, name);
    }
    if (error !== undefined) return yield* usageError(p, error);
    const delimiters = delimitersOf(list);
    if (!delimiters) return yield* complain(p, `delimiter list ends with an unescaped backslash: ${list}`);
    const out = new Output(p);
    const paths = operands.length > 0 ? operands : ['-'];
    let status = 0;
    if (serial) {
      for (const path of paths) {
        const fd = yield* openInput(p, path);
        if (isErrno(fd)) {
          yield* out.flush();
          status = yield* complainAbout(p, path, fd);
          continue;
        }
        const lines = new LineReader(p, fd, end);
        let count = 0;
        for (let line = yield* lines.next(); line !== undefined; line = yield* lines.next()) {
          if (count > 0) out.add(delimiters[(count - 1) % delimiters.length]!);
          out.add(line);
          count++;
          if (out.full) yield* out.flush();
        }
        out.add(end);
        if (lines.error) {
          yield* out.flush();
          status = yield* complainAbout(p, path, lines.error);
        }
        closeInput(p, fd);
      }
      return yield* out.close(status);
    }
    const readers: { readonly lines: LineReader; open: boolean }[] = [];
    const shared = new Map<string, { readonly lines: LineReader; open: boolean }>();
    for (const path of paths) {
      // Every `-` reads on where the one before has stopped.
      const again = path === '-' ? shared.get(path) : undefined;
      if (again) {
        readers.push(again);
        continue;
      }
      const fd = yield* openInput(p, path);
      if (isErrno(fd)) return yield* complainAbout(p, path, fd);
      const reader = { lines: new LineReader(p, fd, end), open: true };
      shared.set(path, reader);
      readers.push(reader);
    }
    for (;;) {
      let row = '';
      let waiting = '';
      let any = false;
      for (const [index, reader] of readers.entries()) {
        const line = reader.open ? yield* reader.lines.next() : undefined;
        if (line === undefined) {
          if (reader.open && reader.lines.error) status = yield* complainAbout(p, paths[index]!, reader.lines.error);
          reader.open = false;
        } else {
          any = true;
          row += waiting + line;
          waiting = '';
        }
        if (index < readers.length - 1) waiting += delimiters[index % delimiters.length]!;
      }
      if (!any) break;
      out.add(row + waiting + end);
      if (out.full) yield* out.flush();
    }
    return yield* out.close(status);
  },
};
