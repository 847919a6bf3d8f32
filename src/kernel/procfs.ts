/** /proc: the kernel's own facts as files, made when they are read (proc(5)). */

import { Directory, Inode, type Synthetic } from '../vfs/inode.ts';
import { escapeMountField } from '../vfs/mount-table.ts';
import { reachableMounts } from '../vfs/reachable-mounts.ts';
import { Superblock, type SuperblockOptions } from '../vfs/superblock.ts';
import { pathOf } from '../vfs/walk.ts';
import type { Kernel } from './kernel.ts';
import type { Process } from './process.ts';

/** What the machine is, beyond the kernel's own state. */
export interface ProcFacts {
  readonly commandLine: string;
  readonly hostname: string;
  readonly release: string;
  /** Lines such as `tty0                 -WU (EC p  )    4:1`. */
  readonly consoles: readonly string[];
  /** Filesystem types that the kernel knows now, `nodev` ones marked. */
  readonly filesystems: () => readonly string[];
  /** Names of loaded modules. */
  readonly modules: () => readonly string[];
  readonly memoryKiB: number;
}

const MISC_DEVICES: Readonly<Record<string, string>> = { dm_mod: '236 device-mapper', zfs: '249 zfs' };

/** A directory of files made on demand; what is created in it by hand stays as well. */
class Dynamic extends Directory {
  readonly #find: (name: string) => Inode | undefined;
  readonly #list: () => readonly string[];

  constructor(
    sb: Superblock,
    parent: Directory | undefined,
    list: () => readonly string[],
    find: (name: string) => Inode | undefined,
  ) {
    super(sb, 0o555, parent);
    this.#list = list;
    this.#find = find;
  }

  override lookup(name: string): Inode | undefined {
    return super.lookup(name) ?? this.#find(name);
  }

  override names(): readonly string[] {
    return [...new Set([...super.names(), ...this.#list()])].sort();
  }
}

export class ProcSuperblock extends Superblock {
  constructor(kernel: Kernel, facts: ProcFacts, nowUs: () => number) {
    super({ type: 'proc', source: 'proc', nowUs });
    const { root } = this;
    const file = (name: string, read: () => string): void => root.add(name, text(this, read));
    file('cmdline', () => `${facts.commandLine}\n`);
    root.add('mounts', new Inode(this, 'symlink', 0o777, { target: 'self/mounts' }));
    file('filesystems', () =>
      facts
        .filesystems()
        .map((line) => `${line}\n`)
        .join(''),
    );
    file('consoles', () => facts.consoles.map((line) => `${line}\n`).join(''));
    file('modules', () =>
      facts
        .modules()
        .map((name) => `${name} 16384 0 - Live 0x0000000000000000\n`)
        .join(''),
    );
    file('uptime', () => `${(nowUs() / 1_000_000).toFixed(2)} ${(nowUs() / 2_000_000).toFixed(2)}\n`);
    file('version', () => `Linux version ${facts.release} (dryboot) #1 SMP\n`);
    file(
      'meminfo',
      () =>
        `MemTotal:       ${facts.memoryKiB} kB\nMemFree:        ${Math.round(facts.memoryKiB * 0.8)} kB\nMemAvailable:   ${Math.round(facts.memoryKiB * 0.85)} kB\nBuffers:            1024 kB\nCached:           102400 kB\nSwapTotal:             0 kB\nSwapFree:              0 kB\nSlab:              40960 kB\n`,
    );
    // Drivers of miscellaneous character devices, each named by the module that brings it.
    file('misc', () =>
      facts
        .modules()
        .flatMap((name) => MISC_DEVICES[name] ?? [])
        .map((line) => `${line}\n`)
        .join(''),
    );
    file('swaps', () => 'Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n');
    file('loadavg', () => '0.00 0.00 0.00 1/100 1\n');
    file('misc', () =>
      `249 zfs\n236 device-mapper\n237 loop-control\n235 autofs\n231 snapshot\n144 nvram\n183 hw_random\n228 hpet\n`.replace(
        facts.modules().includes('zfs') ? '' : '249 zfs\n',
        '',
      ),
    );
    file(
      'devices',
      () =>
        'Character devices:\n  1 mem\n  4 tty\n  5 /dev/console\n\nBlock devices:\n  7 loop\n253 device-mapper\n254 virtblk\n',
    );
    root.add('self', new Inode(this, 'symlink', 0o777, { target: () => String(kernel.current?.pid ?? 1) }));
    root.add(
      'thread-self',
      new Inode(this, 'symlink', 0o777, {
        target: () => `${kernel.current?.pid ?? 1}/task/${kernel.current?.pid ?? 1}`,
      }),
    );
    this.#sysctl('kernel/hostname', () => facts.hostname);
    this.#sysctl('kernel/osrelease', () => facts.release);
    this.#sysctl('kernel/ostype', () => 'Linux');
    this.#sysctl('kernel/printk', () => '4\t4\t1\t7');
    this.#sysctl('net/core/somaxconn', () => '4096');
    this.#sysctl('kernel/random/uuid', () => uuid(() => kernel.random.next()));
    const bootId = uuid(() => kernel.random.next());
    this.#sysctl('kernel/random/boot_id', () => bootId);
    this.#processes(kernel, root);
  }

  protected override makeRoot(_options: SuperblockOptions): Directory {
    const root: Dynamic = new Dynamic(
      this,
      undefined,
      () => this.#list(),
      (name) => this.#find(name, root),
    );
    return root;
  }

  #list: () => readonly string[] = () => [];
  #find: (name: string, root: Directory) => Inode | undefined = () => undefined;

  #processes(kernel: Kernel, root: Directory): void {
    const cache = new Map<number, Directory>();
    this.#list = () => [...kernel.processes.keys()].map(String);
    this.#find = (name) => {
      const process = /^[1-9]\d*$/.test(name) ? kernel.processes.get(Number(name)) : undefined;
      if (!process) return undefined;
      let directory = cache.get(process.pid);
      if (!directory) {
        directory = processDirectory(this, root, kernel, process);
        cache.set(process.pid, directory);
      }
      return directory;
    };
  }

  /** A value below /proc/sys that can be written too. */
  #sysctl(path: string, read: () => string): void {
    let written: string | undefined;
    let at = this.root;
    const parts = ['sys', ...path.split('/')];
    for (const part of parts.slice(0, -1)) {
      let next = at.lookup(part);
      if (!(next instanceof Directory)) {
        next = new Directory(this, 0o555, at);
        at.add(part, next);
      }
      at = next as Directory;
    }
    at.add(
      parts.at(-1)!,
      text(
        this,
        () => `${written ?? read()}\n`,
        (bytes) => {
          written = bytes.trimEnd();
          return undefined;
        },
      ),
    );
  }
}

