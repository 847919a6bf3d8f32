/** The machine of the record: a Debian booted with systemd, six empty disks, and the files of the laboratory. */
import { builtinImage } from '../../src/image/builtin/builtin-image.ts';
import { KERNEL_RELEASE } from '../../src/image/builtin/inventory.ts';
import { overlay, programFile } from '../../src/image/image.ts';
import { addDisk } from '../../src/machine/block/add-disk.ts';
import type { Content } from '../../src/machine/block/content.ts';
import { newFilesystem } from '../../src/machine/block/new-filesystem.ts';
import type { OperatorStep } from '../../src/machine/console/operator.ts';
import { createMachine } from '../../src/machine/create-machine.ts';
import type { Machine } from '../../src/machine/machine.ts';
import { programs } from '../../src/programs/index.ts';
import { programLoader } from '../../src/scenario/loader.ts';
import { isErrno } from '../../src/vfs/errno.ts';
import type { TreeEntry } from '../../src/vfs/tree-index.ts';
import { plantAt } from '../machine/commands.ts';

const MIB = 2 ** 20;
const COMMAND_LINE =
  'root=/dev/vda rw console=ttyS0 mitigations=off selinux=0 rootflags=noatime lab.empty= lab.flag lab.val=one lab.multi=a lab.multi=b lab.multi=c lab.bool0=0 lab.bool1=1 lab.no=no lab.off=off lab.num=7 lab.quoted="a b" lab.val=two';

/** The right raw key is known from the rows that type it. */
const RAW_KEY = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123ef';
const KEY_FILES: Readonly<Record<string, string>> = {
  'ok.key': RAW_KEY,
  'wrong.key': 'z'.repeat(32),
  'short.key': RAW_KEY.slice(0, 31),
  'long.key': `${RAW_KEY}x`,
  'longnl.key': `${RAW_KEY}\n`,
  'empty.key': '',
  'hex.key': [...RAW_KEY].map((c) => c.charCodeAt(0).toString(16)).join(''),
  'luks.pass': 'keystorepw',
  'luksnl.pass': 'keystorepw\n',
  'lukswrong.pass': 'nope',
  pp: 'correcthorse',
};
/** Sections in which the key files were readable by everybody. */
const READABLE = new Set(['subds']);

const file = (content: string, mode = 0o644): TreeEntry => ({ type: 'file', mode, content });
const directory: TreeEntry = { type: 'directory', mode: 0o755 };
const unit = (name: string, text: string): readonly [string, TreeEntry] => [
  `/usr/lib/systemd/system/${name}`,
  file(text),
];

/** What an initramfs has and an installed system has not, or has in another form. */
const OF_THE_INITRAMFS =
  /^\/(?:etc|usr\/lib)\/initrd-release$|\/system-environment-generators\/|\/system-generators\/.*dracut|\/systemd\/system\/.*(?:initrd|dracut|zfs|ask-password-console)|\/systemd-tmpfiles-clean\.timer$|\/modules-load\.d\/zfs/;

const installedBase = () => {
  const { tree } = builtinImage();
  return tree.with(
    new Map([...tree.entries].filter(([path]) => OF_THE_INITRAMFS.test(path)).map(([path]) => [path, undefined])),
  );
};

/** The kernel of the record could load xfs. */
function xfsModule(): [string, TreeEntry][] {
  const base = `/usr/lib/modules/${KERNEL_RELEASE}`;
  const index = builtinImage().tree.get(`${base}/modules.dep`);
  if (index?.type !== 'file') throw new Error('the image has no modules.dep');
  return [
    [`${base}/kernel/fs/xfs/xfs.ko`, file('\x7fELF xfs\n')],
    [`${base}/modules.dep`, { ...index, content: `${index.content}kernel/fs/xfs/xfs.ko:\n` }],
  ];
}

