/** What should be writable and is not. */
import { withDescendants } from '../zfs/dataset.ts';
import { faultText, type NamedFault } from './named-fault.ts';
import { findDataset, findDevice, findFilesystem, isComplaint } from './subjects.ts';

export const readOnly: NamedFault = {
  name: 'read-only',
  summary:
    'A device is write-protected, a dataset has readonly=on, a mounted filesystem takes no writes: {device, dataset or path}.',
  befalls: ['device', 'dataset', 'path'],
  apply(m, options) {
    const { device: name, dataset: set, path } = options;
    if (name !== undefined) {
      const device = findDevice(m, name);
      if (isComplaint(device)) return [device];
      const affected = [device, ...m.block.partitionsOf(device)];
      if (affected.some(({ content }) => content.kind === 'zfs_member'))
        return [
          {
            at: ['device'],
            message: `${name} holds a pool; one on a write-protected disk is not modelled`,
            remedy: 'Name a dataset instead.',
          },
        ];
      for (const each of affected) each.readOnly = true;
    } else if (set !== undefined) {
      const dataset = findDataset(m, set);
      if (isComplaint(dataset)) return [dataset];
      if (dataset.type === 'snapshot')
        return [{ at: ['dataset'], message: `${set} is a snapshot, which is read-only anyway` }];
      dataset.local.set('readonly', 'on');
      for (const below of withDescendants(dataset)) if (below !== dataset) below.local.delete('readonly');
      dataset.pool.version += 1;
    } else {
      const superblock = findFilesystem(m, options);
      if (isComplaint(superblock)) return [superblock];
      superblock.readOnly = true;
    }
    m.trace.add(0, { kind: 'fault.triggered', fault: faultText('read-only', name ?? set ?? path ?? '') });
    return [];
  },
};
