/** A dataset's name in a name that cannot hold a slash. */
import { flowOf } from '../flow/analyse.ts';
import { described, firstUses, flowTo } from '../flow/show.ts';
import type { Sink } from '../flow/sinks.ts';
import { isName, type Name } from '../flow/value.ts';
import type { Rule } from '../rule.ts';

export const nameWithSlash: Rule = {
  id: 'name-with-slash',
  severity: 'error',
  group: 'names',
  problem: 'a dataset becomes part of a name that cannot hold a slash',
  remedy: 'Replace the slashes first, for example with tr / _, or use the pool.',
  why:
    'Device mapper refuses a name with a slash, systemd takes it for a path, and a file of that name lies in a directory that does not exist. ' +
    'With a pool alone (rpool) all of them work, so it shows only on machines with a dataset below it (rpool/enc).',
  bad: [
    {
      text: 'd=$(zfs get -Ho value encryptionroot "$root")\n[ "$d" = - ] || cryptsetup open "/dev/disk/by-label/KEYS" "keys-$d"\n',
      lines: [2],
    },
    {
      text: 'for_each() { : > "/run/asked-$1"; }\nd=$(zfs get -Ho value encryptionroot "$root")\nfor_each "$d"\n',
      lines: [1],
    },
  ],
  good: [
    {
      text: 'd=$(zfs get -Ho value encryptionroot "$root")\ncryptsetup open "/dev/disk/by-label/KEYS" "keys-$(echo "$d" | tr / _)"\n',
    },
    { text: 'd=$(zfs get -Ho value encryptionroot "$root")\n: > "/run/asked-${d%%/*}"\n' },
  ],
  project(project, report) {
    for (const { sink, name } of firstUses(flowOf(project).sinks, offending))
      report({
        file: sink.file,
        at: sink.at,
        message: `${described(name)} may hold slashes, which ${what(sink)} cannot have`,
        flow: flowTo(name, sink, `made part of ${what(sink)}`),
      });
  },
};

const what = ({ expects }: Sink): string =>
  expects === 'mapper-name' ? 'a device mapper name' : expects === 'unit' ? 'the name of a unit' : 'the name of a file';

function offending(sink: Sink): readonly Name[] {
  if (sink.expects !== 'mapper-name' && sink.expects !== 'unit' && sink.expects !== 'new-file') return [];
  return sink.value.shapes.flatMap(({ pieces }) =>
    pieces.filter((piece, index): piece is Name => {
      if (!isName(piece) || !piece.slash || (piece.kind !== 'dataset' && piece.kind !== 'snapshot')) return false;
      const before = pieces[index - 1];
      const leading = before && !isName(before) ? before.text : '';
      // Those of the keystore are dataset-as-pool's.
      if (sink.expects === 'mapper-name') return !/keystore[-_]$/.test(leading);
      if (sink.expects === 'unit') return true;
      return leading.startsWith('/') && /[\w.-]$/.test(leading);
    }),
  );
}
