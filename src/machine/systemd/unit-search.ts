/** Where unit files are: the search path, names and aliases in it, drop-ins, and the links that make dependencies (systemd.unit(5)). */
import type { Process } from '../../kernel/process.ts';
import { isErrno } from '../../vfs/errno.ts';
import { remembered } from './remember.ts';
import { isTemplate, nameParts, templateOf, unitType } from './unit-name.ts';

const SEARCH_PATH = [
  '/etc/systemd/system.control',
  '/run/systemd/system.control',
  '/run/systemd/transient',
  '/run/systemd/generator.early',
  '/etc/systemd/system',
  '/etc/systemd/system.attached',
  '/run/systemd/system',
  '/run/systemd/system.attached',
  '/run/systemd/generator',
  '/usr/local/lib/systemd/system',
  '/usr/lib/systemd/system',
  '/run/systemd/generator.late',
];

export type Found =
  | { readonly what: 'file'; readonly id: string; readonly path: string }
  | { readonly what: 'masked'; readonly id: string; readonly path: string };

const NOWHERE: readonly string[] = [];

/** Names in one directory of the search path: directories that add to units, and units. */
interface SortedOut {
  readonly additions: readonly string[];
  readonly units: readonly string[];
}

const known = new WeakMap<readonly string[], SortedOut>();

/** A directory that nobody has changed gives the same list in every rehearsal. */
function sortedOut(names: readonly string[]): SortedOut {
  let found = known.get(names);
  if (!found) {
    const additions = names.filter((name) => /\.(?:d|wants|requires|upholds)$/.test(name));
    const units = names.filter((name) => !additions.includes(name) && unitType(name));
    found = { additions, units };
    known.set(names, found);
  }
  return found;
}

export class UnitSearch {
  readonly #p: Process;
  /** Name -> where its file or link is, the most important place only. */
  readonly #paths = new Map<string, string>();
  /** Name of a `.d`, `.wants`, … directory -> all places where there is one, the most important first. */
  readonly #directories = new Map<string, string[]>();

  /** Reads the search path once, as systemd does when it (re)loads. */
  constructor(p: Process) {
    this.#p = p;
    for (const directory of SEARCH_PATH) {
      const names = p.readdir(directory);
      if (isErrno(names)) continue;
      const { additions, units } = sortedOut(names);
      for (const name of additions) {
        const places = this.#directories.get(name);
        if (places) places.push(`${directory}/${name}`);
        else this.#directories.set(name, [`${directory}/${name}`]);
      }
      for (const name of units) if (!this.#paths.has(name)) this.#paths.set(name, `${directory}/${name}`);
    }
  }

  /** A file that pid 1 itself has just written: a transient unit. */
  add(name: string, path: string): void {
    this.#paths.set(name, path);
  }

  /** The names of all unit files and links there are, templates too. */
  get names(): readonly string[] {
    return [...this.#paths.keys()];
  }

  /** The file of a name, through aliases and from template to instance; undefined when there is none. */
  find(name: string): Found | undefined {
    return this.#find(name, 0);
  }

  #find(name: string, depth: number): Found | undefined {
    const path = this.#paths.get(name);
    if (path === undefined || depth > 8) {
      const template = templateOf(name);
      const found = template === undefined ? undefined : this.#find(template, depth + 1);
      // The instance of an alias of a template is an instance of what the alias leads to.
      if (!found || found.id === template) return found && { ...found, id: name };
      return isTemplate(found.id)
        ? { ...found, id: `${nameParts(found.id).prefix}@${nameParts(name).instance}${nameParts(name).suffix}` }
        : found;
    }
    const link = this.#p.readlink(path);
    if (isErrno(link)) {
      const stat = this.#p.stat(path);
      if (!isErrno(stat) && stat.type === 'file' && stat.sizeBytes === 0) return { what: 'masked', id: name, path };
      return { what: 'file', id: name, path };
    }
    if (link.target === '/dev/null') return { what: 'masked', id: name, path };
    const target = link.target.slice(link.target.lastIndexOf('/') + 1);
    if (target === name || !unitType(target)) return { what: 'file', id: name, path };
    const found = this.#find(target, depth + 1);
    if (found) return found;
    // A link to a file that is in no directory of the search path.
    return isErrno(this.#p.stat(path)) ? undefined : { what: 'file', id: name, path };
  }

  /** Drop-in files of a unit with these names, in the order in which they are read. */
  dropIns(names: Iterable<string>): readonly string[] {
    const byName = new Map<string, string>();
    for (const name of names) {
      for (const owner of dropInNames(name)) {
        for (const directory of this.#directories.get(owner) ?? NOWHERE) {
          const files = this.#p.readdir(directory);
          if (isErrno(files)) continue;
          for (const file of files)
            if (file.endsWith('.conf') && !byName.has(file)) byName.set(file, `${directory}/${file}`);
        }
      }
    }
    return byName.size === 0 ? NOWHERE : [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, path]) => path);
  }

  /** Units that links in `NAME.wants` or `NAME.requires` name. */
  linked(names: Iterable<string>, kind: 'wants' | 'requires' | 'upholds'): string[] {
    const found = new Set<string>();
    for (const name of names) {
      for (const owner of [name, templateOf(name)]) {
        for (const directory of (owner === undefined ? undefined : this.#directories.get(`${owner}.${kind}`)) ??
          NOWHERE) {
          const entries = this.#p.readdir(directory);
          if (!isErrno(entries)) for (const entry of entries) if (unitType(entry)) found.add(entry);
        }
      }
    }
    return [...found];
  }
}

/** `a-b@c.service` -> its own directory, those of the template and of each shorter dashed prefix, and of the type; most particular first. */
const dropInNames = remembered((name): readonly string[] => {
  const { prefix, instance, suffix } = nameParts(name);
  const found = [`${name}.d`];
  if (instance) found.push(`${prefix}@${suffix}.d`);
  const parts = prefix.split('-');
  for (let n = parts.length - 1; n > 0; n--) {
    const begun = `${parts.slice(0, n).join('-')}-`;
    if (instance) found.push(`${begun}@${instance}${suffix}.d`);
    found.push(`${begun}${instance === undefined ? '' : '@'}${suffix}.d`);
  }
  found.push(`${suffix.slice(1)}.d`);
  return found;
});
