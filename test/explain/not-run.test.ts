/** Hooks that did not run because an earlier one ended the shell of their phase, or because the phase did not start. */
import { expect, test } from 'vitest';
import { causeOf, rehearsed } from './explained.ts';

const ENCRYPTED = `
cmdline: root=zfs:AUTO
pools: { z: { bootfs: z/r } }
datasets:
  z: { encryption: on, keyformat: passphrase, keylocation: prompt, passphrase: correct horse, mountpoint: none }
  z/r: { mountpoint: / }
operator: [{ answer: correct horse }]
`;

test('an exit in an earlier hook is what kept the later ones from running', () => {
  const yaml = `${ENCRYPTED}scripts: [{ file: hook.sh, at: /lib/dracut/hooks/pre-mount/10-early.sh }]\n`;
  const cause = causeOf(rehearsed(yaml, undefined, { 'hook.sh': 'info "nothing to do"\nexit 0\n' }));
  expect(cause.slice(-2)).toEqual([
    'nothing tried to load the key of z',
    '`exit 0` ended the shell in /lib/dracut/hooks/pre-mount/10-early.sh: the hooks after it did not run',
  ]);
});

test('a variable that an earlier hook wants and nobody has set ends the shell of all hooks', () => {
  const yaml = `${ENCRYPTED}scripts: [{ file: hook.sh, at: /lib/dracut/hooks/pre-mount/10-early.sh }]\n`;
  const cause = causeOf(rehearsed(yaml, undefined, { 'hook.sh': ': "${KEYSTORE:?is not set}"\n' }));
  expect(cause.at(-1)).toBe(
    'KEYSTORE: is not set in /lib/dracut/hooks/pre-mount/10-early.sh: the hooks after it did not run',
  );
});

test('the same machine boots without that hook', () => {
  expect(rehearsed(ENCRYPTED).outcome).toBe('boots');
});
