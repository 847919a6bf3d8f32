/** Default dependencies that several types of units share (systemd.special(7)). */
import type { Core } from '../core.ts';
import type { Unit } from '../unit.ts';

export function stopAtShutdown(unit: Unit, core: Core): void {
  const shutdown = core.units.reference('shutdown.target');
  unit.depend('Before', shutdown);
  unit.depend('Conflicts', shutdown);
}

export function needSystemInitialization(unit: Unit, core: Core): void {
  const sysinit = core.units.reference('sysinit.target');
  unit.depend('Requires', sysinit);
  unit.depend('After', sysinit);
}

/** A unit that starts another one comes before it: `Unit=` or `Service=`, else the service of the same name. */
export function triggers(unit: Unit, core: Core, key: string): void {
  const name = unit.settings.get(key) ?? `${unit.id.slice(0, unit.id.lastIndexOf('.'))}.service`;
  const other = core.units.reference(name);
  unit.depend('Before', other);
  unit.depend('Triggers', other);
}

/** Starts what the unit triggers, unless it runs or is about to. */
export function trigger(unit: Unit, core: Core): void {
  for (const other of unit.on('Triggers')) {
    const added = core.jobs.add(other, 'start', 'replace');
    if (added && 'error' in added) core.log(`${unit.id}: Failed to queue unit startup job: ${added.message}`, unit, 4);
  }
}
