/** `zpool create` (zpool-create(8)), as far as machines are built with it. */

import { labelPoolDisks } from '../../machine/block/pool-disks.ts';
import { createPool } from '../../machine/zfs/create-pool.ts';
import { checkKey, planEncryption } from '../../machine/zfs/encryption.ts';
import { poolNameError } from '../../machine/zfs/names.ts';
import { POOL_FEATURES, poolProperty } from '../../machine/zfs/pool-properties.ts';
import { effective } from '../../machine/zfs/property-value.ts';
import { isRefusal } from '../../machine/zfs/refusal.ts';
import { parseVdevs } from '../../machine/zfs/vdevs.ts';
import { isErrno } from '../../vfs/errno.ts';
import { parseAssignments } from './assignments.ts';
import { CACHE_FILE, writeCacheFile } from './cache-file.ts';
import type { Subcommand } from './call.ts';
import { mayTake } from './devices-in-use.ts';
import { systemHostid, systemHostname } from './host-identity.ts';
import { readKey } from './key-source.ts';

export const zpoolCreate: Subcommand = {
  names: ['create'],
  options: 'fndR:m:o:O:t:',
  usageTail: () => '',
  *run(call) {
    for (const option of ['n', 'd', 't']) if (call.has(option)) return call.unsupported(`create -${option}`);
    const poolSettings = parseAssignments(call.values('o'));
    const rootSettings = parseAssignments(call.values('O'));
    if (typeof poolSettings === 'string') return call.usage(poolSettings);
    if (typeof rootSettings === 'string') return call.usage(rootSettings);
    const [name, ...words] = call.operands;
    if (name === undefined) return call.usage('missing pool name argument');
    if (words.length === 0) return call.usage('missing vdev specification');
    const malformed = poolNameError(name, true);
    if (malformed !== undefined) return call.cannot('create', name, malformed);
    const vdevs = parseVdevs(words);
    if (typeof vdevs === 'string') {
      call.warn(`${vdevs}\n`);
      return 1;
    }
    for (const disk of vdevs.flatMap((g) => g.disks)) {
      const path = disk.startsWith('/') ? disk : `/dev/${disk}`;
      if (!isErrno(call.p.stat(path))) continue;
      call.warn(
        `cannot open '${words.find((w) => w.endsWith(disk)) ?? disk}': no such device in /dev\nmust be a full path or shorthand device name\n`,
      );
      call.because({ kind: 'device-missing', path });
      return 1;
    }
    const taken = vdevs.flatMap((g) => g.disks);
    if (!mayTake(call, taken)) return 1;
    if (new Set(taken).size < taken.length)
      return call.cannot(
        'create',
        name,
        'one or more vdevs refer to the same device, or one of\nthe devices is part of an active md or lvm device',
      );
    if (call.zfs.pool(name)) return call.cannot('create', name, 'pool already exists');
    const properties: Record<string, string> = Object.fromEntries(rootSettings);
    const mountpoint = call.value('m');
    if (mountpoint !== undefined) properties.mountpoint = mountpoint;
    const features = new Map<string, 'disabled' | 'enabled'>();
    const settings: Record<string, string> = {};
    for (const [key, value] of poolSettings) {
      if (key.startsWith('feature@') && POOL_FEATURES.includes(key.slice(8)))
        features.set(key.slice(8), value === 'disabled' ? 'disabled' : 'enabled');
      else if (poolProperty(key)?.settable === true) settings[key] = value;
      else {
        call.warn(`property '${key}' is not a valid pool property\n`);
        return 2;
      }
    }
    const root = call.value('R');
    if (root !== undefined) Object.assign(settings, { altroot: root, cachefile: settings.cachefile ?? 'none' });
    const plan = planEncryption(properties, undefined, features.get('encryption') === 'disabled');
    if (isRefusal(plan)) return call.refused(`cannot create '${name}'`, plan);
    let secret = '';
    if (plan.kind === 'root') {
      const key = yield* readKey(call, { format: plan.format, location: plan.location, dataset: name, fresh: true });
      if (isRefusal(key)) return call.refused(`cannot create '${name}'`, key);
      const checked = checkKey(plan.format, key.material);
      if (isRefusal(checked)) return call.refused(`cannot create '${name}'`, checked);
      secret = checked;
    }
    const user = { hostid: systemHostid(call.p), hostname: systemHostname(call.p) };
    const pool = createPool(call.zfs, { name, vdevs, features, settings, properties, plan, secret, user }, call.p.pid);
    if (isRefusal(pool)) return call.refused(`cannot create '${name}'`, pool);
    labelPoolDisks(call.m, pool);
    if (pool.property('cachefile') !== 'none')
      writeCacheFile(
        call.p,
        CACHE_FILE,
        call.zfs.pools.filter((p) => p.property('cachefile') !== 'none'),
      );
    if (effective(pool.root, 'canmount') === 'on') {
      const refused = call.zfs.mounts.mountAtProperty(pool.root, call.p.pid);
      if (refused) return call.refused(`cannot mount '${name}'`, refused);
    }
    return 0;
  },
};
