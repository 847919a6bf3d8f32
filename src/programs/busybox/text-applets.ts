/** Applets that read and write text. */
import type { Task } from '../../kernel/task.ts';
import { type Applet, type Call, NOTHING, rule, UNMODELLED, USAGE, type Wording, type Words } from './applet.ts';

const NUMBER = rule("invalid .*?:? '(.*)'", "invalid number '$1'");
const OPEN = rule('NAME: (.*)', "can't open '$1$2': $3");

/** `NAME WORD…` with the option's value changed. */
const withValue = (call: Call, option: string, change: (value: string) => string): readonly string[] => [
  call.argv[0]!,
  ...call.options.flatMap(({ name, value }) =>
    value === undefined ? [`-${name}`] : [`-${name}`, name === option ? change(value) : value],
  ),
  '--',
  ...call.operands,
];

/** The call without directories among its operands, and without some options. */
function grepWords(call: Call): readonly string[] | number {
  const { p, operands } = call;
  const pattern = call.has('e') || call.has('f') ? 0 : 1;
  if (operands.length < pattern) return [];
  const files = operands.slice(pattern);
  const kept = call.has('r') || call.has('R') ? files : files.filter((path) => !isDirectory(call, path));
  if (files.length > 0 && kept.length === 0) return 1;
  const options = call.options
    .filter(({ name }) => name !== 'color')
    .flatMap(({ name, value }) => (value === undefined ? [`-${name}`] : [`-${name}`, value]));
  const titled = files.length > 1 && kept.length === 1 && !call.has('h') ? ['-H'] : [];
  const here = files.length === 0 && (call.has('r') || call.has('R')) ? ['-'] : [];
  return [p.argv[0]!, ...options, ...titled, '--', ...operands.slice(0, pattern), ...kept, ...here];
}

const isDirectory = ({ p }: Call, path: string): boolean => {
  const stat = p.stat(path);
  return 'type' in stat && stat.type === 'directory';
};

/** Of a wrong program it says nothing that could be told from here. */
const AWK: Wording = [
  rule('cannot open (.*?) \\((.*)\\)', (found, call) =>
    call.has('f') ? `can't open '${found[1]}': ${found[2]}` : `${found[1]}: ${found[2]}`,
  ),
  rule('line \\d+: .*', UNMODELLED),
];

/** The formats of a date that it reads. */
const DATE =
  /^(?:@\d+|\d\d:\d\d(?::\d\d)?|(?:\d{4}-)?\d\d?-\d\d?(?: \d\d?:\d\d(?::\d\d)?)?|(?:(?:(?:(?:\d\d)?\d\d)?\d\d)?\d\d)?\d\d\d\d(?:\.\d\d)?)$/;