/** What a Debian has and an initramfs lacks, as far as the rows ask for it. */
function installedSystem(): Map<string, TreeEntry> {
  const own =
    /^(?:modprobe|lsmod|insmod|rmmod|depmod|modinfo|kmod|systemd|systemd-cryptsetup|systemd-reply-password|plymouth)$/;
  return new Map<string, TreeEntry>([
    ...[...programs.keys()]
      .filter((name) => !own.test(name))
      .map((name) => [`/usr/bin/${name}`, programFile(name)] as const),
    ['/usr/bin/bash', programFile('bash')],
    ['/usr/lib/systemd/systemd-reply-password', programFile('systemd-reply-password')],
    ['/etc/fstab', file('')],
    ['/etc/passwd', file('root:x:0:0:root:/root:/bin/sh\n')],
    ['/etc/machine-id', file('0123456789abcdef0123456789abcdef\n')],
    ...['/mnt', '/sysroot', '/sysroot2', '/etc/zfs', '/root'].map((path) => [path, directory] as const),
    ...xfsModule(),
    unit(
      'multi-user.target',
      '[Unit]\nDescription=Multi-User System\nAllowIsolate=yes\nRequires=basic.target\nAfter=basic.target\n',
    ),
    ['/usr/lib/systemd/system/default.target', { type: 'symlink', target: 'multi-user.target' }],
    unit('zfs-import.target', '[Unit]\nDescription=ZFS pool import target\n'),
    unit(
      'zfs-import-cache.service',
      '[Unit]\nDefaultDependencies=no\nConditionFileNotEmpty=/etc/zfs/zpool.cache\n[Service]\nType=oneshot\nRemainAfterExit=yes\nExecStart=/sbin/zpool import -c /etc/zfs/zpool.cache -aN\n',
    ),
    unit(
      'zfs-import-scan.service',
      '[Unit]\nDefaultDependencies=no\nConditionFileNotEmpty=!/etc/zfs/zpool.cache\n[Service]\nType=oneshot\nRemainAfterExit=yes\nExecStart=/sbin/zpool import -aN\n',
    ),
  ]);
}

export interface Setting {
  readonly section: string;
  readonly operator: readonly OperatorStep[];
}

/** The machine at the beginning of a section, as far as the record tells: booted from its root on vda. */
export function recordedMachine({ section, operator }: Setting): Machine {
  const { tree } = overlay({ ...builtinImage(), tree: installedBase() }, installedSystem());
  const m = createMachine({
    tree,
    commandLine: COMMAND_LINE,
    hostname: 'labvm',
    operator,
    udevRunning: false,
    // One section can take hours.
    limits: { steps: 1e8, virtualUs: 1e12, spawned: 1e6, events: 1e7 },
  });
  m.kernel.loader = m.faults.wrap(programLoader(m));
  const sizeBytes = 4096 * MIB;
  const root = newFilesystem(m, { type: 'ext4', name: '/dev/vda', sizeBytes, tree });
  addDisk(m, { name: 'vda', sizeBytes, content: root });
  switchRoot(m, root);
  for (const letter of 'bcdefg') addDisk(m, { name: `vd${letter}`, sizeBytes: 768 * MIB });
  if (section !== 'nomodule') m.zfs.loadModule();
  for (const [name, content] of Object.entries(KEY_FILES))
    plantAt(m, `/run/labkeys/${name}`, content, READABLE.has(section) ? 0o644 : 0o600);
  plantAt(m, '/run/labkeys/luks-readable.pass', 'keystorepw', 0o644);
  m.kernel.start((p) => {
    const running = p.exec('/usr/lib/systemd/systemd', ['/sbin/init'], new Map());
    if (isErrno(running)) throw new Error(running.message);
    return running;
  });
  const target = (): boolean =>
    m.systemd.units.some(({ id, active }) => id === 'multi-user.target' && active === 'active');
  m.kernel.run(() => target() && m.kernel.resting);
  if (!target()) throw new Error('the recorded machine has not booted');
  return m;
}

/** What an initramfs does at its end: the kernel's filesystems go along to the new root, which covers the old one. */
function switchRoot({ vfs }: Machine, content: Content): void {
  if (content.kind !== 'filesystem') throw new Error('no filesystem to switch to');
  const { view } = vfs;
  const done = [
    vfs.mount(view, '/sysroot', { sb: content.superblock, source: '/dev/vda', options: 'noatime' }),
    ...['/proc', '/sys', '/dev', '/run'].map((path) => vfs.move(view, path, `/sysroot${path}`)),
    vfs.move(view, '/sysroot', '/'),
  ];
  for (const result of done) if (isErrno(result)) throw new Error(result.message);
}
