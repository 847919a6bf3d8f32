/** The `zvol_wait` program (zvol_wait(1)): waits until every volume's link is there. */

import type { Process } from '../../kernel/process.ts';
import type { Dataset } from '../../machine/zfs/dataset.ts';
import { zvolLink } from '../../machine/zfs/names.ts';
import { effective } from '../../machine/zfs/property-value.ts';
import { isErrno } from '../../vfs/errno.ts';
import type { Program } from '../program.ts';

const ROUND_US = 1_000_000;
const TRIES = 10;
const ROUNDS_PER_TRY = 30;

export const zvolWait: Program = {
  name: 'zvol_wait',
  *run(p, m) {
    const volumes = m.zfs.pools
      .flatMap((pool) => [...pool.datasets.values()])
      .filter((d) => d.type === 'volume' && d.readable && !['none'].includes(effective(d, 'volmode')));
    if (volumes.length === 0) {
      yield* p.print('No zvols found, nothing to do.\n');
      return 0;
    }
    yield* p.print(`Testing ${volumes.length} zvol links\n`);
    let missing = linkless(p, volumes);
    for (let tried = 1; tried <= TRIES; tried++) {
      for (let round = 0; round < ROUNDS_PER_TRY; round++) {
        missing = linkless(p, volumes);
        if (missing.length === 0) {
          yield* p.print('All zvol links are now present.\n');
          return 0;
        }
        yield* p.sleep(ROUND_US);
      }
      yield* p.print(`Still waiting on ${missing.length} zvol links ...\n`);
    }
    yield* p.print('Timed out waiting on zvol links\n');
    m.trace.add(p.pid, {
      kind: 'program.failed',
      program: 'zvol_wait',
      argv: p.argv,
      reason: { kind: 'device-missing', path: zvolLink(missing[0]!.name) },
    });
    return 1;
  },
};

const linkless = (p: Process, volumes: readonly Dataset[]): Dataset[] =>
  volumes.filter((v) => isErrno(p.stat(zvolLink(v.name))));
