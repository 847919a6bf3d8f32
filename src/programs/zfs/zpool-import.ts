/** `zpool import` and `zpool export` (zpool-import(8), zpool-export(8)). */
import type { Task } from '../../kernel/task.ts';
import { withDescendants } from '../../machine/zfs/dataset.ts';
import { poolNameError } from '../../machine/zfs/names.ts';
import type { Pool } from '../../machine/zfs/pool.ts';
import { poolProperty, poolPropertyWords } from '../../machine/zfs/pool-properties.ts';
import { effective, mountPath } from '../../machine/zfs/property-value.ts';
import type { Refusal } from '../../machine/zfs/refusal.ts';
import { isErrno } from '../../vfs/errno.ts';
import { parseAssignments } from './assignments.ts';
import { CACHE_FILE, listedInCache, writeCacheFile } from './cache-file.ts';
import type { Call, Subcommand } from './call.ts';
import { systemHostid, systemHostname } from './host-identity.ts';
import { importListing } from './import-listing.ts';
import { loadKeyOf } from './key-loading.ts';
import { openPool } from './open-dataset.ts';

/** What a device scan costs before the first pool is imported. */
const SCAN_US = 20_000;

export const zpoolImport: Subcommand = {
  names: ['import'],
  options: 'aCc:d:DEfFlmnNo:R:stT:VX',
  usageTail: () => '',
  *run(call) {
    // Nothing is lost that -F would have to go back for, and no pool has log devices that -m would do without.
    for (const option of ['D', 'E', 'n', 'T', 'V', 'X', 't'])
      if (call.has(option)) return call.unsupported(`import -${option}`);
    const cachefile = call.value('c');
    if (cachefile !== undefined && call.has('d')) return call.usage('-c is incompatible with -d');
    if (call.has('l') && call.has('N')) return call.usage('-l is incompatible with -N');
    if (call.has('l') && !call.has('a') && call.operands.length === 0)
      return call.usage('-l is only meaningful during an import');
    const properties = importProperties(call);
    if (typeof properties === 'number') return properties;
    const [name, newName, ...rest] = call.operands;
    if (call.has('a') && name !== undefined) return call.usage('too many arguments');
    if (rest.length > 0) return call.usage('too many arguments');
    if (newName !== undefined) {
      const malformed = poolNameError(newName, true);
      if (malformed !== undefined) return call.cannot('import', newName, malformed);
    }
    let candidates = asScanned(inDirectories(call));
    let stale: readonly Pool[] = [];
    if (cachefile !== undefined) {
      const listed = listedInCache(call.p, cachefile, call.zfs.allPools);
      if (isErrno(listed)) {
        call.warn(`failed to open cache file: ${listed.message}\n`);
        call.because({ kind: 'path-missing', path: cachefile });
        return 1;
      }
      const usable = candidates.filter((p) => listed.includes(p));
      stale = listed.filter((p) => !p.imported && !candidates.includes(p));
      candidates = usable;
    }
    yield* call.p.sleep(SCAN_US);

    if (call.has('a')) return yield* importAll(call, candidates, stale, properties);
    if (name === undefined) {
      if (candidates.length === 0) call.warn('no pools available to import\n');
      call.print(importListing(candidates, systemHostid(call.p)));
      return 0;
    }
    const matching = candidates.filter((p) => p.name === name || String(p.guid) === name);
    if (stale.some((p) => p.name === name)) complainOfCache(call, name);
    if (matching.length > 1)
      return call.cannot(
        'import',
        name,
        'more than one matching pool\nimport by numeric ID instead',
        poolReason(name, 'more than one matching pool'),
      );
    const [pool] = matching;
    if (!pool) {
      if (call.zfs.pool(name) && stale.length === 0) {
        return call.cannot(
          'import',
          name,
          "a pool with that name already exists\nuse the form 'zpool import <pool | id> <newpool>' to give it a new name",
          poolReason(name, 'a pool with that name already exists'),
        );
      }
      return call.cannot('import', name, 'no such pool available', { kind: 'pool-missing', pool: name });
    }
    const status = yield* importOne(call, pool, newName, properties);
    if (status === 0) rememberImports(call);
    return status;
  },
};

const poolReason = (pool: string, text: string) => ({ kind: 'pool-import', pool, text }) as const;

function* importAll(
  call: Call,
  candidates: readonly Pool[],
  stale: readonly Pool[],
  properties: Readonly<Record<string, string>>,
): Task<number> {
  for (const pool of stale) complainOfCache(call, pool.name);
  if (candidates.length === 0) {
    call.warn('no pools available to import\n');
    return 0;
  }
  let failed = false;
  for (const pool of candidates) if ((yield* importOne(call, pool, undefined, properties)) !== 0) failed = true;
  rememberImports(call);
  return failed ? 1 : 0;
}

/** A pool of the cache file whose disks are gone is tried before anything else is looked at. */
function complainOfCache(call: Call, name: string): void {
  call.print('\tDestroy and re-create the pool from\n\ta backup source.\ncachefile import failed, retrying\n');
  call.warn(`cannot import '${name}': no such pool or dataset\n`);
}

