/** lvs, vgs and pvs: tables of what there is (lvmreport(7)). */
import type { Task } from '../../kernel/task.ts';
import {
  EXTENT_BYTES,
  extentsOf,
  type LogicalVolume,
  type PhysicalVolume,
  totalExtents,
  usedExtents,
  type VolumeGroup,
} from '../../machine/lvm/volume-group.ts';
import type { Machine } from '../../machine/machine.ts';
import { isErrno } from '../../vfs/errno.ts';
import { deviceAt } from '../mounts/mount-source.ts';
import {
  chosenVolumes,
  fail,
  type LvmCall,
  type LvmCommand,
  noGroup,
  seenDevices,
  seenGroups,
  unsupported,
} from './call.ts';

interface Row {
  readonly group: VolumeGroup | undefined;
  readonly volume?: LogicalVolume;
  readonly physical?: PhysicalVolume;
  readonly path?: string;
  readonly sizeBytes?: number;
}

interface Field {
  readonly heading: string;
  readonly right?: boolean;
  /** At least so wide. */
  readonly width?: number;
  readonly text: (row: Row, m: Machine) => string;
}

const size = (extents: number): string => humanSize(extents * EXTENT_BYTES);
const freeOf = (group: VolumeGroup, physical: PhysicalVolume): number =>
  physical.extents -
  group.logical
    .flatMap((volume) => extentsOf(group, volume))
    .reduce((sum, piece) => sum + (piece.physical === physical ? piece.extents : 0), 0);

const FIELDS: Readonly<Record<string, Field>> = {
  lv_name: { heading: 'LV', text: ({ volume }) => volume?.name ?? '' },
  lv_full_name: { heading: 'LV', text: ({ group, volume }) => (volume ? `${group?.name}/${volume.name}` : '') },
  lv_path: { heading: 'Path', text: ({ group, volume }) => (volume ? `/dev/${group?.name}/${volume.name}` : '') },
  lv_dm_path: {
    heading: 'DMPath',
    text: ({ group, volume }) =>
      volume && group ? `/dev/mapper/${group.name.replaceAll('-', '--')}-${volume.name.replaceAll('-', '--')}` : '',
  },
  lv_uuid: { heading: 'LV UUID', text: ({ volume }) => volume?.uuid ?? '' },
  lv_attr: {
    heading: 'Attr',
    text: ({ group, volume }, m) => (volume && group ? volumeAttributes(m, group, volume) : ''),
  },
  lv_active: { heading: 'Active', text: ({ volume }, m) => (volume && m.lvm.activeVolume(volume) ? 'active' : '') },
  lv_size: { heading: 'LSize', right: true, text: ({ volume }) => size(volume?.extents ?? 0) },
  segtype: { heading: 'Type', text: ({ volume }) => (volume ? 'linear' : '') },
  vg_name: { heading: 'VG', text: ({ group }) => group?.name ?? '' },
  vg_uuid: { heading: 'VG UUID', text: ({ group }) => group?.uuid ?? '' },
  vg_attr: {
    heading: 'Attr',
    text: ({ group }, m) => (group ? `wz-${m.lvm.missing(group).length > 0 ? 'p' : '-'}n-` : ''),
  },
  vg_size: { heading: 'VSize', right: true, text: ({ group }) => size(group ? totalExtents(group) : 0) },
  vg_free: {
    heading: 'VFree',
    right: true,
    text: ({ group }) => size(group ? totalExtents(group) - usedExtents(group) : 0),
  },
  pv_count: { heading: '#PV', right: true, text: ({ group }) => String(group?.physical.length ?? 0) },
  lv_count: { heading: '#LV', right: true, text: ({ group }) => String(group?.logical.length ?? 0) },
  snap_count: { heading: '#SN', right: true, text: () => '0' },
  pv_name: { heading: 'PV', width: 10, text: ({ path }) => path ?? '[unknown]' },
  pv_uuid: { heading: 'PV UUID', text: ({ physical }) => physical?.uuid ?? '' },
  pv_fmt: { heading: 'Fmt', text: () => 'lvm2' },
  pv_attr: { heading: 'Attr', text: ({ group, path }) => (group ? `a-${path === undefined ? 'm' : '-'}` : '---') },
  pv_size: {
    heading: 'PSize',
    right: true,
    text: ({ physical, sizeBytes }) => (physical ? size(physical.extents) : humanSize(sizeBytes ?? 0)),
  },
  pv_free: {
    heading: 'PFree',
    right: true,
    text: ({ group, physical, sizeBytes }) =>
      group && physical ? size(freeOf(group, physical)) : humanSize(sizeBytes ?? 0),
  },
};
/** Columns that are always empty for linear volumes. */
const EMPTY = {
  pool_lv: 'Pool',
  origin: 'Origin',
  data_percent: 'Data%',
  metadata_percent: 'Meta%',
  move_pv: 'Move',
  mirror_log: 'Log',
  copy_percent: 'Cpy%Sync',
  convert_lv: 'Convert',
} as const;
const ALL: Readonly<Record<string, Field>> = {
  ...FIELDS,
  ...Object.fromEntries(
    Object.entries(EMPTY).map(([name, heading]) => [
      name,
      { heading, width: heading.endsWith('%') ? 6 : 0, text: () => '' },
    ]),
  ),
};
/** Other names of fields. */
const ALSO: Readonly<Record<string, string>> = { seg_type: 'segtype', fullname: 'lv_full_name' };

