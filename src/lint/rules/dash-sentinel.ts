/** A property's `-`, `none` or `legacy` taken for a name. */
import { flowOf } from '../flow/analyse.ts';
import { ASKED } from '../flow/models/zfs.ts';
import { described, firstUses, flowTo } from '../flow/show.ts';
import type { Sink } from '../flow/sinks.ts';
import { isName, type Name } from '../flow/value.ts';
import type { Rule } from '../rule.ts';

export const dashSentinel: Rule = {
  id: 'dash-sentinel',
  severity: 'warning',
  group: 'names',
  problem: 'a value that may mean "there is none" is used as a name',
  remedy: 'Compare it first, and leave when it is that word.',
  why:
    'zfs and zpool print - for a property that is not set (encryptionroot of an unencrypted dataset, bootfs of a pool without one), none or legacy for a ' +
    'mountpoint, and root= may be zfs:AUTO. Taken for a name, the next command fails with "cannot open \'-\'", or a directory of that name appears ' +
    '(openzfs/zfs#12658, openzfs/zfs#14274).',
  bad: [
    { text: 'k=$(zfs get -Ho value encryptionroot "$1")\nzfs load-key "$k"\n', lines: [2] },
    { text: 'b=$(zpool get -Ho value bootfs rpool)\nzfs get -Ho value encryptionroot "$b"\n', lines: [2] },
    { text: 'm=$(zfs get -Ho value mountpoint rpool/a)\nmount -t zfs rpool/a "$m"\n', lines: [2] },
  ],
  good: [
    { text: 'k=$(zfs get -Ho value encryptionroot "$1")\n[ "$k" != - ] || return 0\nzfs load-key "$k"\n' },
    { text: 'b=$(zpool get -Ho value bootfs | grep -m1 -vFx -)\nzfs get -Ho value encryptionroot "$b"\n' },
    {
      text: 'm=$(zfs get -Ho value mountpoint rpool/a)\ncase $m in\n    none | legacy | -) ;;\n    *) mount -o zfsutil -t zfs rpool/a "$NEWROOT$m" ;;\nesac\n',
    },
    {
      text: 'usable() { [ "$1" != - ]; }\nk=$(zfs get -Ho value encryptionroot "$1")\nif usable "$k"; then zfs load-key "$k"; fi\n',
    },
  ],
  project(project, report) {
    for (const { sink, name } of firstUses(flowOf(project).sinks, offending)) {
      const words = name.sentinels.map((word) => `"${word}"`).join(' or ');
      const auto = name.sentinels.includes('AUTO');
      report({
        file: sink.file,
        at: sink.at,
        message: auto
          ? `${described(name)} may be zfs:AUTO, of which ${words} is left here, and that is no ${noun(sink)}`
          : `${described(name)} may be ${words} here, which is no ${noun(sink)}`,
        remedy: auto ? 'Compare it with zfs:AUTO before zfs: is cut off.' : `Compare it with ${words} first.`,
        flow: flowTo(name, sink, `given to ${sink.use} as a ${noun(sink)}`),
      });
    }
  },
};

const noun = ({ expects }: Sink): string =>
  expects === 'mountpoint'
    ? 'directory'
    : expects === 'volume-link'
      ? 'volume'
      : expects === 'mapper-name'
        ? 'name'
        : expects;

const NAMES: ReadonlySet<string> = new Set(['dataset', 'pool', 'volume-link', 'mapper-name']);

function offending(sink: Sink): readonly Name[] {
  // `zfs list "$x" > /dev/null` asks for exactly this.
  if (sink.use.endsWith(ASKED)) return [];
  const names = NAMES.has(sink.expects);
  if (!names && sink.expects !== 'mountpoint') return [];
  return sink.value.shapes.flatMap(({ pieces }) =>
    pieces.filter(
      (piece): piece is Name =>
        isName(piece) &&
        piece.sentinels.length > 0 &&
        (names
          ? piece.kind === 'dataset' || piece.kind === 'pool' || piece.kind === 'snapshot'
          : piece.kind === 'path'),
    ),
  );
}
