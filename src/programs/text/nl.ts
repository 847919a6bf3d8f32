/** nl: lines with their numbers; logical pages and their sections. */
import { isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { readInput } from './inputs.ts';
import { complain, complainAbout, unsupported, unsupportedOption, usageError } from './messages.ts';
import { Output } from './output.ts';
import { quote } from './quote.ts';

const LONG = [
  'body-numbering:=b',
  'section-delimiter:=d',
  'footer-numbering:=f',
  'header-numbering:=h',
  'line-increment:=i',
  'join-blank-lines:=l',
  'number-format:=n',
  'no-renumber=p',
  'number-separator:=s',
  'starting-line-number:=v',
  'number-width:=w',
  'help',
  'version',
];

type Style = 'a' | 't' | 'n';
type Section = 'h' | 'b' | 'f';

export const nl: Program = {
  name: 'nl',
  run: function* (p) {
    const { options, operands, error } = getopt(p.argv, 'b:d:f:h:i:l:n:ps:v:w:', LONG);
    const styles: Record<Section, Style> = { h: 'n', b: 't', f: 'n' };
    let [delimiter, separator, format] = ['\\:', '\t', 'rn'];
    let [increment, join, start, width] = [1, 1, 1, 6];
    let renumber = true;
    for (const { name, value = '' } of options) {
      switch (name) {
        case 'b':
        case 'f':
        case 'h': {
          const what = { b: 'body', f: 'footer', h: 'header' }[name];
          if (value.startsWith('p')) return yield* unsupported(p, `option -${name}p`);
          if (!/^[atn]$/.test(value)) {
            yield* complain(p, `invalid ${what} numbering style: ${quote(value)}`);
            yield* p.warn("Try 'nl --help' for more information.\n");
            return 1;
          }
          styles[name] = value as Style;
          break;
        }
        case 'd':
          delimiter = value.length === 1 ? `${value}:` : value;
          break;
        case 'n':
          if (!['ln', 'rn', 'rz'].includes(value)) {
            yield* complain(p, `invalid line numbering format: ${quote(value)}`);
            yield* p.warn("Try 'nl --help' for more information.\n");
            return 1;
          }
          format = value;
          break;
        case 's':
          separator = value;
          break;
        case 'p':
          renumber = false;
          break;
        case 'i':
        case 'v':
          if (!/^\s*[-+]?\d+$/.test(value))
            return yield* complain(
              p,
              `invalid ${name === 'i' ? 'line number increment' : 'starting line number'}: ${quote(value)}`,
            );
          if (name === 'i') increment = Number(value);
          else start = Number(value);
          break;
        case 'l':
        case 'w':
          if (!/^\s*\+?\d+$/.test(value) || Number(value) === 0)
            return yield* complain(
              p,
              `invalid line number ${name === 'w' ? 'field width' : 'of blank lines'}: ${quote(value)}${/^\s*\+?0+$/.test(value) ? ': Numerical result out of range' : ''}`,
            );
          if (name === 'l') join = Number(value);
          else width = Number(value);
          break;
        default:
          return yield* unsupportedOption(p, name);
      }
    }
    if (error !== undefined) return yield* usageError(p, error);
    const out = new Output(p);
    let status = 0;
    let number = start;
    let section: Section = 'b';
    let blanks = 0;
    const blank = ' '.repeat(width + separator.length);
    for (const path of operands.length > 0 ? operands : ['-']) {
      const text = yield* readInput(p, path);
      if (isErrno(text)) {
        yield* out.flush();
        status = yield* complainAbout(p, path, text);
        continue;
      }
      for (const line of text.replace(/\n$/, '').split('\n')) {
        if (text === '') break;
        const opened = sectionOf(line, delimiter);
        if (opened) {
          section = opened;
          if (renumber) number = start;
          out.add('\n');
          continue;
        }
        const style = styles[section];
        blanks = line === '' ? blanks + 1 : 0;
        const counted = style === 'a' ? line !== '' || blanks % join === 0 : style === 't' && line !== '';
        if (!counted) {
          out.add(`${blank}${line}\n`);
          continue;
        }
        const digits = String(number);
        const shown =
          format === 'ln'
            ? digits.padEnd(width)
            : format === 'rz'
              ? digits.startsWith('-')
                ? `-${digits.slice(1).padStart(width - 1, '0')}`
                : digits.padStart(width, '0')
              : digits.padStart(width);
        out.add(`${shown}${separator}${line}\n`);
        number += increment;
      }
      if (out.full) yield* out.flush();
    }
    return yield* out.close(status);
  },
};

/** The section that a line of delimiters opens. */
function sectionOf(line: string, delimiter: string): Section | undefined {
  if (delimiter === '') return undefined;
  return line === delimiter.repeat(3) ? 'h' : line === delimiter.repeat(2) ? 'b' : line === delimiter ? 'f' : undefined;
}
