/** Lays out what a scenario declares: disks and LUKS volumes on them, pools, datasets; what cannot be is told with its place. */
import { addDisk, type DiskSpec, type VolumeSpec } from '../machine/block/add-disk.ts';
import type { Content } from '../machine/block/content.ts';
import { partitionName } from '../machine/block/device-numbers.ts';
import { addPoolDisks } from '../machine/block/pool-disks.ts';
import { luksContent } from '../machine/luks/luks-content.ts';
import { dataOffsetBytes } from '../machine/luks/luks-header.ts';
import type { Machine } from '../machine/machine.ts';
import type { FileTree, LayoutError } from '../machine/zfs/layout.ts';
import { poolOf } from '../machine/zfs/names.ts';
import { NATIVE_PROPERTIES } from '../machine/zfs/native-properties.ts';
import { shown, toBytes } from '../report/bytes.ts';
import type { Complain, Path } from './complain.ts';
import { nearest } from './known-keys.ts';
import { layVolumeGroups, physicalVolume } from './lay-volume-groups.ts';
import { linkLoops } from './link-loops.ts';
import { isRootDataset, isRootVolume, rootSubvolume } from './root-volume.ts';
import type { FileSpec, Variant } from './schema.ts';

type DatasetEntry = NonNullable<Variant['datasets']>[string];
type PoolEntry = NonNullable<Variant['pools']>[string];
type VolumeEntry = Pick<
  NonNullable<Variant['disks']>[string],
  'size' | 'filesystem' | 'label' | 'uuid' | 'luks' | 'lvm' | 'files'
>;

/** Puts the declared layout on a machine that has nothing yet. */
export function layOut(m: Machine, spec: Variant, complain: Complain): void {
  layDisks(m, spec, complain);
  layVolumeGroups(m, spec, complain, (entry, device, path) => volume(m, spec, entry, device, path, complain));
  layPools(m, spec, complain);
  layDatasets(m, spec, complain);
}

export const commandLineOf = (spec: Variant): string => spec.cmdline ?? 'root=zfs:AUTO ro quiet splash';

// ── disks ────────────────────────────────────────────────────────────────

function layDisks(m: Machine, spec: Variant, complain: Complain): void {
  for (const [name, disk] of Object.entries(spec.disks ?? {})) {
    const path: Path = ['disks', name];
    const { partitions } = disk;
    const described: DiskSpec = {
      name,
      ...volume(m, spec, disk, `/dev/${name}`, path, complain),
      ...(partitions
        ? {
            partitions: Object.fromEntries(
              Object.entries(partitions).map(([number, part]) => [
                number,
                volume(
                  m,
                  spec,
                  part,
                  `/dev/${partitionName(name, Number(number))}`,
                  [...path, 'partitions', number],
                  complain,
                ),
              ]),
            ),
          }
        : {}),
      ...(disk.appears === undefined ? {} : { appearsUs: disk.appears }),
      ...(disk.gone === undefined ? {} : { goneUs: disk.gone }),
    };
    for (const error of addDisk(m, described)) complain(path, error);
  }
}

function volume(
  m: Machine,
  spec: Variant,
  entry: VolumeEntry,
  device: string,
  path: Path,
  complain: Complain,
): VolumeSpec {
  if (entry.luks !== undefined && entry.lvm !== undefined)
    complain([...path, 'lvm'], {
      at: [],
      message: 'a volume holds LUKS or LVM, not both',
      remedy: 'Say `lvm` under the LUKS volume.',
    });
  const content =
    entry.luks !== undefined
      ? luksVolume(m, spec, entry.luks, entry.size, [...path, 'luks'], complain)
      : entry.lvm !== undefined
        ? physicalVolume(m, spec, entry.lvm, { device, sizeBytes: entry.size }, [...path, 'lvm'], complain)
        : undefined;
  return {
    ...(entry.size === undefined ? {} : { sizeBytes: entry.size }),
    ...(entry.filesystem === undefined ? {} : { filesystem: entry.filesystem }),
    ...(entry.label === undefined ? {} : { label: toBytes(entry.label) }),
    ...(entry.uuid === undefined ? {} : { uuid: entry.uuid }),
    ...(entry.files === undefined
      ? {
          isRoot: isRootVolume(commandLineOf(spec), { device, label: entry.label, uuid: entry.uuid }),
          ...(entry.filesystem === 'btrfs' ? { rootBelow: rootSubvolume(commandLineOf(spec)) } : {}),
        }
      : { files: fileTree(spec, entry.files, [...path, 'files'], complain) }),
    ...(content ? { content } : {}),
  };
}

