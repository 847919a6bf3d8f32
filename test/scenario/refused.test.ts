/** Scenarios that contradict themselves or say what cannot be are refused: where, what was found, what to do. */
import { expect, test } from 'vitest';
import { UnusableInput } from '../../src/report/finding.ts';
import { buildMachine } from '../../src/scenario/build-machine.ts';
import { prepared } from './loaded.ts';

/** `LINE:COLUMN MESSAGE / REMEDY` of each complaint. */
function complaints(text: string): string[] {
  try {
    buildMachine(prepared(text));
  } catch (error) {
    if (!(error instanceof UnusableInput)) throw error;
    return error.findings.map(
      ({ line, column, message, remedy }) =>
        `${line}:${column} ${message}${remedy === undefined ? '' : ` / ${remedy}`}`,
    );
  }
  return [];
}

const POOL = 'pools: { rpool: {} }\ndatasets:\n  rpool: {}\n';
const ROOT = 'encryption: on, keyformat: passphrase, keylocation: prompt';

const REFUSED: readonly (readonly [what: string, text: string, complaint: string])[] = [
  [
    'a child of a missing dataset',
    `${POOL}  rpool/a/b: {}\n`,
    '4:3 dataset rpool/a/b: its parent rpool/a is not there / Add rpool/a as well.',
  ],
  [
    'a pool that is not there, told once',
    'datasets:\n  tank: {}\n  tank/a: {}\n',
    '2:3 dataset tank: there is no pool tank / Add tank under pools.',
  ],
  [
    'a key without encryption',
    `${POOL}  rpool/a: { key: system }\n`,
    '4:14 dataset rpool/a has a key but is no encryption root / Give it `encryption` and `keyformat`, or move the key to its encryption root.',
  ],
  [
    'an encryption root without a key',
    `${POOL}  rpool/a: { ${ROOT} }\n`,
    '4:3 encryption root rpool/a has no passphrase / Add `passphrase: TEXT`.',
  ],
  [
    'an encryption root whose key is nowhere',
    `${POOL}  rpool/a: { encryption: on, keyformat: passphrase, passphrase: correct horse, keylocation: none }\n`,
    '4:80 dataset rpool/a: an encryption root has a keylocation, which is not none / Use prompt, file:///PATH, https://… or http://…',
  ],
  [
    'LUKS on a filesystem dataset',
    `${POOL}  rpool/a: { luks: keystore }\nluks: { keystore: { passphrase: x } }\n`,
    '4:14 rpool/a is a filesystem; only a volume holds LUKS / Add `type: volume`.',
  ],
  [
    'a LUKS volume that is not described',
    `${POOL}  rpool/v: { type: volume, luks: keystore }\n`,
    '4:28 luks: there is no LUKS volume keystore / Describe it under luks, such as `luks: { keystore: { passphrase: … } }`.',
  ],
  [
    'a dataset below a volume',
    `${POOL}  rpool/v: { type: volume }\n  rpool/v/a: {}\n`,
    '5:3 dataset rpool/v/a: its parent rpool/v is a volume / Only filesystems have datasets below them.',
  ],
  [
    'a link that leads to itself',
    `${POOL}  rpool/a: { files: { /a: { link: a } } }\n`,
    '4:23 files: the link /a leads in a circle / Let one of the links name a file or directory.',
  ],
  [
    'a property that nobody knows',
    `${POOL}  rpool/a: { canmout: off }\n`,
    '4:14 dataset rpool/a: invalid property \'canmout\' / Did you mean "canmount"?',
  ],
  [
    'a boot dataset of another pool',
    'pools: { rpool: { bootfs: tank/a }, tank: {} }\n',
    '1:19 bootfs tank/a is not in pool rpool / Name a dataset of rpool.',
  ],
  [
    'two pools on one disk',
    'pools: { a: { vdevs: [vda] }, b: { vdevs: [vda] } }\n',
    '1:36 pool b: vda holds something else already / Give the pool a disk or partition of its own.',
  ],
  [
    'a missing disk that the pool has not',
    'pools: { a: { vdevs: [mirror, vda, vdb], missing: [vdz] } }\n',
    '1:42 vdz is no disk of a / Its disks: vda, vdb.',
  ],
  [
    'partitions that are larger than their disk',
    'disks: { vda: { size: 10M, partitions: { 1: { size: 1G } } } }\n',
    '1:17 disk vda: its partitions need 1075838976 bytes, it has 10485760',
  ],
  [
    'a fault that is misspelt',
    'faults: [{ fault: disk-lost, device: vda }]\n',
    '1:12 there is no fault "disk-lost" / Known: device-lost, device-slow, filesystem-full, links-slow, luks-header-corrupted, luks-key-wrong, module-missing, read-only, zfs-key-wrong.',
  ],
  [
    'a call that is counted from 0',
    'faults: [{ when: zfs load-key, nth: 0, status: 1 }]\n',
    '1:32 faults.0.nth: expected a number from 1 on, found "0"',
  ],
  [
    'a list where a map belongs',
    'expect: { mounted: [/sysroot] }\n',
    '1:11 expect.mounted: expected a map, found a list / Write `NAME: VALUE` on each line, without a dash.',
  ],
  [
    'a key of a step that is misspelt',
    'operator: [{ promt: x, answer: y }]\n',
    '1:14 operator.0: unknown key "promt" / Did you mean "prompt"?',
  ],
  [
    'an outcome that there is not',
    'expect: { outcome: boot }\n',
    '1:11 expect.outcome: expected boots, emergency, hang, poweroff or inconclusive, found "boot"',
  ],
  [
    'a duration without a unit',
    'timing: { zvol-link: 5 }\n',
    '1:11 timing.zvol-link: expected a duration such as 150ms or 2s, found "5"',
  ],
];

for (const [what, text, complaint] of REFUSED)
  test(`refused: ${what}`, () => expect(complaints(text)).toEqual([complaint]));

test('what is sound is not complained of', () => {
  expect(complaints(`${POOL}  rpool/a: { ${ROOT}, passphrase: correct horse }\n  rpool/a@s: {}\n`)).toEqual([]);
});
