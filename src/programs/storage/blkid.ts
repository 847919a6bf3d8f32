/** blkid: finds filesystems and other signatures on devices (blkid(8), util-linux 2.38). */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import { BlockDevice } from '../../machine/block/block-device.ts';
import type { Machine } from '../../machine/machine.ts';
import { isErrno } from '../../vfs/errno.ts';
import type { Place } from '../../vfs/vfs.ts';
import { getopt } from '../arguments.ts';
import { fail, unsupportedOption, usageFailure, version } from '../mounts/failure.ts';
import { fileAsDevice } from '../mounts/loop-file.ts';
import { deviceOfTag } from '../mounts/mount-source.ts';
import type { Program } from '../program.ts';
import { cachedTags, probedTags, type Tag, udevTags } from './probe-tags.ts';

const NOT_FOUND = 2;
const USAGE = 4;
const LONG = [
  'cache-file:=c',
  'no-encoding=d',
  'garbage-collect=g',
  'output:=o',
  'list-filesystems=k',
  'match-tag:=s',
  'match-token:=t',
  'list-one=l',
  'label:=L',
  'uuid:=U',
  'probe=p',
  'info=i',
  'hint:=H',
  'size:=S',
  'offset:=O',
  'usages:=u',
  'match-types:=n',
  'no-part-details=D',
  'help=h',
  'version=V',
];
const FORMATS = ['value', 'device', 'export', 'full', 'udev', 'list'] as const;
type Format = (typeof FORMATS)[number];

export const blkid: Program = {
  name: 'blkid',
  *run(p, m) {
    const { options, operands, error } = getopt(p.argv, 'c:dghlo:ks:t:u:n:L:U:O:S:pivVwH:D', LONG);
    if (error !== undefined) return yield* usageFailure(p, m, error);
    const has = (name: string): boolean => options.some((option) => option.name === name);
    const value = (name: string): string | undefined => options.findLast((option) => option.name === name)?.value;
    if (has('V')) return yield* version(p);
    for (const name of ['h', 'i', 'O', 'S', 'u', 'n', 'k'])
      if (has(name)) return yield* unsupportedOption(p, m, name, USAGE);
    const format = (value('o') ?? 'full') as Format;
    if (!FORMATS.includes(format)) return yield* fail(p, m, USAGE, `unsupported output format ${format}`);
    if (format === 'list') return yield* unsupportedOption(p, m, 'output list', USAGE);
    if (has('g')) return 0;
    for (const [option, tag] of [
      ['L', 'LABEL'],
      ['U', 'UUID'],
    ] as const) {
      const wanted = value(option);
      if (wanted === undefined) continue;
      const found = deviceOfTag(m, `${tag}=${wanted}`);
      if (!found) return NOT_FOUND;
      yield* p.print(`${found.shownPath}\n`);
      return 0;
    }
    const token = value('t');
    if (token !== undefined && !token.includes('='))
      return yield* usageFailure(p, m, '-t needs NAME=value pair', USAGE);
    const probe = has('p');
    if (probe && operands.length === 0) return yield* fail(p, m, USAGE, 'The low-level probing mode requires a device');
    const chosen = yield* devices(p, m, operands, probe);
    if (chosen === undefined) return NOT_FOUND;
    const tagsOf = (device: BlockDevice): readonly Tag[] =>
      probe || format === 'udev' ? probedTags(device) : cachedTags(device);
    const wanted = options.flatMap((option) => (option.name === 's' ? [option.value!] : []));
    return yield* show(
      p,
      chosen
        .filter(
          ({ device }) =>
            token === undefined || tagsOf(device).some(([name, text]) => `${name}=${text}` === unquoted(token)),
        )
        .slice(0, has('l') ? 1 : undefined),
      tagsOf,
      format,
      wanted,
    );
  },
};

interface Chosen {
  /** As it is printed. */
  readonly path: string;
  readonly device: BlockDevice;
}

/** The named devices, or all; undefined when a named one is not there. */
function* devices(
  p: Process,
  m: Machine,
  operands: readonly string[],
  probe: boolean,
): Task<readonly Chosen[] | undefined> {
  if (operands.length === 0) return m.block.devices.map((device) => ({ path: device.shownPath, device }));
  const chosen: Chosen[] = [];
  for (const path of operands) {
    const found = fileAsDevice(p, m, path);
    if (!isErrno(found)) chosen.push({ path, device: found.kind === 'device' ? found.device : inFile(m, found.place) });
    else if (probe) return undefined;
  }
  return chosen;
}

/** A file as libblkid sees it: no device of the machine, but with something on it. */
const inFile = (m: Machine, { inode }: Place): BlockDevice =>
  new BlockDevice(
    { path: '', major: 0, minor: 0, sizeBytes: inode.sizeBytes, content: m.loop.images.contentOf(inode) },
    0,
  );

function* show(
  p: Process,
  chosen: readonly Chosen[],
  tagsOf: (device: BlockDevice) => readonly Tag[],
  format: Format,
  wanted: readonly string[],
): Task<number> {
  let text = '';
  let found = false;
  for (const { path, device } of chosen) {
    const all = tagsOf(device);
    const tags = wanted.length === 0 ? all : all.filter(([name]) => wanted.includes(name));
    if (all.length === 0) continue;
    found = true;
    switch (format) {
      case 'device':
        text += `${path}\n`;
        break;
      case 'value':
        text += tags.map(([, value]) => `${value}\n`).join('');
        break;
      case 'export':
        if (tags.length > 0)
          text += `${text === '' ? '' : '\n'}DEVNAME=${path}\n${tags.map(([name, value]) => `${name}=${value.replace(/([ "\\'`$])/g, '\\$1')}\n`).join('')}`;
        break;
      case 'udev':
        text += udevTags(tags)
          .map(([name, value]) => `${name}=${value}\n`)
          .join('');
        break;
      default:
        if (tags.length > 0)
          text += `${path}: ${tags.map(([name, value]) => `${name}="${value.replace(/(["\\])/g, '\\$1')}"`).join(' ')}\n`;
    }
  }
  yield* p.print(text);
  return found ? 0 : NOT_FOUND;
}

const unquoted = (token: string): string => token.replace(/^([^=]+)="(.*)"$/s, '$1=$2');
