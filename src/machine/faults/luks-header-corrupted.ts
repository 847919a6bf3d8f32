/** A LUKS header that has been overwritten. */
import { faultText, type NamedFault } from './named-fault.ts';
import { findHeader, isComplaint } from './subjects.ts';

export const luksHeaderCorrupted: NamedFault = {
  name: 'luks-header-corrupted',
  summary: 'The header of a LUKS volume cannot be read; its device does not look like LUKS any more: {volume}.',
  befalls: ['volume'],
  apply(m, { volume = '' }) {
    const place = findHeader(m, volume);
    if (isComplaint(place)) return [place];
    place.put({ kind: 'luks', header: { ...place.content.header, corrupted: true } });
    m.trace.add(0, { kind: 'fault.triggered', fault: faultText('luks-header-corrupted', volume) });
    return [];
  },
};
