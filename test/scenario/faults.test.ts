/** Faults with a name: each where it matters, and where nothing asks for what it befalls. */
import { describe, expect, test } from 'vitest';
import { namedFaults } from '../../src/machine/faults/index.ts';
import { UnusableInput } from '../../src/report/finding.ts';
import type { Rehearsal } from '../../src/scenario/rehearsal.ts';
import { rehearse } from '../../src/scenario/rehearse.ts';
import { prepared } from './loaded.ts';

/** The encryption root is the pool's root dataset, its key in a LUKS volume; beside it a disk that the boot does not need. */
const BASE = `
pools: { rpool: { bootfs: rpool/ROOT/ubuntu } }
datasets:
  rpool: { encryption: aes-256-gcm, keyformat: raw, keylocation: file:///run/keystore/rpool/system.key, key: system, canmount: off, mountpoint: none }
  rpool/keystore: { type: volume, encryption: off, luks: keystore }
  rpool/spare: { encryption: aes-256-gcm, keyformat: raw, keylocation: file:///root/spare.key, key: spare, canmount: off }
  rpool/ROOT: { canmount: off, mountpoint: none }
  rpool/ROOT/ubuntu: { mountpoint: /, canmount: noauto }
luks:
  keystore: { passphrase: correct horse, filesystem: ext4, files: { system.key: { key: system } } }
  other: { passphrase: battery staple, filesystem: ext4 }
disks: { vdb: { luks: other, size: 100M }, vdc: { filesystem: ext4, size: 100M } }
operator: [{ prompt: keystore-rpool, answer: correct horse }]
`;

const rehearsed = (faults: string, base = BASE): Rehearsal => rehearse(prepared(`${base}faults: ${faults}\n`));
const journal = (r: Rehearsal): string => r.journal.map(({ message }) => message).join('\n');

const LUKS_ROOT = `
disks: { vda: { size: 1G, luks: system } }
luks: { system: { passphrase: secret, uuid: 11111111-2222-3333-4444-555555555555, filesystem: ext4 } }
cmdline: root=/dev/mapper/luks-11111111-2222-3333-4444-555555555555 rd.luks.uuid=11111111-2222-3333-4444-555555555555
operator: [{ answer: secret }]
`;
const EXT4_ROOT = `
disks: { vda: { size: 1G, filesystem: ext4 }, vdb: { size: 1G } }
cmdline: root=/dev/vda rw
`;

test('without a fault the machines boot', () => {
  expect([BASE, LUKS_ROOT, EXT4_ROOT].map((base) => rehearsed('[]', base).outcome)).toEqual([
    'boots',
    'boots',
    'boots',
  ]);
});

interface Case {
  readonly name: string;
  readonly matters: string;
  readonly base?: string;
  /** What the fault is seen by. */
  readonly seen: (r: Rehearsal) => unknown;
  readonly value: unknown;
  readonly silent: string;
}

const outcome = (r: Rehearsal): unknown => r.outcome;

const CASES: readonly Case[] = [
  {
    name: 'device-lost',
    matters: '{ fault: device-lost, device: vda }',
    seen: (r) => [r.outcome === 'boots', r.mounted['/sysroot']],
    value: [false, undefined],
    silent: '{ fault: device-lost, device: vdb }',
  },
  {
    name: 'device-slow',
    matters: '{ fault: device-slow, device: vda, after: 10s }',
    base: EXT4_ROOT,
    seen: (r) => r.endedAtUs > 10_000_000,
    value: true,
    silent: '{ fault: device-slow, device: vdb, after: 10s }',
  },
  {
    name: 'links-slow',
    matters: '{ fault: links-slow, dataset: rpool/keystore, after: 300s }',
    seen: outcome,
    value: 'emergency',
    silent: '{ fault: links-slow, device: /dev/vdb, after: 30s }',
  },
  {
    name: 'luks-header-corrupted',
    matters: '{ fault: luks-header-corrupted, volume: keystore }',
    seen: (r) => [r.outcome, r.prompts, r.keystatus.rpool],
    value: ['emergency', 0, 'unavailable'],
    silent: '{ fault: luks-header-corrupted, volume: other }',
  },
  {
    name: 'luks-key-wrong',
    matters: '{ fault: luks-key-wrong, volume: rpool/keystore }',
    seen: (r) => [r.outcome === 'boots', r.keystatus.rpool],
    value: [false, 'unavailable'],
    silent: '{ fault: luks-key-wrong, volume: /dev/vdb }',
  },
  {
    name: 'zfs-key-wrong',
    matters: '{ fault: zfs-key-wrong, dataset: rpool }',
    seen: (r) => [r.outcome, /Incorrect key provided for 'rpool'/.test(journal(r))],
    value: ['emergency', true],
    silent: '{ fault: zfs-key-wrong, dataset: rpool/spare }',
  },
  {
    name: 'module-missing',
    matters: '{ fault: module-missing, module: zfs }',
    seen: (r) => [r.outcome === 'boots', /zfs/.test(journal(r))],
    value: [false, true],
    silent: '{ fault: module-missing, module: dm_mirror }',
  },
  {
    name: 'filesystem-full',
    matters: '{ fault: filesystem-full, path: /run }',
    seen: (r) => /No space left on device/.test(journal(r)),
    value: true,
    silent: '{ fault: filesystem-full, device: vdc }',
  },
  {
    name: 'read-only',
    matters: '{ fault: read-only, device: vda }',
    base: EXT4_ROOT,
    seen: outcome,
    value: 'emergency',
    silent: '{ fault: read-only, device: vdb }',
  },
];

