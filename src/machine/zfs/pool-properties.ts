/** The pool properties of OpenZFS 2.1 (zpoolprops(7)) and its features (zpool-features(7)). */
import type { Pool } from './pool.ts';
import type { PropertySource, PropertyValue } from './property-value.ts';
import { niceBytes } from './size-format.ts';
import { allocatedBytes } from './space.ts';
import { vdevState } from './vdevs.ts';

export interface PoolProperty {
  readonly name: string;
  /** Header in `zpool list`, and in lower case a second name. */
  readonly column: string;
  readonly settable: boolean;
  /** What usage texts print. */
  readonly values: string;
  /** Value when nothing is set; undefined for computed ones. */
  readonly default?: string;
  readonly right?: boolean;
}

const computed = (name: string, column: string, values: string, right = true): PoolProperty => ({
  name,
  column,
  settable: false,
  values,
  right,
});

const settable = (name: string, column: string, values: string, standard: string): PoolProperty => ({
  name,
  column,
  settable: true,
  values,
  default: standard,
});

/** In the order of `zpool get all`. */
export const POOL_PROPERTIES: readonly PoolProperty[] = [
  computed('size', 'SIZE', '<size>'),
  computed('capacity', 'CAP', '<size>'),
  settable('altroot', 'ALTROOT', '<path>', '-'),
  computed('health', 'HEALTH', '<state>', true),
  computed('guid', 'GUID', '<guid>'),
  settable('version', 'VERSION', '<version>', '-'),
  settable('bootfs', 'BOOTFS', '<filesystem>', '-'),
  settable('delegation', 'DELEGATION', 'on | off', 'on'),
  settable('autoreplace', 'REPLACE', 'on | off', 'off'),
  settable('cachefile', 'CACHEFILE', '<file> | none', '-'),
  settable('failmode', 'FAILMODE', 'wait | continue | panic', 'wait'),
  settable('listsnapshots', 'LISTSNAPS', 'on | off', 'off'),
  settable('autoexpand', 'EXPAND', 'on | off', 'off'),
  computed('dedupratio', 'DEDUP', '<1.00x or higher if deduped>'),
  computed('free', 'FREE', '<size>'),
  computed('allocated', 'ALLOC', '<size>'),
  settable('readonly', 'RDONLY', 'on | off', 'off'),
  settable('ashift', 'ASHIFT', '<ashift, 9-16, or 0=default>', '0'),
  settable('comment', 'COMMENT', '<comment-string>', '-'),
  computed('expandsize', 'EXPANDSZ', '<size>'),
  computed('freeing', 'FREEING', '<size>'),
  computed('fragmentation', 'FRAG', '<percent>'),
  computed('leaked', 'LEAKED', '<size>'),
  settable('multihost', 'MULTIHOST', 'on | off', 'off'),
  computed('checkpoint', 'CKPOINT', '<size>'),
  computed('load_guid', 'LOAD_GUID', '<load_guid>'),
  settable('autotrim', 'AUTOTRIM', 'on | off', 'off'),
  settable('compatibility', 'COMPATIBILITY', '<file[,file...]> | off | legacy', 'off'),
];

/** Accepted words of the properties that have a closed set. */
export const poolPropertyWords = (property: PoolProperty): readonly string[] | undefined =>
  property.values.includes('<') ? undefined : property.values.split(' | ');

const byName = new Map(POOL_PROPERTIES.map((p) => [p.name, p]));
const byAlias = new Map(POOL_PROPERTIES.map((p) => [p.column.toLowerCase(), p]));

export const poolProperty = (name: string): PoolProperty | undefined => byName.get(name) ?? byAlias.get(name);

/** The features that OpenZFS 2.1 knows, in the order of `zpool get all`. Those in use as soon as a pool is made are active. */
export const POOL_FEATURES: readonly string[] =
  'async_destroy empty_bpobj lz4_compress multi_vdev_crash_dump spacemap_histogram enabled_txg hole_birth extensible_dataset embedded_data bookmarks filesystem_limits large_blocks large_dnode sha512 skein edonr userobj_accounting encryption project_quota device_removal obsolete_counts zpool_checkpoint spacemap_v2 allocation_classes resilver_defer bookmark_v2 redaction_bookmarks redacted_datasets bookmark_written log_spacemap livelist device_rebuild zstd_compress draid'.split(
    ' ',
  );

const ACTIVE_FROM_THE_START = new Set(
  'lz4_compress spacemap_histogram enabled_txg hole_birth extensible_dataset embedded_data userobj_accounting project_quota spacemap_v2 log_spacemap'.split(
    ' ',
  ),
);

/** State of a feature; undefined for a feature nobody knows. Encryption is active while an encrypted dataset exists. */
export function featureState(pool: Pool, feature: string): string | undefined {
  const set = pool.features.get(feature);
  if (set !== undefined && !(feature === 'encryption' && set === 'enabled')) return set;
  if (!POOL_FEATURES.includes(feature)) return undefined;
  if (feature === 'encryption') {
    for (const dataset of pool.datasets.values()) if (dataset.cipher !== undefined) return 'active';
    return 'enabled';
  }
  return ACTIVE_FROM_THE_START.has(feature) ? 'active' : 'enabled';
}

/** Health of an imported pool from what is missing. */
export const poolHealth = (pool: Pool): string => {
  const disks = vdevState(pool.vdevs, pool.lacking);
  return disks === 'ONLINE' ? pool.state : disks;
};

const NONE: PropertySource = { kind: 'none' };

/** A pool property's value and source. */
export function poolPropertyValue(pool: Pool, property: PoolProperty): PropertyValue {
  if (property.settable) {
    const set = pool.property(property.name);
    if (set === undefined || set === '') return text(property.default!, { kind: 'default' });
    return text(property.name === 'cachefile' && set === 'none' ? 'none' : set, { kind: 'local' });
  }
  switch (property.name) {
    case 'size':
      return size(pool.sizeBytes);
    case 'allocated':
      return size(allocatedBytes(pool));
    case 'free':
      return size(pool.sizeBytes - allocatedBytes(pool));
    case 'capacity':
      return { ...percent(Math.floor((allocatedBytes(pool) * 100) / pool.sizeBytes)) };
    case 'fragmentation':
      return percent(0);
    case 'health':
      return text(poolHealth(pool), NONE);
    case 'guid':
      return text(String(pool.guid), NONE);
    case 'load_guid':
      return text(String(pool.guid ^ 0x5aa5_5aa5_5aa5_5aa5n), NONE);
    case 'dedupratio':
      return { shown: '1.00x', exact: '1.00', source: NONE };
    case 'freeing':
    case 'leaked':
      return { shown: '0', exact: '0', source: property.name === 'leaked' ? NONE : NONE };
    default:
      return text('-', NONE);
  }
}

const text = (value: string, source: PropertySource): PropertyValue => ({ shown: value, exact: value, source });
const size = (bytes: number): PropertyValue => ({ shown: niceBytes(bytes), exact: String(bytes), source: NONE });
const percent = (value: number): PropertyValue => ({ shown: `${value}%`, exact: String(value), source: NONE });
