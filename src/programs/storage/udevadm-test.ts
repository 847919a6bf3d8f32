/** `udevadm test`: what an event of a device would come to; links and the database are made, what rules would run is only shown. */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import type { Machine } from '../../machine/machine.ts';
import { kernelProperties, ruleProperties } from '../../machine/udev/device-properties.ts';
import { linksByRules } from '../../machine/udev/link-rules.ts';
import { Errno, isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import { fail, notModelled } from '../prompts/failure.ts';
import { commandsFor, queueingRules, ruleFiles } from '../systemd/udev-rules.ts';
import { deviceNamed } from './udevadm-device.ts';

const LONG = ['action:=a', 'resolve-names:=N', 'help=h', 'version=V'];
const ACTIONS = ['add', 'remove', 'change', 'move', 'online', 'offline', 'bind', 'unbind'];
const INTRODUCTION = `This program is for debugging only, it does not run any program
specified by a RUN key. It may show incorrect results, because
some values may be different, or not available at a simulation run.

`;

export function* udevadmTest(p: Process, m: Machine, argv: readonly string[]): Task<number> {
  const { options, operands, error } = getopt(argv, 'a:N:Vh', LONG);
  if (error !== undefined) return yield* fail(p, m, `test: ${error}`, { kind: 'usage', text: error });
  let action = 'add';
  for (const { name, value } of options) {
    if (name === 'V') {
      yield* p.print('252\n');
      return 0;
    }
    if (name === 'h') return yield* notModelled(p, m, 'test --help');
    if (name === 'a' && value === 'help') {
      yield* p.print(ACTIONS.map((each) => `${each}\n`).join(''));
      return 0;
    }
    if (name === 'a' && !ACTIONS.includes(value!)) return yield* fail(p, m, `Invalid action '${value}'`);
    if (name === 'a') action = value!;
    if (name === 'N' && !['early', 'late', 'never'].includes(value!))
      return yield* fail(p, m, '--resolve-names= must be early, late or never');
  }
  const path = operands[0];
  if (path === undefined)
    return yield* fail(p, m, 'syspath parameter missing.', { kind: 'usage', text: 'syspath parameter missing.' });
  yield* p.print(INTRODUCTION);
  const device = deviceNamed(p, m, path.startsWith('/devices/') ? `/sys${path}` : path);
  if (isErrno(device))
    return yield* fail(
      p,
      m,
      `Failed to open device '${path}': ${device === Errno.EINVAL ? 'Invalid argument' : 'No such device'}`,
      { kind: 'device-missing', path },
    );
  if (action !== 'add' && action !== 'change') return yield* notModelled(p, m, `test --action=${action}`);
  yield* p.warn(
    ruleFiles(p, m)
      .map((file) => `Reading rules file: ${file}\n`)
      .join(''),
  );
  const record = m.udev.record(device);
  const links = record?.links ?? linksByRules(device);
  const kernel = kernelProperties(device).filter(([name]) => name !== 'SUBSYSTEM');
  const properties: readonly (readonly [string, string])[] = [
    ...kernel,
    ['ACTION', action],
    ['SUBSYSTEM', 'block'],
    ['TAGS', ':systemd:'],
    ...ruleProperties(device),
    ...(links.length > 0 ? ([['DEVLINKS', links.join(' ')]] as const) : []),
    ['CURRENT_TAGS', ':systemd:'],
    ['USEC_INITIALIZED', String(record?.handledUs ?? p.kernel.clock.nowUs)],
  ];
  m.udev.handleNow(device, action);
  yield* p.print(properties.map(([name, value]) => `${name}=${value}\n`).join(''));
  const commands = yield* commandsFor(p, m, queueingRules(p, m), device, action);
  yield* p.print(commands.map((command) => `run: '${command}'\n`).join(''));
  return 0;
}
