/** `udevadm trigger`: asks the kernel for the events of devices again. Only block devices have any here. */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import type { BlockDevice } from '../../machine/block/block-device.ts';
import { sysfsPath } from '../../machine/block/sysfs-entries.ts';
import type { Machine } from '../../machine/machine.ts';
import { kernelProperties, ruleProperties } from '../../machine/udev/device-properties.ts';
import { isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import { fail, notModelled } from '../prompts/failure.ts';
import { deviceNamed } from './udevadm-device.ts';

const LONG = [
  'verbose=v',
  'dry-run=n',
  'quiet=q',
  'type:=t',
  'action:=c',
  'subsystem-match:=s',
  'subsystem-nomatch:=S',
  'attr-match:=a',
  'attr-nomatch:=A',
  'property-match:=p',
  'tag-match:=g',
  'sysname-match:=y',
  'name-match:',
  'parent-match:=b',
  'initialized-match',
  'initialized-nomatch',
  'settle=w',
  'wait-daemon::',
  'uuid',
  'prioritized-subsystem:',
  'help=h',
  'version=V',
];
const ACTIONS = new Set(['add', 'remove', 'change', 'move', 'online', 'offline', 'bind', 'unbind']);
const NOT_MODELLED = new Set(['a', 'A', 'uuid', 'h']);

export function* udevadmTrigger(p: Process, m: Machine, argv: readonly string[]): Task<number> {
  const { options, operands, error } = getopt(argv, 'vnqt:c:s:S:a:A:p:g:y:b:wVh', LONG);
  if (error !== undefined) return yield* fail(p, m, `trigger: ${error}`, { kind: 'usage', text: error });
  const values = (name: string): string[] =>
    options.flatMap((option) => (option.name === name ? [option.value ?? ''] : []));
  const has = (name: string): boolean => options.some((option) => option.name === name);
  for (const { name, value } of options) {
    if (NOT_MODELLED.has(name)) return yield* notModelled(p, m, `trigger ${name.length === 1 ? '-' : '--'}${name}`);
    if (name === 't' && value !== 'devices' && value !== 'subsystems' && value !== 'all')
      return yield* fail(p, m, `Unknown type --type=${value}`);
    if (name === 'c' && value === 'help') return yield* notModelled(p, m, 'trigger --action=help');
    if (name === 'c' && !ACTIONS.has(value!)) return yield* fail(p, m, `Unknown action '${value}'`);
    if (name === 'wait-daemon' && !m.udev.running)
      return yield* fail(p, m, 'Failed to connect to udev daemon: No such file or directory');
  }
  const named: BlockDevice[] = [];
  for (const path of [...values('name-match'), ...values('b'), ...operands]) {
    const device = deviceNamed(p, m, path);
    if (isErrno(device))
      return yield* fail(
        p,
        m,
        `Failed to open the device '${path}': ${/^\/(?:dev|sys)\//.test(path) ? 'No such device' : 'Invalid argument'}`,
        { kind: 'device-missing', path },
      );
    named.push(device);
  }
  const matchesAny = (patterns: readonly string[], text: string): boolean =>
    patterns.length === 0 || patterns.some((pattern) => globMatches(pattern, text));
  const properties = (device: BlockDevice): readonly string[] =>
    [...kernelProperties(device), ...ruleProperties(device)].map(([name, value]) => `${name}=${value}`);
  const chosen = m.block.devices.filter(
    (device) =>
      values('t').at(-1) !== 'subsystems' &&
      (named.length === 0 ||
        named.includes(device) ||
        (values('b').length > 0 && device.parent !== undefined && named.includes(device.parent))) &&
      matchesAny(values('s'), 'block') &&
      !values('S').some((pattern) => globMatches(pattern, 'block')) &&
      matchesAny(values('y'), device.name) &&
      matchesAny(values('g'), 'systemd') &&
      (values('p').length === 0 ||
        values('p').some((pattern) => properties(device).some((property) => globMatches(pattern, property)))) &&
      (!has('initialized-match') || m.udev.record(device) !== undefined) &&
      (!has('initialized-nomatch') || m.udev.record(device) === undefined),
  );
  if (has('v')) yield* p.print(chosen.map((device) => `/sys${sysfsPath(device)}\n`).join(''));
  if (has('n')) return 0;
  const action = values('c').at(-1) ?? 'change';
  for (const _ of chosen) p.kernel.charge(20);
  m.udev.trigger(chosen, action === 'add' || action === 'remove' ? action : 'change');
  if (has('w')) yield* m.udev.settle(p);
  return 0;
}

/** fnmatch(3) with `*`, `?` and bracket expressions left out of use by udev's callers. */
function globMatches(pattern: string, text: string): boolean {
  let [at, star, mark] = [0, -1, 0];
  let i = 0;
  while (i < text.length) {
    if (at < pattern.length && (pattern[at] === '?' || pattern[at] === text[i]) && pattern[at] !== '*') {
      at++;
      i++;
    } else if (pattern[at] === '*') {
      star = at++;
      mark = i;
    } else if (star >= 0) {
      at = star + 1;
      i = ++mark;
    } else return false;
  }
  while (pattern[at] === '*') at++;
  return at === pattern.length;
}
