/** `zpool set`, `zpool sync` and `zpool destroy`. */
import { destroyPool } from '../../machine/zfs/create-pool.ts';
import { datasetNameError, poolOf } from '../../machine/zfs/names.ts';
import type { Pool } from '../../machine/zfs/pool.ts';
import { POOL_FEATURES, poolProperty, poolPropertyWords } from '../../machine/zfs/pool-properties.ts';
import type { Call, Subcommand } from './call.ts';
import { openPool } from './open-dataset.ts';
import { poolPropertyUsage } from './property-usage.ts';

export const zpoolSet: Subcommand = {
  names: ['set'],
  options: '',
  usageTail: poolPropertyUsage,
  run(call) {
    const [setting, name, ...rest] = call.operands;
    if (setting === undefined) return call.usage('missing property=value argument');
    if (name === undefined) return call.usage('missing pool name');
    if (rest.length > 0) return call.usage('too many pool names');
    const equals = setting.indexOf('=');
    if (equals < 0) return call.usage(`missing value in property=value argument`);
    const pool = openPool(call, name);
    if (!pool) return 1;
    return setPoolProperty(call, pool, setting.slice(0, equals), setting.slice(equals + 1));
  },
};

function setPoolProperty(call: Call, pool: Pool, name: string, value: string): number {
  const refuse = (why: string): number => {
    call.warn(`cannot set property for '${pool.name}': ${why}\n`);
    return 1;
  };
  if (name.startsWith('feature@')) {
    const feature = name.slice('feature@'.length);
    if (!POOL_FEATURES.includes(feature)) return refuse(`feature '${feature}' unsupported by kernel`);
    if (value !== 'enabled') return refuse(`property '${name}' can only be set to 'enabled' or 'disabled'`);
    pool.features.set(feature, 'enabled');
    call.zfs.host.kernel.changed();
    return 0;
  }
  const property = poolProperty(name);
  if (!property || property.name !== name) return refuse(`invalid property '${name}'`);
  if (!property.settable) return refuse(`'${name}' is readonly`);
  const words = poolPropertyWords(property);
  if (words && !words.includes(value)) return refuse(`'${name}' must be one of '${property.values}'`);
  if (name === 'altroot' || name === 'readonly')
    return refuse(`property '${name}' can only be set at ${name === 'altroot' ? 'import or creation' : 'import'} time`);
  if (name === 'bootfs' && value !== '') {
    if (datasetNameError(value, ['filesystem', 'snapshot']) !== undefined || poolOf(value) !== pool.name)
      return refuse(`'${value}' is an invalid name`);
    if (!call.zfs.dataset(value)) return refuse('no such pool or dataset');
  }
  if (value === '') pool.properties.delete(name);
  else pool.properties.set(name, value);
  if (name === 'cachefile') pool.temporary.delete(name);
  call.m.trace.add(call.p.pid, { kind: 'property.set', dataset: pool.name, property: name, value });
  call.zfs.host.kernel.changed();
  return 0;
}

export const zpoolSync: Subcommand = {
  names: ['sync'],
  options: 'f',
  usageTail: () => '',
  run(call) {
    let status = 0;
    for (const name of call.operands) if (!openPool(call, name)) status = 1;
    return status;
  },
};

export const zpoolDestroy: Subcommand = {
  names: ['destroy'],
  options: 'f',
  usageTail: () => '',
  run(call) {
    const [name, ...rest] = call.operands;
    if (name === undefined) return call.usage('missing pool argument');
    if (rest.length > 0) return call.usage('too many arguments');
    const pool = openPool(call, name);
    if (!pool) return 1;
    const refused = destroyPool(call.zfs, pool, call.p.pid);
    if (!refused) return 0;
    call.warn(`${refused.text}\n`);
    call.because(refused.reason);
    return 1;
  },
};
