/** Decisions of hooks that we did not write, after which the keystore stayed shut or the key was not loaded. */
import { expect, test } from 'vitest';
import { AFTER_IMPORT, causeOf, rehearsed, SUB_DATASET } from './explained.ts';

const causeWith = (hook: string): string[] => causeOf(rehearsed(SUB_DATASET, AFTER_IMPORT + hook));

test('an `if` whose test was false is named with the command that it kept from running, and where its values came from', () => {
  const cause = causeWith(`er=$(zfs get -H -o value encryptionroot rpool/enc/ROOT/ubuntu)
kl=$(zfs get -H -o value keylocation "$er")
if [ "\${kl#file:///run/keystore/$er/}" != "$kl" ]; then
    systemd-cryptsetup attach "keystore-$er" "/dev/zvol/$er/keystore"
    mount "/dev/mapper/keystore-$er" "/run/keystore/$er"
fi
zfs load-key "$er"
`);
  expect(cause.slice(-4)).toEqual([
    '`zfs load-key rpool/enc` failed: /run/keystore/rpool/system.key is not there (line 9)',
    '`[ "${kl#file:///run/keystore/$er/}" != "$kl" ]` was false, so `systemd-cryptsetup attach "keystore-$er" "/dev/zvol/$er/keystore"` did not run (line 5)',
    'kl was set to file:///run/keystore/rpool/system.key by `zfs get -H -o value keylocation rpool/enc` (line 4)',
    'er was set to rpool/enc by `zfs get -H -o value encryptionroot rpool/enc/ROOT/ubuntu` (line 3)',
  ]);
});

test('an early return is named with the test that led to it and what came after it', () => {
  const cause = causeWith(`pool=rpool
[ "$(zfs get -H -o value encryption "$pool")" = off ] && return 0
zfs load-key -r "$pool"
`);
  expect(cause).toContain('nothing tried to load the key of rpool/enc');
  expect(cause).toContain(
    '`[ "$(zfs get -H -o value encryption "$pool")" = off ]` was true, so `return 0` left before `zfs load-key -r "$pool"` (line 4)',
  );
});

test('a command of a function that was not called counts', () => {
  const cause = causeWith(`open_and_load() {
    zfs load-key "$1"
}
if [ "$(zfs get -H -o value keystatus rpool/enc)" = none ]; then
    open_and_load rpool/enc
fi
`);
  expect(cause.at(-1)).toBe(
    '`[ "$(zfs get -H -o value keystatus rpool/enc)" = none ]` was false, so `open_and_load rpool/enc` did not run (line 6)',
  );
});

test('a test that is no test for dash ended in an error', () => {
  const cause = causeWith(
    'if [ "$(zfs get -H -o value keystatus rpool/enc)" == unavailable ]; then\n    zfs load-key rpool/enc\nfi\n',
  );
  expect(cause.at(-1)).toBe(
    '`[ "$(zfs get -H -o value keystatus rpool/enc)" == unavailable ]` ended in an error (status 2), so `zfs load-key rpool/enc` did not run (line 3)',
  );
});

test('[[ is no command of dash', () => {
  const cause = causeWith('if [[ -n x ]]; then\n    zfs load-key rpool/enc\nfi\n');
  expect(cause.at(-1)).toMatch(
    /^`\[\[ -n x \]\]` is neither a function nor in the image \(status 127\), so `zfs load-key rpool\/enc` did not run/,
  );
});

test('a misspelt function is neither a function nor a program', () => {
  expect(causeWith('opne_keystore rpool && zfs load-key rpool/enc\n').at(-1)).toBe(
    '`opne_keystore rpool` is neither a function nor in the image (status 127), so `zfs load-key rpool/enc` did not run (line 3)',
  );
});

test('a shell that ended at an unset variable is said to have ended there', () => {
  expect(causeWith('set -u\nzfs load-key "$ENCRYPTION_ROOT"\n').at(-1)).toBe(
    'the shell ended here (ENCRYPTION_ROOT: parameter not set), so `zfs load-key "$ENCRYPTION_ROOT"` did not run (line 4)',
  );
});

