/** How mount, umount and their kin fail: a message, a status, and the reason in the trace. */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import type { Machine } from '../../machine/machine.ts';
import type { Reason } from '../../trace/event.ts';

/** The name that a program prints before its messages: its own, without the directory. */
export const calledAs = (p: Process): string => (p.argv[0] ?? '').replace(/^.*\//s, '');

/** `NAME: TEXT` on standard error and the reason in the trace; gives `status`. */
export function* fail(
  p: Process,
  m: Machine,
  status: number,
  text: string,
  reason: Reason = { kind: 'other', text },
): Task<number> {
  m.trace.add(p.pid, { kind: 'program.failed', program: calledAs(p), argv: p.argv, reason });
  yield* p.warn(`${calledAs(p)}: ${text}\n`);
  return status;
}

/** A wrong command line, as programs of util-linux say it. */
export function* usageFailure(p: Process, m: Machine, error = 'bad usage', status = 1): Task<number> {
  return yield* fail(p, m, status, `${error}\nTry '${calledAs(p)} --help' for more information.`, {
    kind: 'usage',
    text: error,
  });
}

/** Something that the program really does and that is not modelled: said loudly, never passed over. */
export function* unsupported(p: Process, m: Machine, detail: string, status = 1): Task<number> {
  m.trace.add(p.pid, { kind: 'unsupported', what: calledAs(p), detail });
  yield* p.warn(`${calledAs(p)}: not modelled: ${detail}\n`);
  return status;
}

/** The same for an option that is known. */
export const unsupportedOption = (p: Process, m: Machine, name: string, status = 1): Task<number> =>
  unsupported(p, m, `option ${name.length === 1 ? '-' : '--'}${name}`, status);

/** For `-V` and `--version` of programs of util-linux. */
export function* version(p: Process): Task<number> {
  yield* p.print(`${calledAs(p)} from util-linux 2.38.1\n`);
  return 0;
}
