/** Targets and slices: units that are up as soon as their turn comes. */
import type { Behaviour } from '../core.ts';
import { stopAtShutdown } from './defaults.ts';

export const target: Behaviour = {
  initialSub: 'dead',
  addDefaults: stopAtShutdown,
  start: (unit, core) => {
    core.changed(unit, 'active', 'active');
    return 'begun';
  },
  stop: (unit, core) => {
    core.changed(unit, 'inactive', 'dead');
    return 'begun';
  },
  messages: { started: 'Reached target %s.', stopped: 'Stopped target %s.' },
};

export const slice: Behaviour = { ...target, messages: { started: 'Created slice %s.', stopped: 'Removed slice %s.' } };