export const textApplets: readonly Applet[] = [
  {
    name: 'basename',
    usage: 'basename FILE [SUFFIX] | -a FILE... | -s SUFFIX FILE...',
    options: 'as:',
    inOrder: true,
    operands: [1, Number.POSITIVE_INFINITY],
  },
  {
    name: 'base64',
    usage: 'base64 [-d] [-w COL] [FILE]',
    options: 'dw:',
    operands: [0, 1],
    wording: [rule('invalid input', UNMODELLED)],
  },
  {
    name: 'cat',
    usage: 'cat [-nbvteA] [FILE]...',
    options: 'nbvteAu',
    wording: [rule('NAME: Is a directory', 'read error: Is a directory'), OPEN],
  },
  {
    name: 'cmp',
    usage: 'cmp [-ls] [-n NUM] FILE1 [FILE2 [SKIP1 [SKIP2]]]',
    options: 'lsn:',
    operands: [1, 4],
    wording: [rule('EOF on NAME after .*', 'EOF on $1$2')],
  },
  {
    name: 'cut',
    usage: 'cut [OPTIONS] [FILE]...',
    options: 'b:c:d:f:ns',
    argv: (call) => withValue(call, 'd', (value) => value.slice(0, 1)),
    wording: [
      rule(
        'you must specify a list of bytes, characters, or fields',
        'expected a list of bytes, characters, or fields',
      ),
      rule("invalid .* value '(.*)'", "invalid number '$1'"),
      rule('(?:fields|byte/character positions) are numbered from 1|invalid decreasing range', UNMODELLED),
    ],
  },
  {
    name: 'date',
    usage: 'date [OPTIONS] [+FMT] [[-s] TIME]',
    options: 'Rs:ud:r:I::D:',
    long: ['rfc-822=R', 'set:=s', 'utc=u', 'universal=u', 'date:=d', 'reference:=r'],
    operands: [0, 1],
    unmodelled: 'Ds',
    argv: (call) => {
      const wanted = call.value('d');
      return wanted === undefined || DATE.test(wanted) ? call.argv : [call.argv[0]!, '-d', `nope ${wanted}`];
    },
    wording: [
      rule("invalid date 'nope (.*)'", "invalid date '$1'"),
      rule('NAME: (No such file or directory)', "can't stat '$1$2': $3"),
    ],
  },
  { name: 'dirname', usage: 'dirname FILENAME', argv: (call) => dirnameWords(call) },
  { name: 'echo', usage: '' },
  {
    name: 'env',
    usage: 'env [-i0] [-u NAME]... [-] [NAME=VALUE]... [PROG ARGS]',
    options: 'i0u:',
    long: ['ignore-environment=i', 'null=0', 'unset:=u'],
    inOrder: true,
    wording: [rule("'(.*)': (.*)", "can't execute '$1': $2")],
  },
  {
    name: 'expr',
    usage: 'expr EXPRESSION',
    misuse: 2,
    wording: [
      rule('missing operand', 'too few arguments'),
      rule('non-integer argument', 'non-numeric argument'),
      rule('syntax error.*', 'syntax error'),
      rule('(?:Unmatched|Invalid|Trailing).*', (_, call) => {
        const colon = call.argv.indexOf(':');
        return colon < 0 ? UNMODELLED : `bad regex '${call.argv[colon + 1]}': Invalid regular expression`;
      }),
    ],
    beyond: ({ argv }) => (argv[1] === '+' || argv.includes('quote') ? 'quoting of words' : undefined),
    argv: ({ argv }) => (argv[1] === '--' ? ['expr', '--', ...argv.slice(1)] : argv),
  },
  ...['grep', 'egrep', 'fgrep'].map(
    (name): Applet => ({
      name,
      usage: 'grep [-HhnlLoqvsrRiwFEz] [-m N] [-A|B|C N] { PATTERN | -e PATTERN... | -f FILE... } [FILE]...',
      options: 'lnqvscFiHhe:f:LorRm:wA:B:C:Eaxz',
      long: ['color::'],
      misuse: 2,
      argv: grepWords,
      wording: [
        [/^Usage: /, USAGE],
        rule(
          '(?:Unmatched|Invalid|Trailing).*',
          (_, call) => `bad regex '${call.value('e') ?? call.operands[0] ?? ''}'`,
        ),
      ],
    }),
  ),
  {
    name: 'head',
    usage: 'head [OPTIONS] [FILE]...',
    wording: [
      rule('cannot open NAME for reading: (.*)', '$1$2: $3'),
      rule('error reading NAME: Is a directory', '$1$2: Input/output error'),
      rule("invalid number of (?:lines|bytes): '(.*)'.*", "invalid number '$1'"),
    ],
    argv: (call) => obsolete(call.argv, /^-(\d+)$/, '-n'),
    options: 'n:c:qv0123456789',
  },
  {
    name: 'less',
    usage: 'less [-EFIMmNSRh~] [FILE]...',
    options: 'EFIMmNSRh~',
    argv: ({ argv, operands }) => [argv[0]!, ...operands],
  },
  { name: 'printenv', usage: '' },
  {
    name: 'md5sum',
    usage: 'md5sum [-c[sw]] [FILE]...',
    options: 'scw',
    wording: [OPEN],
  },
  {
    name: 'od',
    usage: 'od [-abcdfhilovxs] [-t TYPE] [-A RADIX] [-N SIZE] [-j SKIP] [-S MINSTR] [-w WIDTH] [FILE]...',
    options: 'A:N:abcdfhij:lot:vxsS:w::',
  },
  {
    name: 'printf',
    usage: 'printf FORMAT [ARG]...',
    wording: [
      rule("'(.*)': expected a numeric value", "invalid number '$1'"),
      rule("'.*': value not completely converted", UNMODELLED),
      rule('%.*: invalid conversion specification', '%: invalid format'),
    ],
  },
  {
    name: 'sed',
    usage: 'sed [-i[SFX]] [-nrE] [-f FILE]... [-e CMD]... [FILE]...\n   or: sed [-i[SFX]] [-nrE] CMD [FILE]...',
    options: 'i::rEne:f:',
    long: ['in-place::=i', 'regexp-extended=r', 'quiet=n', 'silent=n', 'expression:=e', 'file:=f'],
    status: (status) => Math.min(status, 1),
    beyond: (call) => beyondSed(sedScript(call)),
    wording: [
      [/^(?:sed: .*\n)?Usage: /, USAGE],
      rule("(?:-e|-f) .*: unterminated `[sy]' command", "unmatched '/'"),
      rule('-e .*: unterminated address regex', "unmatched '/'"),
      rule("-e .*: unknown command: `(.)'", 'unsupported command $1'),
      rule("-e .*: unknown option to `s'", 'bad option in substitution expression'),
      rule("-e .*: can't find label for jump to `(.*)'", "can't find label for jump to '$1'"),
      rule("can't find label for jump to `(.*)'", "can't find label for jump to '$1'"),
      rule("can't read NAME: (.*)", '$1$2: $3'),
      rule("(?:couldn't edit|read error on|couldn't read) NAME: .*", NOTHING),
      rule('-e .*: ((?:Unmatched|Invalid|Trailing).*)', badRegex),
      rule("-e .*: (?:unexpected `\\}'|unmatched `\\{')", UNMODELLED),
    ],
  },
  {
    name: 'seq',
    usage: 'seq [-w] [-s SEP] [FIRST [INC]] LAST',
    options: 'ws:0123456789.',
    inOrder: true,
    wording: [rule('.*', USAGE)],
  },
  { name: 'sha1sum', usage: 'sha1sum [-c[sw]] [FILE]...', options: 'scw', wording: [OPEN] },
  { name: 'sha256sum', usage: 'sha256sum [-c[sw]] [FILE]...', options: 'scw', wording: [OPEN] },
  {
    name: 'sleep',
    usage: 'sleep [N]...',
    operands: [1, Number.POSITIVE_INFINITY],
    argv: ({ argv }) => [argv[0]!, '--', ...argv.slice(1)],
    wording: [[/^Try /, NOTHING], NUMBER],
  },
  {
    name: 'sort',
    usage: 'sort [-nrugMcszbdfiokt] [-o FILE] [-k START[.OFS][OPTS][,END[.OFS][OPTS]] [-t CHAR] [FILE]...',
    options: 'ngMVucszbrdfimS:T:o:k:t:',
    misuse: 2,
    wording: [
      rule('cannot read: NAME: (.*)', '$1$2: $3'),
      rule("multi-character tab '.*'", 'bad -t parameter'),
      rule('.*:(\\d+): disorder: .*', (found) => ({ bare: `Check line ${Number(found[1]) - 1}\n` })),
      rule('read failed: NAME: Is a directory', NOTHING),
    ],
  },
  {
    name: 'tac',
    usage: 'tac [FILE]...',
    options: '',
    wording: [rule('failed to open NAME for reading: (.*)', '$1$2: $3')],
  },
  {
    name: 'tail',
    usage: 'tail [OPTIONS] [FILE]...',
    options: 'fc:n:qs:vF0123456789',
    argv: (call) => obsolete(obsolete(call.argv, /^-(\d+)$/, '-n'), /^(\+\d+)$/, '-n'),
    wording: [
      rule('cannot open NAME for reading: (.*)', "can't open '$1$2': $3"),
      rule('error reading NAME: Is a directory', 'read error: Is a directory'),
      rule("invalid number of (?:lines|bytes): '(.*)'.*", "invalid number '$1'"),
    ],
    after: noFiles,
  },
  { name: 'tee', usage: 'tee [-ai] [FILE]...', options: 'ia' },
  ...['test', '[', '[['].map(
    (name): Applet => ({
      name,
      usage: '',
      program: name === 'test' ? 'test' : '[',
      wording: [
        rule("invalid integer '(.*)'", '$1: bad number'),
        rule("missing '\\]'", name === '[[' ? 'missing ]]' : 'missing ]'),
        rule("'(.*)': (?:unary|binary) operator expected", '$1: unknown operand'),
        rule("missing argument after '(.*)'", (found) =>
          /^(?:[=!<>]|-.)/.test(found[1]!) ? `${found[1]}: argument expected` : `${found[1]}: unknown operand`,
        ),
      ],
    }),
  ),
  {
    name: 'tr',
    usage: 'tr [-cds] STRING1 [STRING2]',
    options: 'Ccds',
    inOrder: true,
    operands: [1, Number.POSITIVE_INFINITY],
    argv: (call) => [
      ...call.argv.slice(0, call.argv.length - call.operands.length),
      ...call.operands.slice(0, call.has('d') && !call.has('s') ? 1 : 2),
    ],
    wording: [rule('missing operand.*\\n?.*', USAGE)],
  },
  { name: 'true', usage: '' },
  { name: 'false', usage: '' },
  {
    name: 'uniq',
    usage: 'uniq [-cduiz] [-f,s,w N] [FILE [OUTFILE]]',
    options: 'cduizf:s:w:',
    operands: [0, 2],
    unmodelled: 'z',
    wording: [rule('NAME: invalid number of .*', "invalid number '$1$2'"), OPEN],
  },
  { name: 'wc', usage: 'wc [-cmlwL] [FILE]...', options: 'clmwL' },
  {
    name: 'xargs',
    usage: 'xargs [OPTIONS] [PROG ARGS]',
    options: 'a:rtpn:s:xE:e::0I:i::P:',
    inOrder: true,
    unmodelled: 'p',
    wording: [
      rule('invalid number "(.*)" for .*', "invalid number '$1'"),
      rule("invalid number '(.*)' for .*", "invalid number '$1'"),
    ],
  },
  { name: 'yes', usage: 'yes [STRING]' },
  {
    name: 'awk',
    usage: 'awk [OPTIONS] [AWK_PROGRAM] [FILE]...',
    options: 'F:v:f:e:W:',
    inOrder: true,
    unmodelled: 'e',
    wording: AWK,
    after: awkStatus,
  },
];

