/** The machine that a scenario's `setup` builds, and its disks in the machine that boots. */
import type { Content } from '../machine/block/content.ts';
import { mapperName } from '../machine/lvm/volume-group.ts';
import type { Machine } from '../machine/machine.ts';
import { type DiskTimes, moveDisks } from '../machine/power-cycle.ts';
import { ROOT_TREE } from '../machine/zfs/file-tree.ts';
import { shown } from '../report/bytes.ts';
import { UnusableInput } from '../report/finding.ts';
import { ofKind } from '../trace/trace.ts';
import type { Superblock } from '../vfs/superblock.ts';
import { bareMachine } from './bare-machine.ts';
import type { Complain } from './complain.ts';
import { commandLineOf, layOut } from './lay-out.ts';
import type { Prepared } from './load-scenario.ts';
import { isRootDataset, isRootVolume } from './root-volume.ts';
import type { Variant } from './schema.ts';
import { runSetup } from './setup.ts';

/** The machines that setups have built, switched off; rehearsals of the same variant share one. */
const built = new WeakMap<Prepared, Machine>();

/** The machine on which the declared layout lies and the commands of `setup` have run. */
export function builtBySetup(prepared: Prepared, complain: Complain): Machine {
  const known = built.get(prepared);
  if (known) return known;
  const { spec, file, image } = prepared;
  const m = bareMachine(image.tree.get('/etc/hostid'));
  let laid = true;
  layOut(m, withoutTimes(spec), (path, error) => {
    laid = false;
    complain(path, error);
  });
  if (!laid) return m;
  const findings = runSetup(m, spec.setup ?? [], file, prepared.locate);
  if (findings.length > 0) throw new UnusableInput(findings);
  built.set(prepared, m);
  return m;
}

/** While the machine is built all its disks are there. */
const withoutTimes = (spec: Variant): Variant => ({
  ...spec,
  disks: Object.fromEntries(
    Object.entries(spec.disks ?? {}).map(([name, { appears: _appears, gone: _gone, ...disk }]) => [name, disk]),
  ),
});

/** Puts the disks of the machine that `setup` built into this one. */
export function putDisks(m: Machine, prepared: Prepared, complain: Complain): void {
  const { spec } = prepared;
  const from = builtBySetup(prepared, complain);
  const commandLine = commandLineOf(spec);
  const times = Object.entries(spec.disks ?? {}).map(([name, { appears, gone }]): [string, DiskTimes] => [
    name,
    { ...(appears === undefined ? {} : { appearsUs: appears }), ...(gone === undefined ? {} : { goneUs: gone }) },
  ]);
  const errors = moveDisks(from, m, {
    times: new Map(times),
    // The root of a system that nobody has installed holds one, as in a declared layout.
    tree: ({ superblock, label, uuid }, inLuks) => {
      const names = inLuks ? [undefined] : namesOf(from, superblock);
      const isRoot = names.some((device) => isRootVolume(commandLine, { device, label, uuid }));
      return isRoot && superblock.root.names().every((name) => name === 'lost+found') ? ROOT_TREE : undefined;
    },
  });
  for (const error of errors) complain(['setup'], error);
  for (const pool of m.zfs.allPools) {
    for (const dataset of pool.datasets.values())
      if (!dataset.tree && dataset.type === 'filesystem' && isRootDataset(commandLine, shown(dataset.name)))
        dataset.tree = ROOT_TREE;
    if (spec.pools?.[shown(pool.name)]?.imported !== true) continue;
    m.zfs.loadModule();
    m.zfs.setImported(pool, true);
    m.zfs.volumes.appear(pool.datasets.values(), 0);
  }
  // What the commands could not do as the real ones would, nobody knows the effect of.
  for (const { what, detail } of from.trace.events.filter(ofKind('unsupported')))
    m.trace.add(0, { kind: 'unsupported', what, detail: `in setup: ${detail}` });
}

/** What the device of a filesystem can be called; a logical volume has its names also while it is not active. */
function namesOf({ block, lvm }: Machine, superblock: Superblock): readonly (string | undefined)[] {
  for (const group of lvm.groups)
    for (const { name, content } of group.logical)
      if (contentIs(content, superblock))
        return [`/dev/${group.name}/${name}`, `/dev/mapper/${mapperName(group.name, name)}`];
  return [block.devices.find(({ content }) => contentIs(content, superblock))?.path ?? ''];
}

const contentIs = (content: Content, superblock: Superblock): boolean =>
  content.kind === 'filesystem' && content.superblock === superblock;
