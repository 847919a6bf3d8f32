/** Findings are proved by a rehearsal that bites beside one that does not, or it is said why not. */
import { describe, expect, test } from 'vitest';
import { RULES } from '../../src/lint/rules/index.ts';
import { KINDS } from '../../src/prove/kinds/index.ts';
import { proofs, proved, rerun } from './texts.ts';

/** The seed's mistake under other names, with its pieces in a library. */
const LIBRARY = (cut: string) => `_unlock() {
    _where=$1
    _vol=/dev/zvol/$_where/vault
    [ -e "$_vol" ] || return 1
    systemd-cryptsetup attach "vault-$_where" "$_vol"
    mkdir -p "$2"
    mount "/dev/mapper/vault-$_where" "$2"
}
unlock_for() {
    _unlock "${cut}" "$(dirname "$2")"
}
`;
const HOOK = `. /lib/own-vault-lib.sh
q=$(zpool get -Ho value bootfs | grep -m1 -vFx -)
while ! systemctl is-active --quiet zfs-import.target; do systemctl is-failed --quiet zfs-import-scan.service && return 1; sleep 0.1; done
q=$(zpool get -Ho value bootfs | grep -m1 -vFx -)
z=$(zfs get -Ho value encryptionroot "$q")
[ "$z" = - ] && return 0
u=$(zfs get -Ho value keylocation "$z")
case $u in
    file://*) unlock_for "$z" "\${u#file://}" ;;
esac
zfs load-key "$z"
`;

describe('a dataset taken for a pool', () => {
  test('bites with the encryption root below the pool, whatever the names and wherever the pieces', () => {
    const proof = proved('dataset-as-pool', { text: HOOK, also: { '/usr/lib/own-vault-lib.sh': LIBRARY('$1') } });
    expect(proof.sentence).toMatch(/^with encryption root rpool\/enc the boot ends in emergency: /);
    expect(proof.control).toBe('with encryption root rpool it boots');
    expect(proof.cause.join('\n')).toContain('/dev/zvol/rpool/enc/vault');
    expect(proof.scenario.text).toContain('rpool/vault');
    expect(rerun(proof)).toEqual([
      ['with encryption root rpool/enc', 'emergency', true],
      ['with encryption root rpool', 'boots', true],
    ]);
  });

  test('has nothing to prove where the pool is cut out', () => {
    expect(
      proofs('dataset-as-pool', { text: HOOK, also: { '/usr/lib/own-vault-lib.sh': LIBRARY('${1%%/*}') } }),
    ).toEqual([]);
  });

  test('in a command of its own bites in that command, and the boot goes on', () => {
    const proof = proved('dataset-as-pool', {
      text: 'b=$(zpool get -Ho value bootfs | grep -m1 -vFx -)\nzpool get -Ho value feature@encryption "$b"\n',
    });
    expect(proof.sentence).toBe(
      "with the root dataset below the pool the boot goes on, but `zpool get -Ho value feature@encryption rpool/ROOT/system` fails: invalid character '/' in pool name",
    );
    expect(rerun(proof).every(([, , asExpected]) => asExpected)).toBe(true);
  });
});

describe('leaving the phase', () => {
  test('exit keeps later hooks from running, return does not', () => {
    const proof = proved('hook-exit', { text: '[ -b /dev/nowhere ] || exit 0\n' });
    expect(proof.sentence).toBe(
      'with a passphrase as the key the boot ends in emergency: `exit` ends the phase here, and no later hook runs',
    );
    expect(proof.control).toBe('with return in its place it boots');
    expect(rerun(proof).map(([, outcome, asExpected]) => [outcome, asExpected])).toEqual([
      ['emergency', true],
      ['boots', true],
    ]);
  });

  test('an exit that no machine comes by is not proved', () => {
    const [proof] = proofs('hook-exit', { text: '[ ! -e /etc/never ] || exit 1\n' });
    expect(proof).toEqual({ kind: 'not proved', why: 'with a passphrase as the key it boots (6 machines tried)' });
  });

  test('local in a mount hook ends the phase on dash', () => {
    const proof = proved('local-outside-function', { role: 'hook:mount', text: 'local dev=$root\n' });
    expect(proof.sentence).toContain('"not in a function" ends the phase, and no later hook runs');
    expect(rerun(proof).map(([, outcome]) => outcome)).toEqual(['emergency', 'boots']);
  });

  test('set -e ends the phase in a later hook', () => {
    const proof = proved('hook-set-flags', { text: 'set -e\n' });
    expect(proof.sentence).toContain('a later hook ends the phase at a test that is not true');
    expect(proof.control).toBe('without the flag it boots');
  });
});

describe('waiting', () => {
  test('a loop that asks systemd for a target hangs where the target is skipped', () => {
    const proof = proved('wait-unbounded', {
      text: 'until systemctl is-active -q zfs-import.target; do\n    sleep 0.1\ndone\n',
    });
    expect(proof.outcome).toBe('hang');
    expect(rerun(proof).map(([, outcome, asExpected]) => [outcome, asExpected])).toEqual([
      ['hang', true],
      ['boots', true],
    ]);
  });

  test('a loop that hangs on every machine is not proved by one of them', () => {
    const [proof] = proofs('wait-unbounded', { text: 'until [ -b "$never" ]; do\n    udevadm settle\ndone\n' });
    expect(proof?.kind).toBe('not proved');
  });
});

describe('shells', () => {
  test('what dash does not know is shown beside bash', () => {
    const proof = proved('test-double-equals', { shell: 'dash', text: '[ "$root" == zfs:AUTO ] && return 0\n' });
    expect(proof.sentence).toContain('the boot goes on, but the shell says "zfs:AUTO: unexpected operator"');
    expect(proof.control).toBe('with bash as /bin/sh it boots');
  });
});

describe('what cannot be proved', () => {
  test('is said: no rehearsal for the rule, nothing that runs the file, a library that nobody reads', () => {
    const why = (rule: string, hook: Parameters<typeof proofs>[1]) =>
      proofs(rule, hook).map((proof) => 'why' in proof && proof.why);
    expect(why('exec-return', { role: 'program', text: '#!/bin/sh\nreturn 0\n' })).toEqual([
      'there is no rehearsal for exec-return',
    ]);
    expect(
      why('wait-unbounded', {
        role: 'stage-script:local-top',
        text: '#!/bin/sh\nwhile [ ! -e /run/x ]; do sleep 1; done\n',
      }),
    ).toEqual(['scripts of initramfs-tools are not rehearsed']);
    expect(
      why('wait-unbounded', { role: 'library', text: 'f() {\n    while [ ! -e /run/x ]; do sleep 1; done\n}\n' }),
    ).toEqual(['no hook among the linted files sources it']);
  });

  test('a hook that only reads what is not modelled leaves nothing certain', () => {
    const [proof] = proofs('hook-exit', { text: 'zfs program rpool /etc/x.lua\n[ -b /dev/nowhere ] || exit 0\n' });
    expect(proof).toMatchObject({ kind: 'not proved', why: expect.stringContaining('not modelled') });
  });
});

test('every kind is of rules that there are', () => {
  const known = new Set(RULES.map(({ id }) => id));
  expect(KINDS.flatMap(({ rules }) => rules).filter((id) => !known.has(id))).toEqual([]);
});