/** awk: what could not be opened fails it with 1; `exit` gives what it says. */
function* awkStatus(_call: Call, status: number, complaints: number): Task<number> {
  return complaints > 0 && status === 2 ? 1 : status;
}

/** tail: when no operand could be opened. */
function* noFiles({ p, operands }: Call, status: number, complaints: number): Task<number> {
  const files = operands.filter((path) => !/^\+\d+$/.test(path));
  const opened = files.filter((path) => path === '-' || 'type' in p.stat(path));
  if (complaints > 0 && files.length > 0 && opened.length === 0) yield* p.warn('tail: no files\n');
  return status;
}

const sedScript = (call: Call): string =>
  call.options
    .filter(({ name }) => name === 'e')
    .map(({ value }) => value ?? '')
    .join('\n') || (call.has('f') ? '' : (call.operands[0] ?? ''));

/** What its sed takes otherwise than the other one. */
function beyondSed(script: string): string | undefined {
  if (/\\[ULEul]/.test(script)) return 'letters changed by a replacement';
  if (/(?:^|[;{\n])\s*0,/.test(script)) return 'the address 0';
  if (/(?:^|[;{}\n])\s*\d*~\d/.test(script)) return 'the address ~';
  if (/(?:^|[;{}\n])\s*(?:\d+|\$)?l(?:$|[;}\n\d ])/.test(script)) return 'the command l';
  return undefined;
}

/** The expression that the script holds, as far as it is one `s` command. */
function badRegex(found: RegExpExecArray, call: Call): Words {
  const [, , expression] = /^s(.)((?:\\.|(?!\1).)*)/.exec(sedScript(call)) ?? [];
  return expression === undefined ? UNMODELLED : `bad regex '${expression}': ${found[1]}`;
}

/** `-5` and the like as `-n 5`. */
function obsolete(argv: readonly string[], pattern: RegExp, option: string): readonly string[] {
  const found = pattern.exec(argv[1] ?? '');
  return found ? [argv[0]!, option, found[1]!, ...argv.slice(2)] : argv;
}

function dirnameWords(call: Call): readonly string[] | number {
  const words = call.argv[1] === '--' ? call.argv.slice(2) : call.argv.slice(1);
  return words.length === 1 ? ['dirname', '--', ...words] : ['dirname'];
}
