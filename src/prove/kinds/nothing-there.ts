/** What zfs prints for "none" is taken for a name: bites where the property has no value. */
import { commandsHere } from '../commands-here.ts';
import {
  common,
  keystoreIn,
  ownPassphraseBelow,
  plain,
  withDatasets,
  withKeystore,
  withPassphrase,
} from '../machines.ts';
import type { Keys, ProofKind, Seen, Shown } from '../proof.ts';

export const nothingThere: ProofKind = {
  rules: ['dash-sentinel'],
  trials(subject) {
    const keystore = keystoreIn([...subject.scripts.values()].join('\n'));
    const [, encrypted] = common(keystore)[0]!;
    const bootless: Keys = { ...encrypted, pools: { rpool: {} } };
    const legacy = (keys: Keys): Keys =>
      withDatasets(keys, { 'rpool/ROOT/system': { mountpoint: 'legacy', canmount: 'noauto' } });
    const shows = (bites: Seen, control: Seen): Shown | undefined => sentinelHere(bites, control);
    return [
      {
        condition: 'without encryption',
        bites: { keys: plain('rpool') },
        instead: 'with a passphrase',
        control: { keys: withPassphrase('rpool') },
        shows,
      },
      {
        condition: 'with no bootfs',
        bites: { keys: bootless },
        instead: 'with bootfs',
        control: { keys: encrypted },
        shows,
      },
      {
        condition: 'with no bootfs and nothing encrypted',
        bites: { keys: { ...plain('rpool'), pools: { rpool: {} } } },
        instead: 'with bootfs',
        control: { keys: plain('rpool') },
        shows,
      },
      {
        condition: 'with mountpoint=legacy',
        bites: { keys: legacy(plain('rpool')) },
        instead: 'with mountpoint=/',
        control: { keys: plain('rpool') },
        shows,
      },
      {
        condition: 'with an unencrypted root and an encrypted /srv',
        bites: { keys: ownPassphraseBelow(plain('rpool'), '/srv') },
        instead: 'with everything encrypted',
        control: { keys: withKeystore('rpool', keystore) },
        shows,
      },
    ];
  },
};

/** A command on the finding's lines that was given `-`, `none` or `legacy` and failed, on this side only. */
function sentinelHere(bites: Seen, control: Seen): Shown | undefined {
  const given = (seen: Seen) => failedWith(seen)[0];
  const here = given(bites);
  return here !== undefined && given(control) === undefined ? { text: `\`${here}\` fails` } : undefined;
}

const failedWith = (seen: Seen): string[] =>
  commandsHere(seen).flatMap(({ words, what, status, text }) =>
    what === 'program' && status !== 0 && words.slice(1).some((word) => /^(?:-|none|legacy)(?:\/|$)/.test(word))
      ? [text]
      : [],
  );
