/** fold: lines broken at a width. */
import { isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { readInput } from './inputs.ts';
import { complain, complainAbout, unsupportedOption, usageError } from './messages.ts';
import { Output } from './output.ts';
import { quote } from './quote.ts';

const LONG = ['bytes=b', 'spaces=s', 'width:=w', 'help', 'version'];
const TAB = 8;

export const fold: Program = {
  name: 'fold',
  run: function* (p) {
    const first = p.argv[1];
    // An option that is only a number is the width.
    const argv =
      first !== undefined && /^-\d+$/.test(first) ? [p.argv[0]!, `-w${first.slice(1)}`, ...p.argv.slice(2)] : p.argv;
    const { options, operands, error } = getopt(argv, 'bsw:', LONG);
    let width = 80;
    let [bytes, spaces] = [false, false];
    for (const { name, value = '' } of options) {
      if (name === 'b') bytes = true;
      else if (name === 's') spaces = true;
      else if (name === 'w') {
        if (!/^\d+$/.test(value) || Number(value) === 0) {
          const why = /^\d+$/.test(value) ? ': Numerical result out of range' : '';
          return yield* complain(p, `invalid number of columns: ${quote(value)}${why}`);
        }
        width = Number(value);
      } else return yield* unsupportedOption(p, name);
    }
    if (error !== undefined) return yield* usageError(p, error);
    const out = new Output(p);
    let status = 0;
    for (const path of operands.length > 0 ? operands : ['-']) {
      const text = yield* readInput(p, path);
      if (isErrno(text)) {
        yield* out.flush();
        status = yield* complainAbout(p, path, text);
        continue;
      }
      out.add(folded(text, width, bytes, spaces));
      if (out.full) yield* out.flush();
    }
    return yield* out.close(status);
  },
};

function folded(text: string, width: number, bytes: boolean, spaces: boolean): string {
  const after = (column: number, c: string): number => {
    if (bytes) return column + 1;
    if (c === '\b') return Math.max(0, column - 1);
    if (c === '\r') return 0;
    return c === '\t' ? column + TAB - (column % TAB) : column + 1;
  };
  let result = '';
  let line = '';
  let column = 0;
  for (let at = 0; at < text.length; ) {
    const c = text[at]!;
    if (c === '\n') {
      result += `${line}\n`;
      line = '';
      column = 0;
      at++;
      continue;
    }
    const next = after(column, c);
    if (next <= width || line === '') {
      line += c;
      column = next;
      at++;
      continue;
    }
    const blank = spaces ? Math.max(line.lastIndexOf(' '), line.lastIndexOf('\t')) : -1;
    const cut = blank >= 0 ? blank + 1 : line.length;
    result += `${line.slice(0, cut)}\n`;
    line = line.slice(cut);
    column = [...line].reduce(after, 0);
  }
  return result + line;
}
