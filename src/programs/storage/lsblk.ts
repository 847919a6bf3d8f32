/** lsblk: lists block devices as a tree or a table (lsblk(8), util-linux 2.38). */
import type { Process } from '../../kernel/process.ts';
import type { BlockDevice } from '../../machine/block/block-device.ts';
import { fsTypeOf, labelOf, uuidOf } from '../../machine/block/content.ts';
import type { Machine } from '../../machine/machine.ts';
import { isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import { fail, unsupportedOption, usageFailure, version } from '../mounts/failure.ts';
import { humanSize } from '../mounts/human-size.ts';
import { type JsonCell, type JsonRow, jsonOutput } from '../mounts/json-output.ts';
import { deviceAt } from '../mounts/mount-source.ts';
import { formatTable, type TableStyle } from '../mounts/table-output.ts';
import type { Program } from '../program.ts';
import { partitionType, probedTags } from './probe-tags.ts';

const LONG = [
  'all=a',
  'bytes=b',
  'nodeps=d',
  'fs=f',
  'ascii=i',
  'list=l',
  'noheadings=n',
  'output:=o',
  'paths=p',
  'raw=r',
  'pairs=P',
  'json=J',
  'inverse=s',
  'tree::=T',
  'noempty=A',
  'exclude:=e',
  'include:=I',
  'help=h',
  'version=V',
];
const DEFAULT_COLUMNS = 'NAME,MAJ:MIN,RM,SIZE,RO,TYPE,MOUNTPOINTS';
const FS_COLUMNS = 'NAME,FSTYPE,FSVER,LABEL,UUID,FSAVAIL,FSUSE%,MOUNTPOINTS';
const RIGHT = new Set(['SIZE', 'RM', 'RO', 'FSAVAIL', 'FSUSE%']);
const NOT_MODELLED = ['s', 'T', 'A', 'e', 'I', 'h'];

interface Shown {
  readonly device: BlockDevice;
  /** `|-` and the like before its name. */
  readonly branch: string;
}

export const lsblk: Program = {
  name: 'lsblk',
  *run(p, m) {
    const { options, operands, error } = getopt(p.argv, 'abdfilno:prPJsT::Ae:I:hV', LONG);
    if (error !== undefined) return yield* usageFailure(p, m, error);
    const has = (name: string): boolean => options.some((option) => option.name === name);
    if (has('V')) return yield* version(p);
    for (const name of NOT_MODELLED) if (has(name)) return yield* unsupportedOption(p, m, name);
    const names = (options.findLast(({ name }) => name === 'o')?.value ?? (has('f') ? FS_COLUMNS : DEFAULT_COLUMNS))
      .split(',')
      .map((name) => name.toUpperCase());
    const unknown = names.find((name) => columnOf(name) === undefined);
    if (unknown !== undefined)
      return KNOWN_ELSEWHERE.has(unknown)
        ? yield* unsupportedOption(p, m, `output ${unknown}`)
        : yield* fail(p, m, 1, `unknown column: ${unknown}`);
    const roots: BlockDevice[] = [];
    let missing = 0;
    for (const path of operands) {
      const device = deviceAt(p, m, path);
      if (isErrno(device)) {
        missing++;
        yield* fail(p, m, 32, `${path}: not a block device`, { kind: 'device-missing', path });
      } else roots.push(device);
    }
    if (operands.length === 0)
      roots.push(
        ...m.block.devices.filter((device) => !device.parent && device.slaves.size === 0 && isShown(device, has('a'))),
      );
    const context: Context = { p, m, bytes: has('b'), paths: has('p') };
    const style: TableStyle = has('r') ? 'raw' : has('P') ? 'pairs' : 'aligned';
    const tree = style === 'aligned' && !has('l');
    if (has('J')) {
      const asTree = names.includes('NAME') && !has('l') && !has('d');
      yield* p.print(
        jsonOutput('blockdevices', jsonRows(context, jsonRoots(context, roots, has('d'), asTree), names, asTree)),
      );
      return missing === 0 ? 0 : missing < operands.length ? 64 : 32;
    }
    const shown = roots.flatMap((device) => (has('d') ? [{ device, branch: '' }] : withChildren(m, device, tree)));
    const rows = shown.map(({ device, branch }) =>
      names.map((name) => (name === 'NAME' ? branch : '') + (columnOf(name)!(device, context) ?? '')),
    );
    const text = formatTable(
      names.map((name) => ({ name, right: RIGHT.has(name) })),
      rows,
      style,
      !has('n'),
    );
    yield* p.print(style === 'aligned' ? text.replace(/ +$/gm, '') : text);
    return missing === 0 ? 0 : missing < operands.length ? 64 : 32;
  },
};

/** Loop devices and the like without a size are listed with `--all` only. */
const isShown = (device: BlockDevice, all: boolean): boolean =>
  all || device.sizeBytes > 0 || !device.name.startsWith('loop');

/** What stands at the left of the tree, or everything when there is none. */
const jsonRoots = (
  { m }: Context,
  roots: readonly BlockDevice[],
  alone: boolean,
  asTree: boolean,
): readonly BlockDevice[] =>
  asTree || alone ? roots : roots.flatMap((device) => withChildren(m, device, false).map((shown) => shown.device));

const jsonRows = (
  context: Context,
  devices: readonly BlockDevice[],
  names: readonly string[],
  asTree: boolean,
): readonly JsonRow[] =>
  devices.map((device) => ({
    cells: names.map((name) => [name.toLowerCase(), jsonCell(name, device, context)] as const),
    ...(asTree ? { children: jsonRows(context, childrenOf(context.m, device), names, true) } : {}),
  }));

function jsonCell(name: string, device: BlockDevice, context: Context): JsonCell {
  if (name === 'MOUNTPOINTS') return context.m.block.mountsOf(device);
  const text = columnOf(name)!(device, context)?.trim();
  if (name === 'RM' || name === 'RO') return { plain: String(text === '1') };
  return name === 'SIZE' && context.bytes ? { plain: text ?? '0' } : text;
}

const childrenOf = (m: Machine, device: BlockDevice): readonly BlockDevice[] => [
  ...m.block.devices.filter((part) => part.parent === device),
  ...device.holders,
];

/** Partitions and mappings below a device, with the branches of the tree before their names. */
function withChildren(m: Machine, device: BlockDevice, tree: boolean): readonly Shown[] {
  const visit = (at: BlockDevice, before: string, own: string): Shown[] => {
    const children = childrenOf(m, at);
    return [
      { device: at, branch: tree ? own : '' },
      ...children.flatMap((child, index) =>
        visit(
          child,
          before + (index === children.length - 1 ? '  ' : '| '),
          before + (index === children.length - 1 ? '`-' : '|-'),
        ),
      ),
    ];
  };
  return visit(device, '', '');
}

interface Context {
  readonly p: Process;
  readonly m: Machine;
  readonly bytes: boolean;
  readonly paths: boolean;
}

type Column = (device: BlockDevice, context: Context) => string | undefined;

const COLUMNS: Readonly<Record<string, Column>> = {
  NAME: (device, { paths }) => (paths ? device.shownPath : (device.mapping?.name ?? device.name)),
  KNAME: (device, { paths }) => (paths ? device.path : device.name),
  PATH: (device) => device.shownPath,
  PKNAME: (device) => (device.parent ?? [...device.slaves][0])?.name,
  'MAJ:MIN': (device) => `${String(device.major).padStart(3)}:${String(device.minor).padEnd(3)}`,
  RM: () => '0',
  RO: (device) => (device.readOnly ? '1' : '0'),
  SIZE: (device, { bytes }) => (bytes ? String(device.sizeBytes) : humanSize(device.sizeBytes)),
  TYPE: (device) =>
    device.mapping?.uuid.startsWith('LVM-')
      ? 'lvm'
      : device.mapping
        ? 'crypt'
        : device.partition
          ? 'part'
          : device.name.startsWith('loop')
            ? 'loop'
            : 'disk',
  FSTYPE: (device) => fsTypeOf(device.content),
  FSVER: (device) => probedTags(device).find(([name]) => name === 'VERSION')?.[1],
  LABEL: (device) => labelOf(device.content),
  UUID: (device) => uuidOf(device.content),
  PARTLABEL: (device) => device.partition?.label,
  PARTUUID: (device) => device.partition?.uuid,
  PARTTYPE: (device) => (device.partition ? partitionType(device) : undefined),
  PTTYPE: (device) => tableOf(device)?.type,
  PTUUID: (device) => tableOf(device)?.uuid,
  MOUNTPOINT: (device, { m }) => m.block.mountsOf(device)[0],
  MOUNTPOINTS: (device, { m }) => m.block.mountsOf(device).join('\n') || undefined,
  FSAVAIL: () => undefined,
  'FSUSE%': () => undefined,
};
const KNOWN_ELSEWHERE = new Set(
  'ALIGNMENT DISC-ALN DAX DISC-GRAN DISC-MAX DISC-ZERO FSROOTS FSSIZE FSUSED GROUP HCTL HOTPLUG LOG-SEC MIN-IO MODE MODEL OPT-IO OWNER PARTFLAGS PARTTYPENAME PHY-SEC RA RAND REV ROTA RQ-SIZE SCHED SERIAL STATE SUBSYSTEMS TRAN VENDOR WSAME WWN ZONED'.split(
    ' ',
  ),
);

const columnOf = (name: string): Column | undefined => (Object.hasOwn(COLUMNS, name) ? COLUMNS[name] : undefined);

function tableOf(device: BlockDevice): { readonly type: string; readonly uuid: string } | undefined {
  const { content } = device.parent ?? device;
  return content.kind === 'partition-table' ? content : undefined;
}
