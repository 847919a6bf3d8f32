/** The machine: pools, datasets and keys, mounts, block devices, units, files changed. What the last step changed is marked. */
import type { Change, DatasetView, DeviceView, FileView, MachineView, UnitView } from '../../step/view.ts';
import { bytes, padded } from '../amounts.ts';
import type { Pane, Row } from '../pane.ts';
import type { Tabs } from '../scene.ts';
import { safe } from '../text/cells.ts';
import { type Run, run, type Style } from '../text/line.ts';

export const machine: Pane = ({ view, tabs }) => {
  const rows = LISTS[tabs.machine](view.machine);
  return {
    rows: rows.length > 0 ? rows : [{ lines: [[run('None.', 'quiet')]] }],
    anchor: first(rows, tabs.machine, view.machine),
  };
};

const LISTS: { readonly [T in Tabs['machine']]: (machine: MachineView) => readonly Row[] } = {
  zfs: ({ pools, datasets, mappings }) => [
    ...pools.map(({ name, state, imported, change }) =>
      row(change, [run(safe(name), 'strong'), run(`  pool, ${imported ? safe(state) : 'not imported'}`, 'quiet')], {
        kind: 'pool',
        name,
      }),
    ),
    ...datasets.map(dataset),
    ...mappings.map(({ name, device, node, change }) =>
      row(change, [run(safe(name), 'strong'), run(`  LUKS on ${safe(device)} at ${safe(node)}`, 'quiet')], {
        kind: 'mapping',
        name,
      }),
    ),
  ],
  mounts: ({ mounts }) =>
    [...mounts]
      .sort((a, b) => Number(a.ofEveryBoot) - Number(b.ofEveryBoot))
      .map(({ target, source, type, options, ofEveryBoot, change }) =>
        row(
          change,
          [
            run(safe(target), ...(ofEveryBoot ? (['quiet'] as const) : (['strong'] as const))),
            run(`  ${safe(source)} ${safe(type)} ${safe(options)}`, 'quiet'),
          ],
          { kind: 'mount', target },
        ),
      ),
  devices: ({ devices }) => devices.map(device),
  // What nobody has started, as most of an image's units, is left out.
  units: ({ units }) =>
    units
      .filter(({ state, since, change }) => state !== 'inactive' || since !== undefined || change !== 'same')
      .map(unit),
  files: ({ files }) => files.map(file),
};

const MARKS: Readonly<Record<Change, Run>> = {
  added: run('+ ', 'good'),
  removed: run('- ', 'bad'),
  changed: run('~ ', 'changed'),
  same: run(''),
};

const row = (
  change: Change,
  line: readonly Run[],
  subject: NonNullable<Row['subject']>,
  more: readonly (readonly Run[])[] = [],
): Row => ({
  lines: [[MARKS[change], ...line], ...more],
  subject,
});

function dataset({
  name,
  type,
  encryptionRoot,
  keystatus,
  keylocation,
  mountpoint,
  mounted,
  change,
}: DatasetView): Row {
  const key: Run[] =
    keystatus === undefined
      ? []
      : [
          run('  key ', 'quiet'),
          run(keystatus, keystatus === 'available' ? 'good' : 'bad'),
          ...(encryptionRoot !== undefined && encryptionRoot !== name
            ? [run(` of ${safe(encryptionRoot)}`, 'quiet')]
            : []),
        ];
  const where =
    mounted !== undefined
      ? [run('  at ', 'quiet'), run(safe(mounted), 'good')]
      : mountpoint && mountpoint !== 'none'
        ? [run(`  for ${safe(mountpoint)}`, 'quiet')]
        : [];
  return row(
    change,
    [
      run(safe(name)),
      ...(type === 'filesystem' ? [] : [run(`  ${type}`, 'quiet')]),
      ...key,
      ...where,
      ...(keylocation && keylocation !== 'none' ? [run(`  ${safe(keylocation)}`, 'quiet')] : []),
    ],
    keystatus === undefined ? { kind: 'dataset', name } : { kind: 'key', encryptionRoot: encryptionRoot ?? name },
  );
}

const device = ({ path, sizeBytes, content, label, uuid, links, change }: DeviceView): Row =>
  row(
    change,
    [
      run(safe(path), 'strong'),
      run(
        `  ${bytes(sizeBytes)}${content ? ` ${content}` : ''}${label ? ` "${safe(label)}"` : ''}${uuid ? ` ${safe(uuid)}` : ''}`,
        'quiet',
      ),
    ],
    { kind: 'device', path },
    links.map((link) => [run(`    ${safe(link)}`, 'quiet')]),
  );

const STATES: Readonly<Record<string, Style>> = {
  active: 'good',
  failed: 'bad',
  activating: 'changed',
  deactivating: 'changed',
};

const unit = ({ name, state, sub, result, since, change }: UnitView): Row => ({
  ...row(
    change,
    [
      run(padded(state, 13), STATES[state] ?? 'quiet'),
      run(safe(name)),
      run(`  ${safe(sub)}${result && result !== 'success' ? `, ${safe(result)}` : ''}`, 'quiet'),
    ],
    { kind: 'unit', name },
  ),
  jump: since,
});

const file = ({ path, state, type, since, now }: FileView): Row => ({
  lines: [
    [
      now ? MARKS[state === 'created' ? 'added' : state === 'removed' ? 'removed' : 'changed'] : run(''),
      run(padded(state, 8), 'quiet'),
      run(safe(path)),
      run(type && type !== 'file' ? `  ${type}` : '', 'quiet'),
    ],
  ],
  jump: since,
  subject: { kind: 'file', path },
});

/** What changed comes into sight by itself. */
function first(rows: readonly Row[], tab: Tabs['machine'], machine: MachineView): number | undefined {
  if (tab === 'files') return found(machine.files.findIndex(({ now }) => now));
  const marks = new Set([MARKS.added, MARKS.changed, MARKS.removed]);
  return found(rows.findIndex(({ lines }) => marks.has(lines[0]![0]!)));
}

const found = (index: number): number | undefined => (index < 0 ? undefined : index);
