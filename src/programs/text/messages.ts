/** What text and file programs say on standard error when something is wrong. */

import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import type { Errno } from '../../vfs/errno.ts';
import { usageMessage } from '../arguments.ts';
import { quoteBeforeColon } from './quote.ts';

export const nameOf = (p: Process): string => p.argv[0] ?? '';

/** `cut: TEXT` on standard error; gives `status`, so that callers can return it. */
export function* complain(p: Process, text: string, status = 1): Task<number> {
  yield* p.warn(`${nameOf(p)}: ${text}\n`);
  return status;
}

/** `cut: FILE: No such file or directory`. */
export function* complainAbout(p: Process, path: string, errno: Errno, status = 1): Task<number> {
  return yield* complain(p, `${quoteBeforeColon(path)}: ${errno.message}`, status);
}

/** `cut: TEXT` and the pointer to --help. */
export function* usageError(p: Process, text: string, status = 1): Task<number> {
  yield* p.warn(usageMessage(nameOf(p), text));
  return status;
}

/** Says that something the program really has is not modelled here: an `unsupported` event, a message, a failure. */
export function* unsupported(p: Process, detail: string, status = 1): Task<number> {
  p.kernel.trace.add(p.pid, { kind: 'unsupported', what: nameOf(p), detail });
  yield* p.warn(`${nameOf(p)}: not modelled: ${detail}\n`);
  return status;
}

/** For an option that is known but not modelled. */
export const unsupportedOption = (p: Process, name: string, status = 1): Task<number> =>
  unsupported(p, `option ${name.length === 1 ? '-' : '--'}${name}`, status);
