/** An encryption root whose key has been changed. */
import { faultText, type NamedFault } from './named-fault.ts';
import { findDataset, isComplaint } from './subjects.ts';

export const zfsKeyWrong: NamedFault = {
  name: 'zfs-key-wrong',
  summary: 'The key that is at hand is not that of an encryption root, as after `zfs change-key`: {dataset}.',
  befalls: ['dataset'],
  apply(m, { dataset: name = '' }) {
    const dataset = findDataset(m, name);
    if (isComplaint(dataset)) return [dataset];
    if (!dataset.wrapping) {
      const root = dataset.encryptionRoot?.name;
      return [
        {
          at: ['dataset'],
          message: `${name} is no encryption root`,
          remedy: root === undefined ? 'It is not encrypted.' : `Its encryption root is ${root}.`,
        },
      ];
    }
    // As long as before, and another one in every byte.
    dataset.wrapping.secret = [...dataset.wrapping.secret]
      .map((byte) => String.fromCharCode(byte.charCodeAt(0) ^ 1))
      .join('');
    m.trace.add(0, { kind: 'fault.triggered', fault: faultText('zfs-key-wrong', name) });
    return [];
  },
};
