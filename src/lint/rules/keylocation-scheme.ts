/** A keylocation taken for a path. */
import { flowOf } from '../flow/analyse.ts';
import { firstUses, flowTo } from '../flow/show.ts';
import type { Sink } from '../flow/sinks.ts';
import { isName, type Name } from '../flow/value.ts';
import type { Rule } from '../rule.ts';

export const keylocationScheme: Rule = {
  id: 'keylocation-scheme',
  severity: 'error',
  group: 'names',
  problem: 'a keylocation is used as the path of a file',
  remedy: 'Take off its scheme, ${location#file://}, in a branch for file://; prompt and https:// are others.',
  why:
    'keylocation is a URI or a word: file:///run/key, https://host/key, prompt, none. A test such as [ -r ] on it is never true, so a key that is there is ' +
    'waited for in vain, and a script that reads it fails on "No such file or directory" (openzfs/zfs#12065 is about keys on a device that comes late).',
  bad: [
    { text: 'k=$(zfs get -Ho value keylocation rpool)\n[ -r "$k" ] || udevadm settle\n', lines: [2] },
    {
      text: 'k=$(zfs get -Ho value keylocation rpool)\ncase $k in\n    file://*) mkdir -p "$(dirname "$k")" ;;\nesac\n',
      lines: [3],
    },
  ],
  good: [
    { text: 'k=$(zfs get -Ho value keylocation rpool)\n[ -r "${k#file://}" ] || udevadm settle\n' },
    {
      text: 'k=$(zfs get -Ho value keylocation rpool)\ncase $k in\n    file://*) k=${k#file://}; [ -r "$k" ] ;;\nesac\n',
    },
  ],
  project(project, report) {
    const sinks = flowOf(project).sinks.filter(
      ({ expects }) => expects === 'path' || expects === 'mountpoint' || expects === 'new-file',
    );
    for (const { sink, name } of firstUses(sinks, offending))
      report({ file: sink.file, at: sink.at, flow: flowTo(name, sink, `used as a path: ${sink.use}`) });
  },
};

/** As it is, or with its scheme still before it. */
const offending = (sink: Sink): readonly Name[] =>
  sink.value.shapes.flatMap(({ pieces }) => {
    const [first, second] = pieces;
    if (first && isName(first)) return first.kind === 'key-uri' ? [first] : [];
    const schemed = first && !isName(first) && /^(file|https?):\/\//.test(first.text);
    return schemed && second && isName(second) ? [second] : [];
  });