function luksVolume(
  m: Machine,
  spec: Variant,
  name: string,
  sizeBytes: number | undefined,
  path: Path,
  complain: Complain,
): Content | undefined {
  const described = spec.luks && Object.hasOwn(spec.luks, name) ? spec.luks[name] : undefined;
  if (!described) {
    const known = Object.keys(spec.luks ?? {});
    complain(path, {
      at: [],
      message: `luks: there is no LUKS volume ${name}`,
      remedy:
        known.length > 0
          ? `Described under luks: ${known.join(', ')}.`
          : `Describe it under luks, such as \`luks: { ${name}: { passphrase: … } }\`.`,
    });
    return undefined;
  }
  const inner =
    described.lvm === undefined
      ? undefined
      : physicalVolume(
          m,
          spec,
          described.lvm,
          {
            device: `/dev/mapper/${name}`,
            sizeBytes:
              sizeBytes === undefined
                ? undefined
                : sizeBytes - dataOffsetBytes({ version: described.version === '1' ? 1 : 2 }),
          },
          ['luks', name, 'lvm'],
          complain,
        );
  const content = luksContent(
    m,
    name,
    {
      ...(described.version === undefined ? {} : { version: described.version === '1' ? 1 : 2 }),
      ...(described.passphrase === undefined ? {} : { passphrase: toBytes(described.passphrase) }),
      ...(described.passphrases === undefined ? {} : { passphrases: described.passphrases.map(toBytes) }),
      ...(described.tokens === undefined ? {} : { tokens: described.tokens }),
      ...(described.label === undefined ? {} : { label: toBytes(described.label) }),
      ...(described.uuid === undefined ? {} : { uuid: described.uuid }),
      ...(inner ? { inner } : {}),
      ...(described.corrupted === undefined ? {} : { corrupted: described.corrupted }),
      ...(described.filesystem === undefined ? {} : { filesystem: described.filesystem }),
      ...(described.files === undefined
        ? { isRoot: isRootVolume(commandLineOf(spec), { device: undefined }) }
        : { files: fileTree(spec, described.files, ['luks', name, 'files'], complain) }),
    },
    sizeBytes,
  );
  if ('kind' in content) return content;
  for (const error of content) complain(['luks', name], error);
  return undefined;
}

/** A key's file holds what its encryption root's keyformat wants. */
const fileTree = (
  spec: Variant,
  files: Readonly<Record<string, FileSpec>>,
  path: Path,
  complain: Complain,
): FileTree => {
  for (const name of linkLoops(files))
    complain([...path, name], {
      at: [],
      message: `files: the link ${name} leads in a circle`,
      remedy: 'Let one of the links name a file or directory.',
    });
  const isHex = (key: string): boolean =>
    Object.values(spec.datasets ?? {}).some((dataset) => dataset.key === key && dataset.keyformat === 'hex');
  return Object.fromEntries(
    Object.entries(files).map(([name, file]) => {
      if (typeof file === 'string') return [toBytes(name), toBytes(file)];
      if ('key' in file) return [toBytes(name), { key: file.key, hex: isHex(file.key) }];
      if ('link' in file) return [toBytes(name), { link: toBytes(file.link) }];
      return [
        toBytes(name),
        { text: toBytes(file.text), ...(file.mode === undefined ? {} : { mode: Number.parseInt(file.mode, 8) }) },
      ];
    }),
  );
};

// ── pools and datasets ───────────────────────────────────────────────────

const POOL_KEYS: ReadonlySet<string> = new Set([
  'state',
  'imported',
  'importable',
  'hostid',
  'vdevs',
  'missing',
  'features',
]);
const DATASET_KEYS: ReadonlySet<string> = new Set(['type', 'luks', 'key', 'passphrase', 'files']);

