/** Programs of systemd that run as long as the system does: systemd itself, systemd-journald, systemd-udevd. */
import type { Process } from '../../kernel/process.ts';
import { type MaybeTask, type Task, WaitQueue } from '../../kernel/task.ts';
import type { BlockDevice } from '../../machine/block/block-device.ts';
import type { Machine } from '../../machine/machine.ts';
import type { UdevAction } from '../../machine/udev/udev-model.ts';
import { isErrno } from '../../vfs/errno.ts';
import type { Program } from '../program.ts';
import { commandsFor, queueingRules, runCommand } from './udev-rules.ts';

export const systemd: Program = {
  name: 'systemd',
  run: (p, m): MaybeTask<number> => (p.pid === 1 ? m.systemd.init(p) : notFirst(p)),
};

function* notFirst(p: Process): Task<number> {
  yield* p.warn('Explicit --user argument required to run as user manager.\n');
  return 1;
}

/** Waits for SIGTERM; nobody waits for it in turn, so that an idle daemon is no deadlock. */
function* untilTerminated(p: Process, name: string): Task {
  let over = false;
  p.idle = true;
  p.onSignal('TERM', () => {
    over = true;
  });
  const never = new WaitQueue(`work for ${name}`);
  while (!over) yield { on: [p.signalled, never], why: `work for ${name}` };
}

export const systemdJournald: Program = {
  name: 'systemd-journald',
  *run(p: Process, m: Machine): Task<number> {
    m.journal.log({
      identifier: 'systemd-journald',
      pid: p.pid,
      message: 'Journal started',
      ...(p.unit === undefined ? {} : { unit: p.unit }),
    });
    m.systemd.notify(p, 'READY=1');
    yield* untilTerminated(p, 'systemd-journald');
    m.journal.log({
      identifier: 'systemd-journald',
      pid: p.pid,
      message: 'Journal stopped',
      ...(p.unit === undefined ? {} : { unit: p.unit }),
    });
    return 0;
  },
};

/** A worker that follows the rules for one event; none when no rules queue work. Rules are read again for each, as after a reload. */
function startWorker(p: Process, m: Machine, device: BlockDevice, action: UdevAction, done: () => void): boolean {
  const rules = queueingRules(p, m);
  if (rules.length === 0) return false;
  const worker = p.fork(['(udev-worker)'], function* (child): Task<number> {
    for (const command of yield* commandsFor(child, m, rules, device, action)) yield* runCommand(child, command);
    done();
    return 0;
  });
  return !isErrno(worker);
}

export const systemdUdevd: Program = {
  name: 'systemd-udevd',
  *run(p: Process, m: Machine): Task<number> {
    yield* p.warn("Using default interface naming scheme 'v257'.\n");
    m.udev.runRules = (device, action, done) => startWorker(p, m, device, action, done);
    m.udev.start();
    m.systemd.notify(p, 'READY=1');
    yield* untilTerminated(p, 'systemd-udevd');
    m.udev.runRules = undefined;
    m.udev.stop();
    return 0;
  },
};
