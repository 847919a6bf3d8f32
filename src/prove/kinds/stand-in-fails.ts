/** Something that is wrong on every machine that comes by there: the image's own script behaves on the same machine. */
import { common, keystoreIn } from '../machines.ts';
import { withoutEntry } from '../mended.ts';
import type { ProofKind } from '../proof.ts';

export const standInFails: ProofKind = {
  rules: ['interactive-stdin-null', 'strip-chain', 'compare-after-strip'],
  trials(subject) {
    if (!subject.phase) return [];
    return common(keystoreIn([...subject.scripts.values()].join('\n'))).map(([condition, keys]) => ({
      condition,
      bites: { keys },
      instead: "with the image's own script",
      control: { keys, scripts: withoutEntry(subject) },
    }));
  },
};
