/** `udevadm control`: tells the daemon what to do. */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import type { Machine } from '../../machine/machine.ts';
import { isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import { parseTimeout } from '../prompts/ask-password-auto.ts';
import { fail, notModelled } from '../prompts/failure.ts';

const LONG = [
  'exit=e',
  'log-level:=l',
  'log-priority:=l',
  'stop-exec-queue=s',
  'start-exec-queue=S',
  'reload=R',
  'reload-rules=R',
  'property:=p',
  'env:=p',
  'children-max:=m',
  'ping',
  'timeout:=t',
  'help=h',
  'version=V',
];
const LEVELS = new Set([
  'emerg',
  'alert',
  'crit',
  'err',
  'warning',
  'notice',
  'info',
  'debug',
  '0',
  '1',
  '2',
  '3',
  '4',
  '5',
  '6',
  '7',
]);
/** What is said when the daemon does not listen. */
const REQUESTS: Readonly<Record<string, string>> = {
  e: 'exit request',
  l: 'request to set log level',
  s: 'request to stop exec queue',
  S: 'request to start exec queue',
  R: 'reload request',
  p: 'request to update environment',
  m: 'request to set number of children',
  ping: 'a ping message',
};

export function* udevadmControl(p: Process, m: Machine, argv: readonly string[]): Task<number> {
  const { options, operands, error } = getopt(argv, 'el:sSRp:m:t:Vh', LONG);
  if (error !== undefined) return yield* fail(p, m, `control: ${error}`, { kind: 'usage', text: error });
  if (operands.length > 0) return yield* fail(p, m, `Extraneous argument: ${operands[0]}`);
  if (options.length === 0) return yield* fail(p, m, 'This command expects one or more options.');
  for (const { name, value } of options) {
    if (name === 'V') {
      yield* p.print('252\n');
      return 0;
    }
    if (name === 'h') return yield* notModelled(p, m, 'control --help');
    if (name === 't') {
      if (isErrno(parseTimeout(value!)))
        return yield* fail(p, m, `Failed to parse timeout value '${value}': Invalid argument`);
      continue;
    }
    if (name === 'l' && !LEVELS.has(value!))
      return yield* fail(p, m, `Failed to parse log level '${value}': Invalid argument`);
    if (name === 'p' && !value!.includes('=')) return yield* fail(p, m, `expect <KEY>=<value> instead of '${value}'`);
    if (name === 'm' && !/^\d+$/.test(value!))
      return yield* fail(p, m, `Failed to parse maximum number of children '${value}': Invalid argument`);
    if (!m.udev.running)
      return yield* fail(p, m, `Failed to send ${REQUESTS[name]}: No such file or directory`, {
        kind: 'path-missing',
        path: '/run/udev/control',
      });
    if (name === 'e') m.udev.stop();
    else if (name === 's') m.udev.pause(true);
    else if (name === 'S') m.udev.pause(false);
  }
  return 0;
}
