/** What `zfs get` knows of a property: its value as stored and as shown, and where it comes from. */
import type { Dataset } from './dataset.ts';
import { type NativeProperty, nativeProperty } from './native-properties.ts';
import { niceBytes, niceCount, parseSize } from './size-format.ts';
import { logicalReferencedBytes, logicalUsedBytes, spaceOf } from './space.ts';

export type PropertySource =
  | { readonly kind: 'local' | 'default' | 'temporary' | 'received' | 'none' }
  | { readonly kind: 'inherited'; readonly from: string };

export interface PropertyValue {
  /** For people: `20M`, `Mon Nov 23 16:36 2026`. */
  readonly shown: string;
  /** As `-p` prints it: `20971520`, seconds since the epoch. */
  readonly exact: string;
  readonly source: PropertySource;
}

/** What a value depends on beside the dataset itself. */
export interface PropertyContext {
  /** Mount options when the dataset is mounted; undefined when it is not. */
  readonly mountOptions: (dataset: Dataset) => string | undefined;
  /** Seconds since the epoch at power-on. */
  readonly powerOnSeconds: number;
}

const LOCAL: PropertySource = { kind: 'local' };
const DEFAULT: PropertySource = { kind: 'default' };
const NONE: PropertySource = { kind: 'none' };
const TEMPORARY: PropertySource = { kind: 'temporary' };

/** Kept in the filesystem itself, so `zfs get` has no source for them. */
const IN_FILESYSTEM = new Set(['version', 'utf8only', 'normalization', 'casesensitivity']);

/** `inherited from rpool`, `local`, `-`. */
export const sourceText = (source: PropertySource): string =>
  source.kind === 'inherited' ? `inherited from ${source.from}` : source.kind === 'none' ? '-' : source.kind;

/** A native property of a dataset; undefined where it does not apply or has no value (`zfs get NAME` prints `-` then). */
export function propertyValue(
  dataset: Dataset,
  property: NativeProperty,
  context: PropertyContext,
): PropertyValue | undefined {
  if (!property.types.includes(dataset.type)) return undefined;
  if (property.kind === 'readonly') return computed(dataset, property.name, context);
  switch (property.name) {
    case 'encryption':
      return dataset.cipher === undefined ? plain('off', DEFAULT) : plain(dataset.cipher, NONE);
    case 'keyformat': {
      const format = dataset.encryptionRoot?.wrapping?.format;
      return format === undefined ? plain('none', DEFAULT) : plain(format, NONE);
    }
    case 'pbkdf2iters': {
      const iterations = dataset.encryptionRoot?.wrapping?.iterations ?? 0;
      return plain(String(iterations), iterations === 0 ? DEFAULT : NONE);
    }
    case 'keylocation':
      return dataset.wrapping === undefined
        ? plain('none', DEFAULT)
        : plain(dataset.local.get('keylocation') ?? 'prompt', LOCAL);
    case 'mountpoint':
      return mountpointValue(dataset);
    case 'readonly':
      if (context.mountOptions(dataset)?.split(',').includes('ro') && stored(dataset, property).value === 'off')
        return plain('on', TEMPORARY);
  }
  const { value, source } = stored(dataset, property);
  if (value === undefined) return undefined;
  return formatted(property, value, IN_FILESYSTEM.has(property.name) ? NONE : source);
}

/** A native property's effective value as stored, such as `noauto`; the default where nothing is set. For decisions of the model. */
export function effective(dataset: Dataset, name: string): string {
  const property = nativeProperty(name);
  if (!property) throw new Error(`${name} is no native property`);
  return stored(dataset, property).value ?? '';
}

/** A user property, set here or on the nearest ancestor. */
export function userPropertyValue(dataset: Dataset, name: string): PropertyValue | undefined {
  if (dataset.type === 'bookmark') return undefined;
  for (let at: Dataset | undefined = dataset; at; at = at.parent) {
    const value = at.local.get(name);
    if (value !== undefined) return plain(value, at === dataset ? LOCAL : { kind: 'inherited', from: at.name });
  }
  return undefined;
}

/** The mountpoint property without the pool's alternate root: a path, `none`, `legacy`. */
export function mountpointOf(dataset: Dataset): { readonly path: string; readonly source: PropertySource } {
  for (let at: Dataset | undefined = dataset; at; at = at.parent) {
    const set = at.local.get('mountpoint');
    if (set === undefined) continue;
    if (at === dataset) return { path: set, source: LOCAL };
    const source: PropertySource = { kind: 'inherited', from: at.name };
    if (!set.startsWith('/')) return { path: set, source };
    return { path: `${set === '/' ? '' : set}${dataset.name.slice(at.name.length)}`, source };
  }
  return { path: `/${dataset.name}`, source: DEFAULT };
}

/** Where `zfs mount` puts it: the mountpoint below the alternate root; undefined for `none` and `legacy`. */
export function mountPath(dataset: Dataset): string | undefined {
  const { path } = mountpointOf(dataset);
  return path.startsWith('/') ? underAltroot(dataset, path) : undefined;
}

