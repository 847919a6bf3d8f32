/** What `systemctl enable`, `disable`, `mask` and `preset` do to links in /etc/systemd/system, by the [Install] sections of units. */
import type { Process } from '../../kernel/process.ts';
import { splitNames } from '../../machine/systemd/exec-command.ts';
import { matches } from '../../machine/systemd/match.ts';
import { type Settings, settingsOf } from '../../machine/systemd/settings.ts';
import { expandSpecifiers, type SpecifierFacts } from '../../machine/systemd/specifiers.ts';
import { parseUnitFile } from '../../machine/systemd/unit-file.ts';
import { isTemplate, nameParts, unitType, withInstance } from '../../machine/systemd/unit-name.ts';
import { UnitSearch } from '../../machine/systemd/unit-search.ts';
import { isErrno } from '../../vfs/errno.ts';

/** A line that systemctl prints of what pid 1 has done. */
export type Change = string;

/** What became of it: the changes, also those before a failure. */
export interface Installation {
  readonly changes: Change[];
  /** Some of the units had something to be enabled by. */
  carriesInstall: boolean;
  error?: string;
  /** What is not modelled, where it was met. */
  unmodelled?: string;
}

export interface Place {
  readonly p: Process;
  readonly facts: SpecifierFacts;
  /** /etc/systemd/system, or /run/systemd/system with --runtime. */
  readonly directory: string;
  readonly force: boolean;
}

export const nothingYet = (): Installation => ({ changes: [], carriesInstall: false });

const created = (path: string, target: string): Change => `Created symlink ${path} \xe2\x86\x92 ${target}.`;
const removed = (path: string): Change => `Removed "${path}".`;

/** The fragment and drop-ins of a unit as they are now, whether or not systemd has read them. */
export function installSettings(p: Process, search: UnitSearch, name: string): Settings {
  const found = search.find(name);
  const paths = [...(found?.what === 'file' ? [found.path] : []), ...search.dropIns([name])];
  return settingsOf(
    paths.flatMap((path) => {
      const text = p.readFile(path);
      return isErrno(text) ? [] : [parseUnitFile(text)];
    }),
  );
}

export const wordsOf = (settings: Settings, key: string): readonly string[] =>
  settings.all(`Install.${key}`).flatMap((value) => splitNames(value));

/** The file that a found unit is in, behind links that are aliases of it. */
const fileOf = (p: Process, path: string): string => {
  const real = p.realpath(path);
  return isErrno(real) ? path : real.path;
};

/** Makes the links that the units' [Install] sections ask for. */
export function enable(place: Place, names: readonly string[], to: Installation): void {
  const { p, facts, directory } = place;
  const search = new UnitSearch(p);
  const queue = names.map((name) => ({ name, auxiliary: false }));
  for (const { name } of queue) {
    const found = search.find(name);
    if (!found) to.error = `Unit file ${name} does not exist.`;
    else if (found.what === 'masked') to.error = `Unit file ${found.path} is masked.`;
    if (to.error !== undefined) return;
  }
  const seen = new Set<string>();
  for (const { name: asked, auxiliary } of queue) {
    const found = search.find(asked);
    if (found?.what !== 'file') {
      if (auxiliary) to.changes.push(`Failed to enable auxiliary unit ${asked}, ignoring.`);
      continue;
    }
    const name = found.id;
    if (seen.has(name)) continue;
    seen.add(name);
    const settings = installSettings(p, search, asked);
    const file = fileOf(p, found.path);
    const words = (key: string): string[] =>
      wordsOf(settings, key).map((word) => expandSpecifiers(word, instance(name), facts));
    const defaultInstance = settings.get('Install.DefaultInstance');
    function instance(unit: string): string {
      return isTemplate(unit) && defaultInstance !== undefined ? withInstance(unit, defaultInstance) : unit;
    }
    const [aliases, wanted, required, also] = [words('Alias'), words('WantedBy'), words('RequiredBy'), words('Also')];
    if (aliases.length + wanted.length + required.length + also.length > 0 || defaultInstance !== undefined)
      to.carriesInstall = true;
    for (const alias of aliases) {
      if (alias.includes('@')) to.unmodelled = `Alias=${alias}`;
      else link(place, `${directory}/${alias}`, file, to);
      if (to.error !== undefined) return;
    }
    for (const [owners, kind] of [
      [wanted, 'wants'],
      [required, 'requires'],
    ] as const) {
      for (const owner of owners) {
        const unit = instance(name);
        if (isTemplate(unit) && !isTemplate(owner)) {
          to.error = `Destination unit ${owner} is a non-template unit.`;
          return;
        }
        // What leads somewhere else under the unit's own name gives way.
        link({ ...place, force: true }, `${directory}/${owner}.${kind}/${unit}`, file, to);
        if (!search.find(owner))
          to.changes.push(`Unit ${found.path} is added as a dependency to a non-existent unit ${owner}.`);
      }
    }
    queue.push(...also.map((other) => ({ name: other, auxiliary: true })));
  }
}

