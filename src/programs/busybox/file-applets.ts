/** Applets that work on files. */
import type { Errno } from '../../vfs/errno.ts';
import { canonical } from '../files/canonical.ts';
import { type Applet, type Call, NOTHING, rule, UNMODELLED, USAGE, type Wording, type Words } from './applet.ts';
import { ls } from './ls.ts';

const MANY = Number.POSITIVE_INFINITY;
const NUMBER = rule("invalid (?:number|.* device number):? '(.*)'.*", "invalid number '$1'");
const STAT = rule('cannot stat NAME: (.*)', "can't stat '$1$2': $3");

/** cp and mv with several sources whose target is no directory: each fails by itself. */
const eachInto =
  (line: (source: string, target: string, why: string) => string) =>
  (found: RegExpExecArray, call: Call): Words => {
    const target = call.operands.at(-1)!;
    const why = /No such/.test(found[0]) ? 'No such file or directory' : 'Not a directory';
    return {
      bare: call.operands
        .slice(0, -1)
        .map((source) => `${call.argv[0]}: ${line(source, target, why)}\n`)
        .join(''),
    };
  };

const fails = (found: unknown): found is Errno => typeof found === 'object' && found !== null && !('type' in found);

const TRANSFER: Wording = [STAT];

export const fileApplets: readonly Applet[] = [
  ls,
  {
    name: 'chgrp',
    usage: 'chgrp [-RhLHPcvf]... GROUP FILE...',
    options: 'RhvcfLHP',
    operands: [2, MANY],
    unmodelled: 'vcLH',
    wording: [
      rule("invalid group: '(.*)'", 'unknown group $1'),
      rule('cannot (?:access|dereference) NAME: (.*)', '$1$2: $3'),
    ],
  },
  {
    name: 'chmod',
    usage: 'chmod [-Rcvf] MODE[,MODE]... FILE...',
    argv: chmodWords,
    wording: [
      rule("invalid mode: '(.*)'", "invalid mode '$1'"),
      rule('cannot access NAME: (.*)', '$1$2: $3'),
      rule('cannot operate on dangling symlink NAME', '$1$2: No such file or directory'),
      rule('.*: new permissions are .*', NOTHING),
      rule('(?:invalid|unrecognized) option .*', (_, call) => `invalid mode '${call.argv[1]}'`),
    ],
  },
  {
    name: 'chown',
    usage: 'chown [-RhLHPcvf]... USER[:[GRP]] FILE...',
    options: 'RhvcfLHP',
    operands: [2, MANY],
    unmodelled: 'vcLH',
    wording: [
      rule("invalid user: '([^:]*)'", 'unknown user $1'),
      rule("invalid (?:user|group): '(.*)'", 'unknown user/group $1'),
      rule('cannot (?:access|dereference) NAME: (.*)', '$1$2: $3'),
    ],
  },
  {
    name: 'cp',
    usage: 'cp [-arPLHpfinlsTu] SOURCE DEST\n   or: cp [-arPLHpfinlsu] SOURCE... { -t DIRECTORY | DIRECTORY }',
    options: 'arPLHpfinlsTut:dRv',
    long: [
      'archive=a',
      'force=f',
      'interactive=i',
      'no-clobber=n',
      'link=l',
      'dereference=L',
      'no-dereference=P',
      'recursive=R',
      'symbolic-link=s',
      'no-target-directory=T',
      'target-directory:=t',
      'verbose=v',
      'update=u',
      'remove-destination',
      'parents',
      'reflink::',
    ],
    operands: [1, MANY],
    wording: [
      ...TRANSFER,
      rule('-r not specified; omitting directory NAME', "omitting directory '$1$2'"),
      rule(
        "target '.*'.*",
        eachInto(
          (source, target, why) => `can't create '${target}/${source.slice(source.lastIndexOf('/') + 1)}': ${why}`,
        ),
      ),
      rule(
        'cannot create (?:regular file|directory|symbolic link|hard link) NAME(?: to .*)?: (.*)',
        "can't create '$1$2': $3",
      ),
      rule("cannot copy a directory, NAME, into itself, '(.*)'", "recursion detected, omitting directory '$3'"),
      rule('cannot overwrite directory NAME with non-directory', "'$1$2' is a directory"),
      rule('cannot open NAME for reading: (.*)', "can't open '$1$2': $3"),
    ],
  },
  {
    name: 'dd',
    usage: 'dd [if=FILE] [of=FILE] [ibs=N obs=N/bs=N] [count=N] [skip=N] [seek=N]',
    beyond: ({ argv }) => (argv.some((word) => /^i?bs=0+$/.test(word)) ? 'a block of no bytes' : undefined),
    wording: [
      rule('failed to open NAME: (.*)', "can't open '$1$2': $3"),
      rule('unrecognized operand .*', USAGE),
      rule("invalid conversion: '(.*?)\\??'", "invalid argument '$1' to 'conv'"),
      rule("invalid (?:input|output) flag: '(.*)'", UNMODELLED),
      rule('\\d+ bytes? .*copied.*', NOTHING),
      NUMBER,
    ],
    argv: ({ argv }) => {
      const conversion = argv.find((word) => /^conv=.*(?:[ul]case|block|swab|ascii|ebcdic)/.test(word));
      return conversion === undefined ? argv : ['dd', `conv=${conversion.slice(5).split(',')[0]}?`];
    },
  },
  {
    name: 'ln',
    usage: 'ln [-sfnbtv] [-S SUF] TARGET... LINK|DIR',
    options: 'sfnbS:vTt:',
    operands: [1, MANY],
    wording: [
      rule("failed to create (?:symbolic|hard) link '(.*?)'(?: => .*)?: File exists", (found, call) =>
        call.has('T') && isDirectory(call, found[1]!)
          ? `'${found[1]}' is a directory`
          : `${found[1]!.replace(/^\.\//, '')}: File exists`,
      ),
      rule("failed to create (?:symbolic|hard) link '(?:\\./)?(.*?)'(?: => .*)?: (.*)", '$1: $2'),
      rule('failed to access NAME: (.*)', '$1$2: $3'),
      rule(
        'NAME: hard link not allowed for directory',
        (_, call) => `${call.operands.at(-1)}: Operation not permitted`,
      ),
      rule('NAME: cannot overwrite directory', "'$1$2' is a directory"),
      rule("target '.*'.*", UNMODELLED),
    ],
  },
  {
    name: 'mkdir',
    usage: 'mkdir [-m MODE] [-p] DIRECTORY...',
    options: 'm:pvZ:',
    long: ['mode:=m', 'parents=p', 'verbose=v'],
    operands: [1, MANY],
    unmodelled: 'Z',
    wording: [
      rule(
        'cannot create directory NAME: Not a directory',
        (found, call) => `can't create directory '${found[1] ?? found[2]}${call.has('p') ? '/' : ''}': Not a directory`,
      ),
      rule('cannot create directory NAME: (.*)', "can't create directory '$1$2': $3"),
    ],
  },
  {
    name: 'mkfifo',
    usage: 'mkfifo [-m MODE] NAME',
    options: 'm:',
    operands: [1, MANY],
    wording: [rule('cannot create fifo NAME: (.*)', '$1$2: $3'), rule("invalid mode:? '(.*)'", "invalid mode '$1'")],
  },
  {
    name: 'mknod',
    usage: 'mknod [-m MODE] NAME TYPE [MAJOR MINOR]',
    options: 'm:',
    operands: [2, 4],
    argv: (call) => {
      const [, type, major, minor] = call.operands;
      const wanted = type === 'p' ? 2 : 4;
      return call.operands.length !== wanted || !/^[pbcu]$/.test(type!) || (wanted === 4 && (!major || !minor))
        ? ['mknod']
        : call.argv;
    },
    wording: [rule('missing operand.*', USAGE), NUMBER],
  },
  {
    name: 'mktemp',
    usage: 'mktemp [-dt] [-p DIR] [TEMPLATE]',
    options: 'dqtp:u',
    operands: [0, 1],
    argv: (call) => {
      const [template] = call.operands;
      const options = call.options.flatMap(({ name, value }) =>
        value === undefined ? [`-${name}`] : [`-${name}`, value],
      );
      if (template === undefined) return ['mktemp', ...options, '-t', 'tmp.XXXXXX'];
      return /X{6}$/.test(template) ? call.argv : ['mktemp', ...(call.has('q') ? ['-q'] : []), 'X'];
    },
    wording: [
      rule("failed to create (?:file|directory) via template '.*': (.*)", '(null): $1'),
      rule("too few X's in template .*", '(null): Invalid argument'),
    ],
  },
  {
    name: 'mv',
    usage: 'mv [-finT] SOURCE DEST\n   or: mv [-fin] SOURCE... { -t DIRECTORY | DIRECTORY }',
    options: 'finTt:v',
    long: ['interactive=i', 'force=f', 'no-clobber=n', 'no-target-directory=T', 'target-directory:=t', 'verbose=v'],
    operands: [1, MANY],
    wording: [
      rule("NAME and '.*' are the same file", NOTHING),
      rule('cannot stat NAME: (.*)', "can't rename '$1$2': $3"),
      rule("cannot move NAME to a subdirectory of itself, '.*'", "can't rename '$1$2': Invalid argument"),
      rule("cannot move NAME to '.*': (.*)", "can't rename '$1$2': $3"),
      rule("cannot overwrite non-directory '.*' with directory NAME", "can't rename '$1$2': Not a directory"),
      rule(
        "target '.*'.*",
        eachInto((source, _target, why) => `can't rename '${source}': ${why}`),
      ),
    ],
  },
  {
    name: 'readlink',
    usage: 'readlink [-fnv] FILE',
    options: 'fnvsq',
    operands: [1, 1],
    argv: (call) => {
      const missing = call.has('f') && fails(call.p.lstat(call.operands[0]!));
      return missing && !call.has('v') ? 1 : call.argv;
    },
    wording: [
      rule('NAME: Invalid argument', '$1$2: cannot read link: not a symlink'),
      rule('NAME: (No such file or directory)', '$1$2: cannot read link: not a symlink'),
    ],
  },
  {
    name: 'realpath',
    usage: 'realpath FILE...',
    operands: [1, MANY],
    run: function* (call) {
      const { p } = call;
      let status = 0;
      for (const path of call.operands) {
        const there = p.lstat(path);
        const full = fails(there) ? there : canonical(p, path, 'all-but-last');
        if ('path' in full) yield* p.print(`${full.path}\n`);
        else {
          yield* p.warn(`realpath: ${path}: ${full.message}\n`);
          status = 1;
        }
      }
      return status;
    },
  },
  {
    name: 'rm',
    usage: 'rm [-irf] FILE...',
    options: 'irfRv',
    argv: (call) => (call.operands.length === 0 && !call.has('f') ? ['rm'] : call.argv),
    wording: [
      rule('missing operand', USAGE),
      rule("cannot remove '(?:.*/)?\\.\\.?/?': Is a directory", "can't remove '.' or '..'"),
      rule('cannot remove NAME: Is a directory', "'$1$2' is a directory"),
      rule('cannot remove NAME: (.*)', "can't remove '$1$2': $3"),
      rule('refusing to remove .*', "can't remove '.' or '..'"),
      [
        /^(?:remove|descend into) (?:write-protected )?(?:[a-z ]+ )?('.*'\?) $/,
        (found) => ({ bare: `rm: ${/^descend/.test(found[0]) ? 'descend into directory' : 'remove'} ${found[1]} ` }),
      ],
    ],
  },
  {
    name: 'rmdir',
    usage: 'rmdir [-p] DIRECTORY...',
    options: 'pv',
    long: ['parents=p', 'ignore-fail-on-non-empty', 'verbose=v'],
    operands: [1, MANY],
    wording: [rule('failed to remove (?:directory )?NAME: (.*)', "'$1$2': $3")],
  },
  {
    name: 'stat',
    usage: 'stat [-ltf] [-c FMT] FILE...',
    options: 'ftLc:l',
    operands: [1, MANY],
    unmodelled: 'tl',
    beyond: (call) =>
      call.has('c') || call.operands.every((path) => fails(call.p.stat(path))) ? undefined : 'its report in full',
    wording: [STAT, rule('cannot (?:statx?|read file system information for) NAME: (.*)', "can't stat '$1$2': $3")],
  },
  { name: 'sync', usage: 'sync [-df] [FILE]...', options: 'df' },
  {
    name: 'touch',
    usage: 'touch [-cham] [-d DATE] [-t DATE] [-r FILE] FILE...',
    options: 'camhfr:d:t:',
    long: ['no-create=c', 'reference:=r', 'date:=d', 'no-dereference=h'],
    operands: [1, MANY],
    wording: [
      rule('(?:cannot touch|setting times of) NAME: (.*)', '$1$2: $3'),
      rule('failed to get attributes of NAME: (.*)', "can't stat '$1$2': $3"),
      rule("invalid date format '(.*)'", "invalid date '$1'"),
    ],
  },
  {
    name: 'truncate',
    usage: 'truncate [-c] -s SIZE FILE...',
    options: 'cs:',
    operands: [1, MANY],
    argv: (call) =>
      call.has('s')
        ? /^[0-9]+[kKmMgGbcw]*$/.test(call.value('s')!)
          ? call.argv
          : ['truncate', '-s', `?${call.value('s')}`, 'x']
        : ['truncate'],
    wording: [rule("[Ii]nvalid number:? '\\?(.*)'", "invalid number '$1'"), rule('you must specify .*', USAGE)],
  },
];

const isDirectory = ({ p }: Call, path: string): boolean => {
  const stat = p.stat(path);
  return !fails(stat) && stat.type === 'directory';
};

/** The mode may look like an option. */
function chmodWords(call: Call): readonly string[] | number {
  const words = call.argv.slice(1);
  const options: string[] = [];
  while (words[0] !== undefined && /^-[Rcvf]+$/.test(words[0])) options.push(words.shift()!);
  const known = options.join('').replaceAll('-', '');
  return [
    'chmod',
    ...(known.includes('R') ? ['-R'] : []),
    ...(/[cv]/.test(known) ? ['-v'] : []),
    ...(words.length > 0 ? ['--', ...words] : []),
  ];
}
