/** A device node is tested at once: bites where udev takes longer. */
import { commandsHere } from '../commands-here.ts';
import { keystoreIn, withDatasets, withKeystore, withPassphrase } from '../machines.ts';
import type { Keys, ProofKind, Seen, Shown } from '../proof.ts';

export const slowLinks: ProofKind = {
  rules: ['devnode-no-wait', 'settle-as-barrier'],
  trials(subject) {
    const keystore = keystoreIn([...subject.scripts.values()].join('\n'));
    const needed = withKeystore('rpool', keystore);
    const beside: Keys = {
      ...withDatasets(withPassphrase('rpool'), {
        [`rpool/${keystore.volume}`]: { type: 'volume', encryption: 'off', luks: 'keystore' },
      }),
      luks: needed.luks,
    };
    const slow = (keys: Keys): Keys => ({ ...keys, timing: { 'zvol-link': '5s' } });
    const sides = {
      condition: 'with a link of the volume that appears 5s after the import',
      instead: 'with one that appears at once',
    };
    return [
      { ...sides, bites: { keys: slow(needed) }, control: { keys: needed } },
      { ...sides, bites: { keys: slow(beside) }, control: { keys: beside }, shows: falseHere },
    ];
  },
};

/** A test or command there that fails on this side and succeeds on the other. */
function falseHere(bites: Seen, control: Seen): Shown | undefined {
  const succeeded = new Set(commandsHere(control).flatMap(({ text, status }) => (status === 0 ? [text] : [])));
  const failed = commandsHere(bites).find(({ text, status }) => status !== 0 && succeeded.has(text));
  return failed && { text: `\`${failed.text}\` fails` };
}
