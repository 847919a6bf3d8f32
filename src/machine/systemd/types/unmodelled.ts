/** Swaps, automounts, scopes: known by name, refused when somebody starts one. */
import type { Behaviour } from '../core.ts';

export const unmodelled: Behaviour = {
  initialSub: 'dead',
  start: (unit, core) => {
    core.unsupported(`${unit.type} unit`, unit.id);
    return 'failed';
  },
  stop: () => 'already',
  messages: {},
};