test('every fault has its case', () => {
  expect(CASES.map(({ name }) => name).sort()).toEqual(namedFaults.map(({ name }) => name).sort());
});

describe.each(CASES)('$name', ({ matters, base, seen, value, silent }) => {
  test('matters where the boot needs it', () => {
    const r = rehearsed(`[${matters}]`, base);
    expect(seen(r)).toEqual(value);
    expect(r.recording.events.some(({ kind }) => kind === 'fault.triggered')).toBe(true);
  });

  test('is silent where nothing asks for it', () => {
    const r = rehearsed(`[${silent}]`, base);
    expect([r.outcome, r.unsupported]).toEqual(['boots', []]);
    expect(seen(r)).not.toEqual(value);
  });
});

test('a disk that goes away later was there before', () => {
  const r = rehearsed('[{ fault: device-lost, device: vdb, after: 200ms }]');
  const kinds = r.recording.events.filter((e) => e.kind === 'fault.triggered' || e.kind === 'device.removed');
  expect(kinds[0]).toMatchObject({ kind: 'fault.triggered', atUs: 200_000 });
  expect(r.outcome).toBe('boots');
});

test('a header is found on its disk as well', () => {
  expect(rehearsed('[{ fault: luks-header-corrupted, volume: vda }]', LUKS_ROOT).outcome).not.toBe('boots');
});

test('faults befall what setup has built', () => {
  const text = `
disks: { vda: { size: 1G } }
setup: [mkfs.ext4 -q /dev/vda]
cmdline: root=/dev/vda rw
faults: [{ fault: read-only, device: vda }]
`;
  expect(rehearse(prepared(text)).outcome).toBe('emergency');
});

describe('what cannot be is told with its place', () => {
  test.each([
    ['{ fault: luks-header-corupted, volume: keystore }', /there is no fault "luks-header-corupted"/, 'fault'],
    ['{ fault: luks-header-corrupted, volume: store }', /no LUKS header on store/, 'volume'],
    ['{ fault: luks-header-corrupted, device: vdb }', /takes no device, expected volume/, 'device'],
    ['{ fault: device-slow, device: vdb }', /expected after, such as `after: 5s`, found nothing/, 'fault'],
    ['{ fault: device-lost, device: vdz }', /there is no device vdz/, 'device'],
    ['{ fault: zfs-key-wrong, dataset: rpool/ROOT }', /rpool\/ROOT is no encryption root/, 'dataset'],
    ['{ fault: module-missing, module: nothing }', /the image has no module nothing/, 'module'],
    ['{ fault: read-only, device: vda }', /a write-protected disk is not modelled/, 'device'],
    ['{ fault: filesystem-full, path: /nowhere }', /nothing is mounted at \/nowhere/, 'path'],
    ['{ fault: device-lost, device: vdb, when: true }', /when belongs to a call that fails/, 'when'],
    ['{ when: zfs, device: vdb }', /device belongs to a fault with a name/, 'device'],
    ['{ nth: 1 }', /`fault: NAME` or `when: COMMAND`, found neither/, ''],
  ])('%s', (fault, message, key) => {
    // Of the key that is wrong; of the whole fault without one.
    const column = key === '' ? 10 : `faults: [${fault}]`.indexOf(` ${key}:`) + 2;
    let findings: UnusableInput['findings'] = [];
    try {
      rehearsed(`[${fault}]`);
    } catch (error) {
      if (!(error instanceof UnusableInput)) throw error;
      findings = error.findings;
    }
    expect(findings).toHaveLength(1);
    expect(findings[0]!.message).toMatch(message);
    expect([findings[0]!.line, findings[0]!.column]).toEqual([BASE.split('\n').length, column]);
  });
});
