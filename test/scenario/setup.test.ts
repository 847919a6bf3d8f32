/** `setup`: machines built by commands are the machines that declarations describe. */
import { describe, expect, test } from 'vitest';
import type { Machine } from '../../src/machine/machine.ts';
import { UnusableInput } from '../../src/report/finding.ts';
import { buildMachine } from '../../src/scenario/build-machine.ts';
import { printJson } from '../../src/scenario/print-json.ts';
import { rehearse } from '../../src/scenario/rehearse.ts';
import { run } from '../machine/commands.ts';
import { prepared } from './loaded.ts';

interface Layout {
  readonly name: string;
  readonly declared: string;
  readonly commands: string;
  /** What both say beside the layout. */
  readonly rest: string;
  /** Outcome of the rehearsal, which tells that it got somewhere. */
  readonly outcome: string;
}

const SUB_DATASET_COMMANDS = `
disks: { vda: { size: 778M } }
setup:
  - zpool create -O canmount=off -O mountpoint=none rpool vda
  - zfs create -V 20M rpool/keystore
  - printf 'correct horse' | cryptsetup luksFormat -q /dev/zvol/rpool/keystore -
  - printf 'correct horse' | cryptsetup open /dev/zvol/rpool/keystore keystore-rpool -
  - mkfs.ext4 -q /dev/mapper/keystore-rpool
  - mkdir -p /run/keystore/rpool
  - mount /dev/mapper/keystore-rpool /run/keystore/rpool
  - head -c 32 /dev/urandom > /run/keystore/rpool/system.key
  - zfs create -o encryption=aes-256-gcm -o keyformat=raw -o keylocation=file:///run/keystore/rpool/system.key -o canmount=off -o mountpoint=none rpool/enc
  - zfs create -o canmount=off -o mountpoint=none rpool/enc/ROOT
  - zfs create -o mountpoint=/ -o canmount=noauto rpool/enc/ROOT/ubuntu
  - zpool set bootfs=rpool/enc/ROOT/ubuntu rpool
  - umount /run/keystore/rpool
  - cryptsetup close keystore-rpool
  - zpool export rpool
`;

const LAYOUTS: readonly Layout[] = [
  {
    name: 'an encryption root below the pool, its key in a LUKS volume on a zvol',
    declared: `
pools: { rpool: { bootfs: rpool/enc/ROOT/ubuntu } }
datasets:
  rpool: { canmount: off, mountpoint: none }
  rpool/keystore: { type: volume, luks: keystore, volsize: 20M }
  rpool/enc: { encryption: aes-256-gcm, keyformat: raw, keylocation: file:///run/keystore/rpool/system.key, key: system, canmount: off, mountpoint: none }
  rpool/enc/ROOT: { canmount: off, mountpoint: none }
  rpool/enc/ROOT/ubuntu: { mountpoint: /, canmount: noauto }
luks:
  keystore: { passphrase: correct horse, filesystem: ext4, files: { system.key: { key: system } } }
`,
    commands: SUB_DATASET_COMMANDS,
    rest: 'operator: [{ prompt: keystore-rpool, answer: correct horse }]\n',
    outcome: 'emergency',
  },
  {
    name: 'a mirror without encryption, with snapshots and user properties',
    declared: `
pools: { tank: { bootfs: tank/ROOT, vdevs: [mirror, vda, vdb] } }
datasets:
  tank: { canmount: off, compression: lz4 }
  tank/ROOT: { mountpoint: /, canmount: noauto, 'org.example:role': system }
  tank/home: { mountpoint: /home, canmount: noauto, quota: 100M }
  tank/home@before: {}
`,
    commands: `
disks: { vda: { size: 778M }, vdb: { size: 778M } }
setup: |
  set -u
  zpool create -O canmount=off -O compression=lz4 tank mirror vda vdb
  zfs create -o mountpoint=/ -o canmount=noauto -o org.example:role=system tank/ROOT
  zfs create -o mountpoint=/home -o canmount=noauto -o quota=100M tank/home
  zfs snapshot tank/home@before
  zpool set bootfs=tank/ROOT tank
  zpool export tank
`,
    rest: '',
    outcome: 'boots',
  },
  {
    name: 'a pool whose root dataset asks for a passphrase',
    declared: `
pools: { rpool: { bootfs: rpool/ROOT } }
datasets:
  rpool: { encryption: aes-256-gcm, keyformat: passphrase, keylocation: prompt, passphrase: eight letters, mountpoint: none }
  rpool/ROOT: { mountpoint: /, canmount: noauto }
`,
    commands: `
disks: { vda: { size: 778M } }
setup:
  - echo 'eight letters' | zpool create -O encryption=aes-256-gcm -O keyformat=passphrase -O keylocation=prompt -O mountpoint=none rpool vda
  - zfs create -o mountpoint=/ -o canmount=noauto rpool/ROOT
  - zpool set bootfs=rpool/ROOT rpool
  - zpool export rpool
`,
    rest: 'operator: [{ answer: eight letters }]\n',
    outcome: 'boots',
  },
  {
    name: 'ext4 named by its label',
    declared: 'disks: { vda: { size: 1G, filesystem: ext4, label: system } }\n',
    commands: `
disks: { vda: { size: 1G } }
setup: [mkfs.ext4 -q -L system /dev/vda]
`,
    rest: 'cmdline: root=LABEL=system ro\n',
    outcome: 'boots',
  },
  {
    name: 'ext4 in LUKS on a disk',
    declared: `
disks: { vda: { size: 1G, luks: system } }
luks: { system: { passphrase: secret, uuid: 11111111-2222-3333-4444-555555555555, filesystem: ext4 } }
`,
    commands: `
disks: { vda: { size: 1G } }
setup:
  - printf secret | cryptsetup luksFormat -q --uuid 11111111-2222-3333-4444-555555555555 /dev/vda -
  - printf secret | cryptsetup open /dev/vda system -
  - mkfs.ext4 -q /dev/mapper/system
  - cryptsetup close system
`,
    rest: `
cmdline: root=/dev/mapper/luks-11111111-2222-3333-4444-555555555555 rd.luks.uuid=11111111-2222-3333-4444-555555555555
operator: [{ answer: secret }]
`,
    outcome: 'boots',
  },
];

