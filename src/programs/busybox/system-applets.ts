/** Applets that ask the system, run other programs, or mount. */
import { SIGNALS } from '../../kernel/signals.ts';
import { groupName, userName } from '../files/ids.ts';
import { type Applet, type Call, NOTHING, rule, USAGE, type Wording, type Words } from './applet.ts';
import { df } from './df.ts';
import { find } from './find.ts';
import { kill } from './kill.ts';
import { losetup } from './losetup.ts';
import { ps } from './ps.ts';

const MANY = Number.POSITIVE_INFINITY;
const EXECUTE = rule('(?:failed to (?:run command|execute) )?NAME: (.*)', "can't execute '$1$2': $3");

/** What mount(8) of util-linux says of an errno -> the errno. */
const MOUNT_REASONS: readonly (readonly [RegExp, string])[] = [
  [/mount point does not exist|special device \S+ does not exist/, 'No such file or directory'],
  [/mount point is not a directory/, 'Not a directory'],
  [/already mounted|is busy/, 'Device or resource busy'],
  [/wrong fs type|bad option/, 'Invalid argument'],
  [/unknown filesystem type/, 'No such device'],
  [/is not a block device/, 'Block device required'],
  [/is not a valid block device/, 'No such device or address'],
  [/write-protected|cannot mount .* read-only/, 'Permission denied'],
  [/can't read superblock/, 'Input/output error'],
  [/failed to setup loop device/, 'No such file or directory'],
];

function mountFailed(found: RegExpExecArray, call: Call): Words {
  const [source, target] = call.operands.length > 1 ? call.operands : ['none', ...call.operands];
  const text = found[1]!;
  const why = MOUNT_REASONS.find(([pattern]) => pattern.test(text))?.[1] ?? /failed: (.*?)\.?$/.exec(text)?.[1] ?? text;
  return `mounting ${source} on ${target} failed: ${why}`;
}

const MOUNT: Wording = [
  [/^(\S+): can't find in \/etc\/fstab\.$/, "can't find $1 in /etc/fstab"],
  [/^[^:]*: WARNING: source write-protected.*$/, NOTHING],
  [/^[^\n]*?: ([^\n]*?)\.\n[\s\S]*$/, mountFailed],
  [/^[^\n]*?: ([^\n]*?)\.?$/, mountFailed],
];

export const systemApplets: readonly Applet[] = [
  df,
  find,
  ps,
  {
    name: 'blkid',
    usage: 'blkid [BLOCKDEV]...',
    argv: ({ argv }) => ['blkid', '-s', 'LABEL', '-s', 'UUID', '-s', 'TYPE', '--', ...argv.slice(1)],
    status: () => 0,
  },
  {
    name: 'chroot',
    usage: 'chroot NEWROOT [PROG ARGS]',
    options: '',
    inOrder: true,
    operands: [1, MANY],
    wording: [rule('cannot change root directory to NAME: (.*)', "can't change root directory to '$1$2': $3"), EXECUTE],
  },
  {
    name: 'clear',
    usage: 'clear',
    *run({ p }) {
      yield* p.print('\x1b[H\x1b[J');
      return 0;
    },
  },
  {
    name: 'losetup',
    usage: 'losetup [-rP] [-o OFS] {-f|LOOPDEV} FILE: associate loop devices',
    options: 'cdPo:faLr',
    operands: [0, 2],
    unmodelled: 'LP',
    run: losetup,
  },
  { name: 'arch', usage: '' },
  { name: 'dmesg', usage: 'dmesg [-cr] [-n LEVEL] [-s SIZE]', options: 'cs:n:r', operands: [0, 0], unmodelled: 'csnr' },
  {
    name: 'hostname',
    usage: 'hostname [-sidf] [HOSTNAME | -F FILE]',
    options: 'dfisF:v',
    operands: [0, 1],
    unmodelled: 'difv',
  },
  {
    name: 'id',
    usage: 'id [-ugGnr] [USER]',
    options: 'ugGnr',
    operands: [0, 1],
    argv: (call) => (call.has('n') && !'ugG'.split('').some(call.has) ? ['id', '-n'] : call.argv),
    wording: [rule('cannot print .*', USAGE), rule("'(.*)': no such user", 'unknown user $1')],
  },
  kill,
  {
    name: 'modprobe',
    usage: 'modprobe [-alrqvsDb] MODULE [SYMBOL=VALUE]...',
    options: 'alrqvsDb',
    unmodelled: 'lD',
    wording: [
      rule('FATAL: Module (\\S+) not found in directory .*', 'module $1 not found in modules.dep'),
      rule('WARNING: Module (\\S+) not found in directory .*', 'module $1 not found in modules.dep'),
      rule("ERROR: could not insert '(.*)': (.*)", "can't load module $1: $2"),
    ],
  },
  {
    name: 'mount',
    usage: 'mount [OPTIONS] [-o OPT] DEVICE NODE',
    options: 'o:*t:rwanfvsiO:T:',
    operands: [0, 2],
    unmodelled: 'OT',
    wording: MOUNT,
    status: (status) => (status === 32 ? 255 : status),
  },
  {
    name: 'umount',
    usage: 'umount [-rlfda] [-t FSTYPE] FILESYSTEM|DIRECTORY',
    options: 'fldnrat:vi',
    unmodelled: 'd',
    argv: (call) => (call.operands.length === 0 && !call.has('a') ? 1 : call.argv),
    status: (status) => (status === 0 ? 0 : 1),
    wording: [
      [/^(.*): no mount point specified\.$/, "can't unmount $1: No such file or directory"],
      [/^(.*): not (?:mounted|found)\.?$/, "can't unmount $1: Invalid argument"],
      [/^(.*): target is busy\.$/, "can't unmount $1: Device or resource busy"],
      [/^(.*): umount\(2\) system call failed: (.*)\.$/, "can't unmount $1: $2"],
    ],
  },
  {
    name: 'nproc',
    usage: 'nproc [--all] [--ignore=N]',
    options: '',
    long: ['all', 'ignore:'],
    argv: (call) => call.argv.slice(0, call.argv.length - call.operands.length),
  },
  { name: 'pidof', usage: 'pidof [NAME]...', options: 'so:' },
  {
    name: 'setsid',
    usage: 'setsid [-c] PROG ARGS',
    options: 'c',
    inOrder: true,
    operands: [1, MANY],
    wording: [EXECUTE],
  },
  {
    name: 'sysctl',
    usage: 'sysctl [-enq] { -a | -p [FILE]... | [-w] [KEY[=VALUE]]... }',
    options: 'neAapwq',
    unmodelled: 'Aap',
    wording: [
      rule(
        'cannot stat /proc/sys/(.*): No such file or directory',
        (found) => `error: '${found[1]!.replaceAll('/', '.')}' is an unknown key`,
      ),
    ],
    status: (status) => (status === 0 ? 0 : 1),
  },
  {
    name: 'timeout',
    usage: 'timeout [-s SIG] [-k KILL_SECS] SECS PROG ARGS',
    options: 's:k:',
    inOrder: true,
    operands: [2, MANY],
    wording: [
      rule("invalid time interval '(.*)'", "invalid number '$1'"),
      rule("'(.*)': invalid signal", "unknown signal '$1'"),
      EXECUTE,
    ],
    status: (status, call) =>
      status === 125 ? 1 : status === 124 ? 128 + signalNumber(call.value('s') ?? 'TERM') : status,
  },
  { name: 'pwd', usage: 'pwd', options: 'LP' },
  { name: 'tty', usage: 'tty [-s]', options: 's', misuse: 2 },
  {
    name: 'usleep',
    usage: 'usleep N',
    operands: [1, MANY],
    *run({ p, operands }) {
      const [time = ''] = operands;
      if (!/^\d+$/.test(time)) {
        yield* p.warn(`usleep: invalid number '${time}'\n`);
        return 1;
      }
      yield* p.sleep(Number(time));
      return 0;
    },
  },
  { name: 'uname', usage: 'uname [-amnrspvio]', options: 'snrvmpioa', operands: [0, 0] },
  {
    name: 'which',
    usage: 'which [-a] COMMAND...',
    options: 'a',
    operands: [1, MANY],
  },
  {
    name: 'whoami',
    usage: 'whoami',
    options: '',
    operands: [0, 0],
    *run({ p }) {
      yield* p.print(`${userName(p, 0) ?? '0'}\n`);
      return 0;
    },
  },
  {
    name: 'groups',
    usage: 'groups [USER]',
    options: '',
    operands: [0, 0],
    *run({ p }) {
      yield* p.print(`${groupName(p, 0) ?? '0'}\n`);
      return 0;
    },
  },
];

const signalNumber = (text: string): number =>
  /^\d+$/.test(text) ? Number(text) : (SIGNALS[text.toUpperCase().replace(/^SIG/, '')] ?? 0);
