/** A LUKS volume whose keys nobody knows. */
import { faultText, type NamedFault } from './named-fault.ts';
import { findHeader, isComplaint } from './subjects.ts';

export const luksKeyWrong: NamedFault = {
  name: 'luks-key-wrong',
  summary: 'No passphrase or key file opens a LUKS volume, as after a change that was not written down: {volume}.',
  befalls: ['volume'],
  apply(m, { volume = '' }) {
    const place = findHeader(m, volume);
    if (isComplaint(place)) return [place];
    const { header } = place.content;
    // A byte that no terminal and no key file of a layout gives.
    const keyslots = header.keyslots.map((slot) => ({ ...slot, passphrase: `\0${slot.passphrase}` }));
    place.put({ kind: 'luks', header: { ...header, keyslots } });
    m.trace.add(0, { kind: 'fault.triggered', fault: faultText('luks-key-wrong', volume) });
    return [];
  },
};
