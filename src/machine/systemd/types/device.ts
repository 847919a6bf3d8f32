/** Devices: up when their node or link is there; jobs wait for that (systemd.device(5)). */
import { isErrno } from '../../../vfs/errno.ts';
import type { Behaviour, Core } from '../core.ts';
import type { Unit } from '../unit.ts';
import { unescapePath } from '../unit-name.ts';

export const device: Behaviour = {
  initialSub: 'dead',
  loaded: (unit, core) => {
    look(unit, core);
    return undefined;
  },
  start: () => 'waits',
  stop: () => 'waits',
  messages: {
    starting: 'Expecting device %s...',
    started: 'Found device %s.',
    startTimedOut: 'Timed out waiting for device %s.',
  },
};

/** A block device counts when udev has handled it, anything else when it is there. */
function present(unit: Unit, core: Core): boolean {
  const path = unescapePath(unit.id.slice(0, -'.device'.length));
  if (isErrno(core.p.stat(path))) return false;
  const found = core.host.block.byPath(path);
  return found === undefined || core.host.udev.record(found) !== undefined;
}

function look(unit: Unit, core: Core): void {
  if (present(unit, core) === unit.isActive) return;
  unit.active = unit.isActive ? 'inactive' : 'active';
  unit.sub = unit.isActive ? 'plugged' : 'dead';
}

/** Brings a device's state up to what is there now. */
export function checkDevice(unit: Unit, core: Core): void {
  const there = present(unit, core);
  if (there && !unit.isActive) core.changed(unit, 'active', 'plugged');
  else if (!there && unit.isActive) core.changed(unit, 'inactive', 'dead');
}
