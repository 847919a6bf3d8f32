/** `source file` where the shell only has `.`. */

import type { Rule } from '../rule.ts';
import { isAskedFor, lacking } from '../shell-differences.ts';

export const sourceBuiltin: Rule = {
  id: 'source-builtin',
  severity: 'error',
  group: 'dialect',
  problem: 'dash has no `source`: the file is not read, and the script goes on with status 127',
  remedy: 'Write `.`.',
  why:
    'None of the functions and variables of the library exist afterwards; each use of them is a further "not found". bash and busybox take `source` for `.` ' +
    '(POSIX XCU dot; ShellCheck SC3046).',
  bad: [
    {
      text: 'source /lib/dracut-zfs-lib.sh\ndecode_root_args\n',
      lines: [1],
      fixed: '. /lib/dracut-zfs-lib.sh\ndecode_root_args\n',
    },
    { text: '[ -e /etc/x ] && source /etc/x\n', lines: [1], fixed: '[ -e /etc/x ] && . /etc/x\n' },
  ],
  good: [
    { text: '. /lib/dracut-zfs-lib.sh\n' },
    { text: 'source /lib/dracut-zfs-lib.sh\n', shell: 'busybox' },
    { text: 'source /lib/dracut-zfs-lib.sh\n', shell: 'bash' },
    { text: 'source() { echo "$1"; }\nsource zfs\n' },
  ],
  script(file, report, project) {
    const found = lacking(file, 'dash');
    if (!found) return undefined;
    return {
      simple(node, context) {
        const [word] = node.words;
        if (word?.plain !== 'source' || isAskedFor(context, file) || project.functionNamed('source', file)) return;
        report({
          at: word,
          ...found.severity,
          fix: { title: 'Write .', edits: [{ start: word.start, end: word.end, text: '.' }] },
        });
      },
    };
  },
};
