/** Which behaviour belongs to which type of unit. */
import type { Behaviour } from './core.ts';
import { device } from './types/device.ts';
import { mount } from './types/mount.ts';
import { path } from './types/path.ts';
import { service } from './types/service.ts';
import { socket } from './types/socket.ts';
import { slice, target } from './types/target.ts';
import { timer } from './types/timer.ts';
import { unmodelled } from './types/unmodelled.ts';
import type { Unit } from './unit.ts';
import type { UnitType } from './unit-name.ts';

const BEHAVIOURS: Readonly<Record<UnitType, Behaviour>> = {
  service,
  mount,
  socket,
  target,
  device,
  path,
  timer,
  slice,
  swap: unmodelled,
  automount: unmodelled,
  scope: unmodelled,
};

export const behaviourOf = (unit: Unit): Behaviour => BEHAVIOURS[unit.type];
