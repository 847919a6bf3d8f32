/** What the kernel and pid 1 mount before anything else: the initramfs at /, /proc, /sys, /dev with its nodes, /run. */
import type { CharDevice } from '../kernel/devices.ts';
import { ProcSuperblock } from '../kernel/procfs.ts';
import { isErrno } from '../vfs/errno.ts';
import { plantDevice, plantFile } from '../vfs/plant.ts';
import { Superblock } from '../vfs/superblock.ts';
import { type TreeEntry, TreeIndex } from '../vfs/tree-index.ts';
import { consoleLines, consolesOf } from './console/kernel-consoles.ts';
import type { Machine } from './machine.ts';

export interface KernelFacts {
  readonly tree: TreeIndex;
  readonly commandLine: string;
  readonly hostname: string;
  readonly release: string;
  readonly memoryKiB: number;
}

export interface KernelFilesystems {
  readonly root: Superblock;
  readonly devtmpfs: Superblock;
  readonly sysfs: Superblock;
  readonly run: Superblock;
}

/** Filesystem types that are compiled in, as /proc/filesystems lists them. */
const COMPILED_IN = [
  'sysfs',
  'tmpfs',
  'bdev',
  'proc',
  'cgroup',
  'cgroup2',
  'cpuset',
  'devtmpfs',
  'configfs',
  'debugfs',
  'tracefs',
  'securityfs',
  'sockfs',
  'bpf',
  'pipefs',
  'ramfs',
  'hugetlbfs',
  'devpts',
].map((type) => `nodev\t${type}`);
const ON_DEVICES = ['ext3', 'ext2', 'ext4', 'squashfs', 'vfat'].map((type) => `\t${type}`);
/** Modules that bring a filesystem type of their own. */
const FROM_MODULES: Readonly<Record<string, string>> = {
  zfs: 'nodev\tzfs',
  xfs: '\txfs',
  btrfs: '\tbtrfs',
  overlay: 'nodev\toverlay',
  f2fs: '\tf2fs',
  isofs: '\tiso9660',
};

export function mountKernelFilesystems(machine: Machine, facts: KernelFacts): KernelFilesystems {
  const { kernel, vfs } = machine;
  const nowUs = (): number => kernel.clock.nowUs;
  const root = new Superblock({ type: 'rootfs', source: 'rootfs', nowUs, index: facts.tree });
  vfs.mount(undefined, '/', {
    sb: root,
    options: `size=${Math.floor(facts.memoryKiB / 2)}k,nr_inodes=${Math.floor(facts.memoryKiB / 8)}`,
  });
  const attach = (sb: Superblock, path: string, options: string): void => {
    plantMountPoint(machine, path);
    const mounted = vfs.mount(vfs.view, path, { sb, options });
    if (isErrno(mounted)) throw new Error(`${path} cannot be mounted: ${mounted.message}`);
  };
  const consoles = consolesOf(facts.commandLine);
  const proc = new ProcSuperblock(
    kernel,
    {
      ...facts,
      consoles: consoleLines(consoles),
      filesystems: () => [
        ...COMPILED_IN,
        ...ON_DEVICES,
        ...machine.modules.loaded.flatMap(({ name }) => FROM_MODULES[name] ?? []),
      ],
      modules: () => machine.modules.loaded.map(({ name }) => name),
    },
    nowUs,
  );
  const sysfs = new Superblock({ type: 'sysfs', source: 'sysfs', nowUs, rootMode: 0o555, index: SYSFS });
  const devtmpfs = new Superblock({ type: 'devtmpfs', source: 'devtmpfs', nowUs, rootMode: 0o755, index: DEVTMPFS });
  const run = new Superblock({ type: 'tmpfs', source: 'tmpfs', nowUs });
  plantFile(sysfs, '/class/tty/console/active', `${consoles.join(' ')}\n`, 0o444);
  registerDevices(devtmpfs, machine, consoles);
  attach(proc, '/proc', 'nosuid,nodev,noexec,relatime');
  attach(sysfs, '/sys', 'nosuid,nodev,noexec,relatime');
  attach(devtmpfs, '/dev', `nosuid,size=${Math.floor(facts.memoryKiB / 2)}k,mode=755`);
  attach(
    new Superblock({ type: 'devpts', source: 'devpts', nowUs }),
    '/dev/pts',
    'nosuid,noexec,relatime,gid=5,mode=620,ptmxmode=000',
  );
  attach(new Superblock({ type: 'tmpfs', source: 'tmpfs', nowUs, rootMode: 0o1777 }), '/dev/shm', 'nosuid,nodev');
  attach(run, '/run', `nosuid,nodev,size=${Math.floor(facts.memoryKiB / 5)}k,mode=755`);
  attach(
    new Superblock({ type: 'cgroup2', source: 'cgroup2', nowUs, rootMode: 0o555 }),
    '/sys/fs/cgroup',
    'nosuid,nodev,noexec,relatime',
  );
  return { root, devtmpfs, sysfs, run };
}

