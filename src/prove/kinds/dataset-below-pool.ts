/** A dataset is taken for a pool or for one word of a name: bites where the dataset is not the pool's own. */
import { explicit, keystoreIn, plain, rootIsPool, withKeystore, withPassphrase } from '../machines.ts';
import type { ProofKind } from '../proof.ts';

export const datasetBelowPool: ProofKind = {
  rules: ['dataset-as-pool', 'name-with-slash'],
  trials(subject) {
    const keystore = keystoreIn([...subject.scripts.values()].join('\n'));
    const below = { condition: 'with encryption root rpool/enc', instead: 'with encryption root rpool' };
    const root = {
      condition: 'with the root dataset below the pool',
      instead: 'with the pool itself as the root dataset',
    };
    return [
      {
        ...below,
        bites: { keys: withKeystore('rpool/enc', keystore) },
        control: { keys: withKeystore('rpool', keystore) },
      },
      { ...below, bites: { keys: withPassphrase('rpool/enc') }, control: { keys: withPassphrase('rpool') } },
      { ...root, bites: { keys: plain('rpool') }, control: { keys: rootIsPool('rpool') } },
      { ...root, bites: { keys: explicit(plain('rpool')) }, control: { keys: explicit(rootIsPool('rpool')) } },
    ];
  },
};
