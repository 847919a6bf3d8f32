/** jobs, fg and bg: the background jobs of the shell. There is no job control here: nothing is stopped, nothing moved. */
import type { MaybeTask } from '../../kernel/task.ts';
import { isBash } from '../../syntax/dialect.ts';
import { SIGNAL_TEXTS } from '../messages.ts';
import type { Builtin, BuiltinShell, Job } from './builtin.ts';
import { complain, readOptions } from './diagnostics.ts';
import { findJob } from './find-job.ts';

export const jobs: Builtin = {
  name: 'jobs',
  run: (sh, argv) => {
    const bash = isBash(sh.dialect);
    const read = readOptions(sh, argv, bash ? 'lnprsx' : 'lp', 'jobs [-lnprs] [jobspec ...] or jobs -x command [args]');
    if ('status' in read) return read.status;
    const { options, operands } = read;
    sh.jobs.poll();
    const chosen: Job[] = [];
    let status = 0;
    for (const operand of operands) {
      const job = findJob(sh, operand);
      if (typeof job !== 'string') chosen.push(job);
      else if (bash) status = complain(sh, 'jobs', job);
      else sh.fail(job);
    }
    // The Almquist shells tell the newest first.
    if (operands.length === 0)
      chosen.push(...(bash ? sh.jobs.all : sh.jobs.all.toSorted((a, b) => b.pids.at(-1)! - a.pids.at(-1)!)));
    let text = '';
    for (const job of chosen) {
      // Nothing is ever stopped here.
      if (options.has('s') || (options.has('r') && job.ended)) continue;
      text += options.has('p') ? `${job.pids[0]}\n` : line(sh, job, options.has('l'));
      if (job.ended) sh.jobs.forget(job);
    }
    const written = sh.write(text);
    return status === 0 ? written : status;
  },
};

function line(sh: BuiltinShell, job: Job, withPid: boolean): string {
  const mark = job === sh.jobs.current ? '+' : job === sh.jobs.previous ? '-' : ' ';
  const pid = withPid ? `${job.pids[0]} ` : '';
  if (isBash(sh.dialect))
    return `[${job.number}]${mark} ${withPid ? pid : ' '}${state(sh, job).padEnd(24)}${job.text}${job.ended ? '' : ' &'}\n`;
  const head = sh.dialect === 'dash' ? `[${job.number}] ${mark} ` : `[${job.number}]${mark}  `;
  return `${(head + pid + state(sh, job)).padEnd(33)}${job.text}\n`;
}

function state(sh: BuiltinShell, { ended }: Job): string {
  if (!ended) return 'Running';
  if (ended.signal !== undefined) return SIGNAL_TEXTS[ended.signal] ?? ended.signal;
  if (isBash(sh.dialect)) return ended.status === 0 ? 'Done' : `Exit ${ended.status}`;
  return ended.status === 0 ? 'Done' : `Done(${ended.status})`;
}

const moved = (sh: BuiltinShell, argv: readonly string[]): MaybeTask<number> => {
  const name = argv[0]!;
  if (isBash(sh.dialect)) return complain(sh, name, 'no job control');
  const read = readOptions(sh, argv, '');
  if ('status' in read) return read.status;
  const job = findJob(sh, read.operands[0]);
  sh.fail(
    typeof job === 'string'
      ? job
      : `job ${!isBash(sh.dialect) ? (argv[1] ?? '(null)') : job.number} not created under job control`,
  );
};

export const fg: Builtin = { name: 'fg', run: moved };
export const bg: Builtin = { name: 'bg', run: moved };
