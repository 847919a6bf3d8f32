/** plymouth and plymouthd: the splash screen and its questions (plymouth(8) 22.02). */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import type { Machine } from '../../machine/machine.ts';
import { isErrno } from '../../vfs/errno.ts';
import type { Program } from '../program.ts';
import { notModelled } from './failure.ts';

const PID_FILE = '/run/plymouth/pid';
const USAGE = 'Splash control client\nUSAGE: plymouth [OPTION...] [COMMAND [OPTION...]...]\n\n';
const DEFAULT_TRIES = 3;

/** Options before a command; those with a value take it after `=` or as the next word. */
const FLAGS =
  'debug get-splash-plugin-path quit ping has-active-vt sysinit show-splash hide-splash ask-for-password details wait'.split(
    ' ',
  );
const WITH_VALUE = ['newroot', 'ignore-keystroke', 'update'];
const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  'change-mode': ['boot-up', 'shutdown', 'reboot', 'updates', 'system-upgrade', 'firmware-upgrade'],
  'system-update': ['progress='],
  update: ['status='],
  'update-root-fs': ['new-root-dir=', 'read-write'],
  'show-splash': [],
  'hide-splash': [],
  'ask-for-password': ['command=', 'prompt=', 'number-of-tries=', 'dont-pause-progress'],
  'ask-question': ['command=', 'prompt=', 'dont-pause-progress'],
  'display-message': ['text='],
  'hide-message': ['text='],
  'watch-keystroke': ['command=', 'keys='],
  'ignore-keystroke': ['keys='],
  'pause-progress': [],
  'unpause-progress': [],
  'report-error': [],
  deactivate: [],
  reactivate: [],
  quit: ['retain-splash'],
  // Older names.
  message: ['text='],
};

interface Line {
  readonly options: ReadonlySet<string>;
  readonly command: string | undefined;
  readonly values: ReadonlyMap<string, string>;
}

/** Undefined for a wrong command line. */
function parse(words: readonly string[]): Line | undefined {
  const options = new Set<string>();
  const values = new Map<string, string>();
  let command: string | undefined;
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    if (!word.startsWith('--')) {
      if (command !== undefined || !COMMANDS[word]) return undefined;
      command = word;
      continue;
    }
    const [, name, value] = /^--([^=]*)(?:=(.*))?$/s.exec(word)!;
    const takes = command === undefined ? WITH_VALUE.includes(name!) : COMMANDS[command]!.includes(`${name}=`);
    const isFlag = command === undefined ? FLAGS.includes(name!) : COMMANDS[command]!.includes(name!);
    if (takes) {
      const given = value ?? words[++at];
      if (given === undefined) return undefined;
      values.set(name!, given);
    } else if (isFlag && value === undefined) options.add(name!);
    else return undefined;
  }
  return { options, command, values };
}

export const plymouth: Program = {
  name: 'plymouth',
  *run(p, m) {
    const words = p.argv.slice(1);
    if (words.includes('--help')) return yield* notModelled(p, m, 'option --help');
    const line = parse(words);
    if (!line || words.length === 0) {
      yield* p.print(USAGE);
      return line ? 0 : 1;
    }
    const { options, command, values } = line;
    if (command === 'change-mode' && options.size === 0) {
      yield* p.warn("Error no mode specified for 'change-mode' command\n");
      return 1;
    }
    if (options.has('get-splash-plugin-path')) {
      yield* p.print('/usr/lib/x86_64-linux-gnu/plymouth/\n');
      return 0;
    }
    if (!m.splash.running) {
      if (options.has('wait') && !options.has('ping')) return 0;
      m.trace.add(p.pid, {
        kind: 'program.failed',
        program: 'plymouth',
        argv: p.argv,
        reason: { kind: 'other', text: 'plymouthd does not run' },
      });
      return 1;
    }
    if (options.has('has-active-vt')) return isGraphical(p) ? 0 : 1;
    if (command === 'ask-for-password' || command === 'ask-question' || options.has('ask-for-password'))
      return yield* ask(p, m, values);
    if (command === 'watch-keystroke') return yield* notModelled(p, m, 'watch-keystroke');
    if (command === 'quit' || options.has('quit')) m.splash.quitting.wake();
    if (options.has('wait')) while (m.splash.running) yield { on: [m.splash.ended], why: 'the end of plymouthd' };
    return 0;
  },
};

