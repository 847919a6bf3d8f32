/** ZFS states that no recorded row has, compared with what the manual pages of OpenZFS 2.1 say about them. */
import { type Claim, checkClaims, machineToBuildOn } from './man-pages.ts';

const table = (...rows: readonly string[]): string => rows.map((row) => `${row}\n`).join('');

checkClaims(
  'clones, bookmarks, holds',
  () =>
    machineToBuildOn([
      'zpool create -O canmount=off -O mountpoint=none rpool vdb',
      'zfs create rpool/a',
      'zfs create rpool/a/b',
      'zfs snapshot -r rpool/a@one',
      'zfs snapshot rpool/a@two',
      'zfs snapshot rpool/a@three',
    ]),
  [
    {
      page: 'zfs-list(8) -t',
      says: 'a dataset comes before its snapshots, these by age',
      lines: ['zfs list -Ht filesystem,snapshot -o name'],
      prints: table('rpool', 'rpool/a', 'rpool/a@one', 'rpool/a@two', 'rpool/a@three', 'rpool/a/b', 'rpool/a/b@one'),
    },
    {
      page: 'zfs-list(8) -d',
      says: 'a depth of 1 shows a dataset and its direct children, without their snapshots',
      lines: ['zfs list -d 1 -Ht all -o name rpool'],
      prints: table('rpool', 'rpool/a'),
    },
    {
      page: 'zfs-bookmark(8)',
      says: 'a bookmark marks the point in time of a snapshot; the dataset may be left out of its name',
      lines: ["zfs bookmark rpool/a@one '#mark'", 'zfs get -Ho value createtxg rpool/a@one'],
      prints: /^\d+\n$/,
    },
    {
      page: 'zfs-bookmark(8)',
      says: 'it can be made of another bookmark',
      lines: ['zfs bookmark rpool/a#mark rpool/a#again', 'zfs list -Ht bookmark -o name'],
      prints: table('rpool/a#again', 'rpool/a#mark'),
    },
    {
      page: 'zfsprops(7) Native Properties',
      says: 'a bookmark has no properties but type, creation, referenced, createtxg and guid',
      lines: ['zfs get -Ho property all rpool/a#mark'],
      prints: table('type', 'creation', 'referenced', 'createtxg', 'guid'),
    },
    {
      page: 'zfsconcepts(7) Clones',
      says: 'a clone depends on its origin: the snapshot cannot be destroyed while it exists',
      lines: ['zfs clone rpool/a@one rpool/clone', 'zfs destroy rpool/a@one'],
      prints: table(
        "cannot destroy 'rpool/a@one': snapshot has dependent clones",
        "use '-R' to destroy the following datasets:",
        'rpool/clone',
      ),
      status: 1,
    },
    {
      page: 'zfsprops(7) clones, origin',
      says: 'the two name each other',
      lines: ['zfs get -Ho value clones,origin rpool/a@one rpool/clone'],
      prints: table('rpool/clone', '-', '-', 'rpool/a@one'),
    },
    {
      page: 'zfs-destroy(8)',
      says: 'a dataset with active dependents is refused',
      lines: ['zfs destroy rpool/a'],
      prints:
        /^cannot destroy 'rpool\/a': filesystem has children\nuse '-r' to destroy the following datasets:\nrpool\/a\/b@one\n/,
      status: 1,
    },
    {
      page: 'zfs-destroy(8) -r',
      says: 'children go, but clones outside the hierarchy need -R',
      lines: ['zfs destroy -r rpool/a'],
      prints: table(
        "cannot destroy 'rpool/a': filesystem has dependent clones",
        "use '-R' to destroy the following datasets:",
        'rpool/clone',
      ),
      status: 1,
    },
    {
      page: 'zfs-destroy(8) -n -v',
      says: 'a dry run says what would go and destroys nothing',
      lines: ['zfs destroy -nv rpool/a@two'],
      prints: table('would destroy rpool/a@two', 'would reclaim 0B'),
    },
    {
      page: 'zfs-destroy(8) -p',
      says: 'for machines, an inclusive range with an open end',
      lines: ['zfs destroy -np rpool/a@two%'],
      prints: table('destroy\trpool/a@two', 'destroy\trpool/a@three', 'reclaim\t0'),
    },
    {
      page: 'zfs-hold(8)',
      says: 'a held snapshot cannot be destroyed',
      lines: ['zfs hold keep rpool/a@two', 'zfs destroy rpool/a@two'],
      prints: 'cannot destroy snapshot rpool/a@two: dataset is busy\n',
      status: 1,
    },
    {
      page: 'zfs-hold(8)',
      says: 'tags are unique on a snapshot',
      lines: ['zfs hold keep rpool/a@two'],
      prints: "cannot hold snapshot 'rpool/a@two': tag already exists on this dataset\n",
      status: 1,
    },
    {
      page: 'zfsprops(7) userrefs',
      says: 'holds are counted',
      lines: ['zfs get -Ho value userrefs rpool/a@two'],
      prints: '1\n',
    },
    {
      page: 'zfs-hold(8) holds -H',
      says: 'holds are listed with tabs and without a header',
      lines: ['zfs holds -H rpool/a@two'],
      prints: /^rpool\/a@two\tkeep\t[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d \d{4}\n$/,
    },
    {
      page: 'zfs-destroy(8) -d',
      says: 'what cannot go now is marked for deferred destruction',
      lines: ['zfs destroy -d rpool/a@two', 'zfs get -Ho value defer_destroy rpool/a@two'],
      prints: 'on\n',
    },
    {
      page: 'zfs-destroy(8) -d',
      says: 'and goes with the last hold',
      lines: ['zfs release keep rpool/a@two', 'zfs list -H rpool/a@two'],
      prints: "cannot open 'rpool/a@two': dataset does not exist\n",
      status: 1,
    },
    {
      page: 'zfs-rollback(8)',
      says: 'newer snapshots and bookmarks stand in the way',
      lines: ['zfs rollback rpool/a@one'],
      prints: table(
        "cannot rollback to 'rpool/a@one': more recent snapshots or bookmarks exist",
        "use '-r' to force deletion of the following snapshots and bookmarks:",
        'rpool/a@three',
      ),
      status: 1,
    },
    {
      page: 'zfs-rollback(8) -r',
      says: 'and are destroyed on request, bookmarks of older snapshots not',
      lines: ['zfs rollback -r rpool/a@one', 'zfs list -rHt snapshot,bookmark -o name rpool/a'],
      prints: table('rpool/a@one', 'rpool/a#again', 'rpool/a#mark', 'rpool/a/b@one'),
    },
    {
      page: 'zfs-promote(8)',
      says: 'the origin becomes a clone of the promoted dataset, which owns the snapshot now',
      lines: ['zfs promote rpool/clone', 'zfs get -Ho name,value origin rpool/a rpool/clone'],
      prints: table('rpool/a\trpool/clone@one', 'rpool/clone\t-'),
    },
    {
      page: 'zfs-promote(8)',
      says: 'only clones can be promoted',
      lines: ['zfs promote rpool/clone'],
      prints: "cannot promote 'rpool/clone': not a cloned filesystem\n",
      status: 1,
    },
    {
      page: 'zfs-destroy(8)',
      says: 'a bookmark is destroyed by its name, without options',
      lines: ['zfs destroy rpool/a#mark', 'zfs destroy rpool/a#mark'],
      prints: "bookmark 'rpool/a#mark' does not exist.\n",
      status: 1,
    },
    {
      page: 'zfs-rename(8)',
      says: 'snapshots and bookmarks move with their dataset; a snapshot is renamed within it',
      lines: [
        'zfs rename rpool/clone rpool/root',
        'zfs rename rpool/root@one @first',
        'zfs list -rHt snapshot -o name rpool/root',
      ],
      prints: 'rpool/root@first\n',
    },
    {
      page: 'zfs-rename(8) -r',
      says: 'snapshots of one name are renamed in all datasets below',
      lines: [
        'zfs snapshot -r rpool@old',
        'zfs rename -r rpool@old rpool@new',
        'zfs list -Ht snapshot -o name rpool rpool/a rpool/a/b',
      ],
      prints: table('rpool@new', 'rpool/a@new', 'rpool/a/b@one', 'rpool/a/b@new'),
    },
    {
      page: 'zfs-rename(8) -p',
      says: 'missing parents are made',
      lines: ['zfs rename -p rpool/a/b rpool/x/y/b', 'zfs list -rHo name rpool/x'],
      prints: table('rpool/x', 'rpool/x/y', 'rpool/x/y/b'),
    },
  ],
);

const ENCRYPTION: readonly Claim[] = [
  {
    page: 'zfs-load-key(8) Encryption',
    says: 'children inherit encryption and key; only the root has a keylocation',
    lines: ['zfs get -rHo name,property,value encryptionroot,keyformat,keylocation rpool/e'],
    prints: table(
      ...[
        ['rpool/e', 'rpool/e', 'file:///run/passphrase'],
        ['rpool/e/child', 'rpool/e', 'none'],
      ].flatMap(([name, root, location]) => [
        `${name}\tencryptionroot\t${root}`,
        `${name}\tkeyformat\tpassphrase`,
        `${name}\tkeylocation\t${location}`,
      ]),
    ),
  },
  {
    page: 'zfsprops(7) encryption',
    says: 'a child may not be encrypted by its own keyless cipher change away from its root',
    lines: [
      'zfs create -o encryption=aes-128-ccm rpool/e/cipher',
      'zfs get -Ho value encryption,encryptionroot rpool/e/cipher',
    ],
    prints: table('aes-128-ccm', 'rpool/e'),
  },
  {
    page: 'zfsprops(7) keyformat',
    says: 'a new encryption root needs a keyformat',
    lines: ['zfs create -o encryption=on rpool/x'],
    prints: "cannot create 'rpool/x': Keyformat required for new encryption root.\n",
    status: 1,
  },
  {
    page: 'zfsprops(7) pbkdf2iters',
    says: 'at least 100000 iterations',
    lines: [
      'zfs create -o encryption=on -o keyformat=passphrase -o keylocation=file:///run/passphrase -o pbkdf2iters=99999 rpool/x',
    ],
    prints: "cannot create 'rpool/x': minimum pbkdf2 iterations is 100000\n",
    status: 1,
  },
  {
    page: 'zfsprops(7) keyformat',
    says: 'a raw key has 32 bytes, a passphrase 8 to 512',
    lines: ['zfs create -o encryption=on -o keyformat=raw -o keylocation=file:///run/passphrase rpool/x'],
    prints: "cannot create 'rpool/x': Raw key too short (expected 32).\n",
    status: 1,
  },
  {
    page: 'zfs-change-key(8)',
    says: 'a dataset that is no encryption root becomes one',
    lines: [
      'zfs change-key -o keyformat=raw -o keylocation=file:///run/raw rpool/e/child',
      'zfs get -Ho value encryptionroot,keyformat,keylocation,pbkdf2iters rpool/e/child',
    ],
    prints: table('rpool/e/child', 'raw', 'file:///run/raw', '0'),
  },
  {
    page: 'zfs-change-key(8) -i',
    says: 'an encryption root takes its parent key again',
    lines: ['zfs change-key -i rpool/e/child', 'zfs get -Ho value encryptionroot,keylocation rpool/e/child'],
    prints: table('rpool/e', 'none'),
  },
  {
    page: 'zfs-change-key(8) -i',
    says: 'which needs an encrypted parent',
    lines: ['zfs change-key -i rpool/e'],
    prints: 'Key change error: Parent must be encrypted.\n',
    status: 255,
  },
  {
    page: 'zfsprops(7) keylocation',
    says: 'a URL may be set on an encryption root only',
    lines: ['zfs set keylocation=https://keys.example/k rpool/e', 'zfs get -Ho value,source keylocation rpool/e'],
    prints: 'https://keys.example/k\tlocal\n',
  },
  {
    page: 'zfsprops(7) keylocation',
    says: 'and not on what inherits its key',
    lines: ['zfs set keylocation=prompt rpool/e/child'],
    prints: "cannot set property for 'rpool/e/child': permission denied\n",
    status: 1,
  },
  {
    page: 'zfs-load-key(8) unload-key',
    says: 'a dataset in use keeps its key',
    lines: ['zfs set keylocation=file:///run/passphrase rpool/e', 'zfs mount rpool/e/child', 'zfs unload-key rpool/e'],
    prints: "Key unload error: 'rpool/e' is busy.\n",
    status: 255,
  },
  {
    page: 'zfs-load-key(8) -n',
    says: 'a dry run verifies a key that is loaded already',
    lines: ['zfs load-key -n rpool/e'],
    prints: '1 / 1 key(s) successfully verified\n',
  },
  {
    page: 'zfs-load-key(8) -L',
    says: 'another location for this one time; a wrong key is refused',
    lines: ['zfs unmount rpool/e/child', 'zfs unload-key rpool/e', 'zfs load-key -L file:///run/other rpool/e'],
    prints: "Key load error: Incorrect key provided for 'rpool/e'.\n",
    status: 255,
  },
  {
    page: 'zfs-mount(8) -l',
    says: 'loads the key of what it mounts',
    lines: ['zfs mount -l rpool/e/child', 'zfs get -Ho value mounted,keystatus rpool/e/child'],
    prints: table('yes', 'available'),
  },
  {
    page: 'zfs-clone(8), zfs-load-key(8) Encryption',
    says: 'a clone is under its origin key wherever it stands',
    lines: [
      'zfs snapshot rpool/e/child@s',
      'zfs clone rpool/e/child@s rpool/away',
      'zfs get -Ho value encryptionroot,keystatus rpool/away',
    ],
    prints: table('rpool/e', 'available'),
  },
  {
    page: 'zfs-rename(8), zfs-load-key(8)',
    says: 'what inherits its key cannot leave its encryption root',
    lines: ['zfs rename rpool/e/child rpool/child'],
    prints: "cannot rename 'rpool/e/child': cannot move encrypted child outside of its encryption root\n",
    status: 1,
  },
];
checkClaims(
  'an encryption hierarchy',
  () =>
    machineToBuildOn([
      'zpool create -O canmount=off -O mountpoint=none rpool vdb',
      'zfs create -o encryption=on -o keyformat=passphrase -o keylocation=file:///run/passphrase -o canmount=off rpool/e',
      'zfs create -u -o mountpoint=/run/child rpool/e/child',
    ]),
  ENCRYPTION,
);

checkClaims(
  'properties',
  () =>
    machineToBuildOn([
      'zpool create rpool vdb',
      'zfs create rpool/a',
      'zfs create rpool/a/b',
      'zfs create -s -V 10M rpool/a/v',
    ]),
  [
    {
      page: 'zfsprops(7) User Properties',
      says: 'they are always inherited',
      lines: ['zfs set org.example:note=kept rpool/a', 'zfs get -rHo name,value,source org.example:note rpool/a'],
      prints: table(
        'rpool/a\tkept\tlocal',
        'rpool/a/b\tkept\tinherited from rpool/a',
        'rpool/a/v\tkept\tinherited from rpool/a',
      ),
    },
    {
      page: 'zfs-set(8) get -t',
      says: 'only datasets of the type',
      lines: ['zfs get -r -t volume -Ho name,value volsize rpool'],
      prints: 'rpool/a/v\t10M\n',
    },
    {
      page: 'zfs-set(8) get -s',
      says: 'only properties from these sources',
      lines: ['zfs get -s local -rHo name,property,value all rpool'],
      prints: table('rpool/a\torg.example:note\tkept', 'rpool/a/v\tvolsize\t10M'),
    },
    {
      page: 'zfs-set(8) get -s',
      says: 'sources have names',
      lines: ['zfs get -s elsewhere all rpool'],
      prints: /^invalid source 'elsewhere'\nusage:\n/,
      status: 2,
    },
    {
      page: 'zfs-set(8) inherit',
      says: 'a setting is cleared, down to the default when no ancestor has one',
      lines: ['zfs set atime=off rpool/a', 'zfs inherit -r atime rpool/a', 'zfs get -Ho value,source atime rpool/a/b'],
      prints: 'on\tdefault\n',
    },
    {
      page: 'zfs-set(8) inherit',
      says: 'what cannot be inherited is told, with the way to clear it',
      lines: ['zfs inherit quota rpool/a'],
      prints: table(
        "'quota' property cannot be inherited",
        "use 'zfs set quota=none' to clear",
        "use 'zfs inherit -S quota' to revert to received value",
      ),
      status: 1,
    },
    {
      page: 'zfs-set(8) inherit -S',
      says: 'without a received value, one that is not inheritable goes back to its default',
      lines: ['zfs set quota=100M rpool/a', 'zfs inherit -S quota rpool/a', 'zfs get -Ho value,source quota rpool/a'],
      prints: 'none\tdefault\n',
    },
    {
      page: 'zfsprops(7) quota',
      says: 'a dataset and what is below it can use no more',
      lines: ['zfs set quota=1M rpool/a', 'zfs get -Hpo value available rpool/a/b'],
      prints: /^9\d{5}\n$/,
    },
    {
      page: 'zfsprops(7) reservation',
      says: 'what is reserved counts as used by the parents',
      lines: ['zfs set quota=none rpool/a', 'zfs set reservation=50M rpool/a', 'zfs get -Ho value used rpool'],
      prints: /^50\.\dM\n$/,
    },
    {
      page: 'zfs-list(8) -o space',
      says: 'short for the columns of space',
      lines: ['zfs list -o space rpool/a/v'],
      prints: /^NAME +AVAIL +USED +USEDSNAP +USEDDS +USEDREFRESERV +USEDCHILD\nrpool\/a\/v /,
    },
    {
      page: 'zfs-list(8) -s -S',
      says: 'sorted by a property, downwards with -S',
      lines: ['zfs list -Ho name -S name -r rpool/a'],
      prints: table('rpool/a/v', 'rpool/a/b', 'rpool/a'),
    },
    {
      page: 'zfsprops(7) readonly, Temporary Mount Point Properties',
      says: 'a mount option overrides a property for as long as it is mounted',
      lines: ['zfs unmount rpool/a/b', 'zfs mount -o ro rpool/a/b', 'zfs get -Ho value,source readonly rpool/a/b'],
      prints: 'on\ttemporary\n',
    },
    {
      page: 'zfsprops(7) mountpoint',
      says: 'a new mountpoint is taken at once, by what inherits it too',
      lines: ['zfs set mountpoint=/run/m rpool/a', 'findmnt -no TARGET rpool/a/b'],
      prints: '/run/m/b\n',
    },
    {
      page: 'zfsprops(7) canmount',
      says: 'with off it is unmounted and cannot be mounted; its children inherit its mountpoint all the same',
      lines: ['zfs unmount rpool/a/b', 'zfs set canmount=off rpool/a', 'zfs mount rpool/a'],
      prints: "cannot mount 'rpool/a': 'canmount' property is set to 'off'\n",
      status: 1,
    },
  ],
);

for (const [mountpoint, canmount, why] of [
  ['none', 'on', 'no mountpoint set'],
  ['none', 'noauto', 'no mountpoint set'],
  ['legacy', 'on', 'legacy mountpoint\nuse mount(8) to mount this filesystem'],
  ['legacy', 'noauto', 'legacy mountpoint\nuse mount(8) to mount this filesystem'],
  ['/run/x', 'off', "'canmount' property is set to 'off'"],
] as const)
  checkClaims(
    `mountpoint=${mountpoint} canmount=${canmount}`,
    () =>
      machineToBuildOn([
        'zpool create -O mountpoint=none rpool vdb',
        `zfs create -u -o mountpoint=${mountpoint} -o canmount=${canmount} rpool/a`,
      ]),
    [
      {
        page: 'zfs-mount(8), zfsconcepts(7) Mount Points',
        says: 'zfs mount refuses',
        lines: ['zfs mount rpool/a'],
        prints: `cannot mount 'rpool/a': ${why}\n`,
        status: 1,
      },
      {
        page: 'zfs-mount(8) -a',
        says: 'and passes over it when all are mounted',
        lines: ['zfs mount -a', 'zfs mount'],
        prints: '',
      },
    ],
  );

checkClaims('a pool of mirrors', () => machineToBuildOn(['zpool create rpool mirror vdb vdc']), [
  {
    page: 'zpool-offline(8)',
    says: 'a device is taken out; the pool goes on, degraded',
    lines: ['zpool offline rpool vdc', 'zpool list -Ho health rpool'],
    prints: 'DEGRADED\n',
  },
  {
    page: 'zpoolconcepts(7) Device Failure and Recovery',
    says: 'OFFLINE is shown for what the administrator took out',
    lines: ['zpool status rpool'],
    prints:
      /state: DEGRADED\nstatus: One or more devices has been taken offline by the administrator\.\n[\s\S]*\n\t {4}vdc {5}OFFLINE /,
  },
  {
    page: 'zpool-offline(8)',
    says: 'the last replica cannot be taken out',
    lines: ['zpool offline rpool vdb'],
    prints: 'cannot offline vdb: no valid replicas\n',
    status: 1,
  },
  {
    page: 'zpool-online(8)',
    says: 'it comes back and is resilvered',
    lines: ['zpool online rpool vdc', 'zpool status rpool'],
    prints: /state: ONLINE\n {2}scan: resilvered \S+ in 00:00:00 with 0 errors on /,
  },
  {
    page: 'zpool-detach(8)',
    says: 'a device leaves a mirror',
    lines: ['zpool detach rpool vdc', 'zpool detach rpool vdb'],
    prints: 'cannot detach vdb: only applicable to mirror and replacing vdevs\n',
    status: 1,
  },
  {
    page: 'zpool-create(8)',
    says: 'a device in use by a pool is refused, also with -f',
    lines: ['zpool create -f other vdb'],
    prints: table(
      'invalid vdev specification',
      'the following errors must be manually repaired:',
      "/dev/vdb1 is part of active pool 'rpool'",
    ),
    status: 1,
  },
  {
    page: 'zpool-create(8) -f',
    says: 'a filesystem on it is a reason to refuse that -f overrides',
    lines: ['mkfs.ext4 -q /dev/vdd', 'zpool create other vdd'],
    prints: table(
      'invalid vdev specification',
      "use '-f' to override the following errors:",
      "/dev/vdd contains a filesystem of type 'ext4'",
    ),
    status: 1,
  },
  {
    page: 'zpool-attach(8)',
    says: 'a single disk becomes a mirror',
    lines: ['zpool attach rpool vdb vdc', 'zpool status rpool'],
    prints: /\n\t {2}mirror-0 {2}ONLINE .*\n\t {4}vdb .*\n\t {4}vdc /,
  },
  {
    page: 'zpool-add(8)',
    says: 'another kind of group needs -f',
    lines: ['zpool add rpool vde'],
    prints: table(
      'invalid vdev specification',
      "use '-f' to override the following errors:",
      'mismatched replication level: pool uses mirror and new vdev is disk',
    ),
    status: 1,
  },
  {
    page: 'zpool-history(8)',
    says: 'all that changed the pool since it was made',
    lines: ['zpool history rpool'],
    prints:
      /^History for 'rpool':\n\d{4}-\d\d-\d\d\.\d\d:\d\d:\d\d zpool create rpool mirror vdb vdc\n.* zpool offline rpool vdc\n.* zpool online rpool vdc\n.* zpool detach rpool vdc\n.* zpool attach rpool vdb vdc\n\n$/,
  },
  {
    page: 'zpool-labelclear(8)',
    says: 'a device of an exported pool needs -f',
    lines: ['zpool export rpool', 'zpool labelclear /dev/vdc1'],
    prints: table("use '-f' to override the following error:", '/dev/vdc1 is a member of exported pool "rpool"'),
    status: 1,
  },
  {
    page: 'zpool-labelclear(8), zpool-import(8)',
    says: 'without its label a device is missing',
    lines: ['zpool labelclear -f /dev/vdc1', 'zpool import'],
    prints: / state: DEGRADED\n[\s\S]*\n\t {4}vdc {5,}UNAVAIL\n/,
  },
]);
