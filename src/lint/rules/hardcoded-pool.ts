/** A pool's name written into a script. */
import { flowOf } from '../flow/analyse.ts';
import type { Sink } from '../flow/sinks.ts';
import { isName } from '../flow/value.ts';
import type { Rule } from '../rule.ts';

export const hardcodedPool: Rule = {
  id: 'hardcoded-pool',
  severity: 'info',
  group: 'names',
  problem: 'the name of a pool is written into the script',
  remedy: 'Take it from root=, bootfs or the encryption root, so that the image works for pools of other names.',
  why:
    'rpool, zroot and their like are habits of installers. An image with the name in it does nothing on a machine whose pool is called otherwise, or after a ' +
    'pool was imported under another name, and says "no such pool available" at best.',
  bad: [
    { text: 'zpool import -N rpool\n', lines: [1] },
    { text: '[ -e /dev/zvol/rpool/keystore ] || return 0\n', lines: [1] },
  ],
  good: [{ text: 'zpool import -N "${root%%/*}"\n' }, { text: 'zpool get -Ho value bootfs\n' }],
  project(project, report) {
    const seen = new Set<string>();
    for (const sink of flowOf(project).sinks) {
      const pool = writtenPool(sink);
      if (pool === undefined || seen.has(`${sink.file.name} ${pool}`)) continue;
      seen.add(`${sink.file.name} ${pool}`);
      report({ file: sink.file, at: sink.at, message: `the pool ${pool} is written into the script: ${sink.use}` });
    }
  },
};

function writtenPool(sink: Sink): string | undefined {
  for (const { pieces } of sink.value.shapes) {
    const [first] = pieces;
    if (!first || isName(first)) continue;
    const pool =
      sink.expects === 'pool' || sink.expects === 'dataset'
        ? /^([A-Za-z][\w.:-]*(?: [\w.:-]+)*)(?=\/|@|$)/.exec(first.text)?.[1]
        : sink.expects === 'path' || sink.expects === 'mountpoint'
          ? /^\/(?:dev\/zvol|run\/keystore)\/([A-Za-z][\w.:+ -]*)\/?/.exec(first.text)?.[1]
          : undefined;
    if (pool !== undefined && !/^(?:zfs:|AUTO$|ZFS=)/.test(pool) && (pieces.length === 1 || first.text.includes('/')))
      return pool;
  }
  return undefined;
}
