/** A name is taken apart at blanks: bites where a dataset's name has one. */
import { keystoreIn, plain, withDatasets, withKeystore, withPassphrase } from '../machines.ts';
import type { Keys, ProofKind, Seen, Shown } from '../proof.ts';

const SPACED = 'rpool/my data';

export const spaceInName: ProofKind = {
  rules: ['dataset-word-split', 'plus-space'],
  trials(subject) {
    const keystore = keystoreIn([...subject.scripts.values()].join('\n'));
    const more = { [SPACED]: { mountpoint: '/srv/data' } };
    const children = [withPassphrase('rpool'), plain('rpool'), withKeystore('rpool', keystore)].map((keys) => ({
      condition: `with a dataset named "${SPACED}"`,
      bites: { keys: withDatasets(keys, more) },
      instead: 'without it',
      control: { keys },
      shows: halfName,
    }));
    const root = [withPassphrase('rpool'), plain('rpool')].map((keys) => ({
      condition: 'with a root dataset that has a space in its name',
      bites: { keys: renamed(keys) },
      instead: 'without the space',
      control: { keys },
      shows: halfName,
    }));
    return [...root, ...children];
  },
};

const renamed = (keys: Keys): Keys => {
  const datasets = Object.entries(keys.datasets as Keys).map(([name, value]) => [
    name.replace('/system', '/my system'),
    value,
  ]);
  return {
    ...keys,
    cmdline: 'root=zfs:rpool/ROOT/my+system ro quiet',
    pools: { rpool: { bootfs: 'rpool/ROOT/my system' } },
    datasets: Object.fromEntries(datasets),
  };
};

/** A program is asked for one half of the name, or for the name with the sign that stands for the blank. */
function halfName(bites: Seen, control: Seen): Shown | undefined {
  const [half] = halves(bites);
  return half !== undefined && halves(control).length === 0 && control.rehearsal.outcome === 'boots'
    ? { text: `\`${half}\` fails, since that is not the name` }
    : undefined;
}

const halves = ({ rehearsal }: Seen): string[] =>
  rehearsal.recording.events.flatMap((event) =>
    event.kind === 'program.failed' &&
    event.reason.kind !== 'key-unavailable' &&
    event.argv.some((word) => /^(?:rpool\/(?:ROOT\/)?my|data|system|rpool\/ROOT\/my\+system)$/.test(word))
      ? [event.argv.join(' ')]
      : [],
  );