const LVS = ['lv_name', 'vg_name', 'lv_attr', 'lv_size', ...Object.keys(EMPTY)];
const VGS = ['vg_name', 'pv_count', 'lv_count', 'snap_count', 'vg_attr', 'vg_size', 'vg_free'];
const PVS = ['pv_name', 'vg_name', 'pv_fmt', 'pv_attr', 'pv_size', 'pv_free'];

export const reports: readonly LvmCommand[] = [
  { name: 'lvs', run: lvs },
  { name: 'vgs', run: vgs },
  { name: 'pvs', run: pvs },
];

function* lvs(call: LvmCall): Task<number> {
  const { chosen, status } = yield* chosenVolumes(call);
  const rows = chosen.flatMap(({ group, volumes }) =>
    [...volumes].sort((a, b) => (a.name < b.name ? -1 : 1)).map((volume): Row => ({ group, volume })),
  );
  return (yield* report(call, rows, LVS)) || status;
}

function* vgs(call: LvmCall): Task<number> {
  const groups = yield* seenGroups(call);
  let status = 0;
  let rows: Row[] = groups.map((group) => ({ group }));
  for (const name of call.operands)
    if (!groups.some((group) => group.name === name)) status = yield* noGroup(call, name);
  if (call.operands.length > 0) rows = rows.filter(({ group }) => call.operands.includes(group!.name));
  return (yield* report(call, rows, VGS)) || status;
}

function* pvs(call: LvmCall): Task<number> {
  const { p, m, operands } = call;
  const groups = yield* seenGroups(call);
  const seen = seenDevices(p, m);
  const rows: Row[] = [];
  for (const device of m.block.devices) {
    const { content } = device;
    if (content.kind !== 'lvm_member' || !seen(device)) continue;
    const physical = content.group?.physical.find(({ uuid }) => uuid === content.uuid);
    rows.push({
      group: content.group,
      path: device.shownPath,
      sizeBytes: device.sizeBytes,
      ...(physical ? { physical } : {}),
    });
  }
  for (const group of groups)
    for (const physical of group.physical) if (!seen(m.lvm.deviceOf(physical))) rows.push({ group, physical });
  if (operands.length === 0) return yield* report(call, rows, PVS);
  let status = 0;
  const chosen: Row[] = [];
  for (const path of operands) {
    const device = deviceAt(p, m, path);
    const row = isErrno(device) ? undefined : rows.find((candidate) => candidate.path === device.shownPath);
    if (row) chosen.push(row);
    else
      status = yield* fail(
        call,
        isErrno(device) ? `Cannot use ${path}: device not found` : `Failed to find physical volume "${path}".`,
        { kind: 'device-missing', path },
      );
  }
  return (yield* report(call, chosen, PVS)) || status;
}

function* report(call: LvmCall, rows: readonly Row[], byDefault: readonly string[]): Task<number> {
  for (const name of ['units', 'reportformat', 'nameprefixes', 'S', 'O', 'nosuffix'])
    if (call.has(name)) return yield* unsupported(call, `option ${name}`);
  const given = call.value('o');
  const words = given === undefined ? [] : given.replace(/^\+/, '').split(',');
  const names = (given === undefined ? byDefault : given.startsWith('+') ? [...byDefault, ...words] : words).map(
    (name) => nameOf(name),
  );
  const unknown = names.find((name) => !Object.hasOwn(ALL, name));
  if (unknown !== undefined) return yield* unsupported(call, `field ${unknown}`);
  if (rows.length === 0) return 0;
  const fields = names.map((name) => ALL[name]!);
  const cells = rows.map((row) => fields.map((field) => field.text(row, call.m)));
  const separator = call.value('separator');
  const headings = call.has('noheadings') ? [] : [fields.map(({ heading }) => heading)];
  const lines = [...headings, ...cells];
  const widths = fields.map(({ width = 0 }, i) => Math.max(width, ...lines.map((line) => line[i]!.length)));
  const text = lines.map((line) =>
    separator === undefined
      ? line
          .map((cell, i) =>
            fields[i]!.right && lines.indexOf(line) >= headings.length
              ? cell.padStart(widths[i]!)
              : cell.padEnd(widths[i]!),
          )
          .join(' ')
      : line.map((cell) => cell.trim()).join(separator),
  );
  yield* call.p.print(text.map((line) => `  ${line}\n`).join(''));
  return 0;
}

/** `name`, `size` and the like take the prefix of what is listed where that is clear. */
const nameOf = (name: string): string => ALSO[name] ?? name;

function volumeAttributes(m: Machine, group: VolumeGroup, volume: LogicalVolume): string {
  const active = m.lvm.activeVolume(volume);
  const partial = extentsOf(group, volume).some(({ physical }) => !m.lvm.deviceOf(physical));
  return `-wi-${active ? 'a' : '-'}${active && m.block.inUse(active.mapping) ? 'o' : '-'}--${partial ? 'p' : '-'}-`;
}

/** Two decimals; `<` in front of what was rounded up. Nothing is `0 `. */
export function humanSize(bytes: number): string {
  if (bytes === 0) return '0 ';
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < 5) {
    value /= 1024;
    unit++;
  }
  const text = value.toFixed(2);
  return `${Number(text) > value ? '<' : ''}${text}${'bkmgtp'[unit]}`;
}
