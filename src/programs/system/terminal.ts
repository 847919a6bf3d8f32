/** tty, stty, clear: the terminal at standard input. */
import type { Process } from '../../kernel/process.ts';
import { Errno, isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { complain, unsupported, unsupportedOption, usageError } from '../text/messages.ts';
import { quote, quoteIfNeeded } from '../text/quote.ts';

export const tty: Program = {
  name: 'tty',
  run: function* (p) {
    const { options, operands, error } = getopt(p.argv, 's', ['silent=s', 'quiet=s', 'help', 'version']);
    for (const { name } of options) if (name !== 's') return yield* unsupportedOption(p, name, 2);
    if (error !== undefined) return yield* usageError(p, error, 2);
    if (operands.length > 0) return yield* usageError(p, `extra operand ${quote(operands[0]!)}`, 2);
    const terminal = p.isatty(0);
    if (options.length === 0) {
      const written = yield* p.print(`${terminal ? p.descriptor(0)!.path : 'not a tty'}\n`);
      if (isErrno(written)) return yield* complain(p, `write error: ${written.message}`, 3);
    }
    return terminal ? 0 : 1;
  },
};

/** Settings that change nothing a script here could see. */
const WITHOUT_EFFECT = new Set([
  'brkint',
  'clocal',
  'cread',
  'cs8',
  'echoctl',
  'echoe',
  'echok',
  'echoke',
  'hupcl',
  'icanon',
  'icrnl',
  'iexten',
  'ignbrk',
  'imaxbel',
  'inlcr',
  'isig',
  'iutf8',
  'ixany',
  'ixoff',
  'ixon',
  'onlcr',
  'opost',
  'cooked',
]);
/** What `stty -g` prints of a console in its usual state. */
const SAVED = '500:5:bf:8a3b:3:1c:7f:15:4:0:1:0:11:13:1a:0:12:f:17:16:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0';
const SAVED_WITHOUT_ECHO = SAVED.replace('8a3b', '8a33');
const quiet = new WeakSet<object>();

export const stty: Program = {
  name: 'stty',
  run: function* (p, m) {
    const words = [...p.argv.slice(1)];
    let device: string | undefined;
    for (let at = 0; at < words.length; at++) {
      const word = words[at]!;
      if (word === '-F' || word === '--file') device = words.splice(at, 2)[1];
      else if (/^(?:-F.|--file=)/.test(word)) device = words.splice(at, 1)[0]!.replace(/^(?:-F|--file=)/, '');
      else continue;
      at--;
    }
    let fd = 0;
    if (device !== undefined) {
      const opened = p.open(device, { read: true });
      if (isErrno(opened)) return yield* complain(p, `${quoteIfNeeded(device)}: ${opened.message}`);
      fd = opened;
    }
    const name = device === undefined ? quote('standard input') : quoteIfNeeded(device);
    if (!p.isatty(fd)) return yield* complain(p, `${name}: ${Errno.ENOTTY.message}`);
    const terminal = p.descriptor(fd)?.inode ?? m;
    if (words.length === 1 && (words[0] === '-g' || words[0] === '--save')) {
      yield* p.print(`${quiet.has(terminal) ? SAVED_WITHOUT_ECHO : SAVED}\n`);
      return 0;
    }
    if (words.length === 1 && words[0] === 'size') {
      yield* p.print('25 80\n');
      return 0;
    }
    if (words.length === 0 || words.some((word) => word === '-a' || word === '--all'))
      return yield* unsupported(p, 'showing the settings');
    for (const word of words) {
      const setting = word.replace(/^-/, '');
      if (setting === 'echo' || word === 'sane' || word === SAVED || word === SAVED_WITHOUT_ECHO) {
        const on = word !== '-echo' && word !== SAVED_WITHOUT_ECHO;
        if (on) quiet.delete(terminal);
        else quiet.add(terminal);
        m.console.setEcho(on);
      } else if (!WITHOUT_EFFECT.has(setting)) {
        if (/^[a-z0-9-]+$/.test(word)) return yield* unsupported(p, `setting ${word}`);
        return yield* usageError(p, `invalid argument ${quote(word)}`);
      }
    }
    return 0;
  },
};

const CLEAR: readonly (readonly [RegExp, string])[] = [
  [/^(?:linux|vt220)/, '\x1b[H\x1b[J\x1b[3J'],
  [/^(?:xterm|screen|tmux)/, '\x1b[H\x1b[2J\x1b[3J'],
];

export const clear: Program = {
  name: 'clear',
  run: function* (p: Process) {
    const term = p.env.get('TERM');
    if (p.argv.length > 1) return yield* unsupported(p, p.argv.slice(1).join(' '));
    if (!term) {
      yield* p.warn('TERM environment variable not set.\n');
      return 1;
    }
    const text = CLEAR.find(([pattern]) => pattern.test(term))?.[1];
    if (text === undefined) return yield* unsupported(p, `terminal type ${term}`);
    yield* p.print(text);
    return 0;
  },
};