/** A directory that an image may lack. */
function plantMountPoint(machine: Machine, path: string): void {
  const { vfs } = machine;
  if (isErrno(vfs.find(vfs.view, path))) vfs.create(vfs.view, path, 'directory', 0o755);
}

const SYSFS: TreeIndex = new TreeIndex([
  ...[
    '/block',
    '/bus',
    '/class/block',
    '/class/net',
    '/dev/block',
    '/dev/char',
    '/devices/virtual',
    '/firmware',
    '/fs/cgroup',
    '/kernel',
    '/module',
    '/power',
  ].map((path): [string, TreeEntry] => [path, { type: 'directory', mode: 0o755 }]),
  ['/class/tty/tty0/active', { type: 'file', mode: 0o444, content: 'tty1\n' }],
]);

/** Numbers of nodes are those of Documentation/admin-guide/devices.txt. */
const char = (name: string, major: number, minor: number, mode: number): [string, TreeEntry] => [
  `/${name}`,
  { type: 'char', mode, rdev: [major, minor] },
];
const VIRTUAL_TERMINALS = Array.from({ length: 64 }, (_, minor) => char(`tty${minor}`, 4, minor, 0o620));
const SERIAL_PORTS = Array.from({ length: 4 }, (_, port) => char(`ttyS${port}`, 4, 64 + port, 0o660));
const link = (name: string, target: string): [string, TreeEntry] => [`/${name}`, { type: 'symlink', target }];
/** Shared between machines: a node becomes an inode when somebody looks. */
const DEVTMPFS: TreeIndex = new TreeIndex([
  char('null', 1, 3, 0o666),
  char('zero', 1, 5, 0o666),
  char('full', 1, 7, 0o666),
  char('random', 1, 8, 0o666),
  char('urandom', 1, 9, 0o666),
  char('kmsg', 1, 11, 0o644),
  char('console', 5, 1, 0o600),
  char('tty', 5, 0, 0o666),
  char('ptmx', 5, 2, 0o666),
  char('mapper/control', 10, 236, 0o600),
  char('loop-control', 10, 237, 0o660),
  ...VIRTUAL_TERMINALS,
  ...SERIAL_PORTS,
  link('fd', '/proc/self/fd'),
  link('stdin', '/proc/self/fd/0'),
  link('stdout', '/proc/self/fd/1'),
  link('stderr', '/proc/self/fd/2'),
  link('core', '/proc/kcore'),
  ['/pts', { type: 'directory', mode: 0o755 }],
  ['/shm', { type: 'directory', mode: 0o1777 }],
]);
/** Consoles of other drivers, whose nodes are there when the command line asks for them. */
const OTHER_CONSOLES: Readonly<Record<string, readonly [number, number]>> = { hvc0: [229, 0], ttyAMA0: [204, 64] };

/** What is behind the nodes. */
function registerDevices(devtmpfs: Superblock, machine: Machine, consoles: readonly string[]): void {
  const { kernel } = machine;
  const terminal = machine.console.device;
  kernel.registerCharDevice(5, 0, terminal);
  kernel.registerCharDevice(5, 1, terminal);
  for (let minor = 0; minor < VIRTUAL_TERMINALS.length + SERIAL_PORTS.length; minor++)
    kernel.registerCharDevice(4, minor, terminal);
  for (const name of consoles) {
    const number = OTHER_CONSOLES[name];
    if (!number) continue;
    plantDevice(devtmpfs, `/${name}`, 'char', number, 0o600);
    kernel.registerCharDevice(...number, terminal);
  }
  kernel.registerCharDevice(1, 11, {
    name: 'kmsg',
    read: () => '',
    write: (p, bytes) => {
      machine.journal.kmsg(bytes, p.pid);
      return bytes.length;
    },
  });
  kernel.registerCharDevice(5, 2, sink('ptmx'));
  kernel.registerCharDevice(10, 236, sink('device-mapper'));
  kernel.registerCharDevice(10, 237, sink('loop-control'));
}

/** Takes everything and gives nothing: what programs say to it is modelled by the programs. */
const sink = (name: string): CharDevice => ({ name, read: () => '', write: (_, bytes) => bytes.length });
