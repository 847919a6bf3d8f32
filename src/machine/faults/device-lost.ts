/** A disk or partition that goes away. */
import { removeDisk } from '../block/add-disk.ts';
import { faultText, type NamedFault } from './named-fault.ts';
import { devicePath, findDevice, isComplaint } from './subjects.ts';

export const deviceLost: NamedFault = {
  name: 'device-lost',
  summary: 'A disk or partition is not there, or goes away some time after power-on: {device, after}.',
  befalls: ['device'],
  after: 'optional',
  apply(m, { device: name = '', afterUs = 0 }) {
    const expected = m.block.expected.has(devicePath(name));
    const device = findDevice(m, name);
    if (isComplaint(device) && !expected) return [device];
    const lose = (): void => {
      m.trace.add(0, { kind: 'fault.triggered', fault: faultText('device-lost', name) });
      removeDisk(m, devicePath(name));
    };
    if (afterUs > 0) m.kernel.after(afterUs, lose, `${name} goes away`);
    else lose();
    return expected && afterUs === 0
      ? [{ at: ['device'], message: `${name} goes away before it appears`, remedy: 'Give the fault an `after`.' }]
      : [];
  },
};
