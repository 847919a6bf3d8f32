/** disown: the shell forgets jobs. */
import { complain, readOptions } from '../diagnostics.ts';
import { findJob } from '../find-job.ts';
import { BASH, regular } from '../special/inside.ts';

export const disown = regular(
  'disown',
  (sh, argv) => {
    const read = readOptions(sh, argv, 'ahr', 'disown [-h] [-ar] [jobspec ... | pid ...]');
    if ('status' in read) return read.status;
    const { options, operands } = read;
    sh.jobs.poll();
    // What `-h` spares a job is the SIGHUP of a terminal that is not here.
    const forget = options.has('h') ? () => {} : (job: Parameters<typeof sh.jobs.forget>[0]) => sh.jobs.forget(job);
    if (operands.length === 0 && (options.has('a') || options.has('r'))) {
      for (const job of [...sh.jobs.all]) if (!options.has('r') || !job.ended) forget(job);
      return 0;
    }
    let status = 0;
    for (const operand of operands.length > 0 ? operands : [undefined]) {
      const pid = operand !== undefined && /^[0-9]+$/.test(operand) ? sh.jobs.withProcess(Number(operand)) : undefined;
      const job = pid ?? findJob(sh, operand);
      if (typeof job === 'string')
        status = complain(sh, 'disown', operand === undefined ? 'current: no such job' : job);
      else forget(job);
    }
    return status;
  },
  BASH,
);
