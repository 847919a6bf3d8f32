/** A device node is tested at once: bites where udev takes longer. */
import { keystoreIn, withKeystore } from '../machines.ts';
import type { ProofKind } from '../proof.ts';

export const slowLinks: ProofKind = {
  rules: ['devnode-no-wait', 'settle-as-barrier', 'sleep-as-wait'],
  trials(subject) {
    const keys = withKeystore('rpool', keystoreIn([...subject.scripts.values()].join('\n')));
    return ['2s', '5s'].map((delay) => ({
      condition: `with a link of the volume that appears ${delay} after the import`,
      bites: { keys: { ...keys, timing: { 'zvol-link': delay } } },
      instead: 'with one that appears at once',
      control: { keys },
    }));
  },
};
