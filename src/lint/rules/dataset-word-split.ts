/** Names that may hold spaces, taken apart at blanks. */
import { flowOf } from '../flow/analyse.ts';
import { described, flowTo } from '../flow/show.ts';
import type { Split } from '../flow/sinks.ts';
import { isName, type Name } from '../flow/value.ts';
import type { Rule } from '../rule.ts';

export const datasetWordSplit: Rule = {
  id: 'dataset-word-split',
  severity: 'info',
  group: 'names',
  problem: 'names that may hold spaces are taken apart at blanks',
  remedy: "Read line by line: while IFS='<tab>' read -r name …, or while IFS= read -r name.",
  why:
    'Names of pools and datasets, and mountpoints, may hold spaces. zfs and zpool with -H put a tab between columns so that scripts need not guess; a for loop ' +
    'over $( ) and a read with the default IFS make several words of one name, and each of them fails with "dataset does not exist".',
  bad: [
    { text: 'for d in $(zfs list -Ho name -r rpool); do\n    zfs get -Ho value keystatus "$d"\ndone\n', lines: [1] },
    {
      text: 'zfs list -Ho mountpoint,name | while read -r where what; do\n    mkdir -p "$NEWROOT$where"\ndone\n',
      lines: [1],
    },
  ],
  good: [
    {
      text: 'zfs list -Ho name -r rpool | while IFS= read -r d; do\n    zfs get -Ho value keystatus "$d" < /dev/null\ndone\n',
    },
    {
      text: 'zfs list -Ho name,mountpoint | while IFS="$(printf "\\t")" read -r d m; do\n    mkdir -p "$NEWROOT$m"\ndone\n',
    },
    { text: 'zfs list -Ho canmount,name | while read -r can d; do\n    echo "$can $d"\ndone\n' },
  ],
  project(project, report) {
    for (const split of flowOf(project).splits) {
      const name = offending(split);
      if (!name) continue;
      report({
        file: split.file,
        at: headOf(split),
        message: `${described(name)} may hold a space, at which ${split.by === 'for' ? 'this loop takes' : 'read takes'} it apart`,
        flow: flowTo(name, { file: split.file, at: headOf(split) }, 'taken apart at blanks'),
      });
    }
  },
};

/** The first line of a loop. */
const headOf = ({ file, at }: Split) => {
  const end = file.text.indexOf('\n', at.start);
  return { start: at.start, end: end < 0 ? at.end : Math.min(at.end, end) };
};

const SPACED: ReadonlySet<string> = new Set(['dataset', 'pool', 'snapshot', 'path']);

function offending({ by, value, ifs = ' \t\n' }: Split): Name | undefined {
  if (by === 'words' || !ifs.includes(' ')) return undefined;
  for (const { pieces, lines } of value.shapes) {
    if (by === 'for' && !lines) continue;
    // The last variable of read gets all that is left.
    const taken = by === 'read' ? pieces.slice(0, -1) : pieces;
    const name = taken.find((piece): piece is Name => isName(piece) && SPACED.has(piece.kind));
    if (name && /^(zfs|zpool) /.test(name.origin.source)) return name;
  }
  return undefined;
}
