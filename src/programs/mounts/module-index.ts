/** The kernel modules that an image carries, read from the lists that depmod(8) leaves in /lib/modules. */
import type { Process } from '../../kernel/process.ts';
import type { Machine } from '../../machine/machine.ts';
import { moduleName } from '../../machine/modules/kernel-modules.ts';
import { isErrno } from '../../vfs/errno.ts';
import { kernelRelease } from '../system/kernel-facts.ts';

export interface ModuleFile {
  readonly name: string;
  /** Absolute path of the `.ko` file. */
  readonly path: string;
  /** Names of the modules that must be in before, the nearest first. */
  readonly needs: readonly string[];
}

export interface ModuleIndex {
  readonly directory: string;
  readonly files: ReadonlyMap<string, ModuleFile>;
  readonly builtin: ReadonlySet<string>;
  /** Other names without wildcards, such as `fs_xfs`, and the modules they stand for. */
  readonly aliases: ReadonlyMap<string, string>;
}

/** Compiled into Ubuntu's kernels; used when the image has no `modules.builtin`. */
const USUALLY_BUILTIN = new Set(
  'ext4 ext3 ext2 jbd2 mbcache vfat fat squashfs fuse loop dm_mod efivarfs tmpfs ramfs proc sysfs devtmpfs autofs4 ipv6 unix tpm scsi_mod ata_piix libata evdev i8042 atkbd fbcon vt rtc_cmos configfs cgroup nls_cp437 nls_iso8859_1'.split(
    ' ',
  ),
);

const nameOfFile = (path: string): string =>
  moduleName(path.slice(path.lastIndexOf('/') + 1).replace(/\.ko(\.\w+)?$/, ''));

/** What a process can load, seen through its own root. */
export function moduleIndex(p: Process, m: Machine, release = kernelRelease(m)): ModuleIndex {
  const directory = `/lib/modules/${release}`;
  const lines = (name: string): string[] => {
    const text = p.readFile(`${directory}/${name}`);
    return isErrno(text) ? [] : text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  };
  const files = new Map<string, ModuleFile>();
  for (const line of lines('modules.dep')) {
    const [path = '', rest = ''] = line.split(':');
    files.set(nameOfFile(path), {
      name: nameOfFile(path),
      path: `${directory}/${path}`,
      needs: rest.split(/\s+/).filter(Boolean).map(nameOfFile),
    });
  }
  const builtin = new Set(lines('modules.builtin').map(nameOfFile));
  const aliases = new Map<string, string>();
  for (const line of lines('modules.alias')) {
    const [word, name = '', module = ''] = line.split(/\s+/);
    if (word === 'alias' && !/[*?[]/.test(name)) aliases.set(moduleName(name), moduleName(module));
  }
  return { directory, files, builtin: builtin.size > 0 ? builtin : USUALLY_BUILTIN, aliases };
}

export type Resolved =
  | { readonly kind: 'file'; readonly file: ModuleFile }
  | { readonly kind: 'builtin'; readonly name: string }
  | { readonly kind: 'missing' };

/** What a module's name or an alias stands for. */
export function resolveModule(index: ModuleIndex, given: string): Resolved {
  const name = moduleName(given);
  const file = index.files.get(name);
  if (file) return { kind: 'file', file };
  if (index.builtin.has(name)) return { kind: 'builtin', name };
  const aliased = index.files.get(index.aliases.get(name) ?? '');
  return aliased ? { kind: 'file', file: aliased } : { kind: 'missing' };
}

/** What a module needs and what is nowhere to be found: without it the kernel refuses the module. */
export const missingNeed = (m: Machine, index: ModuleIndex, file: ModuleFile): string | undefined =>
  file.needs.find((name) => !index.files.has(name) && !index.builtin.has(name) && !m.modules.has(name));

/** Loads a module and, before it, what it needs; nothing when a part of that is missing. Gives the files that were not loaded yet, in the order of loading. */
export function loadWithNeeds(m: Machine, index: ModuleIndex, file: ModuleFile): readonly ModuleFile[] {
  if (missingNeed(m, index, file) !== undefined) return [];
  const order = [...file.needs].reverse().flatMap((name) => index.files.get(name) ?? []);
  const fresh = [...order, file].filter((module) => !m.modules.has(module.name));
  for (const module of fresh) m.modules.load({ name: module.name, needs: module.needs });
  return fresh;
}
