/** A pool that is not the expected one: another name, or one more. */
import { keystoreIn, plain, withKeystore, withPassphrase } from '../machines.ts';
import type { Keys, ProofKind, Seen, Shown, Trial } from '../proof.ts';

export const otherPool: ProofKind = {
  rules: ['hardcoded-pool', 'multi-pool-first'],
  trials(subject) {
    const keystore = keystoreIn([...subject.scripts.values()].join('\n'));
    if (subject.finding.rule === 'hardcoded-pool') {
      const literal =
        /\b(rpool|bpool|zroot|tank|zpool\w+)\b/.exec(subject.file.line(subject.finding.line))?.[1] ?? 'rpool';
      const other = literal === 'tank' ? 'data' : 'tank';
      const trial = (machine: (pool: string) => Keys): Trial => ({
        condition: `with a pool named ${other}`,
        bites: { keys: machine(other) },
        instead: `with a pool named ${literal}`,
        control: { keys: machine(literal) },
      });
      return [trial((pool) => withKeystore(pool, keystore)), trial(withPassphrase), trial(plain)];
    }
    return [withKeystore('rpool', keystore), withPassphrase('rpool'), plain('rpool')].map((keys) => ({
      condition: 'with a second pool whose name comes first',
      bites: { keys: withSecondPool(keys) },
      instead: 'with one pool',
      control: { keys },
      shows: asksOther,
    }));
  },
};

/** A command of the script that is given the other pool's name. */
function asksOther({ rehearsal, subject }: Seen): Shown | undefined {
  for (const event of rehearsal.recording.events)
    if (
      event.kind === 'command.started' &&
      event.what === 'program' &&
      baseName(event.position.file) === baseName(subject.place) &&
      event.words.includes('apool')
    )
      return { text: `\`${event.words.join(' ')}\` asks the other one` };
  return undefined;
}

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const withSecondPool = (keys: Keys): Keys => ({
  ...keys,
  pools: { apool: {}, ...(keys.pools as Keys) },
  datasets: { apool: { canmount: 'off', mountpoint: 'none' }, ...(keys.datasets as Keys) },
});
