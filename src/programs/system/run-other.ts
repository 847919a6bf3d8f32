/** setsid, nice, nohup, chroot: run another program in other circumstances. */
import type { Process } from '../../kernel/process.ts';
import { settle, type Task } from '../../kernel/task.ts';
import { Errno, isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { execByName, spawnByName } from '../text/lookup.ts';
import { complain, nameOf, unsupportedOption, usageError } from '../text/messages.ts';
import { quote, quoteAlways } from '../text/quote.ts';

/** Becomes the program; `failed to run command` with 126 or 127 when that cannot be (coreutils). */
function* become(p: Process, words: readonly string[]): Task<number> {
  const name = nameOf(p);
  const ended = execByName(p, words, p.env);
  if (!isErrno(ended)) return yield* settle(ended);
  yield* p.warn(`${name}: failed to run command ${quoteAlways(words[0]!)}: ${ended.message}\n`);
  return ended === Errno.ENOENT ? 127 : 126;
}

/** Sessions are not modelled: nothing here asks for one. */
export const setsid: Program = {
  name: 'setsid',
  run: function* (p) {
    const { options, operands, error } = getopt(
      p.argv,
      'Vhcfw',
      ['ctty=c', 'fork=f', 'wait=w', 'help=h', 'version=V'],
      { permute: false },
    );
    const on = new Set(options.map(({ name }) => name));
    for (const name of on) if (!'cfw'.includes(name)) return yield* unsupportedOption(p, name);
    if (error !== undefined) return yield* usageError(p, error);
    if (operands.length === 0) return yield* usageError(p, 'no command specified');
    if (on.has('f')) {
      const child = spawnByName(p, operands);
      if (isErrno(child)) return on.has('w') ? yield* failed(child) : 0;
      if (!on.has('w')) return 0;
      const ended = yield* p.wait(child.pid);
      return isErrno(ended) ? 1 : ended.status;
    }
    const ended = execByName(p, operands, p.env);
    if (!isErrno(ended)) return yield* settle(ended);
    return yield* failed(ended);

    function* failed(errno: Errno): Task<number> {
      return yield* complain(
        p,
        `failed to execute ${operands[0]}: ${errno.message}`,
        errno === Errno.ENOENT ? 127 : 126,
      );
    }
  },
};

/** There is one CPU and no priorities: the niceness is always 0. */
export const nice: Program = {
  name: 'nice',
  run: function* (p) {
    const old = /^-(-?\d+|\+\d+)$/.test(p.argv[1] ?? '');
    const { options, operands, error } = getopt(
      old ? [p.argv[0]!, ...p.argv.slice(2)] : p.argv,
      'n:',
      ['adjustment:=n', 'help', 'version'],
      { permute: false },
    );
    for (const { name, value } of options) {
      if (name !== 'n') return yield* unsupportedOption(p, name, 125);
      if (!/^\s*[-+]?\d+$/.test(value!)) return yield* complain(p, `invalid adjustment ${quote(value!)}`, 125);
    }
    if (error !== undefined) return yield* usageError(p, error, 125);
    if (operands.length > 0) return yield* fails(p, operands);
    if (options.length > 0 || old) return yield* usageError(p, 'a command must be given with an adjustment', 125);
    yield* p.print('0\n');
    return 0;
  },
};

function* fails(p: Process, words: readonly string[]): Task<number> {
  const name = nameOf(p);
  const ended = execByName(p, words, p.env);
  if (!isErrno(ended)) return yield* settle(ended);
  yield* p.warn(`${name}: ${quote(words[0]!)}: ${ended.message}\n`);
  return ended === Errno.ENOENT ? 127 : 126;
}

export const nohup: Program = {
  name: 'nohup',
  run: function* (p) {
    const { options, operands, error } = getopt(p.argv, '', ['help', 'version'], { permute: false });
    for (const { name } of options) return yield* unsupportedOption(p, name, 125);
    if (error !== undefined) return yield* usageError(p, error, 125);
    if (operands.length === 0) return yield* usageError(p, 'missing operand', 125);
    const [noInput, noOutput] = [p.isatty(0), p.isatty(1)];
    if (noInput) {
      const empty = p.open('/dev/null', { write: true });
      if (!isErrno(empty)) p.dup2(empty, 0);
      if (!noOutput) yield* complain(p, 'ignoring input');
    }
    if (noOutput) {
      const out = p.open('nohup.out', { write: true, append: true, create: true }, 0o600);
      if (isErrno(out)) return yield* complain(p, `failed to open ${quoteAlways('nohup.out')}: ${out.message}`, 125);
      p.dup2(out, 1);
      yield* complain(
        p,
        noInput ? "ignoring input and appending output to 'nohup.out'" : "appending output to 'nohup.out'",
      );
    }
    if (p.isatty(2)) p.dup2(1, 2);
    p.onSignal('HUP', 'ignore');
    return yield* become(p, operands);
  },
};

export const chroot: Program = {
  name: 'chroot',
  run: function* (p) {
    const { options, operands, error } = getopt(p.argv, '', ['groups:', 'userspec:', 'skip-chdir', 'help', 'version'], {
      permute: false,
    });
    for (const { name } of options) return yield* unsupportedOption(p, name, 125);
    if (error !== undefined) return yield* usageError(p, error, 125);
    const root = operands[0];
    if (root === undefined) return yield* usageError(p, 'missing operand', 125);
    const changed = p.chroot(root);
    if (isErrno(changed))
      return yield* complain(p, `cannot change root directory to ${quoteAlways(root)}: ${changed.message}`, 125);
    p.chdir('/');
    return yield* become(p, operands.length > 1 ? operands.slice(1) : [p.env.get('SHELL') ?? '/bin/sh', '-i']);
  },
};