function layPools(m: Machine, spec: Variant, complain: Complain): void {
  for (const [name, pool] of Object.entries(spec.pools ?? {})) {
    const properties = rest(pool, POOL_KEYS);
    const errors = m.zfs.addPool({
      name: toBytes(name),
      properties,
      ...(pool.state === undefined ? {} : { state: pool.state }),
      ...(pool.imported === undefined ? {} : { imported: pool.imported }),
      ...(pool.importable === undefined ? {} : { importable: importable(pool.importable) }),
      ...(pool.hostid === undefined ? {} : { hostid: pool.hostid }),
      ...(pool.vdevs === undefined ? {} : { vdevs: pool.vdevs }),
      ...(pool.missing === undefined ? {} : { missingVdevs: pool.missing }),
      ...(pool.features === undefined ? {} : { features: pool.features }),
    });
    for (const error of errors) complain(['pools', name], withoutPropertyLevel(error));
    const made = m.zfs.allPools.find((candidate) => candidate.name === toBytes(name));
    if (errors.length === 0 && made)
      for (const error of addPoolDisks(m, made, pool.vdevs !== undefined)) complain(['pools', name], error);
  }
}

/** ZFS forgets a `bootfs` whose dataset is destroyed, so a name that nothing has is a slip of the pen. */
export function checkBootDatasets(m: Machine, spec: Variant, complain: Complain): void {
  for (const pool of m.zfs.allPools) {
    const bootfs = pool.properties.get('bootfs');
    if (!bootfs || pool.datasets.has(bootfs)) continue;
    const filesystems = [...pool.datasets.values()].flatMap((dataset) =>
      dataset.type === 'filesystem' ? [dataset.name] : [],
    );
    const name = Object.keys(spec.pools ?? {}).find((key) => toBytes(key) === pool.name) ?? pool.name;
    complain(['pools', name], {
      at: ['bootfs'],
      message: `bootfs: there is no dataset ${shown(bootfs)}`,
      remedy: `Its filesystems: ${filesystems.map(shown).join(', ')}.`,
    });
  }
}

const importable = (given: NonNullable<PoolEntry['importable']>): boolean | string =>
  typeof given === 'string' ? toBytes(given) : given;

/** Parents come before their children, whatever their order in the file. */
function layDatasets(m: Machine, spec: Variant, complain: Complain): void {
  const depth = (name: string): number => name.split(/[/@]/).length;
  const entries = Object.entries(spec.datasets ?? {}).sort(([a], [b]) => depth(a) - depth(b));
  const poolless = new Set<string>();
  for (const [name, entry] of entries) {
    const pool = poolOf(name);
    // One complaint for a pool is enough.
    if (poolless.has(pool)) continue;
    if (!m.zfs.allPools.some((known) => known.name === toBytes(pool))) poolless.add(pool);
    const content =
      entry.luks === undefined
        ? undefined
        : luksVolume(m, spec, entry.luks, undefined, ['datasets', name, 'luks'], complain);
    if (entry.luks !== undefined && !content) continue;
    const errors = m.zfs.addDataset({
      name: toBytes(name),
      properties: rest(entry, DATASET_KEYS),
      ...(entry.type === undefined ? {} : { type: entry.type }),
      ...(entry.key === undefined ? {} : { key: entry.key }),
      ...(entry.passphrase === undefined ? {} : { passphrase: toBytes(entry.passphrase) }),
      ...(entry.files === undefined
        ? { isRoot: isRootDataset(commandLineOf(spec), name) }
        : { files: fileTree(spec, entry.files, ['datasets', name, 'files'], complain) }),
      ...(content ? { content } : {}),
    });
    for (const error of errors) complain(['datasets', name], withGuess(withoutPropertyLevel(error)));
  }
}

/** What may have been meant by a property that nobody knows. */
function withGuess(error: LayoutError): LayoutError {
  const [, wrong] = /invalid property '([^']+)'$/.exec(error.message) ?? [];
  if (wrong === undefined || error.remedy !== undefined) return error;
  const known = [...DATASET_KEYS, ...NATIVE_PROPERTIES.map(({ name }) => name)];
  const guess = nearest(wrong, known);
  return {
    ...error,
    remedy: guess ? `Did you mean "${guess}"?` : 'See zfsprops(7); a property of your own has a colon in its name.',
  };
}

/** ZFS's own properties stand beside our keys in a scenario, not one level below. */
const withoutPropertyLevel = (error: LayoutError): LayoutError =>
  error.at[0] === 'properties' ? { ...error, at: error.at.slice(1) } : error;

const rest = (entry: PoolEntry | DatasetEntry, known: ReadonlySet<string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(entry).flatMap(([key, value]) =>
      known.has(key) || typeof value !== 'string' ? [] : [[toBytes(key), toBytes(value)]],
    ),
  );