const LOOKS: readonly (readonly string[])[] = [
  ['zpool', 'import', '-N', '-a'],
  ['zfs', 'get', '-r', 'all'],
  ['zpool', 'status'],
  ['zpool', 'get', 'all'],
  ['udevadm', 'settle'],
  ['blkid'],
  ['lsblk', '-o', 'NAME,SIZE,TYPE,FSTYPE,LABEL'],
];

/** What a person would see on the machine once udev is up, but for what every making makes anew. */
function seen(text: string): string {
  const m: Machine = buildMachine(prepared(text));
  m.kernel.start(
    function* (p) {
      p.idle = true;
      for (;;) yield { on: [p.childEnded], why: 'a child of init' };
    },
    { argv: ['init'] },
  );
  m.zfs.loadModule();
  m.udev.start();
  m.udev.trigger(m.block.devices, 'add');
  return LOOKS.map((argv) => {
    const { stdout, stderr, status } = run(m, { argv });
    return `$ ${argv.join(' ')}\n${stdout}${stderr}${status}\n`;
  })
    .join('')
    .replace(/^(\S+ +)(guid|creation|createtxg|objsetid|load_guid)( +)\S.*$/gm, '$1$2 …')
    .replace(/((?:UUID|PARTUUID|UUID_SUB)=")[^"]+"/g, '$1…"')
    .replace(/PARTLABEL="zfs-[0-9a-f]+"/g, 'PARTLABEL="zfs-…"');
}

const untimed = (text: string): unknown =>
  JSON.parse(printJson([rehearse(prepared(text))]), (key, value: unknown) => (key === 'atUs' ? undefined : value));

describe.each(LAYOUTS)('$name', ({ declared, commands, rest, outcome }) => {
  const pair = [`name: x\n${declared}${rest}`, `name: x\n${commands}${rest}`] as const;

  test('looks the same, declared and built by commands', () => {
    const built = seen(pair[1]);
    expect(built).toBe(seen(pair[0]));
    expect(built.match(/\n/g)!.length).toBeGreaterThan(10);
  });

  test('boots the same way', () => {
    expect(untimed(pair[1])).toEqual(untimed(pair[0]));
    expect(rehearse(prepared(pair[1])).outcome).toBe(outcome);
  });
});

const findings = (text: string) => {
  try {
    rehearse(prepared(text));
  } catch (error) {
    if (error instanceof UnusableInput) return error.findings;
    throw error;
  }
  return [];
};

describe('commands that fail', () => {
  test('are told with their place in a list, their words and what they said', () => {
    expect(findings('disks: { vda: {} }\nsetup:\n  - zpool create rpool vda\n  - zfs create rpol/x\n')).toEqual([
      expect.objectContaining({
        file: 's.yaml',
        line: 4,
        column: 5,
        message: "setup: zfs create rpol/x ended with status 1: cannot create 'rpol/x': no such pool 'rpol'",
      }),
    ]);
  });

  test('are told with their line of a text', () => {
    expect(
      findings('disks: { vda: {} }\nsetup: |\n  if true; then\n    # nothing\n    false\n  fi\n')[0],
    ).toMatchObject({
      line: 5,
      column: 5,
      message: 'setup: false ended with status 1',
    });
  });

  test('a syntax error has its line', () => {
    expect(findings('setup:\n  - echo "a\n')[0]).toMatchObject({ line: 2, message: expect.stringContaining('dash: ') });
  });

  test('what may fail is no finding', () => {
    expect(
      findings('disks: { vda: {} }\nsetup:\n  - zpool import nothing || true\n  - if false; then :; fi\n'),
    ).toEqual([]);
  });
});

test('a pool that was not exported belongs to the same system, and what was written is there', () => {
  const text = `
hostid: 0a0b0c0d
cmdline: root=zfs:rpool/ROOT
disks: { vda: {} }
setup:
  - zpool create -O mountpoint=none rpool vda
  - zfs create -o mountpoint=legacy rpool/ROOT
`;
  const m = buildMachine(prepared(text));
  expect(m.zfs.allPools.map((pool) => [pool.name, pool.imported, pool.lastUser?.hostid])).toEqual([
    ['rpool', false, '0a0b0c0d'],
  ]);
  expect(rehearse(prepared(text)).outcome).toBe('boots');
});

test('commands run after the declared layout', () => {
  const text = `
pools: { rpool: { bootfs: rpool/ROOT } }
datasets: { rpool/ROOT: { mountpoint: none } }
setup:
  - zpool import -N rpool
  - zfs set mountpoint=/ rpool/ROOT
  - zfs set canmount=noauto rpool/ROOT
  - zpool export rpool
`;
  expect(rehearse(prepared(text)).mounted).toEqual({ '/sysroot': 'rpool/ROOT' });
});

test('a disk that comes late brings its pool with it', () => {
  const text = (appears: string) => `
disks: { vda: { appears: ${appears} } }
setup:
  - zpool create -O mountpoint=none rpool vda
  - zfs create -o mountpoint=/ -o canmount=noauto rpool/ROOT
  - zpool set bootfs=rpool/ROOT rpool
  - zpool export rpool
`;
  expect(rehearse(prepared(text('1ms'))).outcome).toBe('boots');
  expect(rehearse(prepared(text('2s'))).outcome).toBe('emergency');
  const m = buildMachine(prepared(text('2s')));
  expect([m.block.devices.length, m.zfs.importable.length]).toEqual([0, 0]);
});

test('what setup cannot do as the real command makes the outcome inconclusive', () => {
  expect(rehearse(prepared('disks: { vda: {} }\nsetup: [zpool create -n rpool vda || true]\n')).outcome).toBe(
    'inconclusive',
  );
});

test('what is still open and mounted when the machine is switched off is kept', () => {
  const open = SUB_DATASET_COMMANDS.replace(/ {2}- umount[\s\S]*$/, '').replace(
    '/system.key\n',
    '/system.key; chmod 700 /run/keystore/rpool\n',
  );
  const m = buildMachine(prepared(`name: x\n${open}`));
  const keystore = m.zfs.allPools[0]!.datasets.get('rpool/keystore')!.content;
  if (keystore.kind !== 'luks' || keystore.header.inner.kind !== 'filesystem') throw new Error('no filesystem in LUKS');
  const { root } = keystore.header.inner.superblock;
  expect([root.names(), root.mode & 0o777]).toEqual([['lost+found', 'system.key'], 0o700]);
  expect(m.zfs.allPools[0]!.datasets.get('rpool/enc')!.wrapping!.loaded).toBe(false);
});

test('two rehearsals of one machine do not see what the other wrote', () => {
  const text = `
cmdline: root=/dev/vda rw
disks: { vda: { size: 1G } }
setup: [mkfs.ext4 -q /dev/vda]
`;
  const p = prepared(text);
  const [a, b] = [buildMachine(p), buildMachine(p)].map((m) => m.block.byPath('/dev/vda')!.content);
  if (a?.kind !== 'filesystem' || b?.kind !== 'filesystem') throw new Error('no filesystem');
  expect(a.superblock).not.toBe(b.superblock);
  expect(a.uuid).toBe(b.uuid);
  expect(printJson([rehearse(p)])).toBe(printJson([rehearse(p)]));
});

test('a system that was installed by hand boots, with what was changed in it', () => {
  const text = (install: string) => `
disks: { vda: { size: 2G, partitions: { 1: { size: 100M }, 2: {} } } }
setup: |
  mkfs.vfat -n EFI /dev/vda1
  zpool create -o ashift=12 -O acltype=posixacl -O canmount=off -O mountpoint=/ -R /mnt rpool /dev/vda2
  zfs create -o canmount=off -o mountpoint=none rpool/ROOT
  zfs create -o canmount=noauto -o mountpoint=/ rpool/ROOT/debian
  zfs mount rpool/ROOT/debian
  ${install}
  mkdir -p /mnt/etc
  echo lab > /mnt/etc/hostname
  umount /mnt
  zpool set bootfs=rpool/ROOT/debian rpool
  zpool export -a
`;
  const installed = prepared(text('debootstrap trixie /mnt'));
  expect(rehearse(installed)).toMatchObject({ outcome: 'boots', unsupported: [] });
  const { tree } = buildMachine(installed).zfs.allPools[0]!.datasets.get('rpool/ROOT/debian')!;
  expect(tree?.get('/etc/hostname')).toMatchObject({ content: 'lab\n' });
  // Without an installation there is a directory and nothing else.
  expect(rehearse(prepared(text(':'))).outcome).toBe('emergency');
});
