/** cut: prints selected parts of lines. */
import { isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { closeInput, LineReader, openInput } from './inputs.ts';
import { complainAbout, unsupportedOption, usageError } from './messages.ts';
import { Output } from './output.ts';
import { complement, parseRanges, type Range } from './ranges.ts';

const LONG = [
  'bytes:=b',
  'characters:=c',
  'fields:=f',
  'delimiter:=d',
  'only-delimited=s',
  'output-delimiter:',
  'complement',
  'zero-terminated=z',
  'help',
  'version',
];

/** `join` goes between ranges; undefined means that nothing does. */
const cutBytes = (line: string, ranges: readonly Range[], join: string): string => {
  let out = '';
  let first = true;
  for (const { low, high } of ranges) {
    if (low > line.length) break;
    if (!first) out += join;
    first = false;
    out += line.slice(low - 1, high);
  }
  return out;
};

const cutFields = (line: string, ranges: readonly Range[], delimiter: string, join: string): string => {
  const fields = line.split(delimiter);
  const chosen: string[] = [];
  for (const { low, high } of ranges) {
    for (let n = low; n <= high && n <= fields.length; n++) chosen.push(fields[n - 1]!);
  }
  return chosen.join(join);
};

/** With the line delimiter between fields the whole input is one line. */
const wholeInput = (text: string, end: string, ranges: readonly Range[], join: string, only: boolean): string => {
  const line = text.endsWith(end) ? text.slice(0, -1) : text;
  if (text === '' || (only && !line.includes(end))) return '';
  return `${line.includes(end) ? cutFields(line, ranges, end, join) : line}${end}`;
};

export const cut: Program = {
  name: 'cut',
  run: function* (p) {
    const { options, operands, error } = getopt(p.argv, 'b:c:d:f:nsz', LONG);
    let list: string | undefined;
    let fields = false;
    let delimiter: string | undefined;
    let join: string | undefined;
    let onlyDelimited = false;
    let inverted = false;
    let end = '\n';
    for (const { name, value = '' } of options) {
      if (name === 'b' || name === 'c' || name === 'f') {
        if (list !== undefined) return yield* usageError(p, 'only one list may be specified');
        list = value;
        fields = name === 'f';
      } else if (name === 'd') {
        if (value.length > 1) return yield* usageError(p, 'the delimiter must be a single character');
        delimiter = value === '' ? '\0' : value;
      } else if (name === 'output-delimiter') join = value === '' ? '\0' : value;
      else if (name === 's') onlyDelimited = true;
      else if (name === 'complement') inverted = true;
      else if (name === 'z') end = '\0';
      else if (name !== 'n') return yield* unsupportedOption(p, name);
    }
    if (error !== undefined) return yield* usageError(p, error);
    if (list === undefined) return yield* usageError(p, 'you must specify a list of bytes, characters, or fields');
    if (!fields && delimiter !== undefined) {
      return yield* usageError(p, 'an input delimiter may be specified only when operating on fields');
    }
    if (!fields && onlyDelimited) {
      return yield* usageError(p, 'suppressing non-delimited lines makes sense\n\tonly when operating on fields');
    }
    const parsed = parseRanges(list, fields ? 'fields' : 'bytes');
    if (typeof parsed === 'string') return yield* usageError(p, parsed);
    const ranges = inverted ? complement(parsed) : parsed;
    const separator = delimiter ?? '\t';
    const out = new Output(p);
    let status = 0;
    for (const path of operands.length > 0 ? operands : ['-']) {
      const fd = yield* openInput(p, path);
      if (isErrno(fd)) {
        status = yield* complainAbout(p, path, fd);
        continue;
      }
      if (fields && separator === end) {
        const text = yield* p.readAll(fd);
        if (isErrno(text)) status = yield* complainAbout(p, path, text);
        else out.add(wholeInput(text, end, ranges, join ?? end, onlyDelimited));
        closeInput(p, fd);
        continue;
      }
      const lines = new LineReader(p, fd, end);
      for (;;) {
        const line = lines.take();
        if (line === undefined) {
          if (yield* lines.fill()) continue;
          break;
        }
        if (!fields) out.add(cutBytes(line, ranges, join ?? '') + end);
        else if (line.includes(separator)) out.add(cutFields(line, ranges, separator, join ?? separator) + end);
        else if (!onlyDelimited) out.add(line + end);
        if (out.full) yield* out.flush();
      }
      if (lines.error) status = yield* complainAbout(p, path, lines.error);
      closeInput(p, fd);
    }
    return yield* out.close(status);
  },
};
