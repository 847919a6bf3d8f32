/** One run of a command of LVM: its words, the groups that it sees, and how it says things (lvm(8) 2.03.16). */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import type { BlockDevice } from '../../machine/block/block-device.ts';
import type { LogicalVolume, VolumeGroup } from '../../machine/lvm/volume-group.ts';
import type { Machine } from '../../machine/machine.ts';
import type { Reason } from '../../trace/event.ts';
import { isErrno } from '../../vfs/errno.ts';
import { getopt, type Option } from '../arguments.ts';

/** What LVM ends with when a command failed, and when its words were wrong. */
export const FAILED = 5;
export const WRONG_WORDS = 3;

export interface LvmCall {
  readonly p: Process;
  readonly m: Machine;
  /** Such as `lvs`. */
  readonly command: string;
  readonly options: readonly Option[];
  readonly operands: readonly string[];
  has(name: string): boolean;
  value(name: string): string | undefined;
}

export interface LvmCommand {
  readonly name: string;
  readonly run: (call: LvmCall) => Task<number>;
}

const SHORT = 'a:AbBcCdfhi:I:kKl:L:mMn:No:O:p:PqrsS:tuvW:yZ:';
const LONG = [
  'activate:=a',
  'activationmode:',
  'aligned',
  'all',
  'autoactivation:',
  'cache',
  'config:',
  'devices:',
  'extents:=l',
  'force=f',
  'ignoreactivationskip=K',
  'ignorelockingfailure',
  'ignoremonitoring',
  'mknodes',
  'monitor:',
  'name:=n',
  'nameprefixes',
  'noheadings',
  'nohints',
  'nolocking',
  'noudevsync',
  'nosuffix',
  'options:=o',
  'partial=P',
  'poll:',
  'quiet=q',
  'readonly',
  'reportformat:',
  'separator:',
  'size:=L',
  'sysinit',
  'udevcookie:',
  'unbuffered',
  'units:',
  'verbose=v',
  'wipesignatures:=W',
  'yes=y',
  'zero:=Z',
];

/** The command line of a command; a message when it is none. */
export function parse(p: Process, m: Machine, command: string, argv: readonly string[]): LvmCall | string {
  const { options, operands, error } = getopt([command, ...argv], SHORT, LONG);
  if (error !== undefined) return error;
  return {
    p,
    m,
    command,
    options,
    operands,
    has: (name) => options.some((option) => option.name === name),
    value: (name) => options.findLast((option) => option.name === name)?.value,
  };
}

/** An indented line on standard error, the reason in the trace; gives the status. */
export function* fail(
  { p, m, command }: LvmCall,
  text: string,
  reason: Reason = { kind: 'other', text },
): Task<number> {
  m.trace.add(p.pid, { kind: 'program.failed', program: command, argv: p.argv, reason });
  yield* p.warn(`${text}\n`.replace(/^(?=.)/gm, '  '));
  return FAILED;
}

export function* unsupported({ p, m, command }: LvmCall, detail: string): Task<number> {
  m.trace.add(p.pid, { kind: 'unsupported', what: command, detail });
  yield* p.warn(`  ${command}: not modelled: ${detail}\n`);
  return FAILED;
}

export const noGroup = (call: LvmCall, name: string): Task<number> =>
  fail(call, `Volume group "${name}" not found\nCannot process volume group ${name}`, {
    kind: 'device-missing',
    path: `/dev/${name}`,
  });

/** Groups that the filters of lvm.conf(5) let through, and warnings about what is missing of them. */
export function* seenGroups(call: LvmCall): Task<readonly VolumeGroup[]> {
  const { p, m } = call;
  const seen = seenDevices(p, m);
  const groups = m.lvm.groups.filter((group) => group.physical.some((physical) => seen(m.lvm.deviceOf(physical))));
  for (const group of groups) {
    const lost = group.physical.filter((physical) => !seen(m.lvm.deviceOf(physical)));
    for (const { uuid } of lost) yield* p.warn(`  WARNING: Couldn't find device with uuid ${uuid}.\n`);
    for (const { uuid, lastPath } of lost)
      yield* p.warn(`  WARNING: VG ${group.name} is missing PV ${uuid} (last written to ${lastPath}).\n`);
  }
  return groups;
}

export interface Chosen {
  readonly group: VolumeGroup;
  readonly volumes: readonly LogicalVolume[];
}

/** The volumes that `VG`, `VG/LV` and `/dev/VG/LV` name, or all; complaints about the others have been made. */
export function* chosenVolumes(call: LvmCall): Task<{ readonly chosen: readonly Chosen[]; readonly status: number }> {
  const groups = yield* seenGroups(call);
  if (call.operands.length === 0)
    return { chosen: groups.map((group) => ({ group, volumes: group.logical })), status: 0 };
  const wanted = new Map<VolumeGroup, Set<LogicalVolume>>();
  let status = 0;
  for (const operand of call.operands) {
    const [name = '', volumeName] = namesIn(call.m, operand);
    const group = groups.find((candidate) => candidate.name === name);
    if (!group) {
      status = yield* noGroup(call, name);
      continue;
    }
    const volumes = group.logical.filter((volume) => volumeName === undefined || volume.name === volumeName);
    if (volumes.length === 0 && volumeName !== undefined) {
      status = yield* fail(call, `Failed to find logical volume "${name}/${volumeName}"`, {
        kind: 'device-missing',
        path: `/dev/${name}/${volumeName}`,
      });
      continue;
    }
    const known = wanted.get(group) ?? new Set();
    for (const volume of volumes) known.add(volume);
    wanted.set(group, known);
  }
  return { chosen: [...wanted].map(([group, volumes]) => ({ group, volumes: [...volumes] })), status };
}

/** A group's name and, if it is given, a volume's: from `VG/LV`, `/dev/VG/LV`, `/dev/mapper/VG-LV`. */
function namesIn(m: Machine, operand: string): readonly string[] {
  const mapped = m.lvm.active.find(({ mapping }) => mapping.shownPath === operand);
  if (mapped) return [mapped.group.name, mapped.volume.name];
  return operand.replace(/^\/dev\//, '').split('/');
}

/** Which devices LVM may look at: `filter` and `global_filter` of /etc/lvm/lvm.conf, the first pattern that fits a name decides. */
export function seenDevices(p: Process, m: Machine): (device: BlockDevice | undefined) => boolean {
  const text = p.readFile('/etc/lvm/lvm.conf');
  const filters = isErrno(text)
    ? []
    : [...text.replace(/^\s*#.*$/gm, '').matchAll(/^\s*(?:global_)?filter\s*=\s*\[([^\]]*)\]/gm)].map(([, list]) =>
        [...list!.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, pattern]) => pattern!),
      );
  return (device) =>
    device !== undefined && m.block.byPath(device.path) === device && filters.every((filter) => passes(filter, device));
}

function passes(patterns: readonly string[], device: BlockDevice): boolean {
  let refused = false;
  for (const name of [device.path, ...device.links]) {
    const first = patterns.find((pattern) => new RegExp(pattern.slice(2, -1)).test(name));
    if (first?.startsWith('a')) return true;
    if (first !== undefined) refused = true;
  }
  return !refused;
}
