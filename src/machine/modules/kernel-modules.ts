/** The kernel modules that are loaded, whoever asked for them. */
import type { Kernel } from '../../kernel/kernel.ts';
import { plantFile, uproot } from '../../vfs/plant.ts';
import type { Superblock } from '../../vfs/superblock.ts';

/** A module in memory. */
export interface LoadedModule {
  /** With underscores, as /proc/modules names it. */
  readonly name: string;
  /** Modules that it needs, which cannot be unloaded before it. */
  readonly needs: readonly string[];
}

/** The name as the kernel spells it: `dm-mod` is `dm_mod`. */
export const moduleName = (name: string): string => name.replaceAll('-', '_');

/** Modules that only ZFS brings and that are not in any image. */
const WITH_ZFS = 'spl';

/** The OpenZFS whose words are modelled. */
export const ZFS_RELEASE = '2.1.11-1+deb12u1';

/** What else modules show below /sys/module/NAME. */
const FILES_OF: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  zfs: { version: `${ZFS_RELEASE}\n` },
  spl: { version: `${ZFS_RELEASE}\n`, 'parameters/spl_hostid': '0\n' },
};

export class KernelModules {
  readonly #kernel: Kernel;
  readonly #zfs: { readonly moduleLoaded: boolean; loadModule(): void };
  readonly #sysfs: Superblock;
  readonly #loaded = new Map<string, LoadedModule>();

  /** @param sysfs where a loaded module is a directory in /module; scripts and units look there. */
  constructor(kernel: Kernel, zfs: { readonly moduleLoaded: boolean; loadModule(): void }, sysfs: Superblock) {
    this.#kernel = kernel;
    this.#zfs = zfs;
    this.#sysfs = sysfs;
  }

  /** The last one loaded first, as in /proc/modules. */
  get loaded(): readonly LoadedModule[] {
    this.#noticeZfs();
    return [...this.#loaded.values()].reverse();
  }

  has(name: string): boolean {
    this.#noticeZfs();
    return this.#loaded.has(moduleName(name));
  }

  /** Loads a module that is there; harmless the second time. */
  load(module: LoadedModule): void {
    if (this.has(module.name)) return;
    this.#enter(module);
    if (module.name === 'zfs') this.#zfs.loadModule();
    this.#kernel.changed();
  }

  unload(name: string): void {
    this.#loaded.delete(moduleName(name));
    uproot(this.#sysfs, `/module/${moduleName(name)}`);
    this.#kernel.changed();
  }

  /** Modules that need this one. */
  usersOf(name: string): readonly string[] {
    return this.loaded.filter((module) => module.needs.includes(moduleName(name))).map((module) => module.name);
  }

  /** A machine that begins with imported pools has the module from the start. */
  #noticeZfs(): void {
    if (!this.#zfs.moduleLoaded || this.#loaded.has('zfs')) return;
    this.#enter({ name: WITH_ZFS, needs: [] });
    this.#enter({ name: 'zfs', needs: [WITH_ZFS] });
  }

  #enter(module: LoadedModule): void {
    this.#loaded.set(module.name, module);
    plantFile(this.#sysfs, `/module/${module.name}/initstate`, 'live\n', 0o444);
    plantFile(
      this.#sysfs,
      `/module/${module.name}/refcnt`,
      { read: () => `${this.usersOf(module.name).length}\n` },
      0o444,
    );
    for (const [path, content] of Object.entries(FILES_OF[module.name] ?? {})) {
      plantFile(this.#sysfs, `/module/${module.name}/${path}`, content);
    }
  }
}
