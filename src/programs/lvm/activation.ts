/** vgchange, lvchange, vgscan, pvscan: from metadata to devices. */
import type { Task } from '../../kernel/task.ts';
import type { LogicalVolume, VolumeGroup } from '../../machine/lvm/volume-group.ts';
import { kernelHas } from '../storage/device-mapper.ts';
import {
  chosenVolumes,
  FAILED,
  fail,
  type LvmCall,
  type LvmCommand,
  noGroup,
  seenGroups,
  unsupported,
  WRONG_WORDS,
} from './call.ts';

export const activationCommands: readonly LvmCommand[] = [
  { name: 'vgchange', run: vgchange },
  { name: 'lvchange', run: lvchange },
  { name: 'vgscan', run: vgscan },
  { name: 'pvscan', run: pvscan },
];

/** What `-a` asks for; undefined when it is missing, `other` for what is not modelled. */
function asked(call: LvmCall): 'on' | 'off' | 'other' | undefined {
  const value = call.value('a');
  if (value === undefined) return undefined;
  if (/^(?:y|ay|ey|ly)$/.test(value)) return 'on';
  return /^(?:n|en|ln)$/.test(value) ? 'off' : 'other';
}

const noSyntax = function* (call: LvmCall): Task<number> {
  yield* fail(call, `No command with matching syntax recognised.  Run '${call.command} --help' for more information.`, {
    kind: 'usage',
    text: 'no command with matching syntax',
  });
  return WRONG_WORDS;
};

function* vgchange(call: LvmCall): Task<number> {
  const wanted = asked(call);
  if (wanted === undefined && call.options.length === 0) return yield* noSyntax(call);
  if (wanted === undefined || wanted === 'other') return yield* unsupported(call, call.p.argv.slice(1).join(' '));
  const all = yield* seenGroups(call);
  let status = 0;
  for (const name of call.operands) if (!all.some((group) => group.name === name)) status = yield* noGroup(call, name);
  for (const group of all) {
    if (call.operands.length > 0 && !call.operands.includes(group.name)) continue;
    let open = 0;
    for (const volume of group.logical) {
      const done = yield* change(call, group, volume, wanted);
      if (done !== 'done') status = FAILED;
      if (done === 'busy') open++;
    }
    if (open > 0) {
      yield* call.p.warn(`  Can't deactivate volume group "${group.name}" with ${open} open logical volume(s)\n`);
      continue;
    }
    const active = group.logical.filter((volume) => call.m.lvm.activeVolume(volume)).length;
    yield* call.p.print(`  ${active} logical volume(s) in volume group "${group.name}" now active\n`);
  }
  return status;
}

function* lvchange(call: LvmCall): Task<number> {
  const wanted = asked(call);
  if (call.operands.length === 0) return yield* noSyntax(call);
  if (wanted === undefined || wanted === 'other') return yield* unsupported(call, call.p.argv.slice(1).join(' '));
  const { chosen, status } = yield* chosenVolumes(call);
  let answer = status;
  for (const { group, volumes } of chosen)
    for (const volume of volumes) if ((yield* change(call, group, volume, wanted)) !== 'done') answer = FAILED;
  return answer;
}

function* change(
  call: LvmCall,
  group: VolumeGroup,
  volume: LogicalVolume,
  wanted: 'on' | 'off',
): Task<'done' | 'busy' | 'refused'> {
  const { p, m } = call;
  const name = `${group.name}/${volume.name}`;
  if (wanted === 'off') {
    if (m.lvm.deactivate(volume) === 'inactive') return 'done';
    yield* fail(call, `Logical volume ${name} in use.`, { kind: 'busy', path: `/dev/${name}` });
    return 'busy';
  }
  if (!kernelHas(p, m, 'dm_mod')) {
    yield* fail(
      call,
      '/dev/mapper/control: open failed: No such device\nFailure to communicate with kernel device-mapper driver.\nCheck that device-mapper is available in the kernel.',
      { kind: 'other', text: 'the kernel module dm_mod is missing' },
    );
    return 'refused';
  }
  if ((yield* m.lvm.activate(group, volume)) === 'active') return 'done';
  yield* fail(call, `Refusing activation of partial LV ${name}.  Use '--activationmode partial' to override.`, {
    kind: 'device-missing',
    path: m.lvm.missing(group)[0]?.lastPath ?? group.name,
  });
  return 'refused';
}

function* vgscan(call: LvmCall): Task<number> {
  for (const group of yield* seenGroups(call))
    yield* call.p.print(`  Found volume group "${group.name}" using metadata type lvm2\n`);
  return 0;
}

function* pvscan(call: LvmCall): Task<number> {
  return yield* unsupported(call, call.p.argv.slice(1).join(' '));
}
