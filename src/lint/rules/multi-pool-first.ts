/** The first line of a list of pools, as if there were only one. */
import { flowOf } from '../flow/analyse.ts';
import { namesIn } from '../flow/query.ts';
import { described, firstUses, flowTo } from '../flow/show.ts';
import type { Sink } from '../flow/sinks.ts';
import type { Rule } from '../rule.ts';

export const multiPoolFirst: Rule = {
  id: 'multi-pool-first',
  severity: 'warning',
  group: 'names',
  problem: 'the first of possibly several pools is taken, whichever that is',
  remedy: 'Leave out lines that are - first (grep -m1 -vFx -), and look at what root= names.',
  why:
    'A machine with a second pool (bpool, a backup disk) lists it first when its name sorts first. Its bootfs is -, or it is simply the wrong pool, and the boot ' +
    'stops although the right pool is imported.',
  bad: [
    { text: 'b=$(zpool list -Ho bootfs | head -n1)\n[ "$b" = - ] || zfs load-key "$b"\n', lines: [2] },
    { text: 'p=$(zpool list -H -o name | head -1)\nzpool get -Ho value bootfs "$p"\n', lines: [2] },
  ],
  good: [
    { text: 'b=$(zpool list -Ho bootfs | grep -m1 -vFx -)\nzfs load-key "$b"\n' },
    { text: 'p=$(zpool list -H -o name "$1" | head -1)\nzpool get -Ho value bootfs "$p"\n' },
  ],
  project(project, report) {
    for (const { sink, name } of firstUses(flowOf(project).sinks, offending))
      report({
        file: sink.file,
        at: sink.at,
        message: `${described(name)} is that of the first pool in the list, which need not be the one that is meant`,
        flow: flowTo(name, sink, `given to ${sink.use}`),
      });
  },
};

const offending = (sink: Sink) =>
  sink.expects === 'dataset' || sink.expects === 'pool'
    ? namesIn(sink.value).filter(
        ({ first, origin }) => first && (origin.subject === 'bootfs' || origin.subject === 'name'),
      )
    : [];
