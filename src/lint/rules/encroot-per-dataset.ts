/** One key loaded, many datasets mounted. */
import { flowOf } from '../flow/analyse.ts';
import { literalsOf, namesIn } from '../flow/query.ts';
import { flowTo } from '../flow/show.ts';
import type { Sink } from '../flow/sinks.ts';
import type { Name } from '../flow/value.ts';
import type { Rule } from '../rule.ts';
import type { LintedFile } from '../script-file.ts';

export const encrootPerDataset: Rule = {
  id: 'encroot-per-dataset',
  severity: 'warning',
  group: 'names',
  problem: 'the key of one encryption root is loaded, but children are mounted that may have one of their own',
  remedy: 'Ask each dataset that is mounted for its encryptionroot and keystatus, and load what is missing.',
  why:
    'A child (rpool/ROOT/ubuntu/usr) may be an encryption root of its own. Its mount then fails with "encryption key not loaded", after / was mounted without ' +
    'trouble, and init is not found (openzfs/zfs#13291).',
  bad: [
    {
      text: 'e=$(zfs get -Ho value encryptionroot rpool/ROOT)\n[ "$e" = - ] || zfs load-key "$e"\nzfs list -Ho name -r rpool/ROOT | while IFS= read -r d; do\n    mount -o zfsutil -t zfs "$d" "$NEWROOT"\ndone\n',
      lines: [2],
    },
  ],
  good: [
    {
      text: 'zfs list -Ho name -r rpool/ROOT | while IFS= read -r d; do\n    e=$(zfs get -Ho value encryptionroot "$d")\n    [ "$e" = - ] || zfs load-key "$e" < /dev/null\n    mount -o zfsutil -t zfs "$d" "$NEWROOT"\ndone\n',
    },
    {
      text: 'e=$(zfs get -Ho value encryptionroot rpool/ROOT)\n[ "$e" = - ] || zfs load-key "$e"\nmount -o zfsutil -t zfs rpool/ROOT "$NEWROOT"\n',
    },
  ],
  project(project, report) {
    const { sinks, calls } = flowOf(project);
    const entries = new Set(sinks.map(({ entry }) => entry));
    const loadsAll = new Set<LintedFile>(
      calls
        .filter(
          ({ name, arguments: given }) =>
            name === 'zfs' && /load-key.* -\w*[ar]/.test(given.flatMap(literalsOf).join(' ')),
        )
        .map(({ entry }) => entry),
    );
    for (const entry of entries) {
      if (loadsAll.has(entry)) continue;
      const own = sinks.filter((sink) => sink.entry === entry);
      const loads = own.filter(({ use, expects }) => use === 'zfs load-key' && expects === 'dataset');
      const roots = loads.flatMap((sink) => rootsIn(sink).map((name) => ({ sink, name })));
      if (roots.length === 0 || roots.some(({ name }) => ofChild(name))) continue;
      const mounted = own.find(
        (sink) => /mount/.test(sink.use) && sink.expects === 'dataset' && namesIn(sink.value).some(isChild),
      );
      const [one] = roots;
      if (!mounted || !one) continue;
      report({
        file: one.sink.file,
        at: one.sink.at,
        flow: [
          ...flowTo(one.name, one.sink, 'the only key that is loaded'),
          { file: mounted.file, at: mounted.at, text: 'further datasets are mounted' },
        ],
      });
    }
  },
};

const rootsIn = (sink: Sink): readonly Name[] =>
  namesIn(sink.value).filter(({ origin }) => origin.subject === 'encryptionroot');

const isChild = ({ origin }: Name): boolean => origin.source === 'zfs list' && origin.subject === 'name';

const ofChild = ({ origin }: Name): boolean => origin.of !== undefined && namesIn(origin.of).some(isChild);
