/** `udevadm wait`: waits until devices have been handled by udev, or are gone. */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import type { Machine } from '../../machine/machine.ts';
import { isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import { deviceAt } from '../mounts/mount-source.ts';
import { parseTimeout } from '../prompts/ask-password-auto.ts';
import { fail, notModelled } from '../prompts/failure.ts';
import { isFalse, isTrue } from '../prompts/systemd-ask-password.ts';

const LONG = ['timeout:=t', 'initialized:', 'removed', 'settle', 'help=h', 'version=V'];
/** A device path may come without any event of udev, so it is looked at again now and then. */
const LOOK_AGAIN_US = 200_000;

export function* udevadmWait(p: Process, m: Machine, argv: readonly string[]): Task<number> {
  const { options, operands, error } = getopt(argv, 't:hV', LONG);
  if (error !== undefined) return yield* fail(p, m, `wait: ${error}`, { kind: 'usage', text: error });
  let untilUs: number | undefined;
  let [initialized, removed, settle] = [true, false, false];
  for (const { name, value } of options) {
    if (name === 't') {
      const parsed = parseTimeout(value!);
      if (isErrno(parsed)) return yield* fail(p, m, `Failed to parse -t/--timeout= parameter: ${value}`);
      untilUs = parsed.us === undefined ? undefined : p.kernel.clock.nowUs + parsed.us;
    } else if (name === 'initialized') {
      if (!isTrue(value!) && !isFalse(value!))
        return yield* fail(p, m, `Failed to parse --initialized= parameter: ${value}`);
      initialized = isTrue(value!);
    } else if (name === 'removed') removed = true;
    else if (name === 'settle') settle = true;
    else if (name === 'V') {
      yield* p.print('252\n');
      return 0;
    } else return yield* notModelled(p, m, 'wait --help');
  }
  if (operands.length === 0)
    return yield* fail(p, m, 'Too few arguments, expected at least one device path or device symlink.', {
      kind: 'usage',
      text: 'Too few arguments',
    });
  const strange = operands.find((path) => !/^\/(?:dev|sys)\//.test(path));
  if (strange !== undefined)
    return yield* fail(p, m, `Specified path "${strange}" does not start with "/dev/" or "/sys/".`);
  const ready = (path: string): boolean => {
    const there = !isErrno(p.stat(path));
    if (removed) return !there;
    if (!there || !initialized) return there;
    const device = deviceAt(p, m, path);
    return !isErrno(device) && m.udev.record(device) !== undefined;
  };
  while (!operands.every(ready) || (settle && m.udev.pending > 0)) {
    const { nowUs } = p.kernel.clock;
    if (untilUs !== undefined && nowUs >= untilUs) {
      return yield* fail(p, m, `Timed out for waiting devices being ${removed ? 'removed' : 'initialized'}.`, {
        kind: 'device-missing',
        path: operands.find((path) => !ready(path)) ?? operands[0]!,
      });
    }
    yield {
      on: [m.udev.handled],
      untilUs: Math.min(untilUs ?? Number.POSITIVE_INFINITY, nowUs + LOOK_AGAIN_US),
      why: `${operands.join(' ')} to be handled by udev`,
    };
  }
  return 0;
}