function underAltroot(dataset: Dataset, path: string): string {
  const altroot = dataset.pool.property('altroot');
  if (altroot === undefined || altroot === '-' || altroot === '/') return path;
  return `${altroot}${path === '/' ? '' : path}`;
}

function mountpointValue(dataset: Dataset): PropertyValue {
  const { path, source } = mountpointOf(dataset);
  return plain(path.startsWith('/') ? underAltroot(dataset, path) : path, source);
}

const plain = (value: string, source: PropertySource): PropertyValue => ({ shown: value, exact: value, source });

function stored(
  dataset: Dataset,
  property: NativeProperty,
): { readonly value: string | undefined; readonly source: PropertySource } {
  const inherits = property.kind === 'inherit' || property.kind === 'onetime' || dataset.type === 'snapshot';
  for (let at: Dataset | undefined = dataset; at; at = inherits ? at.parent : undefined) {
    const value = at.local.get(property.name);
    if (value !== undefined && !(property.name === 'volblocksize' && at !== dataset)) {
      return { value, source: at === dataset ? LOCAL : { kind: 'inherited', from: at.name } };
    }
  }
  return { value: property.default, source: DEFAULT };
}

function formatted(property: NativeProperty, value: string, source: PropertySource): PropertyValue {
  const none = property.form === 'size-or-none' || property.form === 'count-or-none';
  if (none && (value === 'none' || value === '0')) return { shown: 'none', exact: '0', source };
  if (property.form === 'size' || property.form === 'size-or-none') {
    const bytes = parseSize(value) ?? 0;
    return {
      shown: property.name === 'special_small_blocks' && bytes === 0 ? '0' : niceBytes(bytes),
      exact: String(bytes),
      source,
    };
  }
  if (property.form === 'count-or-none') return { shown: niceCount(Number(value)), exact: value, source };
  return plain(value, source);
}

function computed(dataset: Dataset, name: string, context: PropertyContext): PropertyValue | undefined {
  const size = (bytes: number): PropertyValue => ({ shown: niceBytes(bytes), exact: String(bytes), source: NONE });
  const ratio = { shown: '1.00x', exact: '1.00', source: NONE };
  switch (name) {
    case 'type':
      return plain(dataset.type, NONE);
    case 'creation':
      return creation(context.powerOnSeconds + Math.floor(dataset.createdAtUs / 1_000_000));
    case 'used':
    case 'available':
    case 'referenced':
    case 'usedbysnapshots':
    case 'usedbydataset':
    case 'usedbychildren':
    case 'usedbyrefreservation':
      return size(spaceOf(dataset)[name]);
    case 'written':
      return size(spaceOf(dataset).referenced);
    case 'logicalused':
      return size(logicalUsedBytes(dataset));
    case 'logicalreferenced':
      return size(logicalReferencedBytes(dataset));
    case 'compressratio':
    case 'refcompressratio':
      return ratio;
    case 'mounted':
      return plain(context.mountOptions(dataset) === undefined ? 'no' : 'yes', NONE);
    case 'origin':
      return dataset.origin ? plain(dataset.origin.name, NONE) : undefined;
    case 'createtxg':
      return plain(String(dataset.createtxg), NONE);
    case 'guid':
      return plain(String(dataset.guid), NONE);
    case 'objsetid':
      return plain(String(dataset.objsetid), NONE);
    case 'defer_destroy':
      return plain(dataset.deferred ? 'on' : 'off', NONE);
    case 'userrefs':
      return plain(String(dataset.holds.size), NONE);
    case 'clones': {
      const clones = [...dataset.clones].map(({ name }) => name);
      return clones.length === 0 ? undefined : plain(clones.join(','), NONE);
    }
    case 'filesystem_count':
    case 'snapshot_count':
      return { shown: 'none', exact: '18446744073709551615', source: DEFAULT };
    case 'encryptionroot': {
      const root = dataset.encryptionRoot;
      return root && plain(root.name, NONE);
    }
    case 'keystatus':
      return dataset.cipher === undefined ? undefined : plain(dataset.readable ? 'available' : 'unavailable', NONE);
    default:
      return undefined;
  }
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

function creation(seconds: number): PropertyValue {
  return { shown: dateOf(seconds, ' '), exact: String(seconds), source: NONE };
}

/** A date as `zfs` shows it, in UTC. `creation` has hours of one digit after a blank, others after a 0. */
export function dateOf(seconds: number, hourPad: ' ' | '0'): string {
  const at = new Date(seconds * 1000);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${DAYS[at.getUTCDay()]} ${MONTHS[at.getUTCMonth()]} ${String(at.getUTCDate()).padStart(2)} ${String(at.getUTCHours()).padStart(2, hourPad)}:${two(at.getUTCMinutes())} ${at.getUTCFullYear()}`;
}
