/** `zfs upgrade`, `zfs wait`, `zfs share` and `zfs unshare`, as far as a machine without shares and without old filesystems meets them. */
import type { Call, Subcommand } from './call.ts';
import { openDataset } from './open-dataset.ts';
import { PROPERTY_HINT } from './property-usage.ts';

const usageTail = (): string => PROPERTY_HINT;

const upgrade: Subcommand = {
  names: ['upgrade'],
  options: 'rvV:a',
  usageTail,
  run(call) {
    const first = call.given[0]?.name;
    if (first !== undefined || call.operands.length > 0) return call.unsupported('upgrade of filesystems');
    call.print(
      'This system is currently running ZFS filesystem version 5.\n\nAll filesystems are formatted with the current version.\n',
    );
    return 0;
  },
};

const wait: Subcommand = {
  names: ['wait'],
  options: 't:',
  usageTail,
  run(call) {
    const [name, ...rest] = call.operands;
    for (const activity of call.value('t')?.split(',') ?? [])
      if (activity !== 'deleteq') return call.usage(`invalid activity '${activity}'`);
    if (name === undefined) return call.usage("missing 'filesystem' argument");
    if (rest.length > 0) return call.usage('too many arguments');
    // Nothing goes on in the background here.
    return openDataset(call, name, ['filesystem']) ? 0 : 1;
  },
};

/** Without sharenfs and sharesmb there is nothing to do for `-a`. */
const sharing = (name: 'share' | 'unshare'): Subcommand => ({
  names: [name],
  options: name === 'share' ? 'al' : 'a',
  usageTail,
  run(call) {
    if (!call.has('a') && call.operands.length === 0) return call.usage('missing filesystem argument');
    if (!call.has('a') || shares(call)) return call.unsupported(`${name} over the network`);
    return 0;
  },
});

const shares = (call: Call): boolean =>
  call.zfs.pools.some((pool) =>
    [...pool.datasets.values()].some(({ local }) =>
      ['sharenfs', 'sharesmb'].some((property) => (local.get(property) ?? 'off') !== 'off'),
    ),
  );

export const zfsMaintenance: readonly Subcommand[] = [upgrade, wait, sharing('share'), sharing('unshare')];
