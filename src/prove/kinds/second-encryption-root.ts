/** One key is loaded, and more is mounted: bites where a child that the system needs has an encryption root of its own. */
import { ownPassphraseBelow, withPassphrase } from '../machines.ts';
import type { Keys, ProofKind, Seen, Shown } from '../proof.ts';

export const secondEncryptionRoot: ProofKind = {
  rules: ['encroot-per-dataset'],
  trials() {
    const keys = withPassphrase('rpool');
    const operator = [
      { prompt: '/usr', answer: 'battery staple' },
      { prompt: '', answer: 'correct horse' },
    ];
    const explicit = (machine: Keys): Keys => ({ ...machine, cmdline: 'root=zfs:rpool/ROOT/system ro quiet' });
    return [keys, explicit(keys)].map((machine) => ({
      condition: 'with /usr under an encryption root of its own',
      bites: { keys: { ...ownPassphraseBelow(machine, '/usr'), operator } },
      instead: 'with one encryption root',
      control: { keys: machine },
      shows: (bites: Seen, control: Seen): Shown | undefined =>
        bites.rehearsal.keystatus['rpool/ROOT/system/usr'] === 'unavailable' &&
        control.rehearsal.outcome === 'boots' &&
        passedHere(bites)
          ? { text: 'the key of rpool/ROOT/system/usr is never loaded' }
          : undefined,
    }));
  },
};

const passedHere = ({ rehearsal, subject }: Seen): boolean =>
  rehearsal.recording.events.some((event) => event.kind === 'command.started' && subject.isHere(event.position));
