/** Machines for trials: small layouts of ZFS on root that boot on the builtin image, and what can be different in them. */
import type { Keys } from './proof.ts';
import type { Subject } from './subject.ts';

const BASE = { cmdline: 'root=zfs:AUTO ro quiet', hostid: '00bab10c' };
const PASSPHRASE = {
  encryption: 'aes-256-gcm',
  keyformat: 'passphrase',
  keylocation: 'prompt',
  passphrase: 'correct horse',
};
const CONTAINER = { canmount: 'off', mountpoint: 'none' };
const ROOT = { mountpoint: '/', canmount: 'noauto' };

/** Names that a keystore layout has: `/dev/zvol/POOL/VOLUME`, `file://FOLDER/POOL/system.key`. */
export interface Keystore {
  readonly volume: string;
  readonly folder: string;
}

/** The names that a script's text uses, else Ubuntu's. */
export function keystoreIn(text: string): Keystore {
  const volume = /\/dev\/zvol\/[^\s"'`]*?\/([A-Za-z][\w.-]*)(?=["'\s;)]|$)/m.exec(text)?.[1] ?? 'keystore';
  const folder = /file:\/\/(\/[\w./-]*\w)\/["'$]/.exec(text)?.[1] ?? '/run/keystore';
  return { volume, folder };
}

/**
 * The key is a file in a LUKS volume of the pool, as Ubuntu has it.
 * @param encryptionRoot the pool or a dataset directly below it
 */
export function withKeystore(encryptionRoot: string, { volume, folder }: Keystore): Keys {
  const [pool = ''] = encryptionRoot.split('/');
  const encrypted = {
    encryption: 'aes-256-gcm',
    keyformat: 'raw',
    keylocation: `file://${folder}/${pool}/system.key`,
    key: 'system',
    ...CONTAINER,
  };
  const below = encryptionRoot !== pool;
  return {
    ...BASE,
    pools: { [pool]: { bootfs: `${encryptionRoot}/ROOT/system` } },
    datasets: {
      [pool]: below ? CONTAINER : encrypted,
      [`${pool}/${volume}`]: { type: 'volume', ...(below ? {} : { encryption: 'off' }), luks: 'keystore' },
      ...(below ? { [encryptionRoot]: encrypted } : {}),
      [`${encryptionRoot}/ROOT`]: CONTAINER,
      [`${encryptionRoot}/ROOT/system`]: ROOT,
    },
    luks: { keystore: { passphrase: 'correct horse', filesystem: 'ext4', files: { 'system.key': { key: 'system' } } } },
    operator: [{ answer: 'correct horse' }],
  };
}

/** A passphrase is asked. */
export function withPassphrase(encryptionRoot: string): Keys {
  const [pool = ''] = encryptionRoot.split('/');
  const below = encryptionRoot !== pool;
  return {
    ...BASE,
    pools: { [pool]: { bootfs: `${encryptionRoot}/ROOT/system` } },
    datasets: {
      [pool]: below ? CONTAINER : { ...PASSPHRASE, ...CONTAINER },
      ...(below ? { [encryptionRoot]: { ...PASSPHRASE, ...CONTAINER } } : {}),
      [`${encryptionRoot}/ROOT`]: CONTAINER,
      [`${encryptionRoot}/ROOT/system`]: ROOT,
    },
    operator: [{ answer: 'correct horse' }],
  };
}

/** Nothing is encrypted. */
export const plain = (pool: string): Keys => ({
  ...BASE,
  pools: { [pool]: { bootfs: `${pool}/ROOT/system` } },
  datasets: { [pool]: CONTAINER, [`${pool}/ROOT`]: CONTAINER, [`${pool}/ROOT/system`]: ROOT },
});

/** The pool's own dataset is the root. */
export const rootIsPool = (pool: string): Keys => ({
  ...BASE,
  pools: { [pool]: { bootfs: pool } },
  datasets: { [pool]: ROOT },
});

/** No ZFS: the root is a partition. */
export const ext4: Keys = {
  cmdline: 'root=UUID=11111111-2222-3333-4444-555555555555 ro quiet',
  hostid: '00bab10c',
  disks: {
    vda: { size: '8G', partitions: { 1: { filesystem: 'ext4', uuid: '11111111-2222-3333-4444-555555555555' } } },
  },
};

/** root= names the dataset, and no pool has bootfs. */
export function explicit(keys: Keys): Keys {
  const [[pool, { bootfs }]] = Object.entries(keys.pools as Record<string, { bootfs: string }>) as [
    [string, { bootfs: string }],
  ];
  return { ...keys, cmdline: `root=zfs:${bootfs} ro quiet`, pools: { [pool]: {} } };
}

/** The same with further datasets. */
export const withDatasets = (keys: Keys, more: Keys): Keys => ({
  ...keys,
  datasets: { ...(keys.datasets as Keys), ...more },
});

/** A child of the root with an encryption root of its own, which is mounted at `at`. */
export const ownPassphraseBelow = (keys: Keys, at: string): Keys => {
  const [bootfs] = Object.values(keys.pools as Record<string, { bootfs: string }>).map((pool) => pool.bootfs);
  return withDatasets(keys, {
    [`${bootfs}${at}`]: { ...PASSPHRASE, passphrase: 'battery staple', mountpoint: at },
  });
};

/** The machines that a trial without a condition of its own goes through. */
export const common = (keystore: Keystore): readonly (readonly [string, Keys])[] => [
  ['with a passphrase as the key', withPassphrase('rpool')],
  ['with the key in a keystore', withKeystore('rpool', keystore)],
  ['with encryption root rpool/enc', withPassphrase('rpool/enc')],
  ['without encryption', plain('rpool')],
  ['with root= naming the dataset', explicit(withPassphrase('rpool'))],
  ['with the root on ext4', ext4],
];

export interface Machine {
  readonly condition: string;
  readonly keys: Keys;
  /** What the image has besides: image path -> text. */
  readonly scripts: ReadonlyMap<string, string>;
}

const NO_SCRIPTS: ReadonlyMap<string, string> = new Map();

/** The common machines, and before them those on which the hooks of the phase run at all. */
export function machinesFor(subject: Subject): readonly Machine[] {
  const all = common(keystoreIn([...subject.scripts.values()].join('\n'))).map(([condition, keys]) => ({
    condition,
    keys,
    scripts: NO_SCRIPTS,
  }));
  const late = (appears: string): Keys => {
    const { vda } = ext4.disks as Record<string, Keys>;
    return { ...ext4, cmdline: `${ext4.cmdline} rd.retry=10`, disks: { vda: { ...vda, appears } } };
  };
  switch (subject.phase) {
    case 'mount':
      return [
        { condition: 'with a root that only a hook mounts', keys: hookMounts, scripts: NO_SCRIPTS },
        { condition: 'with a passphrase that the mount hook asks for and nobody gives', ...unanswered(subject) },
        ...all,
      ];
    case 'pre-pivot':
    case 'cleanup':
      return [
        {
          condition: 'with an operator who leaves the emergency shell',
          keys: { ...ext4, operator: [{ console: ['exit'] }] },
          scripts: NO_SCRIPTS,
        },
        ...all,
      ];
    case 'initqueue':
    case 'initqueue/settled':
      return [{ condition: 'with a disk that appears after 5s', keys: late('5s'), scripts: NO_SCRIPTS }, ...all];
    case 'initqueue/timeout':
      return [{ condition: 'with a disk that does not appear', keys: late('10h'), scripts: NO_SCRIPTS }, ...all];
    default:
      return all;
  }
}

/** Nothing is said about the root, so that systemd mounts none and the mount hooks are asked. */
const hookMounts: Keys = {
  ...ext4,
  cmdline: 'ro quiet',
  disks: {
    vda: {
      size: '8G',
      partitions: {
        1: {
          filesystem: 'ext4',
          files: { 'etc/os-release': 'NAME=own', 'sbin/init': { text: '#!/bin/sh', mode: '755' } },
        },
      },
    },
  },
};

/** ZFS on root where no generator has systemd mount it: the mount hooks do, and ask for what the pre-mount hooks did not. */
function unanswered({ image }: Subject): { readonly keys: Keys; readonly scripts: ReadonlyMap<string, string> } {
  const { operator: _, ...keys } = withPassphrase('rpool');
  const silenced = [...image.tree.entries]
    .filter(
      ([path, { type }]) => type === 'file' && /zfs-generator$|\/hooks\/pre-mount\/\d*-?zfs-load-key\.sh$/.test(path),
    )
    .map(([path]): [string, string] => [path, '#!/bin/sh\n# Does nothing on this machine.\n']);
  return { keys: { ...keys, cmdline: 'ro quiet' }, scripts: new Map(silenced) };
}
