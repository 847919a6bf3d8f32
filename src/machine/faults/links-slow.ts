/** A device whose links udev makes late. */
import { zvolLink } from '../zfs/names.ts';
import { faultText, type NamedFault } from './named-fault.ts';
import { findDataset, findDevice, isComplaint } from './subjects.ts';

export const linksSlow: NamedFault = {
  name: 'links-slow',
  summary: 'udev handles a device, or the zvol of a dataset, some time later than others: {device or dataset, after}.',
  befalls: ['device', 'dataset'],
  after: 'required',
  apply(m, { device: name, dataset: volume, afterUs = 0 }) {
    if (name !== undefined) {
      const device = findDevice(m, name);
      if (isComplaint(device)) return [device];
      m.udev.delaysUs.set(device.path, afterUs);
    } else {
      const dataset = findDataset(m, volume ?? '');
      if (isComplaint(dataset)) return [dataset];
      if (dataset.type !== 'volume')
        return [{ at: ['dataset'], message: `${dataset.name} is a ${dataset.type}; only a volume has a link` }];
      m.udev.delaysUs.set(zvolLink(dataset.name), afterUs);
    }
    m.trace.add(0, { kind: 'fault.triggered', fault: faultText('links-slow', name ?? volume ?? '') });
    return [];
  },
};
