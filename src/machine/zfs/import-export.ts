/** Bringing pools into use and taking them out again (zpool-import(8), zpool-export(8)). */

import { ctime } from './ctime.ts';
import { type Dataset, withDescendants } from './dataset.ts';
import type { Pool } from './pool.ts';
import { Refusal } from './refusal.ts';
import { groupState, vdevState } from './vdevs.ts';
import type { ZfsModel } from './zfs-model.ts';

export interface ImportOptions {
  readonly newName?: string;
  /** `-f`: also when another system used it last. */
  readonly force?: boolean;
  /** This system's hostid, eight hexadecimal digits. */
  readonly hostid?: string;
  readonly hostname?: string;
  /** Properties for this import only: altroot, readonly, cachefile; others are set for good. */
  readonly properties?: Readonly<Record<string, string>>;
}

export interface ExportOptions {
  readonly force?: boolean;
}

const HOPELESS = '\tDestroy and re-create the pool from\n\ta backup source.\n';
const OF_THIS_IMPORT = new Set(['altroot', 'readonly', 'cachefile']);

/** The text of the Refusal follows `cannot import 'NAME': `. */
export function importPool(zfs: ZfsModel, pool: Pool, options: ImportOptions, pid: number): Refusal | undefined {
  const refuse = (text: string, advice = ''): Refusal =>
    new Refusal(text, { kind: 'pool-import', pool: pool.name, text }, advice);
  if (typeof pool.importable === 'string') return refuse(pool.importable.replace(/\n+$/, ''));
  const name = options.newName ?? pool.name;
  const foreign = foreignUser(pool, options.hostid);
  if (foreign && !options.force) {
    return refuse(
      `pool was previously in use from another system.\nLast accessed by ${foreign.hostname} (hostid=${Number.parseInt(foreign.hostid, 16).toString(16)}) at ${lastAccess(zfs)}\nThe pool can be imported, use 'zpool import -f' to import the pool.`,
    );
  }
  if (zfs.pool(name))
    return refuse(
      "a pool with that name already exists\nuse the form 'zpool import <pool | id> <newpool>' to give it a new name",
    );
  const state = importState(pool);
  if (state === 'UNAVAIL')
    return new Refusal(
      'no such pool or dataset',
      { kind: 'pool-import', pool: pool.name, text: lacking(pool) },
      HOPELESS,
    );
  if (state === 'FAULTED') return refuse('I/O error', HOPELESS);

  if (name !== pool.name) renamePool(pool, name);
  pool.lastUser = undefined;
  pool.user =
    options.hostid === undefined ? undefined : { hostid: options.hostid, hostname: options.hostname ?? 'localhost' };
  for (const [property, value] of Object.entries(options.properties ?? {})) {
    (OF_THIS_IMPORT.has(property) ? pool.temporary : pool.properties).set(property, value);
  }
  zfs.setImported(pool, true);
  zfs.host.trace.add(pid, { kind: 'pool.imported', pool: pool.name });
  zfs.volumes.appear(withDescendants(pool.root), zfs.timing.zvolLinkUs);
  zfs.host.kernel.changed();
  return undefined;
}

/** What keeps a pool from being usable, for people. */
function lacking(pool: Pool): string {
  const group = pool.vdevs.find((vdev) => groupState(vdev, pool.lacking) === 'UNAVAIL');
  const lost = group?.disks.filter((disk) => pool.missing.has(disk)) ?? [];
  return group && lost.length > 0
    ? `no such pool or dataset (${group.type} lacks ${lost.join(', ')})`
    : 'no such pool or dataset';
}

/** The text of the Refusal is a whole line: `cannot unmount '/x': …` or `cannot export 'NAME': …`. */
export function exportPool(zfs: ZfsModel, pool: Pool, _options: ExportOptions, pid: number): Refusal | undefined {
  const refused = zfs.mounts.unmountAll(pool);
  if (refused) return refused;
  // The volumes that nobody uses go even when the export then fails.
  zfs.volumes.disappear(withDescendants(pool.root));
  for (const dataset of withDescendants(pool.root)) {
    if (dataset.type === 'volume' && zfs.volumes.inUse(dataset)) {
      return new Refusal(`cannot export '${pool.name}': pool is busy`, {
        kind: 'busy',
        path: zfs.volumes.devicePath(dataset) ?? dataset.name,
      });
    }
  }
  for (const dataset of pool.datasets.values()) if (dataset.wrapping) dataset.wrapping.loaded = false;
  pool.temporary.clear();
  zfs.setImported(pool, false);
  zfs.host.trace.add(pid, { kind: 'pool.exported', pool: pool.name });
  zfs.host.kernel.changed();
  return undefined;
}

/** Who else has it, as seen from the system with this hostid. */
export function foreignUser(
  pool: Pool,
  hostid: string | undefined,
): { readonly hostid: string; readonly hostname: string } | undefined {
  const user = pool.lastUser;
  if (!user || Number.parseInt(user.hostid, 16) === 0) return undefined;
  return user.hostid.toLowerCase() === hostid?.toLowerCase() ? undefined : user;
}

/** State that an import would find it in. */
export function importState(pool: Pool): Pool['state'] {
  const disks = vdevState(pool.vdevs, pool.lacking);
  return disks === 'ONLINE' ? pool.state : disks;
}

/** An hour before power-on. */
const lastAccess = (zfs: ZfsModel): string => ctime(zfs, -3_600_000_000);

function renamePool(pool: Pool, name: string): void {
  const datasets: Dataset[] = [...pool.datasets.values()];
  const old = pool.name;
  pool.datasets.clear();
  for (const dataset of datasets) {
    dataset.name = name + dataset.name.slice(old.length);
    pool.datasets.set(dataset.name, dataset);
  }
  const bootfs = pool.properties.get('bootfs');
  if (bootfs !== undefined && (bootfs === old || bootfs.startsWith(`${old}/`)))
    pool.properties.set('bootfs', name + bootfs.slice(old.length));
  pool.name = name;
  pool.version += 1;
}
