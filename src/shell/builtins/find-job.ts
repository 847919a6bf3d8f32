/** Job names: `%1`, `%%`, `%+`, `%-`, `%text`, `%?text` (XBD 3.204). */
import { isBash } from '../../syntax/dialect.ts';
import type { BuiltinShell, Job } from './builtin.ts';

/** The job, or the complaint about it without prefix. Without a name: the current job. */
export function findJob(sh: BuiltinShell, name: string | undefined): Job | string {
  const { jobs } = sh;
  const almquist = !isBash(sh.dialect);
  const missing = sh.dialect === 'dash' ? `No such job: ${name}` : `${name}: no such job`;
  if (name === undefined || name === '%' || name === '%%' || name === '%+')
    return jobs.current ?? (almquist ? 'No current job' : `${name ?? 'current'}: no such job`);
  if (name === '%-') return jobs.previous ?? (almquist ? 'No previous job' : missing);
  if (almquist && name[0] !== '%') return missing;
  const text = name[0] === '%' ? name.slice(1) : name;
  const matches = /^[0-9]+$/.test(text)
    ? jobs.all.filter((job) => job.number === Number(text))
    : jobs.all.filter((job) => (text[0] === '?' ? job.text.includes(text.slice(1)) : job.text.startsWith(text)));
  if (matches.length > 1) return almquist ? `${name}: ambiguous` : `${text}: ambiguous job spec`;
  return matches[0] ?? missing;
}