/** Without `splash` on the kernel's command line it shows the messages of the boot. */
function isGraphical(p: Process): boolean {
  const commandLine = p.readFile('/proc/cmdline');
  return !isErrno(commandLine) && /(?:^|\s)splash(?:\s|$)/.test(commandLine);
}

function* ask(p: Process, m: Machine, values: ReadonlyMap<string, string>): Task<number> {
  const command = values.get('command');
  const tries = Number(values.get('number-of-tries') ?? DEFAULT_TRIES) || DEFAULT_TRIES;
  for (let tried = 1; ; tried++) {
    const text = yield* m.splash.ask({ text: values.get('prompt') ?? '', pid: p.pid, announced: false });
    if (text === undefined) {
      const reason = { kind: 'no-answer', prompt: values.get('prompt') ?? '' } as const;
      m.trace.add(p.pid, { kind: 'program.failed', program: 'plymouth', argv: p.argv, reason });
      return 1;
    }
    if (command === undefined) {
      yield* p.print(text);
      return 0;
    }
    const status = yield* answerTo(p, command, text);
    if (status === 0 || tried >= tries) return status;
  }
}

/** Runs a command with the answer on its standard input. It is split at blanks: quotes are part of the words. */
function* answerTo(p: Process, command: string, text: string): Task<number> {
  const words = command.split(' ').filter((word) => word !== '');
  const [read, write] = p.pipe();
  const directories = (p.env.get('PATH') ?? '/usr/sbin:/usr/bin:/sbin:/bin').split(':');
  const path = words[0]?.includes('/')
    ? words[0]
    : directories.map((directory) => `${directory}/${words[0]}`).find((candidate) => !isErrno(p.stat(candidate)));
  const child =
    path === undefined
      ? undefined
      : p.spawn(path, words, {
          fds: new Map([
            [0, read],
            [1, 1],
            [2, 2],
          ]),
        });
  p.close(read);
  if (child === undefined || isErrno(child)) {
    p.close(write);
    return 127;
  }
  p.onSignal('PIPE', 'ignore');
  yield* p.write(write, text);
  p.close(write);
  const ended = yield* p.wait(child.pid);
  return isErrno(ended) ? 1 : ended.status;
}

/** The daemon: in the background at once, its process id in the file that it is told. */
export const plymouthd: Program = {
  name: 'plymouthd',
  *run(p, m) {
    const foreground = p.argv.includes('--no-daemon');
    if (m.splash.running) return 1;
    const pidFile = p.argv.findLast((word) => word.startsWith('--pid-file='))?.slice('--pid-file='.length);
    m.splash.start();
    if (foreground) return yield* serve(p, m, pidFile);
    // The first letter tells systemd to let it live across the change of root.
    const daemon = p.fork([`@${p.argv[0]!.slice(1)}`, ...p.argv.slice(1)], (q) => serve(q, m, pidFile));
    return isErrno(daemon) ? 1 : 0;
  },
};

function* serve(p: Process, m: Machine, pidFile: string = PID_FILE): Task<number> {
  p.idle = true;
  const directory = pidFile.slice(0, pidFile.lastIndexOf('/'));
  if (directory !== '') p.mkdir(directory, 0o755);
  p.writeFile(pidFile, `${p.pid}\n`);
  p.onSignal('TERM', () => {});
  yield { on: [p.signalled, m.splash.quitting], why: 'being told to quit' };
  m.splash.stop();
  p.unlink(pidFile);
  return 0;
}
