/** The boot: starts pid 1 on a machine and runs it until its outcome is decided. */
import type { RunEnd } from '../kernel/kernel.ts';
import { settle } from '../kernel/task.ts';
import type { Machine } from '../machine/machine.ts';
import type { Unit } from '../machine/systemd/unit.ts';
import type { EventId } from '../trace/event.ts';
import { isErrno } from '../vfs/errno.ts';

export interface BootOptions {
  /** Virtual time after which a boot that goes on and on counts as a hang; default: the kernel's own limit. */
  readonly withinUs?: number;
}

/** How a boot ended. `event` is the event that decided it, absent when it is the absence of one; `detail` is a sentence for people. */
export type BootEnd =
  | {
      readonly outcome: 'boots';
      readonly root: string;
      readonly init: string;
      readonly detail: string;
      readonly event?: EventId;
    }
  | {
      readonly outcome: 'emergency' | 'hang' | 'poweroff' | 'inconclusive';
      readonly detail: string;
      readonly event?: EventId;
    };

/** Units whose process is a person's shell. */
const SHELLS: ReadonlySet<string> = new Set(['emergency.service', 'rescue.service', 'dracut-emergency.service']);

/** Boots the machine: `/init` of its root filesystem runs as pid 1. The machine's programs (`kernel.loader`) must be set. */
export function boot(m: Machine, options: BootOptions = {}): BootEnd {
  return powerOn(m, options).run();
}

/** A boot that can be held and gone on with. */
export interface Boot {
  /** Runs until the outcome is decided. */
  run(): BootEnd;
  run(hold: () => boolean): BootEnd | undefined;
}

/** The same boot, held between two turns of its processes when `hold` says so; holding it changes nothing. */
export function powerOn(m: Machine, options: BootOptions = {}): Boot {
  let end = startInit(m);
  const over = (): boolean =>
    (options.withinUs !== undefined && m.kernel.clock.nowUs > options.withinUs) || (m.kernel.resting && shellWaits(m));
  function run(): BootEnd;
  function run(hold: () => boolean): BootEnd | undefined;
  function run(hold?: () => boolean): BootEnd | undefined {
    if (end) return end;
    let held = false;
    const ran = m.kernel.run(() => {
      if (over()) return true;
      held = hold?.() ?? false;
      return held;
    });
    if (held) return undefined;
    end = judge(m, ran, options);
    return end;
  }
  return { run };
}

/** Pid 1 from `/init`; only systemd is a pid 1 that we know to follow. */
function startInit(m: Machine): BootEnd | undefined {
  const { kernel, trace } = m;
  const place = kernel.vfs.find(kernel.view, '/init');
  if (isErrno(place)) {
    const event = trace.add(0, { kind: 'unsupported', what: 'boot', detail: 'the image has no /init' });
    return { outcome: 'inconclusive', detail: `the image has no /init: ${place.message}`, event };
  }
  const path = kernel.pathOf(place);
  if (!path.endsWith('/systemd')) {
    const event = trace.add(0, { kind: 'unsupported', what: 'boot without systemd', detail: path });
    return {
      outcome: 'inconclusive',
      detail: `/init is ${path}; only an initramfs with systemd can be rehearsed`,
      event,
    };
  }
  const env = new Map([
    ['HOME', '/'],
    ['TERM', 'linux'],
  ]);
  kernel.start(
    function* (p) {
      const running = p.exec('/init', ['/init'], env);
      if (!isErrno(running)) return yield* settle(running);
      trace.add(1, { kind: 'unsupported', what: 'boot', detail: `/init cannot be run: ${running.message}` });
      return 127;
    },
    { argv: ['/init'], env, cwd: '/' },
  );
  return undefined;
}

/** Does a person's shell wait for somebody to type, and nobody is going to? */
const shellWaits = (m: Machine): boolean => m.console.waitingForOperator && shellUnit(m) !== undefined;

/** The unit of a person's shell that is up. */
const shellUnit = (m: Machine): Unit | undefined =>
  m.systemd.units.find((unit) => SHELLS.has(unit.id) && unit.isUpOrComingUp);

function judge(m: Machine, end: RunEnd, options: BootOptions): BootEnd {
  const { trace } = m;
  const switched = trace.last('root.switched');
  if (switched)
    return {
      outcome: 'boots',
      root: switched.root,
      init: switched.init,
      detail: `the root was switched to ${switched.root}, ${switched.init} takes over`,
      event: switched.id,
    };
  const power = trace.last('power.changed');
  if (power) return { outcome: 'poweroff', detail: `the machine went down (${power.to})`, event: power.id };
  // Something that the person started there and that never ends is no waiting shell.
  const busy = end.why === 'hang' || (end.why === 'limit' && !m.console.waitingForOperator);
  const shell = busy ? undefined : shellUnit(m);
  if (shell)
    return {
      outcome: 'emergency',
      detail: `${shell.id} waits on the console`,
      ...(shell.changed === undefined ? {} : { event: shell.changed }),
    };
  const prompt = m.passwords.pending[0]?.question.message ?? m.console.question;
  if (prompt !== undefined && end.why !== 'limit' && end.why !== 'hang') {
    return {
      outcome: 'hang',
      detail: `nobody answers "${prompt}"`,
      event: trace.add(0, { kind: 'prompt.unanswered', prompt }),
    };
  }
  if (end.why === 'limit' || end.why === 'hang' || end.why === 'deadlock')
    return { outcome: 'hang', detail: end.detail, ...eventOfEnd(m, end) };
  if (options.withinUs !== undefined && m.kernel.clock.nowUs > options.withinUs) {
    const detail = `nothing was decided within ${options.withinUs / 1_000_000} s`;
    return { outcome: 'hang', detail, event: trace.add(0, { kind: 'limit.reached', limit: 'time', detail }) };
  }
  const jobs = m.systemd.pid1?.jobs.all.map((job) => `${job.unit.id}/${job.type}`) ?? [];
  const detail =
    jobs.length > 0 ? `pid 1 waits for ${jobs.join(', ')}` : 'nothing is left to do, and no root was switched to';
  return { outcome: 'hang', detail, event: trace.add(0, { kind: 'hang.found', detail }) };
}

function eventOfEnd(m: Machine, end: RunEnd): { readonly event?: EventId } {
  const kind = end.why === 'limit' ? 'limit.reached' : end.why === 'hang' ? 'hang.found' : 'deadlock.found';
  const event = m.trace.last(kind);
  return event ? { event: event.id } : {};
}