function* importOne(
  call: Call,
  pool: Pool,
  newName: string | undefined,
  properties: Readonly<Record<string, string>>,
): Task<number> {
  yield* call.p.sleep(call.zfs.timing.poolImportUs);
  const name = newName ?? pool.name;
  const taken = call.zfs.pool(name);
  if (taken && taken !== pool && call.has('a'))
    return call.cannot('import', name, 'pool already exists', poolReason(name, 'pool already exists'));
  const refused: Refusal | undefined = call.zfs.importPool(
    pool,
    {
      ...(newName === undefined ? {} : { newName }),
      force: call.has('f'),
      hostid: systemHostid(call.p),
      hostname: systemHostname(call.p),
      properties,
    },
    call.p.pid,
  );
  if (refused) return call.refused(`cannot import '${pool.name}'`, refused);
  if (call.has('l')) {
    for (const dataset of withDescendants(pool.root)) {
      if (dataset.wrapping && !dataset.wrapping.loaded && !(yield* loadKeyOf(call, dataset))) return 1;
    }
  }
  return call.has('N') ? 0 : mountDatasets(call, pool);
}

/** What an import without `-N` does: every filesystem that wants to be mounted and can be. */
function mountDatasets(call: Call, pool: Pool): number {
  let status = 0;
  const wanting = [...withDescendants(pool.root)].filter(
    (d) => d.type === 'filesystem' && effective(d, 'canmount') === 'on' && mountPath(d) !== undefined && d.readable,
  );
  for (const dataset of wanting.sort((a, b) => (mountPath(a)! < mountPath(b)! ? -1 : 1))) {
    const refused = call.zfs.mounts.mountAtProperty(dataset, call.p.pid);
    if (refused) status = call.refused(`cannot mount '${dataset.name}'`, refused);
  }
  return status;
}

/** Pool properties of `-o` and `-R`; mount options of `-o` are passed over. A number is the status after the complaint. */
function importProperties(call: Call): Readonly<Record<string, string>> | number {
  const words = call.values('o').filter((w) => w.includes('='));
  const settings = parseAssignments(words);
  if (typeof settings === 'string') return call.usage(settings);
  const properties: Record<string, string> = Object.fromEntries(settings);
  for (const [name, value] of settings) {
    const property = poolProperty(name);
    if (!property || property.name !== name || !property.settable) {
      call.warn(`property '${name}' is not a valid pool property\n`);
      return 2;
    }
    const allowed = poolPropertyWords(property);
    if (allowed && !allowed.includes(value)) {
      call.warn(`invalid value '${value}' for pool property '${name}'\n`);
      return 1;
    }
  }
  const root = call.value('R');
  if (root !== undefined) {
    properties.altroot = root;
    properties.cachefile ??= 'none';
  }
  return properties;
}

/** Pools that the scanned places show: `-d` names directories or devices. */
function inDirectories(call: Call): readonly Pool[] {
  const places = call.values('d');
  const { importable } = call.zfs;
  if (places.length === 0) return importable;
  const usable = places.filter((place) => !isErrno(call.p.stat(place)));
  if (usable.length === 0) return [];
  const devices = usable.flatMap((place) =>
    ((stat) => (!isErrno(stat) && stat.type === 'block' ? [deviceName(call, place)] : []))(call.p.stat(place)),
  );
  if (devices.length < usable.length) return importable;
  return importable.filter((p) => p.vdevs.some((g) => g.disks.some((d) => devices.includes(d))));
}

/** The scan goes through the devices by name and puts what it finds in front of what it found before. */
const asScanned = (pools: readonly Pool[]): readonly Pool[] =>
  [...pools].sort((a, b) => (firstDisk(a) < firstDisk(b) ? 1 : firstDisk(a) > firstDisk(b) ? -1 : 0));

const firstDisk = (pool: Pool): string =>
  pool.vdevs
    .flatMap(({ disks }) => disks)
    .filter((disk) => !pool.missing.has(disk))
    .sort()[0] ?? '';

const deviceName = (call: Call, path: string): string => {
  const real = call.p.realpath(path);
  return (isErrno(real) ? path : real.path).replace(/^\/dev\//, '');
};

function rememberImports(call: Call): void {
  const remembered = call.zfs.pools.filter((p) => p.property('cachefile') !== 'none');
  if (remembered.length > 0) writeCacheFile(call.p, CACHE_FILE, remembered);
}

export const zpoolExport: Subcommand = {
  names: ['export'],
  options: 'afF',
  usageTail: () => '',
  run(call) {
    if (call.has('a') && call.operands.length > 0) return call.usage('too many arguments');
    if (!call.has('a') && call.operands.length === 0) return call.usage('missing pool argument');
    const names = call.has('a') ? call.zfs.pools.map((p) => p.name) : call.operands;
    let status = 0;
    for (const name of names) {
      const pool = openPool(call, name);
      const refused = pool && call.zfs.exportPool(pool, { force: call.has('f') || call.has('F') }, call.p.pid);
      if (refused) {
        call.warn(`${refused.text}\n`);
        call.because(refused.reason);
      }
      if (!pool || refused) status = 1;
    }
    return status;
  },
};
