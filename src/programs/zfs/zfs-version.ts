/** `zfs version` and `zpool version`. */
import type { Subcommand } from './call.ts';

/** The OpenZFS whose behaviour and words are modelled. */
const RELEASE = '2.1.11-1+deb12u1';

export const version: Subcommand = {
  names: ['version'],
  options: '',
  usageTail: () => '',
  run(call) {
    call.print(`zfs-${RELEASE}\nzfs-kmod-${RELEASE}\n`);
    return 0;
  },
};
