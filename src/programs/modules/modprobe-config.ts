/** The configuration of modprobe in /etc, /run and /usr/lib: blacklists, aliases, install commands (modprobe.d(5)). */
import type { Process } from '../../kernel/process.ts';
import { moduleName } from '../../machine/modules/kernel-modules.ts';
import { isErrno } from '../../vfs/errno.ts';

export interface ModprobeConfig {
  readonly blacklist: ReadonlySet<string>;
  readonly aliases: ReadonlyMap<string, string>;
  /** Commands to run in place of loading. */
  readonly install: ReadonlyMap<string, string>;
  readonly remove: ReadonlyMap<string, string>;
}

/** A file hides those of the same name in later directories. */
const DIRECTORIES = [
  '/etc/modprobe.d',
  '/run/modprobe.d',
  '/usr/local/lib/modprobe.d',
  '/usr/lib/modprobe.d',
  '/lib/modprobe.d',
];

export function readModprobeConfig(p: Process): ModprobeConfig {
  const files = new Map<string, string>();
  for (const directory of DIRECTORIES) {
    const names = p.readdir(directory);
    for (const name of isErrno(names) ? [] : names)
      if (name.endsWith('.conf') && !files.has(name)) files.set(name, `${directory}/${name}`);
  }
  const config = {
    blacklist: new Set<string>(),
    aliases: new Map<string, string>(),
    install: new Map<string, string>(),
    remove: new Map<string, string>(),
  };
  for (const name of [...files.keys()].sort()) {
    const text = p.readFile(files.get(name)!);
    for (const line of isErrno(text) ? [] : text.replace(/\\\n/g, ' ').split('\n')) {
      const [, word, subject, rest = ''] = /^\s*(\w+)\s+(\S+)\s*(.*)$/.exec(line) ?? [];
      if (subject === undefined) continue;
      if (word === 'blacklist') config.blacklist.add(moduleName(subject));
      else if (word === 'alias') config.aliases.set(moduleName(subject), moduleName(rest.trim()));
      else if (word === 'install') config.install.set(moduleName(subject), rest);
      else if (word === 'remove') config.remove.set(moduleName(subject), rest);
    }
  }
  return config;
}
