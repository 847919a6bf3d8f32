/** A filesystem without room for another byte. */
import { faultText, type NamedFault } from './named-fault.ts';
import { findFilesystem, isComplaint } from './subjects.ts';

export const filesystemFull: NamedFault = {
  name: 'filesystem-full',
  summary: 'No byte can be added to a filesystem: {path of a mount at power-on, device, volume or dataset}.',
  befalls: ['path', 'device', 'volume', 'dataset'],
  apply(m, options) {
    const superblock = findFilesystem(m, options);
    if (isComplaint(superblock)) return [superblock];
    superblock.store.limitBytes = superblock.store.usedBytes;
    const subject = options.path ?? options.device ?? options.volume ?? options.dataset ?? '';
    m.trace.add(0, { kind: 'fault.triggered', fault: faultText('filesystem-full', subject) });
    return [];
  },
};
