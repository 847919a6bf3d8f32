/** `udevadm settle`: waits until udev has handled what is queued. */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import type { Machine } from '../../machine/machine.ts';
import { isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import { parseTimeout } from '../prompts/ask-password-auto.ts';
import { fail, notModelled } from '../prompts/failure.ts';

const LONG = ['timeout:=t', 'exit-if-exists:=E', 'help=h', 'version=V', 'seq-start:=s', 'seq-end:=e', 'quiet=q'];
const DEFAULT_TIMEOUT_US = 120_000_000;

export function* udevadmSettle(p: Process, m: Machine, argv: readonly string[]): Task<number> {
  const { options, error } = getopt(argv, 't:E:Vhs:e:q', LONG);
  if (error !== undefined) return yield* fail(p, m, `settle: ${error}`, { kind: 'usage', text: error });
  let timeoutUs: number | undefined = DEFAULT_TIMEOUT_US;
  let exists: string | undefined;
  for (const { name, value } of options) {
    if (name === 't') {
      const parsed = parseTimeout(value!);
      if (isErrno(parsed))
        return yield* fail(
          p,
          m,
          `Failed to parse timeout value '${value}': ${/^-\d/.test(value!) ? 'Numerical result out of range' : 'Invalid argument'}`,
        );
      timeoutUs = /^0+$/.test(value!) ? 0 : parsed.us;
    } else if (name === 'E') exists = value!;
    else if (name === 'h') return yield* notModelled(p, m, 'settle --help');
    else if (name === 'V') {
      yield* p.print('252\n');
      return 0;
    } else return yield* fail(p, m, `Option -${name} no longer supported.`);
  }
  if (!m.udev.running) return 0;
  const untilUs = timeoutUs === undefined ? undefined : p.kernel.clock.nowUs + timeoutUs;
  const end = yield* m.udev.settle(p, {
    ...(untilUs === undefined ? {} : { untilUs }),
    ...(exists === undefined ? {} : { exists: () => !isErrno(p.stat(exists)) }),
  });
  if (end !== 'timeout') return 0;
  return yield* fail(p, m, 'Timed out for waiting the udev queue being empty.', {
    kind: 'other',
    text: 'udev events were still waiting',
  });
}
