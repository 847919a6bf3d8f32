/** wait: until jobs have ended, or a signal with a trap comes (XCU wait). */
import { SIGNALS } from '../../kernel/signals.ts';
import type { Task } from '../../kernel/task.ts';
import { isBash } from '../../syntax/dialect.ts';
import { isErrno } from '../../vfs/errno.ts';
import { dashNumber } from '../dash-number.ts';
import { eager } from '../flow.ts';
import type { Interpreter } from '../interpreter.ts';
import { tellKilled } from '../killed.ts';
import { NOT_FOUND, SIGNAL_TEXTS } from '../messages.ts';
import type { Builtin, BuiltinShell, Job } from './builtin.ts';
import { complain, readOptions } from './diagnostics.ts';
import { findJob } from './find-job.ts';

export const wait: Builtin = { name: 'wait', run: (sh, argv) => eager(run(sh, argv)) };

function* run(sh: BuiltinShell, argv: readonly string[]): Task<number> {
  const bash = isBash(sh.dialect);
  const read = readOptions(
    sh,
    argv,
    bash ? 'fnp:' : sh.dialect === 'busybox' ? 'n' : '',
    'wait [-fn] [-p var] [id ...]',
  );
  if ('status' in read) return read.status;
  const { options, operands } = read;
  if (options.has('n') && sh.dialect === 'busybox') {
    if (operands.length === 0 && sh.jobs.all.length === 0) return NOT_FOUND;
    if (operands.length === 0) return sh.unsupported('wait -n');
  } else if (options.has('n')) return yield* forNext(sh, operands, options.get('p'));
  if (operands.length === 0) return yield* forAll(sh);
  let status = 0;
  for (const operand of operands) {
    const waited = yield* forOne(sh, operand);
    if (waited.interrupted) return waited.status;
    status = waited.status;
  }
  return status;
}

function* forAll(sh: BuiltinShell): Task<number> {
  const { jobs } = sh;
  for (;;) {
    jobs.poll();
    const running = jobs.all.find((job) => job.ended === undefined);
    if (!running) break;
    const interrupted = yield* untilSomethingHappens(sh, `end of the background jobs`);
    if (interrupted !== undefined) return interrupted;
  }
  for (const job of [...jobs.all]) {
    if (isBash(sh.dialect)) jobs.forget(job);
    else jobs.waited(job);
  }
  return 0;
}

/** bash, `wait -n`: the next job that ends, of all or of those that are named. */
function* forNext(sh: BuiltinShell, operands: readonly string[], variable: string | undefined): Task<number> {
  const chosen: Job[] = [];
  for (const operand of operands) {
    const found = operand[0] === '%' ? findJob(sh, operand) : sh.jobs.withProcess(Number(operand));
    if (typeof found === 'string') complain(sh, 'wait', found);
    else if (found) chosen.push(found);
    else complain(sh, 'wait', `${operand}: no such job`);
  }
  const waitedFor = (): readonly Job[] => (operands.length > 0 ? chosen : sh.jobs.all);
  for (;;) {
    sh.jobs.poll();
    const jobs = waitedFor();
    const [job] = jobs.filter((each) => each.ended).sort((a, b) => a.endedOrder - b.endedOrder);
    if (job) {
      if (variable !== undefined) sh.assign(variable, String(job.pids.at(-1)));
      sh.jobs.forget(job);
      return job.ended!.status;
    }
    if (jobs.length === 0) return NOT_FOUND;
    const interrupted = yield* untilSomethingHappens(sh, 'end of any background job');
    if (interrupted !== undefined) return interrupted;
  }
}

interface Waited {
  readonly status: number;
  readonly interrupted?: boolean;
}

function* forOne(sh: BuiltinShell, operand: string): Task<Waited> {
  const found = operand[0] === '%' ? findJob(sh, operand) : undefined;
  if (typeof found === 'string') {
    if (!isBash(sh.dialect)) sh.fail(found);
    return { status: complain(sh, 'wait', found, NOT_FOUND) };
  }
  const number = sh.dialect === 'dash' ? dashNumber(operand) : /^[0-9]+$/.test(operand) ? Number(operand) : undefined;
  if (!found && number === undefined) {
    if (!isBash(sh.dialect)) sh.fail(`Illegal number: ${operand}`);
    return { status: complain(sh, 'wait', `\`${operand}': not a pid or valid job spec`) };
  }
  const pid = found ? found.pids.at(-1)! : number!;
  const job = found ?? sh.jobs.withProcess(pid);
  // In POSIX mode what has been waited for is no child any more.
  const told = sh.dialect === 'bash' && !job ? sh.jobs.statusOf(pid) : undefined;
  if (told !== undefined) return { status: told };
  if (!job && isBash(sh.dialect) && sh.get('!') === operand) {
    const status = yield* ofSubstitution(sh, pid);
    if (status !== undefined) return { status };
  }
  if (!job)
    return {
      status: isBash(sh.dialect)
        ? complain(sh, 'wait', `pid ${pid} is not a child of this shell`, NOT_FOUND)
        : NOT_FOUND,
    };
  for (;;) {
    sh.jobs.poll();
    const status = sh.jobs.statusOf(pid);
    if (status !== undefined) return ended(sh, job, status);
    const interrupted = yield* untilSomethingHappens(sh, `end of process ${pid}`);
    if (interrupted !== undefined) return { status: interrupted, interrupted: true };
  }
}

/** The process of `<( )` that came last is waited for like a job; undefined when it is none. */
function* ofSubstitution(sh: BuiltinShell, pid: number): Task<number | undefined> {
  for (;;) {
    const ended = sh.p.tryWait(pid);
    if (isErrno(ended)) return undefined;
    if (ended) return ended.status;
    const interrupted = yield* untilSomethingHappens(sh, `end of process ${pid}`);
    if (interrupted !== undefined) return interrupted;
  }
}

/** The Almquist shells say what signal it was that ended the job. */
function ended(sh: BuiltinShell, job: Job, status: number): Waited {
  const signal = job.ended?.signal;
  if (isBash(sh.dialect)) {
    if (job.ended) {
      sh.jobs.forget(job);
      tellKilled(sh as Interpreter, [{ ...job.ended, pid: job.pids.at(-1)!, text: job.text }]);
    }
    return { status };
  }
  const fresh = sh.jobs.waited(job);
  if (fresh && !job.reaped && signal !== undefined && signal !== 'INT' && signal !== 'PIPE')
    sh.writeError(`${SIGNAL_TEXTS[signal] ?? signal}\n`);
  return { status };
}

/** A status when a trap is due. */
function* untilSomethingHappens(sh: BuiltinShell, why: string): Task<number | undefined> {
  const { p } = sh;
  if (sh.pendingTrap === undefined) yield { on: [p.childEnded, p.signalled], why };
  return sh.pendingTrap === undefined ? undefined : 128 + (SIGNALS[sh.pendingTrap] ?? 0);
}
