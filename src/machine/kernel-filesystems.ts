/** What the kernel and pid 1 mount before anything else: the initramfs at /, /proc, /sys, /dev with its nodes, /run. */
import type { CharDevice } from '../kernel/devices.ts';
import { ProcSuperblock } from '../kernel/procfs.ts';
import { isErrno } from '../vfs/errno.ts';
import { plantDevice, plantDirectory, plantFile, plantLink } from '../vfs/plant.ts';
import { Superblock } from '../vfs/superblock.ts';
import type { TreeIndex } from '../vfs/tree-index.ts';
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
  'sysfs', 'tmpfs', 'bdev', 'proc', 'cgroup', 'cgroup2', 'cpuset', 'devtmpfs', 'configfs', 'debugfs', 'tracefs', 'securityfs', 'sockfs', 'bpf', 'pipefs', 'ramfs', 'hugetlbfs', 'devpts',
].map((type) => `nodev\t${type}`);
const ON_DEVICES = ['ext3', 'ext2', 'ext4', 'squashfs', 'vfat'].map((type) => `\t${type}`);
/** Modules that bring a filesystem type of their own. */
const FROM_MODULES: Readonly<Record<string, string>> = { zfs: 'nodev\tzfs', xfs: '\txfs', btrfs: '\tbtrfs', overlay: 'nodev\toverlay', f2fs: '\tf2fs', isofs: '\tiso9660' };

export function mountKernelFilesystems(machine: Machine, facts: KernelFacts): KernelFilesystems {
  const { kernel, vfs } = machine;
  const nowUs = (): number => kernel.clock.nowUs;
  const root = new Superblock({ type: 'rootfs', source: 'rootfs', nowUs, index: facts.tree });
  vfs.mount(undefined, '/', { sb: root });
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
      filesystems: () => [...COMPILED_IN, ...ON_DEVICES, ...machine.modules.loaded.flatMap(({ name }) => FROM_MODULES[name] ?? [])],
      modules: () => machine.modules.loaded.map(({ name }) => name),
    },
    nowUs,
  );
  const sysfs = new Superblock({ type: 'sysfs', source: 'sysfs', nowUs, rootMode: 0o555 });
  const devtmpfs = new Superblock({ type: 'devtmpfs', source: 'devtmpfs', nowUs });
  const run = new Superblock({ type: 'tmpfs', source: 'tmpfs', nowUs });
  fillSysfs(sysfs, consoles);
  fillDev(devtmpfs, machine, consoles);
  attach(proc, '/proc', 'nosuid,nodev,noexec,relatime');
  attach(sysfs, '/sys', 'nosuid,nodev,noexec,relatime');
  attach(devtmpfs, '/dev', `nosuid,size=${Math.floor(facts.memoryKiB / 2)}k,mode=755`);
  attach(new Superblock({ type: 'devpts', source: 'devpts', nowUs }), '/dev/pts', 'nosuid,noexec,relatime,gid=5,mode=620,ptmxmode=000');
  attach(new Superblock({ type: 'tmpfs', source: 'tmpfs', nowUs, rootMode: 0o1777 }), '/dev/shm', 'nosuid,nodev');
  attach(run, '/run', `nosuid,nodev,size=${Math.floor(facts.memoryKiB / 5)}k,mode=755`);
  attach(new Superblock({ type: 'cgroup2', source: 'cgroup2', nowUs, rootMode: 0o555 }), '/sys/fs/cgroup', 'nosuid,nodev,noexec,relatime');
  return { root, devtmpfs, sysfs, run };
}

/** A directory that an image may lack. */
function plantMountPoint(machine: Machine, path: string): void {
  const { vfs } = machine;
  if (isErrno(vfs.find(vfs.view, path))) vfs.create(vfs.view, path, 'directory', 0o755);
}

function fillSysfs(sysfs: Superblock, consoles: readonly string[]): void {
  for (const path of ['/block', '/bus', '/class/block', '/class/net', '/class/tty', '/dev/block', '/dev/char', '/devices/virtual', '/firmware', '/fs/cgroup', '/kernel', '/module', '/power']) plantDirectory(sysfs, path);
  plantFile(sysfs, '/class/tty/console/active', `${consoles.join(' ')}\n`, 0o444);
}

/** Nodes of terminals and memory devices with their numbers (Documentation/admin-guide/devices.txt). */
function fillDev(devtmpfs: Superblock, machine: Machine, consoles: readonly string[]): void {
  const { kernel } = machine;
  const node = (name: string, major: number, minor: number, mode = 0o666, device?: CharDevice): void => {
    plantDevice(devtmpfs, `/${name}`, 'char', [major, minor], mode);
    if (device) kernel.registerCharDevice(major, minor, device);
  };
  node('null', 1, 3);
  node('zero', 1, 5);
  node('full', 1, 7);
  node('random', 1, 8);
  node('urandom', 1, 9);
  const terminal = machine.console.device;
  node('console', 5, 1, 0o600, terminal);
  node('tty', 5, 0, 0o666, terminal);
  node('ptmx', 5, 2, 0o666, { name: 'ptmx', read: () => '', write: (_, bytes) => bytes.length });
  for (let minor = 0; minor <= 63; minor++) node(`tty${minor}`, 4, minor, 0o620, terminal);
  for (let port = 0; port < 4; port++) node(`ttyS${port}`, 4, 64 + port, 0o660, terminal);
  if (consoles.includes('hvc0')) node('hvc0', 229, 0, 0o600, terminal);
  if (consoles.includes('ttyAMA0')) node('ttyAMA0', 204, 64, 0o600, terminal);
  node('kmsg', 1, 11, 0o644, { name: 'kmsg', read: () => '', write: (p, bytes) => (machine.journal.kmsg(bytes, p.pid), bytes.length) });
  node('mapper/control', 10, 236, 0o600, { name: 'device-mapper', read: () => '', write: (_, bytes) => bytes.length });
  node('loop-control', 10, 237, 0o660, { name: 'loop-control', read: () => '', write: (_, bytes) => bytes.length });
  plantLink(devtmpfs, '/fd', '/proc/self/fd');
  plantLink(devtmpfs, '/stdin', '/proc/self/fd/0');
  plantLink(devtmpfs, '/stdout', '/proc/self/fd/1');
  plantLink(devtmpfs, '/stderr', '/proc/self/fd/2');
  plantLink(devtmpfs, '/core', '/proc/kcore');
  for (const directory of ['/pts', '/shm']) plantDirectory(devtmpfs, directory);
}
