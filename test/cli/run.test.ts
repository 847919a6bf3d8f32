/** `dryboot run` as a user meets it: exit statuses, formats, overrides. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dryboot, folderWith, SCENARIOS, SCRIPTS } from './command.ts';

const SUB_DATASET = join(SCENARIOS, 'sub-dataset.yaml');
const PATCH = join(SCRIPTS, 'ubuntu-25.10/encryptionroot-pool.patch');

describe('outcomes and exit statuses', () => {
  test('the shipped scenarios are as expected', () => {
    const ran = dryboot(['run', SCENARIOS]);
    expect(ran.stderr).toBe('');
    expect(ran.status).toBe(0);
    expect(ran.stdout).toMatch(/\d+ rehearsals, all as expected/);
  });

  test('a boot that is not as expected exits with 1', () => {
    const ran = dryboot(['run', SUB_DATASET, '--set', 'expect={outcome: boots}', '--set', 'matrix={}']);
    expect(ran.status).toBe(1);
    expect(ran.stdout).toContain('outcome: expected boots, found emergency');
  });

  test('the default without a scenarios folder is the shipped scenarios', () => {
    expect(dryboot(['run']).status).toBe(0);
  });
});

describe('the seed case', () => {
  const report = dryboot(['run', SUB_DATASET]).stdout;

  test('shows the journal of the failing part, exactly', () => {
    const lines = report.split('\n').map((line) => line.trim().replace(/\[\d+\]/, '[N]'));
    const from = lines.findIndex((line) => line.startsWith('dracut-pre-mount[N]:'));
    expect(lines.slice(from, from + 8)).toEqual([
      "dracut-pre-mount[N]: Warning: ZFS: Key /run/keystore/rpool/system.key for rpool/enc hasn't appeared. Trying anyway.",
      'dracut-pre-mount[N]: Key load error: Failed to open key material file: No such file or directory',
      'systemd[N]: Mounting sysroot.mount - /sysroot...',
      'mount[N]: zfs_mount_at() failed: encryption key not loaded',
      'systemd[N]: sysroot.mount: Mount process exited, code=exited, status=2/INVALIDARGUMENT',
      "systemd[N]: sysroot.mount: Failed with result 'exit-code'.",
      'systemd[N]: Failed to mount sysroot.mount - /sysroot.',
      'systemd[N]: Dependency failed for initrd-root-fs.target - Initrd Root File System.',
    ]);
    expect(lines[from + 8]).toBe('');
  });

  test('goes back to the case that did not match and to where its value came from', () => {
    expect(report).toContain('file:///run/keystore/rpool/enc/*');
    expect(report).toContain('file:///run/keystore/rpool/system.key');
    expect(report).toMatch(/zfs-load-key\.sh:\d+:\d+/);
    expect(report).toContain('zfs get -Ho value encryptionroot rpool/enc/ROOT/ubuntu');
  });

  test('the patch makes it boot', () => {
    const plain = dryboot([
      'run',
      SUB_DATASET,
      '--set',
      'matrix={}',
      '--patch',
      PATCH,
      '--set',
      'expect={outcome: boots, prompts: 1}',
    ]);
    expect(plain.stdout).toContain('✓ boots');
    expect(plain.status).toBe(0);
  });
});

describe('formats', () => {
  test('json has the fields of version 1', () => {
    const { version, rehearsals } = JSON.parse(dryboot(['run', SUB_DATASET, '--format', 'json']).stdout) as {
      version: number;
      rehearsals: Record<string, unknown>[];
    };
    expect(version).toBe(1);
    expect(rehearsals.length).toBeGreaterThanOrEqual(2);
    for (const key of [
      'scenario',
      'variant',
      'shell',
      'seed',
      'outcome',
      'asExpected',
      'mounted',
      'keystatus',
      'units',
      'journal',
      'cause',
      'failedExpectations',
      'unsupported',
    ]) {
      expect(rehearsals[0]).toHaveProperty(key);
    }
    expect((rehearsals[0]!.journal as object[])[0]).toHaveProperty('atUs');
  });

  test('junit counts failures', () => {
    const ran = dryboot(['run', SUB_DATASET, '--format', 'junit', '--set', 'expect={outcome: hang}']);
    expect(ran.stdout).toMatch(/<testsuites name="dryboot" tests="\d+" failures="[1-9]/);
  });

  test('--output writes the report to a file and nothing to stdout', () => {
    const cwd = folderWith();
    const ran = dryboot(['run', SUB_DATASET, '--format', 'json', '--output', 'out/report.json'], { cwd });
    expect(ran.stdout).toBe('');
    expect(JSON.parse(readFileSync(join(cwd, 'out/report.json'), 'utf8'))).toHaveProperty('rehearsals');
  });

  test('--trace writes every event as a line of JSON', () => {
    const cwd = folderWith();
    dryboot(['run', SUB_DATASET, '--trace', 'trace.jsonl'], { cwd });
    const events = readFileSync(join(cwd, 'trace.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { kind: string });
    for (const kind of ['command.started', 'case.compared', 'unit.changed', 'journal.logged', 'pool.imported'])
      expect(
        events.some((e) => e.kind === kind),
        kind,
      ).toBe(true);
  });
});

describe('the same arguments give the same bytes', () => {
  test.each(['0', '7'])('seed %s', (seed) => {
    const once = dryboot(['run', SCENARIOS, '--format', 'json', '--seed', seed]);
    expect(dryboot(['run', SCENARIOS, '--format', 'json', '--seed', seed]).stdout).toBe(once.stdout);
    expect(once.status).toBe(0);
  });
});

describe('unusable input', () => {
  const scenario = 'pools: { rpool: {} }\n';
  const cases: readonly (readonly [string, Record<string, string | Uint8Array>, RegExp])[] = [
    [
      'an unknown key',
      { 's.yaml': 'pols: {}\n' },
      /^s\.yaml:1:1: error: unknown key "pols"\n {4}Did you mean "pools"\?/,
    ],
    [
      'a wrong type',
      { 's.yaml': `${scenario}cmdline: [a]\n` },
      /^s\.yaml:2:\d+: error: cmdline: expected text, found a list/,
    ],
    [
      'a wrong word',
      { 's.yaml': 'pools:\n  rpool: { state: ONLIN }\n' },
      /^s\.yaml:2:\d+: error: .*expected ONLINE, DEGRADED/,
    ],
    ['broken YAML', { 's.yaml': 'pools: [\n' }, /^s\.yaml:\d+:\d+: error: not valid YAML/],
    ['an empty file', { 's.yaml': '' }, /^s\.yaml:1:1: error: the scenario is empty/],
    ['binary data', { 's.yaml': Uint8Array.from([0, 255, 0, 1]) }, /^s\.yaml: error: this is binary data/],
    [
      'a dataset without its parent',
      { 's.yaml': `${scenario}datasets: { rpool/a/b: {} }\n` },
      /^s\.yaml:2:\d+: error: .*rpool\/a/,
    ],
    ['a dataset of no pool', { 's.yaml': `${scenario}datasets: { tank/a: {} }\n` }, /^s\.yaml:2:\d+: error: .*tank/],
    [
      'a key of a LUKS volume that is not there',
      { 's.yaml': `${scenario}datasets: { rpool/keystore: { type: volume, luks: store } }\n` },
      /^s\.yaml:2:\d+: error: .*store/,
    ],
    [
      'a key without encryption',
      { 's.yaml': `${scenario}datasets: { rpool/a: { key: k } }\n` },
      /^s\.yaml:2:24: error: dataset rpool\/a has a key but is no encryption root\n {4}Give it `encryption`/,
    ],
    [
      'a key format without encryption',
      { 's.yaml': `${scenario}datasets: { rpool/a: { keyformat: raw, key: k } }\n` },
      /^s\.yaml:2:13: error: dataset rpool\/a: Encryption must be turned on/,
    ],
    [
      'LUKS on a filesystem',
      { 's.yaml': `${scenario}luks: { x: { passphrase: p } }\ndatasets: { rpool/a: { luks: x } }\n` },
      /^s\.yaml:3:24: error: rpool\/a is a filesystem; only a volume holds LUKS\n {4}Add `type: volume`/,
    ],
    [
      'links in a circle',
      {
        's.yaml': `${scenario}datasets: { rpool/a: { files: { a: { link: /b/c }, b: { link: . }, c: { link: ../a } } } }\n`,
      },
      /^s\.yaml:2:33: error: files: the link a leads in a circle\n {4}.*\ns\.yaml:2:\d+: error: files: the link c leads in a circle/,
    ],
    [
      'a link to itself in a LUKS volume',
      {
        's.yaml': `${scenario}luks: { x: { passphrase: p, filesystem: ext4, files: { d/e: { link: e } } } }\ndatasets: { rpool/a: { type: volume, luks: x } }\n`,
      },
      /^s\.yaml:2:56: error: files: the link d\/e leads in a circle/,
    ],
    [
      'two pools on one disk',
      { 's.yaml': 'pools:\n  rpool: { vdevs: [vda] }\n  tank: { vdevs: [vda] }\n' },
      /^s\.yaml:3:11: error: pool tank: vda holds something else already\n {4}Give the pool a disk/,
    ],
    [
      'a pool on a disk with a filesystem',
      { 's.yaml': 'pools: { rpool: { vdevs: [vda] } }\ndisks: { vda: { filesystem: ext4 } }\n' },
      /^s\.yaml:1:19: error: pool rpool: vda holds something else already/,
    ],
    [
      'a command of setup that fails',
      { 's.yaml': 'disks: { vda: {} }\nsetup:\n  - zpool create rpool vda\n  - zfs create rpol/x\n' },
      /^s\.yaml:4:5: error: setup: zfs create rpol\/x ended with status 1: cannot create 'rpol\/x': no such pool 'rpol'\n {4}Every command/,
    ],
    [
      'a fault that is not there',
      { 's.yaml': `${scenario}faults: [{ fault: device-lots, device: vda }]\n` },
      /^s\.yaml:2:12: error: there is no fault "device-lots"\n {4}Did you mean "device-lost"\?/,
    ],
    [
      'a missing script',
      { 's.yaml': `${scenario}scripts: [{ file: nofile.sh, at: /x.sh }]\n` },
      /^s\.yaml:2:\d+: error: .*nofile\.sh/,
    ],
    [
      'a script that has no place',
      { 's.yaml': `${scenario}scripts: [{ file: other.sh }]\n`, 'other.sh': ':\n' },
      /^s\.yaml:2:\d+: error: .*other\.sh/,
    ],
    [
      'a patch that does not apply',
      {
        's.yaml': `${scenario}patches: [p.patch]\n`,
        'p.patch': '--- a/zfs-load-key.sh\n+++ b/zfs-load-key.sh\n@@ -1,1 +1,1 @@\n-nothing like this\n+x\n',
      },
      /p\.patch.*does not apply/,
    ],
    [
      'a boot dataset that is not there',
      { 's.yaml': 'pools: { rpool: { bootfs: rpool/x } }\n' },
      /^s\.yaml:1:\d+: error: bootfs: there is no dataset rpool\/x/,
    ],
    [
      'an axis of the matrix without a choice',
      { 's.yaml': `${scenario}matrix: { script: [] }\n` },
      /^s\.yaml:2:\d+: error: matrix\.script: expected at least one override/,
    ],
    [
      'something not supported yet',
      { 's.yaml': `${scenario}image: { initrd: x.img }\n` },
      /^s\.yaml:2:\d+: error: .*not supported yet/,
    ],
  ];
  test.each(cases)('%s', (_, files, message) => {
    const ran = dryboot(['run', 's.yaml'], { cwd: folderWith(files) });
    expect(ran.stderr).toMatch(message);
    expect(ran.stderr).not.toMatch(/\n\s+at /);
    expect(ran.stdout).toBe('');
    expect(ran.status).toBe(2);
  });

  test.each([
    [['run', 'nofile.yaml']],
    [['run', '--nope']],
    [['run', '--seed', 'x']],
    [['run', '--format', 'pdf']],
    [['nope']],
    [['list', 'nope']],
    [['run', '--script', 'nofile.sh']],
  ])('%j exits with 2 and one message', (args) => {
    const ran = dryboot(args);
    expect(ran.status).toBe(2);
    expect(ran.stderr).toMatch(/^[^\n]*error: [^\n]+\n( {4}[^\n]+\n)?$/);
  });

  test.each([
    ['timing.zvol-link=soon', /^error: on the command line, timing\.zvol-link=soon: .*expected a duration/],
    ['nosuch=1', /^error: on the command line, nosuch=1: unknown key "nosuch"/],
    ['pools={', /^error: --set pools=\{: not valid YAML/],
  ])('--set %s is blamed itself, not the file', (set, message) => {
    const ran = dryboot(['run', SUB_DATASET, '--set', set]);
    expect(ran.stderr).toMatch(message);
    expect(ran.status).toBe(2);
  });

  test('a report that cannot be written leaves nothing behind', () => {
    const cwd = folderWith({ file: 'x' });
    expect(dryboot(['run', SUB_DATASET, '--output', 'file/report'], { cwd }).status).toBe(2);
    expect(existsSync(join(cwd, 'file/report'))).toBe(false);
  });
});
