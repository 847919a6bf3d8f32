/** The roles that a module-setup.sh gives the files beside it. */
import type { DracutModule, Installed } from './dracut-module.ts';
import { besidePath } from './read-setup.ts';
import { PHASES, type Role, showRole } from './role.ts';
import { roleByPlace } from './role-by-place.ts';

export interface SetupRole {
  readonly role: Role;
  readonly why: string;
  readonly imagePath: string;
}

/**
 * By path below the module's folder.
 * @param sourced base names of all files that some script reads with `.`, and that script
 */
export function rolesBySetup(
  module: DracutModule,
  beside: ReadonlyMap<string, string>,
  sourced: ReadonlyMap<string, string>,
): Map<string, SetupRole> {
  const roles = new Map<string, SetupRole>();
  for (const one of module.installed) {
    const name = besideName(one, beside);
    const text = name === undefined ? undefined : beside.get(name);
    if (name === undefined || text === undefined) continue;
    const role = roleOf(one, text, sourced);
    const where = `${one.guessed ? 'a guess, as the line was not reached: ' : ''}module-setup.sh installs it in line ${one.line} with ${one.by} as ${one.target}`;
    const before = roles.get(name);
    // A file may be the hook of several phases: the first counts, the others are told.
    if (before)
      roles.set(name, {
        ...before,
        why: `${before.why}${showRole(before.role) === showRole(role) ? '' : `; also ${showRole(role)} (${where})`}`,
      });
    else roles.set(name, { role, why: where, imagePath: one.target });
  }
  return roles;
}

/** The file beside module-setup.sh that is installed: by its path, or a udev rule by its name; templates keep their `.in`. */
function besideName(one: Installed, beside: ReadonlyMap<string, string>): string | undefined {
  const path = besidePath(one.source) ?? (one.by.startsWith('inst_rules') ? one.source : undefined);
  if (path === undefined) return undefined;
  return [path, `${path}.in`].find((name) => beside.has(name));
}

function roleOf(one: Installed, text: string, sourced: ReadonlyMap<string, string>): Role {
  if (one.phase !== undefined) {
    const phase = PHASES.find((known) => known === one.phase);
    if (phase) return { kind: 'hook', phase };
  }
  const byPlace = roleByPlace(one.target, text);
  if (byPlace) return byPlace.role;
  const base = one.target.slice(one.target.lastIndexOf('/') + 1);
  if (sourced.has(base)) return { kind: 'library' };
  return text.startsWith('#!') || one.by === 'inst_script' ? { kind: 'program' } : { kind: 'other' };
}

/** The base names after `.` and `source` in a text; cheap, as it only helps to tell a library from a program. */
export function sourcedNames(text: string): string[] {
  return [...text.matchAll(/(?:^|[\s;&|({!])(?:\.|source)[ \t]+([^\s;&|)]+)/gm)].flatMap(
    ([, word]) => /(?:^|[/}])([\w.+-]+)$/.exec(word!.replace(/["']/g, ''))?.[1] ?? [],
  );
}
