/** A disk that takes its time to appear. */
import { addDisk, removeDisk } from '../block/add-disk.ts';
import { describedDisk } from '../power-cycle.ts';
import { faultText, type NamedFault } from './named-fault.ts';
import { findDevice, isComplaint } from './subjects.ts';

export const deviceSlow: NamedFault = {
  name: 'device-slow',
  summary: 'A disk, with its partitions and pools, appears only some time after power-on: {device, after}.',
  befalls: ['device'],
  after: 'required',
  apply(m, { device: name = '', afterUs = 0 }) {
    const disk = findDevice(m, name);
    if (isComplaint(disk)) return [disk];
    if (disk.parent)
      return [{ at: ['device'], message: `${name} is a partition`, remedy: `Name its disk, ${disk.parent.name}.` }];
    const spec = describedDisk(m, disk, (content) => content);
    m.trace.add(0, { kind: 'fault.triggered', fault: faultText('device-slow', name) });
    removeDisk(m, disk.path);
    return addDisk(m, { ...spec, appearsUs: afterUs });
  },
};