test('a key that was loaded for another dataset is what was tried instead', () => {
  expect(causeWith('zfs load-key rpool\n').slice(-2)).toEqual([
    'nothing tried to load the key of rpool/enc',
    "`zfs load-key rpool` failed: 'rpool' is not encrypted. (line 3)",
  ]);
});

test('`zfs load-key -a` is a try for every encryption root', () => {
  const cause = causeWith('udevadm settle\ncryptsetup open /dev/rpool/keystore keystore-rpool\nzfs load-key -a\n');
  expect(cause.slice(-3)).toEqual([
    '`zfs load-key -a` failed: /run/keystore/rpool/system.key is not there (line 5)',
    '`cryptsetup open /dev/rpool/keystore keystore-rpool` failed: the device /dev/rpool/keystore is not there (line 4)',
    'nothing made /dev/rpool/keystore; there was /dev/zvol/rpool/keystore',
  ]);
});

test('a `case` that took an earlier item is named with that item', () => {
  const cause = causeWith(`case $(zfs get -H -o value keylocation rpool/enc) in
    file://*) zfs load-key rpool/enc ;;
    file:///run/keystore/*) mount /dev/mapper/keystore-rpool /run/keystore/rpool ;;
esac
`);
  expect(cause.at(-1)).toBe(
    'the `case` took the item file://*, so `mount /dev/mapper/keystore-rpool /run/keystore/rpool` did not run (line 4)',
  );
});

test('a `for` over nothing is named with the command that printed nothing', () => {
  const cause = causeWith('for er in $(zfs list -H -o name -t volume -r rpool/enc); do zfs load-key "$er"; done\n');
  expect(cause.slice(-2)).toEqual([
    expect.stringMatching(/^the `for` had nothing to go over, so .*zfs load-key "\$er".* did not run \(line 3\)$/),
    '`zfs list -H -o name -t volume -r rpool/enc` printed nothing (line 3)',
  ]);
});

test('a command that ended the shell under `set -e` is named', () => {
  const cause = causeWith('set -e\nmount /dev/zvol/rpool/keystore /run/keystore/rpool\nzfs load-key rpool/enc\n');
  expect(cause).toContain(
    '`mount /dev/zvol/rpool/keystore /run/keystore/rpool` ended with status 32, and with `set -e` the shell too, so `zfs load-key rpool/enc` did not run (line 4)',
  );
});

test('a program that was timed out is named where its mapping is missed', () => {
  const cause = causeWith(`udevadm settle
timeout 1 systemd-cryptsetup attach keystore-rpool /dev/zvol/rpool/keystore
mkdir -p /run/keystore/rpool
mount /dev/mapper/keystore-rpool /run/keystore/rpool
zfs load-key rpool/enc
`);
  expect(cause.at(-1)).toBe(
    '`timeout 1 systemd-cryptsetup attach keystore-rpool /dev/zvol/rpool/keystore` ended with status 124 (line 4)',
  );
});

test('a keystore that a background job mounts too late is named with how late', () => {
  const cause = causeWith(`udevadm settle
(
    systemd-cryptsetup attach keystore-rpool /dev/zvol/rpool/keystore
    mkdir -p /run/keystore/rpool
    mount /dev/mapper/keystore-rpool /run/keystore/rpool
) &
zfs load-key rpool/enc
wait
`);
  expect(cause.at(-1)).toMatch(
    /^\/dev\/mapper\/keystore-rpool was mounted at \/run\/keystore\/rpool at [\d.]+ s, [\d.]+ s after \/run\/keystore\/rpool\/system\.key was wanted \(line 7\)$/,
  );
});

test('a function in a condition is named with the command inside that failed', () => {
  const cause = causeWith(`has_key() {
    grep -q rpool/enc /etc/keys
}
if has_key; then
    zfs load-key rpool/enc
fi
`);
  expect(cause.slice(-2)).toEqual([
    '`has_key` ended with status 2, so `zfs load-key rpool/enc` did not run (line 6)',
    expect.stringMatching(/grep -q rpool\/enc \/etc\/keys` gave status 2 \(line 4\)$/),
  ]);
});

test('a decision that kept nothing of the kind from running is not blamed', () => {
  const cause = causeWith('if [ -e /etc/motd ]; then\n    cat /etc/motd\nfi\n');
  expect(cause.at(-1)).toBe('nothing tried to load the key of rpool/enc');
});
