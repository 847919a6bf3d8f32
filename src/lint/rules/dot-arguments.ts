/** Arguments after the file of `.`: dash ignores them, and the sourced file sees those of the caller. */
import type { Word } from '../../syntax/tree.ts';
import { literalOf, wholeValueOf } from '../command-words.ts';
import type { Rule } from '../rule.ts';
import type { LintedFile } from '../script-file.ts';
import { walk } from '../walk.ts';

export const dotArguments: Rule = {
  id: 'dot-arguments',
  severity: 'error',
  group: 'process',
  problem: 'dash ignores arguments after the file of `.`: what it reads sees the positional parameters of the caller',
  remedy: 'Set a variable before, or use `set -- …` before the `.`.',
  why:
    'POSIX gives `.` no arguments. bash and busybox hand them on, dash does not, so the same hook gets its arguments on one image and the ' +
    "driver's on another. dracut passed them for years and then executed hooks instead, which lost their variables (dracut-ng#346).",
  bad: [
    { text: '. /lib/own-lib.sh "$dev"\n', lines: [1] },
    {
      text: '. /lib/own-lib.sh "$dev"\n',
      also: { '/usr/lib/own-lib.sh': 'own_device=$1\n' },
      lines: [1],
    },
  ],
  good: [
    { text: '. /lib/own-lib.sh\n' },
    { text: '. /lib/own-lib.sh "$@"\n', note: "The caller's own stay in place." },
    { text: '. /lib/own-lib.sh "$dev"\n', shell: 'busybox', note: 'busybox and bash hand them on.' },
    {
      text: '. /lib/own-lib.sh "$dev"\n',
      also: { '/usr/lib/own-lib.sh': 'own() {\n    echo "$1"\n}\n' },
      note: 'The file does not look at them.',
    },
  ],
  script(file, report, project) {
    if (file.shell !== 'dash') return undefined;
    return {
      simple(node) {
        if (literalOf(node.words[0]) !== '.' || node.words.length < 3 || areTheCallers(node.words.slice(2))) return;
        const edge = project.sources(file).find(({ at }) => at === node);
        if (edge?.to && !readsParameters(edge.to)) return;
        report({ at: node });
      },
    };
  },
};

/** `"$@"`, `"$1" "$2"`: what dash leaves in place anyway. */
const areTheCallers = (words: readonly Word[]): boolean =>
  words.every((word, index) => {
    const name = wholeValueOf(word);
    return name === String(index + 1) || (name === '@' && words.length === 1);
  });

/** Whether a file looks at positional parameters outside its functions. */
function readsParameters(file: LintedFile): boolean {
  let reads = false;
  walk(file.commands, [
    {
      parameter(node, context) {
        if (!context.function && /^(?:[1-9]\d*|[@*#])$/.test(node.name)) reads = true;
      },
      simple(node, context) {
        if (!context.function && literalOf(node.words[0]) === 'shift') reads = true;
      },
    },
  ]);
  return reads;
}
