/** `zpool` subcommands that look after pools: scrub, clear, upgrade, history and others, as far as scripts meet them. */
import type { Pool } from '../../machine/zfs/pool.ts';
import { POOL_FEATURES } from '../../machine/zfs/pool-properties.ts';
import type { Call, Subcommand } from './call.ts';
import { systemHostname } from './host-identity.ts';
import { openPool } from './open-dataset.ts';
import { historyText } from './pool-history.ts';

const noTail = (): string => '';

/** Opens all pools named; each that is not there is complained of. */
function eachPool(call: Call, names: readonly string[], run: (pool: Pool) => number): number {
  let status = 0;
  for (const name of names) {
    const pool = openPool(call, name);
    if (!pool || run(pool) !== 0) status = 1;
  }
  return status;
}

const scrub: Subcommand = {
  names: ['scrub'],
  options: 'spw',
  usageTail: noTail,
  run(call) {
    if (call.has('s') && call.has('p'))
      return call.usage('invalid option combination: -s and -p are mutually exclusive');
    if (call.operands.length === 0) return call.usage('missing pool name argument');
    return eachPool(call, call.operands, (pool) => {
      if (call.has('s') || call.has('p')) {
        // A scrub of what is modelled is over as soon as it has begun.
        const verb = call.has('s') ? 'cancel scrubbing' : 'pause scrubbing';
        return call.cannot(verb, pool.name, 'there is no active scrub');
      }
      pool.scan = { kind: 'scrub', endedAtUs: call.p.kernel.clock.nowUs };
      call.zfs.host.kernel.changed();
      return 0;
    });
  },
};

const clear: Subcommand = {
  names: ['clear'],
  options: 'FnX',
  usageTail: noTail,
  run(call) {
    if (call.operands.length === 0) return call.usage('missing pool name');
    if (call.operands.length > 2) return call.usage('too many arguments');
    for (const option of ['F', 'n', 'X']) if (call.has(option)) return call.unsupported(`clear -${option}`);
    const pool = openPool(call, call.operands[0]!);
    if (!pool) return 1;
    const device = call.operands[1]?.replace(/^\/dev\//, '');
    if (device !== undefined && !pool.vdevs.some(({ disks }) => disks.includes(device)))
      return call.cannot('clear errors for', call.operands[1]!, `no such device in pool`);
    return 0;
  },
};

const reopen: Subcommand = {
  names: ['reopen'],
  options: 'n',
  usageTail: noTail,
  run: (call) =>
    eachPool(call, call.operands.length > 0 ? call.operands : call.zfs.pools.map(({ name }) => name), () => 0),
};

const wait: Subcommand = {
  names: ['wait'],
  options: 'HpT:t:',
  usageTail: noTail,
  run(call) {
    for (const option of ['H', 'p', 'T']) if (call.has(option)) return call.unsupported(`wait -${option}`);
    if (call.operands.length === 0) return call.usage("missing 'pool' argument");
    if (call.operands.length > 2) return call.usage('too many arguments');
    // Nothing goes on in the background here.
    return openPool(call, call.operands[0]!) ? 0 : 1;
  },
};

const ALL_ENABLED =
  'This system supports ZFS pool feature flags.\n\nAll pools are formatted using feature flags.\n\nEvery feature flags pool has all supported and requested features enabled.\n';

const upgrade: Subcommand = {
  names: ['upgrade'],
  options: 'avV:',
  usageTail: noTail,
  run(call) {
    const first = call.given[0]?.name;
    if (first !== undefined) return call.unsupported(`upgrade -${first}`);
    if (call.operands.length > 0) return eachPool(call, call.operands, () => call.unsupported('upgrade of a pool'));
    const lacking = call.zfs.pools.some((pool) =>
      POOL_FEATURES.some((feature) => pool.features.get(feature) === 'disabled'),
    );
    if (lacking) return call.unsupported('upgrade with features that are not enabled');
    call.print(ALL_ENABLED);
    return 0;
  },
};

const history: Subcommand = {
  names: ['history'],
  options: 'il',
  usageTail: noTail,
  run(call) {
    if (call.operands.length === 0 && call.zfs.pools.length === 0) {
      call.warn('no pools available\n');
      return 0;
    }
    if (call.has('i')) return call.unsupported('history -i');
    const names = call.operands.length > 0 ? call.operands : call.zfs.pools.map(({ name }) => name);
    return eachPool(call, names, (pool) => {
      if (!pool.history) return call.unsupported('history of a pool that no command made');
      call.print(historyText(call.zfs, pool, call.has('l'), systemHostname(call.p)));
      return 0;
    });
  },
};

/** What is not modelled; a missing pool is told all the same. */
const onPool = (name: string, options: string, missing: readonly string[]): Subcommand => ({
  names: [name],
  options,
  usageTail: noTail,
  run(call) {
    const lacking = missing[call.operands.length];
    if (lacking !== undefined) return call.usage(lacking);
    return openPool(call, call.operands[0]!) ? call.unsupported(name) : 1;
  },
});

export const maintenance: readonly Subcommand[] = [
  scrub,
  clear,
  reopen,
  wait,
  upgrade,
  history,
  onPool('resilver', '', ['missing pool name argument']),
  onPool('reguid', '', ['missing pool name']),
  onPool('trim', 'cdr:sw', ['missing pool name argument']),
  onPool('initialize', 'csw', ['missing pool name argument']),
  onPool('remove', 'npsw', ['missing pool name argument', 'missing device']),
  onPool('split', 'gLnPlR:o:', ['Missing pool name', 'Missing new pool name']),
];
