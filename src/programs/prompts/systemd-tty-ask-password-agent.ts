/** systemd-tty-ask-password-agent: shows waiting questions on a terminal and sends the answers (systemd-tty-ask-password-agent(1)). */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import type { PasswordRequest } from '../../machine/console/password-requests.ts';
import type { Machine } from '../../machine/machine.ts';
import { isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { fail, notModelled, SYSTEMD_VERSION } from './failure.ts';
import { askOnTerminal } from './terminal-question.ts';

const LONG = ['help=h', 'version', 'list', 'query', 'watch', 'wall', 'plymouth', 'console::'];

export const systemdTtyAskPasswordAgent: Program = {
  name: 'systemd-tty-ask-password-agent',
  *run(p, m) {
    const { options, operands, error } = getopt(p.argv, 'h', LONG);
    if (error !== undefined) return yield* fail(p, m, `${p.argv[0]}: ${error}`, { kind: 'usage', text: error });
    const has = (name: string): boolean => options.some((option) => option.name === name);
    if (has('version')) {
      yield* p.print(SYSTEMD_VERSION);
      return 0;
    }
    if (has('h')) return yield* notModelled(p, m, 'option --help');
    const console = options.findLast((option) => option.name === 'console');
    if (console?.value === '') return yield* fail(p, m, 'Empty console device path is not allowed.');
    if (has('query') && has('watch')) return yield* fail(p, m, 'Options --query and --watch conflict.');
    if (has('plymouth') && console) return yield* fail(p, m, 'Options --plymouth and --console conflict.');
    if (operands.length > 0) return yield* fail(p, m, `${p.argv[0]?.replace(/^.*\//, '')} takes no arguments.`);
    if (has('list')) {
      yield* p.print(
        m.passwords.pending.map(({ question }) => `'${question.message}' (PID ${question.pid})\n`).join(''),
      );
      return 0;
    }
    const watch = has('watch');
    if (has('plymouth')) return yield* serveOnSplash(p, m, watch);
    if (has('wall')) return yield* forwardForEver(p, m);
    if (!console) return yield* serve(p, m, undefined, watch);
    if (console.value !== undefined) return yield* serve(p, m, console.value, watch);
    return yield* serveOnConsole(p, m, watch);
  },
};

/** Without a device named, a child serves the console; where the kernel has several, they are one terminal here. */
function* serveOnConsole(p: Process, m: Machine, watch: boolean): Task<number> {
  const active = p.readFile('/sys/class/tty/console/active');
  if (isErrno(active)) return yield* fail(p, m, `Failed to determine devices of /dev/console: ${active.message}`);
  const name = active.trim().split(' ').at(-1)!;
  const virtual = name === 'tty0' ? p.readFile('/sys/class/tty/tty0/active') : name;
  const device = `/dev/${isErrno(virtual) ? name : virtual.trim()}`;
  const child = p.fork([...p.argv, `--console=${device}`], (q) => serve(q, m, device, watch));
  if (isErrno(child)) return yield* fail(p, m, `Failed to fork process: ${child.message}`);
  p.idle = watch;
  p.onSignal('TERM', () => p.kill(child.pid, 'TERM'));
  const ended = yield* p.wait(child.pid);
  // Being told to end is how watching is meant to end.
  return isErrno(ended) ? 1 : ended.signal === 'TERM' ? 0 : ended.status;
}

/** Asks what is pending, and with `watch` what comes later. */
function* serve(p: Process, m: Machine, device: string | undefined, watch: boolean): Task<number> {
  p.onSignal('TERM', 'default');
  p.idle = watch;
  for (;;) {
    let status = 0;
    for (const request of m.passwords.pending) {
      if (!isOpen(request, p)) continue;
      const done = yield* query(p, m, request, device ?? '/dev/tty');
      if (done !== 0) status = done;
    }
    if (!watch) return status;
    if (m.passwords.pending.some((request) => isOpen(request, p))) continue;
    yield { on: [m.passwords.changed], why: 'a question for a password' };
  }
}

/** Shows the questions on the splash screen. */
function* serveOnSplash(p: Process, m: Machine, watch: boolean): Task<number> {
  p.onSignal('TERM', 'default');
  p.idle = watch;
  for (;;) {
    for (const request of m.passwords.pending) {
      if (!isOpen(request, p)) continue;
      if (!m.splash.running) return yield* fail(p, m, 'Failed to query password: Connection refused');
      const text = yield* m.splash.ask({
        text: request.question.message,
        pid: p.pid,
        announced: true,
        abandoned: () => !m.passwords.pending.includes(request),
        abandonedOn: m.passwords.changed,
      });
      if (text !== undefined) m.passwords.reply(request, { kind: 'passwords', passwords: [text] }, 0);
    }
    if (!watch) return 0;
    if (m.passwords.pending.some((request) => isOpen(request, p))) continue;
    yield { on: [m.passwords.changed], why: 'a question for a password' };
  }
}

/** Neither answered nor over: a question whose time is up stays listed until who asks has taken notice. */
function isOpen({ reply, question }: PasswordRequest, p: Process): boolean {
  const { notAfterUs } = question;
  return !reply && !(notAfterUs && p.kernel.clock.nowUs >= notAfterUs);
}

function* query(p: Process, m: Machine, request: PasswordRequest, device: string): Task<number> {
  const { question } = request;
  const fd = p.open(device, { read: true, write: true });
  if (isErrno(fd)) return yield* fail(p, m, `Failed to open ${device}: ${fd.message}`);
  yield* log(p, m, `Starting password query on ${device}.`);
  const answer = yield* askOnTerminal(p, m, fd, {
    message: question.message,
    echo: question.silent ? 'no' : question.echo ? 'yes' : 'masked',
    emoji: true,
    untilUs: question.notAfterUs || undefined,
    announced: true,
    abandoned: () => !m.passwords.pending.includes(request),
    abandonedOn: m.passwords.changed,
  });
  p.close(fd);
  if (answer.kind === 'abandoned' || answer.kind === 'timeout') return 0;
  if (answer.kind === 'failed') return yield* fail(p, m, `Failed to query password: ${answer.errno.message}`);
  yield* log(p, m, `Password query on ${device} finished successfully.`);
  if (answer.kind === 'typed') m.passwords.reply(request, { kind: 'passwords', passwords: [answer.text] }, 0);
  else m.passwords.reply(request, { kind: 'cancelled' }, 0);
  return 0;
}

/** A service's messages go to the journal under the agent's own name. */
function* log(p: Process, m: Machine, message: string): Task {
  if (p.unit === undefined) yield* p.warn(`${message}\n`);
  else m.journal.log({ identifier: 'systemd-tty-ask-password-agent', pid: p.pid, message, unit: p.unit });
}

/** `--wall` writes to logged-in users' terminals; nobody is logged in. */
function* forwardForEver(p: Process, m: Machine): Task<number> {
  p.idle = true;
  for (;;) yield { on: [m.passwords.changed], why: 'a question for a password' };
}
