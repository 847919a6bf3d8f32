/** The command line of grep. */
import { type Arguments, getopt } from '../arguments.ts';
import { quote } from './quote.ts';

export interface GrepOptions {
  matcher: 'basic' | 'extended' | 'fixed';
  patterns: string[];
  patternFiles: string[];
  ignoreCase: boolean;
  within: 'line' | 'word' | undefined;
  invert: boolean;
  count: boolean;
  list: 'no' | 'matching' | 'others';
  quiet: boolean;
  silent: boolean;
  onlyMatching: boolean;
  lineNumbers: boolean;
  byteOffsets: boolean;
  names: 'auto' | 'always' | 'never';
  label: string;
  nulAfterName: boolean;
  alignTabs: boolean;
  before: number;
  after: number;
  separator: string | undefined;
  most: number;
  binary: 'binary' | 'text' | 'without-match';
  end: string;
  recursion: 'no' | 'yes' | 'follow';
  directories: 'read' | 'skip';
  include: string[];
  exclude: string[];
  excludeDirectories: string[];
  lineBuffered: boolean;
  operands: readonly string[];
}

/** A wrong command line: `usage` is followed by the usage lines. */
export interface GrepComplaint {
  readonly message?: string;
  readonly usage: boolean;
  readonly unsupported?: string;
}

const LONG = [
  'basic-regexp=G',
  'extended-regexp=E',
  'fixed-regexp=F',
  'fixed-strings=F',
  'perl-regexp=P',
  'after-context:=A',
  'before-context:=B',
  'binary-files:',
  'binary=U',
  'byte-offset=b',
  'context:=C',
  'color::',
  'colour::=color',
  'count=c',
  'devices:=D',
  'directories:=d',
  'exclude:',
  'exclude-from:',
  'exclude-dir:',
  'file:=f',
  'files-with-matches=l',
  'files-without-match=L',
  'group-separator:',
  'help',
  'include:',
  'ignore-case=i',
  'no-ignore-case',
  'initial-tab=T',
  'label:',
  'line-buffered',
  'line-number=n',
  'line-regexp=x',
  'max-count:=m',
  'no-filename=h',
  'no-group-separator',
  'no-messages=s',
  'null=Z',
  'null-data=z',
  'only-matching=o',
  'quiet=q',
  'recursive=r',
  'dereference-recursive=R',
  'regexp:=e',
  'invert-match=v',
  'silent=q',
  'text=a',
  'unix-byte-offsets=u',
  'version=V',
  'with-filename=H',
  'word-regexp=w',
];
const SHORT = '0123456789A:B:C:D:EFGHILPTUVX:abcd:e:f:hiLlm:noqRrsuvwxyZz';

const plainSwitches: Readonly<Record<string, Partial<GrepOptions>>> = {
  i: { ignoreCase: true },
  y: { ignoreCase: true },
  'no-ignore-case': { ignoreCase: false },
  v: { invert: true },
  c: { count: true },
  l: { list: 'matching' },
  L: { list: 'others' },
  q: { quiet: true },
  s: { silent: true },
  o: { onlyMatching: true },
  n: { lineNumbers: true },
  b: { byteOffsets: true },
  H: { names: 'always' },
  h: { names: 'never' },
  Z: { nulAfterName: true },
  T: { alignTabs: true },
  a: { binary: 'text' },
  U: {},
  u: {},
  I: { binary: 'without-match' },
  z: { end: '\0' },
  r: { recursion: 'yes' },
  R: { recursion: 'follow' },
  'line-buffered': { lineBuffered: true },
  'no-group-separator': { separator: undefined },
};

const MATCHERS = { G: 'basic', E: 'extended', F: 'fixed' } as const;

const contextLength = (value: string): number | undefined => (/^\d+$/.test(value) ? Number(value) : undefined);

export const parseGrepOptions = (argv: readonly string[]): GrepOptions | GrepComplaint => {
  const parsed: Arguments = getopt(argv, SHORT, LONG);
  const options: GrepOptions = {
    matcher: 'basic',
    patterns: [],
    patternFiles: [],
    ignoreCase: false,
    within: undefined,
    invert: false,
    count: false,
    list: 'no',
    quiet: false,
    silent: false,
    onlyMatching: false,
    lineNumbers: false,
    byteOffsets: false,
    names: 'auto',
    label: '(standard input)',
    nulAfterName: false,
    alignTabs: false,
    before: -1,
    after: -1,
    separator: '--',
    most: Number.POSITIVE_INFINITY,
    binary: 'binary',
    end: '\n',
    recursion: 'no',
    directories: 'read',
    include: [],
    exclude: [],
    excludeDirectories: [],
    lineBuffered: false,
    operands: [],
  };
  let pattern = false;
  let digits = '';
  let context = -1;
  let words = false;
  let wholeLines = false;
  const wrong = (message: string): GrepComplaint => ({ message, usage: false });
  for (const { name, value = '' } of parsed.options) {
    const simple = plainSwitches[name];
    if (/^\d$/.test(name)) {
      digits += name;
      context = Number(digits);
      continue;
    }
    digits = '';
    if (simple) Object.assign(options, simple);
    else if (name === 'G' || name === 'E' || name === 'F') options.matcher = MATCHERS[name];
    else if (name === 'w') words = true;
    else if (name === 'x') wholeLines = true;
    else if (name === 'e') {
      pattern = true;
      options.patterns.push(...value.split('\n'));
    } else if (name === 'f') {
      pattern = true;
      options.patternFiles.push(value);
    } else if (name === 'A' || name === 'B' || name === 'C') {
      const length = contextLength(value);
      if (length === undefined) return wrong(`${value}: invalid context length argument`);
      if (name === 'A') options.after = length;
      else if (name === 'B') options.before = length;
      else context = length;
    } else if (name === 'm') {
      if (!/^[-+]?\d+$/.test(value)) return wrong('invalid max count');
      options.most = Number(value) < 0 ? Number.POSITIVE_INFINITY : Number(value);
    } else if (name === 'label') options.label = value;
    else if (name === 'group-separator') options.separator = value;
    else if (name === 'binary-files') {
      if (value !== 'binary' && value !== 'text' && value !== 'without-match')
        return wrong('unknown binary-files type');
      options.binary = value;
    } else if (name === 'd') {
      if (value === 'recurse') options.recursion = 'yes';
      else if (value === 'read' || value === 'skip') options.directories = value;
      else {
        const valid = "Valid arguments are:\n  - 'read'\n  - 'recurse'\n  - 'skip'";
        return { message: `invalid argument ${quote(value)} for '--directories'\n${valid}`, usage: true };
      }
    } else if (name === 'D') {
      if (value !== 'read' && value !== 'skip') return wrong('unknown devices method');
    } else if (name === 'include') options.include.push(value);
    else if (name === 'exclude') options.exclude.push(value);
    else if (name === 'exclude-dir') options.excludeDirectories.push(value);
    else if (name === 'color') {
      if (value === 'always' || value === 'yes' || value === 'force') return { usage: false, unsupported: 'color' };
    } else return { usage: false, unsupported: name };
  }
  if (parsed.error !== undefined) return { message: parsed.error, usage: true };
  let operands = parsed.operands;
  if (!pattern) {
    const first = operands[0];
    if (first === undefined) return { usage: true };
    options.patterns.push(...first.split('\n'));
    operands = operands.slice(1);
  }
  if (options.after < 0) options.after = context;
  if (options.before < 0) options.before = context;
  options.within = wholeLines ? 'line' : words ? 'word' : undefined;
  options.operands = operands;
  return options;
};
