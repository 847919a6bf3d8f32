/** Path units: start a service as soon as something is in the filesystem (systemd.path(5)). */
import { isErrno } from '../../../vfs/errno.ts';
import type { Behaviour, Core } from '../core.ts';
import { globPaths } from '../glob-paths.ts';
import { KeptByUnit } from '../kept-by-unit.ts';
import type { Settings } from '../settings.ts';
import { expandSpecifiers } from '../specifiers.ts';
import type { Unit } from '../unit.ts';
import { needSystemInitialization, stopAtShutdown, trigger, triggers } from './defaults.ts';

const KINDS = ['PathExists', 'PathExistsGlob', 'DirectoryNotEmpty', 'PathChanged', 'PathModified'] as const;

export const path: Behaviour = {
  initialSub: 'dead',
  loaded: (unit, core) => {
    triggers(unit, core, 'Path.Unit');
    return specs(unit, core).length === 0 ? 'Path unit lacks path setting. Refusing.' : undefined;
  },
  addDefaults: (unit, core) => {
    unit.depend('Before', core.units.reference('paths.target'));
    needSystemInitialization(unit, core);
    stopAtShutdown(unit, core);
  },
  start: (unit, core) => {
    unit.result = 'success';
    if (unit.settings.boolean('Path.MakeDirectory', false)) {
      for (const { directory } of specs(unit, core)) {
        const parts = directory.split('/').filter(Boolean);
        for (let n = 1; n <= parts.length; n++) core.p.mkdir(`/${parts.slice(0, n).join('/')}`, 0o755);
      }
    }
    core.changed(unit, 'active', 'waiting');
    checkPath(unit, core);
    return 'begun';
  },
  stop: (unit, core) => {
    core.log(`${unit.id}: Deactivated successfully.`, unit);
    core.changed(unit, 'inactive', 'dead');
    return 'begun';
  },
  triggered: (unit, core) => {
    if (!unit.isActive) return;
    if ([...unit.on('Triggers')].some((other) => other.result === 'start-limit-hit')) {
      unit.result = 'unit-start-limit-hit';
      core.log(`${unit.id}: Failed with result 'unit-start-limit-hit'.`, unit, 4);
      core.changed(unit, 'failed', 'failed');
      return;
    }
    if ([...unit.on('Triggers')].some((other) => other.isUpOrComingUp || other.job?.type === 'start')) return;
    if (unit.sub === 'running') core.changed(unit, 'active', 'waiting');
    checkPath(unit, core);
  },
  messages: {},
};

interface Watched {
  readonly kind: (typeof KINDS)[number];
  readonly path: string;
  /** What MakeDirectory= makes: the path itself when it is to hold something. */
  readonly directory: string;
}

const known = new KeptByUnit<{ readonly settings: Settings; readonly watched: readonly Watched[] }>();

/** What the unit watches; asked on every change of a file. */
function specs(unit: Unit, core: Core): readonly Watched[] {
  let found = known.get(unit);
  if (found?.settings !== unit.settings) {
    found = { settings: unit.settings, watched: watchedBy(unit, core) };
    known.set(unit, found);
  }
  return found.watched;
}

const watchedBy = (unit: Unit, core: Core): Watched[] =>
  KINDS.flatMap((kind) =>
    unit.settings.all(`Path.${kind}`).map((value) => {
      const watched = expandSpecifiers(value, unit.id, core.facts);
      return {
        kind,
        path: watched,
        directory: kind === 'DirectoryNotEmpty' ? watched : watched.slice(0, watched.lastIndexOf('/')),
      };
    }),
  );

/** Does the unit's path lie where a change was told? */
export const concerns = (unit: Unit, core: Core, changed: string): boolean =>
  specs(unit, core).some((spec) => changed.startsWith(spec.kind === 'PathExistsGlob' ? spec.directory : spec.path));

/** Starts the unit's service when what it waits for is there. `changed` is the path of a change, for those that wait for one. */
export function checkPath(unit: Unit, core: Core, changed?: string): void {
  if (unit.sub !== 'waiting') return;
  if (!specs(unit, core).some((spec) => there(spec, core, changed))) return;
  core.changed(unit, 'active', 'running');
  trigger(unit, core);
}

function there(spec: Watched, core: Core, changed: string | undefined): boolean {
  switch (spec.kind) {
    case 'PathExists':
      return !isErrno(core.p.stat(spec.path));
    case 'PathExistsGlob':
      return globPaths(core.p, spec.path).length > 0;
    case 'DirectoryNotEmpty': {
      const names = core.p.readdir(spec.path);
      return !isErrno(names) && names.length > 0;
    }
    default:
      return changed !== undefined && (changed === spec.path || changed.startsWith(`${spec.path}/`));
  }
}
