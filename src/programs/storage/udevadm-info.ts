/** `udevadm info`: what sysfs and udev's database say of a block device. */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import type { BlockDevice } from '../../machine/block/block-device.ts';
import { sysfsPath } from '../../machine/block/sysfs-entries.ts';
import type { Machine } from '../../machine/machine.ts';
import { kernelProperties, ruleProperties } from '../../machine/udev/device-properties.ts';
import { Errno, isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import { parseTimeout } from '../prompts/ask-password-auto.ts';
import { fail, notModelled } from '../prompts/failure.ts';
import { deviceNamed } from './udevadm-device.ts';
import { attributeWalk } from './udevadm-walk.ts';

const LONG = [
  'query:=q',
  'name:=n',
  'path:=p',
  'attribute-walk=a',
  'cleanup-db=c',
  'export-db=e',
  'root=r',
  'export=x',
  'export-prefix:=P',
  'device-id-of-file:=d',
  'wait-for-initialization::=w',
  'property:',
  'value',
  'no-pager',
  'help=h',
  'version=V',
];
const QUERIES = ['property', 'env', 'name', 'symlink', 'path', 'all'] as const;
type Query = (typeof QUERIES)[number];

export function* udevadmInfo(p: Process, m: Machine, argv: readonly string[]): Task<number> {
  const { options, operands, error } = getopt(argv, 'q:n:p:acew::rxP:d:Vh', LONG);
  if (error !== undefined) return yield* fail(p, m, `info: ${error}`, { kind: 'usage', text: error });
  const value = (name: string): string | undefined => options.findLast((option) => option.name === name)?.value;
  const has = (name: string): boolean => options.some((option) => option.name === name);
  if (has('V')) {
    yield* p.print('252\n');
    return 0;
  }
  for (const name of ['h', 'd']) if (has(name)) return yield* notModelled(p, m, `info -${name}`);
  const given = value('q') ?? 'all';
  const query = (given === 'env' ? 'property' : given) as Query;
  if (!QUERIES.includes(query)) return yield* fail(p, m, 'unknown query type');
  if (has('c')) {
    m.udev.forgetAll();
    return 0;
  }
  const style = {
    export: has('x'),
    prefix: value('P') ?? '',
    root: has('r'),
    only: value('property')?.split(','),
    valueOnly: has('value'),
  };
  if (has('e')) {
    for (const device of m.block.devices) yield* p.print(`${recordText(m, device)}\n`);
    return 0;
  }
  const names = [
    ...options.flatMap(({ name, value: text }) =>
      name === 'n' ? [nodePath(text!)] : name === 'p' ? [sysPath(text!)] : [],
    ),
    ...operands,
  ];
  if (names.length === 0)
    return yield* fail(p, m, 'A device name or path is required', {
      kind: 'usage',
      text: 'A device name or path is required',
    });
  let status = 0;
  for (const name of names) {
    const device = deviceNamed(p, m, name);
    if (device === Errno.EINVAL && !/\.(?:device|mount|swap)$/.test(name)) {
      const text = `Bad argument "${name}", expected an absolute path in /dev/ or /sys/ or a unit name: Invalid argument`;
      return yield* fail(p, m, text, { kind: 'usage', text });
    }
    if (isErrno(device)) {
      const stat = p.stat(name);
      if (!isErrno(stat) && stat.type === 'char') return yield* notModelled(p, m, `info on character device ${name}`);
      status = yield* fail(p, m, `Unknown device "${name}": No such device`, { kind: 'device-missing', path: name });
      continue;
    }
    if (has('w')) {
      const parsed = parseTimeout(value('w') ?? 'infinity');
      const untilUs = isErrno(parsed) || parsed.us === undefined ? undefined : p.kernel.clock.nowUs + parsed.us;
      while (!m.udev.record(device) && (untilUs === undefined || p.kernel.clock.nowUs < untilUs)) {
        yield {
          on: [m.udev.handled],
          ...(untilUs === undefined ? {} : { untilUs }),
          why: `udev to handle ${device.path}`,
        };
      }
    }
    if (has('a')) status = (yield* attributeWalk(p, m, device)) || status;
    else yield* p.print(answer(m, device, query, style));
  }
  return status;
}

const nodePath = (name: string): string =>
  name.startsWith('/dev/') || name.startsWith('/sys/') ? name : `/dev/${name}`;
const sysPath = (path: string): string => (path.startsWith('/sys/') ? path : `/sys/${path}`);

interface Style {
  readonly export: boolean;
  readonly prefix: string;
  readonly root: boolean;
  readonly only: readonly string[] | undefined;
  readonly valueOnly: boolean;
}

function answer(m: Machine, device: BlockDevice, query: Query, style: Style): string {
  switch (query) {
    case 'name':
      return `${style.root ? device.path : device.name}\n`;
    case 'symlink':
      return `${linksOf(m, device)
        .map((link) => (style.root ? link : link.slice('/dev/'.length)))
        .join(' ')}\n`;
    case 'path':
      return `${sysfsPath(device)}\n`;
    case 'all':
      return recordText(m, device);
    default:
      return properties(m, device)
        .filter(([name]) => style.only === undefined || style.only.includes(name))
        .map(([name, text]) =>
          style.valueOnly ? `${text}\n` : style.export ? `${style.prefix}${name}='${text}'\n` : `${name}=${text}\n`,
        )
        .join('');
  }
}

const linksOf = (m: Machine, device: BlockDevice): readonly string[] => m.udev.record(device)?.links ?? [];

/** Kernel properties, and those of the database once udev has handled the device. */
function properties(m: Machine, device: BlockDevice): readonly (readonly [string, string])[] {
  const record = m.udev.record(device);
  if (!record) return kernelProperties(device);
  return [
    ...kernelProperties(device),
    ['USEC_INITIALIZED', String(record.handledUs)],
    ...ruleProperties(device),
    ...(device.mapping ? ([['SYSTEMD_READY', '1']] as const) : []),
    ...(record.links.length > 0 ? ([['DEVLINKS', record.links.join(' ')]] as const) : []),
    ['TAGS', ':systemd:'],
    ['CURRENT_TAGS', ':systemd:'],
  ];
}

function recordText(m: Machine, device: BlockDevice): string {
  const number = /(\d+)$/.exec(device.name)?.[1];
  return [
    `P: ${sysfsPath(device)}`,
    `M: ${device.name}`,
    ...(number === undefined ? [] : [`R: ${number}`]),
    'U: block',
    `T: ${device.parent ? 'partition' : 'disk'}`,
    `D: b ${device.major}:${device.minor}`,
    `N: ${device.name}`,
    'L: 0',
    ...linksOf(m, device).map((link) => `S: ${link.slice('/dev/'.length)}`),
    `Q: ${(device.parent ?? device).sequence}`,
    ...properties(m, device).map(([name, text]) => `E: ${name}=${text}`),
    '',
  ]
    .map((line) => `${line}\n`)
    .join('');
}