function link({ p, force }: Place, path: string, target: string, to: Installation): void {
  const there = p.readlink(path);
  if (!isErrno(there)) {
    if (there.target === target || fileOf(p, path) === target) return;
    if (!force) {
      to.error = `File ${path} already exists and is a symlink to ${there.target}.`;
      return;
    }
    p.unlink(path);
    to.changes.push(removed(path));
  }
  makeParents(p, path);
  const made = p.symlink(target, path);
  if (!isErrno(made)) to.changes.push(created(path, target));
  else to.error = made.name === 'EEXIST' ? `File ${path} already exists.` : made.message;
}

function makeParents(p: Process, path: string): void {
  for (let at = path.indexOf('/', 1); at > 0; at = path.indexOf('/', at + 1)) p.mkdir(path.slice(0, at), 0o755);
}

/** Takes away every link to the units, and those of what their Also= names. */
export function disable({ p, facts, directory }: Place, names: readonly string[], to: Installation): void {
  const search = new UnitSearch(p);
  const queue = [...names];
  const going = new Set<string>();
  for (const name of queue) {
    const found = search.find(name);
    if (found?.what === 'masked') {
      to.changes.push(`Unit ${found.path} is masked, ignoring.`);
      continue;
    }
    if (!found) {
      if (!names.includes(name)) continue;
      to.error = `Unit file ${name} does not exist.`;
      return;
    }
    if (going.has(found.id)) continue;
    going.add(found.id);
    const settings = installSettings(p, search, name);
    queue.push(...wordsOf(settings, 'Also').map((word) => expandSpecifiers(word, found.id, facts)));
  }
  const goes = (path: string, name: string): boolean => {
    const there = p.readlink(path);
    if (isErrno(there) || there.target === '/dev/null') return false;
    const target = there.target.slice(there.target.lastIndexOf('/') + 1);
    return [...going].some((unit) =>
      isTemplate(unit) ? isInstanceOf(name, unit) : name === unit || (target === unit && !unit.includes('@')),
    );
  };
  for (const entry of list(p, directory)) {
    const path = `${directory}/${entry}`;
    if (unitType(entry) && goes(path, entry)) {
      p.unlink(path);
      to.changes.push(removed(path));
    }
    if (!/\.(?:wants|requires|upholds)$/.test(entry)) continue;
    let gone = false;
    for (const name of list(p, path)) {
      if (!goes(`${path}/${name}`, name)) continue;
      p.unlink(`${path}/${name}`);
      to.changes.push(removed(`${path}/${name}`));
      gone = true;
    }
    if (gone) p.rmdir(path);
  }
}

const list = (p: Process, directory: string): readonly string[] => {
  const names = p.readdir(directory);
  return isErrno(names) ? [] : [...names];
};

export function mask(place: Place, names: readonly string[], to: Installation): void {
  for (const name of names) {
    if (to.error === undefined) link(place, `${place.directory}/${name}`, '/dev/null', to);
  }
}

export function unmask({ p, directory }: Place, names: readonly string[], to: Installation): void {
  for (const name of names) {
    const path = `${directory}/${name}`;
    const there = p.readlink(path);
    if (isErrno(there) || there.target !== '/dev/null') continue;
    p.unlink(path);
    to.changes.push(removed(path));
  }
}

const PRESET_PATH = ['/etc', '/run', '/usr/local/lib', '/usr/lib'].map((base) => `${base}/systemd/system-preset`);

/** Enables or disables each unit as the first rule that matches it says (systemd.preset(5)); without a rule it is enabled. */
export function preset(place: Place, names: readonly string[], to: Installation): void {
  const files = new Map<string, string>();
  for (const directory of PRESET_PATH)
    for (const name of list(place.p, directory))
      if (name.endsWith('.preset') && !files.has(name)) files.set(name, `${directory}/${name}`);
  const policies = [...files]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, path]) => {
      const text = place.p.readFile(path);
      if (isErrno(text)) return [];
      return [...text.matchAll(/^[ \t]*(enable|disable|ignore)[ \t]+(\S+)/gm)].map(([, word, pattern]) => ({
        word: word!,
        pattern: pattern!,
      }));
    });
  const meant = (name: string): string => policies.find(({ pattern }) => matches(name, pattern))?.word ?? 'enable';
  disable(
    place,
    names.filter((name) => meant(name) === 'disable'),
    to,
  );
  if (to.error === undefined)
    enable(
      place,
      names.filter((name) => meant(name) === 'enable'),
      to,
    );
}

/** Where links in the search path's own directories make a unit enabled: those of the vendor do not count. */
export function enabledIn(p: Process, name: string): 'enabled' | 'enabled-runtime' | undefined {
  for (const [directory, state] of [
    ['/etc/systemd/system', 'enabled'],
    ['/run/systemd/system', 'enabled-runtime'],
  ] as const) {
    for (const entry of list(p, directory)) {
      const path = `${directory}/${entry}`;
      if (/\.(?:wants|requires|upholds)$/.test(entry)) {
        const names = list(p, path);
        if (names.includes(name) || (isTemplate(name) && names.some((each) => isInstanceOf(each, name)))) return state;
        continue;
      }
      const target = entry === name || !unitType(entry) ? undefined : p.readlink(path);
      if (target && !isErrno(target) && target.target.slice(target.target.lastIndexOf('/') + 1) === name) return state;
    }
  }
  return undefined;
}

const isInstanceOf = (name: string, template: string): boolean => {
  const [a, b] = [nameParts(name), nameParts(template)];
  return a.instance !== undefined && a.prefix === b.prefix && a.suffix === b.suffix;
};
