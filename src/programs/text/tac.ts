/** tac: files with their lines in reverse order. */
import { Errno, isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { closeInput, openInput, readHeld } from './inputs.ts';
import { complain, complainAbout, unsupportedOption, usageError } from './messages.ts';
import { Output } from './output.ts';
import { quoteAlways, quoteIfNeeded } from './quote.ts';

const LONG = ['before=b', 'regex=r', 'separator:=s', 'help', 'version'];

/** The records, last first; the separator belongs to the end of a record, or with `before` to its beginning. */
const reversed = (text: string, separator: string, before: boolean): string => {
  const records: string[] = [];
  let start = 0;
  for (let at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, at + separator.length)) {
    const cut = before ? at : at + separator.length;
    if (cut > start || !before) records.push(text.slice(start, cut));
    start = cut;
  }
  if (start < text.length) records.push(text.slice(start));
  return records.reverse().join('');
};

export const tac: Program = {
  name: 'tac',
  run: function* (p) {
    const { options, operands, error } = getopt(p.argv, 'brs:', LONG);
    let separator = '\n';
    let before = false;
    for (const { name, value = '' } of options) {
      if (name === 'b') before = true;
      else if (name === 's') separator = value === '' ? '\0' : value;
      else return yield* unsupportedOption(p, name);
    }
    if (error !== undefined) return yield* usageError(p, error);
    const out = new Output(p);
    let status = 0;
    for (const path of operands.length > 0 ? operands : ['-']) {
      const fd = yield* openInput(p, path);
      if (isErrno(fd)) {
        yield* out.flush();
        status = yield* complain(p, `failed to open ${quoteAlways(path)} for reading: ${fd.message}`);
        continue;
      }
      const text = yield* readHeld(p, fd);
      closeInput(p, fd);
      if (isErrno(text))
        status =
          path === '-'
            ? yield* complainAbout(p, path, text)
            : yield* complain(
                p,
                `${quoteIfNeeded(path)}: read error: ${text === Errno.EISDIR ? Errno.EINVAL.message : text.message}`,
              );
      else out.add(reversed(text, separator, before));
      if (out.full) yield* out.flush();
    }
    return yield* out.close(status);
  },
};
