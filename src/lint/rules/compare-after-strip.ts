/** A comparison with a text whose beginning has been cut off already. */
import { flowOf } from '../flow/analyse.ts';
import { namesIn } from '../flow/query.ts';
import { described, flowTo } from '../flow/show.ts';
import type { Rule } from '../rule.ts';

export const compareAfterStrip: Rule = {
  id: 'compare-after-strip',
  severity: 'error',
  group: 'names',
  problem: 'this comparison can hardly be true: the beginning of the text has been cut off before',
  remedy: 'Compare before the prefix is cut off, or compare with what is left.',
  why:
    'root=zfs:AUTO means that the boot dataset is to be looked for. Once zfs: is cut off, AUTO is left; compared with zfs:AUTO it is taken for the name of a ' +
    'dataset, and "cannot open \'AUTO\'" ends the boot (openzfs/zfs#12658).',
  bad: [
    {
      text: 'b=${root#zfs:}\nif [ "$b" = zfs:AUTO ]; then\n    b=$(zpool get -Ho value bootfs rpool)\nfi\n',
      lines: [2],
    },
  ],
  good: [
    { text: 'b=${root#zfs:}\nif [ "$root" = zfs:AUTO ]; then\n    b=$(zpool get -Ho value bootfs rpool)\nfi\n' },
    { text: 'b=${root#zfs:}\nif [ "$b" = AUTO ]; then\n    b=$(zpool get -Ho value bootfs rpool)\nfi\n' },
  ],
  project(project, report) {
    for (const { file, at, value, with: word } of flowOf(project).comparisons) {
      const name = namesIn(value).find(({ cut }) => cut.some((prefix) => word.startsWith(prefix)));
      const prefix = name?.cut.find((each) => word.startsWith(each));
      if (!name || prefix === undefined) continue;
      report({
        file,
        at,
        message: `${described(name)} is compared with ${word} after ${prefix} was cut off`,
        flow: flowTo(name, { file, at }, `compared with ${word}`),
      });
    }
  },
};
