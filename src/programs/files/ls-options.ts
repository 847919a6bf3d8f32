/** The options of ls. */
import type { Process } from '../../kernel/process.ts';
import { type Arguments, getopt } from '../arguments.ts';
import { quote } from '../text/quote.ts';
import type { QuotingStyle } from './ls-quoting.ts';

const LONG = [
  'all=a',
  'almost-all=A',
  'author',
  'block-size:',
  'color::',
  'directory=d',
  'dired=D',
  'escape=b',
  'file-type',
  'format:',
  'full-time',
  'group-directories-first',
  'hide:',
  'human-readable=h',
  'inode=i',
  'kibibytes=k',
  'literal=N',
  'no-group=G',
  'numeric-uid-gid=n',
  'classify::=F',
  'ignore:=I',
  'ignore-backups=B',
  'indicator-style:',
  'dereference=L',
  'dereference-command-line=H',
  'hide-control-chars=q',
  'quote-name=Q',
  'quoting-style:',
  'recursive=R',
  'reverse=r',
  'show-control-chars',
  'si',
  'size=s',
  'sort:',
  'tabsize:=T',
  'time:',
  'time-style:',
  'width:=w',
  'context=Z',
  'zero',
  'help',
  'version',
];

export const parseArguments = (argv: readonly string[]): Arguments =>
  getopt(argv, 'abcdfghiklmnopqrstuvw:xABCDFGHI:LNQRST:UXZ1', LONG);

/** ListingOptions directories are listed. */
export interface ListingOptions {
  format: 'one' | 'long' | 'columns' | 'across' | 'commas';
  hidden: 'no' | 'almost' | 'all';
  ignored: string[];
  directoryItself: boolean;
  recursive: boolean;
  sort: 'name' | 'time' | 'size' | 'extension' | 'version' | 'none';
  reverse: boolean;
  directoriesFirst: boolean;
  time: 'mtimeUs' | 'atimeUs' | 'ctimeUs';
  indicator: 'none' | 'slash' | 'file-type' | 'classify';
  follow: 'never' | 'named' | 'named-directories' | 'all';
  human: 1000 | 1024 | undefined;
  inode: boolean;
  blocks: boolean;
  numeric: boolean;
  owner: boolean;
  group: boolean;
  timeStyle: 'recent' | 'full-iso' | 'long-iso' | 'iso' | { readonly format: string };
  quoting: QuotingStyle;
  width: number;
  end: string;
}

/** The options in effect, the name of one that is not modelled, or a message. */
export function readOptions(p: Process, given: Arguments): ListingOptions | string | { readonly wrong: string } {
  const tty = p.isatty(1);
  const how: ListingOptions = {
    format: tty ? 'columns' : 'one',
    hidden: 'no',
    ignored: [],
    directoryItself: false,
    recursive: false,
    sort: 'name',
    reverse: false,
    directoriesFirst: false,
    time: 'mtimeUs',
    indicator: 'none',
    follow: 'never',
    human: undefined,
    inode: false,
    blocks: false,
    numeric: false,
    owner: true,
    group: true,
    timeStyle: 'recent',
    quoting: tty ? 'shell-escape' : 'literal',
    width: 80,
    end: '\n',
  };
  let [sorted, timed] = [false, false];
  let followGiven: ListingOptions['follow'] | undefined;
  for (const { name, value = '' } of given.options) {
    switch (name) {
      case 'a':
        how.hidden = 'all';
        break;
      case 'A':
        how.hidden = 'almost';
        break;
      case 'b':
        how.quoting = 'escape';
        break;
      case 'B':
        how.ignored.push('*~', '.*~');
        break;
      case 'c':
        how.time = 'ctimeUs';
        timed = true;
        break;
      case 'C':
        how.format = 'columns';
        break;
      case 'd':
        how.directoryItself = true;
        break;
      case 'f':
        how.hidden = 'all';
        how.sort = 'none';
        sorted = true;
        if (how.format === 'long') how.format = tty ? 'columns' : 'one';
        break;
      case 'F':
        if (['', 'always', 'yes', 'force'].includes(value) || (['auto', 'tty', 'if-tty'].includes(value) && tty))
          how.indicator = 'classify';
        break;
      case 'g':
        how.format = 'long';
        how.owner = false;
        break;
      case 'G':
        how.group = false;
        break;
      case 'h':
        how.human = 1024;
        break;
      case 'si':
        how.human = 1000;
        break;
      case 'H':
        followGiven = 'named';
        break;
      case 'i':
        how.inode = true;
        break;
      case 'I':
      case 'hide':
        how.ignored.push(value);
        break;
      case 'k':
        break;
      case 'l':
        how.format = 'long';
        break;
      case 'L':
        followGiven = 'all';
        break;
      case 'm':
        how.format = 'commas';
        break;
      case 'n':
        how.format = 'long';
        how.numeric = true;
        break;
      case 'N':
        how.quoting = 'literal';
        break;
      case 'o':
        how.format = 'long';
        how.group = false;
        break;
      case 'p':
        how.indicator = 'slash';
        break;
      case 'file-type':
        how.indicator = 'file-type';
        break;
      case 'q':
        break;
      case 'Q':
        how.quoting = 'c';
        break;
      case 'r':
        how.reverse = true;
        break;
      case 'R':
        how.recursive = true;
        break;
      case 's':
        how.blocks = true;
        break;
      case 'S':
        how.sort = 'size';
        sorted = true;
        break;
      case 't':
        how.sort = 'time';
        sorted = true;
        break;
      case 'T':
        break;
      case 'u':
        how.time = 'atimeUs';
        timed = true;
        break;
      case 'U':
        how.sort = 'none';
        sorted = true;
        break;
      case 'v':
        how.sort = 'version';
        sorted = true;
        break;
      case 'w':
        how.width = Number(value) || Number.POSITIVE_INFINITY;
        break;
      case 'x':
        how.format = 'across';
        break;
      case 'X':
        how.sort = 'extension';
        sorted = true;
        break;
      case '1':
        if (how.format !== 'long') how.format = 'one';
        break;
      case 'zero':
        how.end = '\0';
        how.format = how.format === 'long' ? 'long' : 'one';
        how.quoting = 'literal';
        break;
      case 'group-directories-first':
        how.directoriesFirst = true;
        break;
      case 'full-time':
        how.format = 'long';
        how.timeStyle = 'full-iso';
        break;
      case 'time-style':
        if (value.startsWith('+')) how.timeStyle = { format: value.slice(1) };
        else if (value === 'full-iso' || value === 'long-iso' || value === 'iso') how.timeStyle = value;
        else if (value !== 'locale' && value !== 'posix-long-iso') return 'time-style';
        break;
      case 'sort':
        if (!['none', 'size', 'time', 'version', 'extension'].includes(value)) {
          return {
            wrong: `${p.argv[0]}: invalid argument ${quote(value)} for ${quote('--sort')}\nValid arguments are:\n  - 'none'\n  - 'time'\n  - 'size'\n  - 'extension'\n  - 'version'\n  - 'width'\nTry '${p.argv[0]} --help' for more information.\n`,
          };
        }
        how.sort = value as ListingOptions['sort'];
        sorted = true;
        break;
      case 'color':
        if (['', 'always', 'yes', 'force'].includes(value) || (tty && ['auto', 'tty', 'if-tty'].includes(value)))
          return 'color';
        break;
      default:
        return name;
    }
  }
  if (timed && !sorted && how.format !== 'long') how.sort = 'time';
  how.follow =
    followGiven ??
    (how.directoryItself || how.indicator === 'classify' || how.format === 'long' ? 'never' : 'named-directories');
  return how;
}
