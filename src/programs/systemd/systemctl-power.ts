/** systemctl verbs that end the system: power off, reboot, switch the root; and killing a unit's processes. */
import type { Process } from '../../kernel/process.ts';
import { SIGNALS } from '../../kernel/signals.ts';
import type { Task } from '../../kernel/task.ts';
import type { Machine } from '../../machine/machine.ts';
import { commandLineWords } from '../../machine/systemd/command-line.ts';
import { inRoot, runs } from '../../machine/systemd/leave.ts';
import { mangle } from '../../machine/systemd/unit-name.ts';
import { isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import { ask, type SystemctlCall } from './call.ts';

type Power = 'poweroff' | 'reboot' | 'halt';
const isPower = (word: string): word is Power => word === 'poweroff' || word === 'reboot' || word === 'halt';

/** Gentle: a job for the target. With `--force` pid 1 goes down at once, with two of them the kernel does. */
export function* power(call: SystemctlCall): Task<number> {
  const { p, m, verb, options } = call;
  if (!isPower(verb)) {
    m.trace.add(p.pid, { kind: 'unsupported', what: `systemctl ${verb}`, detail: p.argv.join(' ') });
    yield* p.warn(`systemctl: ${verb} is not modelled.\n`);
    return 1;
  }
  return yield* end(p, m, verb, options.force);
}

const SAYING: Readonly<Record<Power, string>> = { poweroff: 'Powering off.', reboot: 'Rebooting.', halt: 'Halting.' };

function* end(p: Process, m: Machine, to: Power, force: number): Task<number> {
  if (force >= 2 || !m.systemd.pid1) {
    if (force < 1) {
      yield* p.warn(`Failed to connect to system scope bus via local transport: Host is down\n`);
      return 1;
    }
    yield* p.warn(`${SAYING[to]}\n`);
    m.trace.add(p.pid, { kind: 'power.changed', to });
    m.kernel.stop();
    return 0;
  }
  const answer = yield* ask(p, m, (pid1) => {
    if (force > 0) {
      pid1.leave({ what: 'power', to });
      return undefined;
    }
    const unit = pid1.units.get(`${to}.target`);
    const added = unit && pid1.jobs.add(unit, 'start', 'replace-irreversibly');
    return added && 'error' in added ? added.message : undefined;
  });
  if (!answer) return 1;
  if (answer.value === undefined) return 0;
  yield* p.warn(`Failed to start ${to}.target: ${answer.value}\n`);
  return 1;
}

/** Called as `poweroff`, `reboot` or `halt`: `-f` once is `--force` once. */
export function* asPowerCommand(p: Process, m: Machine): Task<number> {
  const called = (p.argv[0] ?? '').replace(/^.*\//, '');
  const parsed = getopt(p.argv, 'fpwdnih', [
    'halt',
    'poweroff=p',
    'reboot',
    'force=f',
    'wtmp-only=w',
    'no-wtmp=d',
    'no-sync=n',
    'no-wall',
    'help=h',
  ]);
  if (parsed.error !== undefined) {
    yield* p.warn(`${called}: ${parsed.error}\n`);
    return 1;
  }
  let to: Power = isPower(called) ? called : 'poweroff';
  let force = 0;
  for (const { name } of parsed.options) {
    if (name === 'f') force++;
    else if (name === 'p') to = 'poweroff';
    else if (isPower(name)) to = name;
    else if (name === 'w') return 0;
  }
  // One -f asks pid 1 to go at once; it does not ask the kernel. In an initramfs nothing runs that would be stopped gently first.
  return yield* end(p, m, to, force === 0 ? 0 : force + 1);
}

/** `switch-root ROOT [INIT]`: pid 1 goes on in another root directory. */
export function* switchRoot({ p, m, operands }: SystemctlCall): Task<number> {
  const [root = '/sysroot', given] = operands;
  let init = given;
  if (init === undefined) {
    const text = p.readFile('/proc/cmdline');
    init = isErrno(text)
      ? undefined
      : commandLineWords(text)
          .findLast((word) => word.startsWith('init='))
          ?.slice('init='.length);
  }
  if (init === '') init = undefined;
  // The init that systemd would run anyway is not named, so that it gets to know it is the same.
  if (init !== undefined && inRoot(p, root, init) === inRoot(p, root, '/usr/lib/systemd/systemd')) init = undefined;
  const answer = yield* ask(p, m, (pid1) => {
    const fail = (text: string): string => text;
    if (!root.startsWith('/')) return fail(`Switch root path '${root}' is not absolute.`);
    const stat = pid1.p.stat(root);
    if (isErrno(stat)) return fail(`Failed to determine whether root path '${root}' contains OS tree: ${stat.message}`);
    if (!['/etc/os-release', '/usr/lib/os-release'].some((path) => inRoot(pid1.p, root, path) !== undefined)) {
      return fail(`Specified switch root path '${root}' does not seem to be an OS tree. os-release file is missing.`);
    }
    if (init !== undefined && !init.startsWith('/')) return fail(`Invalid init path '${init}'.`);
    if (init !== undefined && !runs(pid1, root, init) && inRoot(pid1.p, root, init) === undefined)
      return fail(`Init path '${init}' does not exist.`);
    pid1.leave({ what: 'switch-root', root, init });
    return undefined;
  });
  if (!answer) return 1;
  if (answer.value === undefined) return 0;
  yield* p.warn(`Failed to switch root: ${answer.value}\n`);
  return 1;
}

export function* kill({ p, m, operands }: SystemctlCall): Task<number> {
  const parsed = getopt(p.argv, 's:', ['signal:=s', 'kill-whom:', 'kill-who:', 'no-block', 'quiet']);
  const given = parsed.options.find((option) => option.name === 's')?.value ?? 'TERM';
  const numbered = Object.entries(SIGNALS).find(([, number]) => String(number) === given)?.[0];
  const signal = numbered ?? given.replace(/^SIG/, '');
  if (!(signal in SIGNALS)) {
    yield* p.warn(`Failed to parse signal string "${given}".\n`);
    return 1;
  }
  for (const operand of operands) {
    const name = mangle(operand);
    const answer = yield* ask(p, m, (pid1) => {
      const unit = pid1.units.known(name);
      if (!unit || unit.isDown) return 'gone';
      pid1.kill(unit, signal, 'all');
      return 'done';
    });
    if (!answer) return 1;
    if (answer.value === 'done') continue;
    yield* p.warn(`Failed to kill unit ${name}: Unit ${name} not loaded.\n`);
    return 1;
  }
  return 0;
}
