/** Timers: start a service some time after the boot, or after each of its runs; calendar times never come within a boot (systemd.timer(5)). */
import type { Behaviour, Core } from '../core.ts';
import { KeptByUnit } from '../kept-by-unit.ts';
import { parseTimeUs } from '../settings.ts';
import type { Unit } from '../unit.ts';
import { needSystemInitialization, stopAtShutdown, trigger, triggers } from './defaults.ts';

const calledOff = new KeptByUnit<() => void>();

export const timer: Behaviour = {
  initialSub: 'dead',
  loaded: (unit, core) => {
    triggers(unit, core, 'Timer.Unit');
    return undefined;
  },
  addDefaults: (unit, core) => {
    unit.depend('Before', core.units.reference('timers.target'));
    needSystemInitialization(unit, core);
    stopAtShutdown(unit, core);
  },
  start: (unit, core) => {
    core.changed(unit, 'active', 'waiting');
    arm(unit, core, ['OnBootSec', 'OnStartupSec', 'OnActiveSec']);
    return 'begun';
  },
  stop: (unit, core) => {
    calledOff.get(unit)?.();
    core.log(`${unit.id}: Deactivated successfully.`, unit);
    core.changed(unit, 'inactive', 'dead');
    return 'begun';
  },
  triggered: (unit, core) => {
    if (unit.sub !== 'running' || [...unit.on('Triggers')].some((other) => !other.isDown)) return;
    core.changed(unit, 'active', 'waiting');
    arm(unit, core, ['OnUnitActiveSec', 'OnUnitInactiveSec']);
  },
  messages: {},
};

function arm(unit: Unit, core: Core, keys: readonly string[]): void {
  const { nowUs } = core.host.kernel.clock;
  const instants = keys.flatMap((key) =>
    unit.settings.all(`Timer.${key}`).flatMap((value) => {
      const us = parseTimeUs(value);
      return us === undefined ? [] : [key === 'OnBootSec' || key === 'OnStartupSec' ? us : nowUs + us];
    }),
  );
  if (instants.length === 0) return;
  const cancel = core.at(Math.min(...instants), () => {
    if (unit.sub !== 'waiting') return;
    core.changed(unit, 'active', 'running');
    trigger(unit, core);
  });
  calledOff.set(unit, cancel);
}
