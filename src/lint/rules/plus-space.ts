/** Spaces in names: `+` on the kernel command line and in links of udev. */
import { flowOf } from '../flow/analyse.ts';
import { namesIn } from '../flow/query.ts';
import { described, firstUses, flowTo } from '../flow/show.ts';
import type { Sink } from '../flow/sinks.ts';
import { isName, knownText, type Name } from '../flow/value.ts';
import type { Rule } from '../rule.ts';

export const plusSpace: Rule = {
  id: 'plus-space',
  severity: 'warning',
  group: 'names',
  problem: 'a name that may hold a space is used without changing between space and +',
  remedy: 'Decode root= with tr + " " before zfs sees it, and encode with tr " " + for a path under /dev/zvol.',
  why:
    'A name with a space is written with + on the kernel command line and in the links under /dev/zvol that udev makes. Used as it is, zfs says "dataset does ' +
    'not exist", or the link is waited for in vain (openzfs/zfs#8117, openzfs/zfs#8114).',
  bad: [
    {
      text: 'd=$(getarg root=)\nd=${d#zfs:}\n[ "$d" = AUTO ] || zfs load-key "$d"\n',
      role: 'hook:pre-mount',
      lines: [3],
    },
    {
      text: 'd=$(getarg root= | tr + " ")\nd=${d#zfs:}\n[ "$d" = AUTO ] || [ -e "/dev/zvol/${d%%/*}/keystore" ]\n',
      lines: [3],
    },
    { text: 'pool="my pool"\n[ -e "/dev/zvol/$pool/keystore" ]\n', lines: [2] },
  ],
  good: [
    { text: 'd=$(getarg root= | tr + " ")\nd=${d#zfs:}\n[ "$d" = AUTO ] || zfs load-key "$d"\n' },
    { text: 'pool="my pool"\n[ -e "/dev/zvol/$(echo "$pool" | tr " " +)/keystore" ]\n' },
    { text: 'e=$(zfs get -Ho value encryptionroot rpool/a)\n[ -e "/dev/zvol/${e%%/*}/keystore" ]\n' },
  ],
  project(project, report) {
    const { sinks } = flowOf(project);
    for (const { sink, name } of firstUses(sinks, offending)) {
      const link = sink.expects === 'volume-link';
      report({
        file: sink.file,
        at: sink.at,
        message: link
          ? `${described(name)} was decoded and may hold spaces, for which udev writes + in /dev/zvol`
          : `${described(name)} may hold + for a space, which ${sink.use} does not know`,
        remedy: link ? 'Encode it again with tr " " +.' : 'Decode it with tr + " " first.',
        flow: flowTo(name, sink, `used as it is: ${sink.use}`),
      });
    }
    const seen = new Set<string>();
    for (const sink of sinks) {
      if (sink.expects !== 'path') continue;
      const spaced = sink.value.shapes
        .map(knownText)
        .find((path) => /^\/dev\/zvol\/[^\n]*[^\n] [^\n]/.test(path ?? ''));
      if (spaced === undefined || seen.has(`${sink.file.name} ${spaced}`)) continue;
      seen.add(`${sink.file.name} ${spaced}`);
      report({
        file: sink.file,
        at: sink.at,
        message: `the path ${spaced} has a space, for which udev writes + in /dev/zvol`,
        remedy: 'Write + for each space of the name.',
      });
    }
  },
};

function offending(sink: Sink): readonly Name[] {
  if (sink.expects === 'volume-link')
    return namesIn(sink.value).filter(({ spaces, kind }) => spaces && kind !== 'unknown');
  if (sink.expects !== 'dataset' && sink.expects !== 'pool') return [];
  return namesIn(sink.value).filter((name) => isName(name) && name.encoded);
}