const text = (sb: Superblock, read: () => string, write?: Synthetic['write']): Inode =>
  new Inode(sb, 'file', write ? 0o644 : 0o444, { synthetic: write ? { read, write } : { read } });

function processDirectory(sb: Superblock, root: Directory, kernel: Kernel, process: Process): Directory {
  const name = (): string => (process.argv[0] ?? '').replace(/^.*\//, '').slice(0, 15);
  const state = (): string =>
    process.state === 'zombie' ? 'Z (zombie)' : process.state === 'waiting' ? 'S (sleeping)' : 'R (running)';
  const directory = new Directory(sb, 0o555, root);
  const file = (entry: string, read: () => string): void => directory.add(entry, text(sb, read));
  const link = (entry: string, target: () => string): void =>
    directory.add(entry, new Inode(sb, 'symlink', 0o777, { target }));
  file('cmdline', () => process.argv.map((word) => `${word}\0`).join(''));
  file('comm', () => `${name()}\n`);
  file('environ', () => [...process.env].map(([key, value]) => `${key}=${value}\0`).join(''));
  file(
    'status',
    () =>
      `Name:\t${name()}\nUmask:\t0${process.umask.toString(8).padStart(3, '0')}\nState:\t${state()}\nTgid:\t${process.pid}\nPid:\t${process.pid}\nPPid:\t${process.ppid}\nUid:\t0\t0\t0\t0\nGid:\t0\t0\t0\t0\n`,
  );
  file(
    'stat',
    () =>
      `${process.pid} (${name()}) ${state()[0]} ${process.ppid} ${process.pid} ${process.pid} 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 ${Math.round(process.startedUs / 10_000)} 0 0\n`,
  );
  file('mounts', () => mountsText(kernel, process));
  file('mountinfo', () => mountinfoText(kernel, process));
  link('exe', () => process.executable);
  link('cwd', () => pathOf(process.view.cwd));
  link('root', () => '/');
  directory.add(
    'fd',
    new Dynamic(
      sb,
      directory,
      () => process.descriptors().map(String),
      (entry) => {
        const open = /^\d+$/.test(entry) ? process.descriptor(Number(entry)) : undefined;
        return open && new Inode(sb, 'symlink', 0o700, { target: open.path });
      },
    ),
  );
  return directory;
}

function mountsText(kernel: Kernel, process: Process): string {
  let lines = '';
  for (const { mount, path } of reachableMounts(kernel.vfs.table, process.view.root.mount))
    lines += `${escapeMountField(mount.source)} ${escapeMountField(path)} ${mount.sb.type} ${mount.optionText} 0 0\n`;
  return lines;
}

function mountinfoText(kernel: Kernel, process: Process): string {
  let lines = '';
  for (const { mount, path } of reachableMounts(kernel.vfs.table, process.view.root.mount)) {
    const device = mount.sb.deviceNumber?.join(':') ?? `0:${mount.sb.dev}`;
    const { ownOptionText, superblockOptionText } = mount;
    lines += `${mount.id} ${mount.parent?.id ?? 1} ${device} / ${escapeMountField(path)} ${ownOptionText} shared:${mount.id} - ${mount.sb.type} ${escapeMountField(mount.source)} ${superblockOptionText}\n`;
  }
  return lines;
}

function uuid(next: () => number): string {
  const hex = Array.from({ length: 32 }, (_, i) =>
    (i === 12 ? 4 : i === 16 ? 8 + Math.floor(next() * 4) : Math.floor(next() * 16)).toString(16),
  ).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
