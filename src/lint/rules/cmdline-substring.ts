/** The kernel command line searched for a piece of text instead of asked for an argument. */

import { shapeOf } from '../command-words.ts';
import { flowOf } from '../flow/analyse.ts';
import { kindsOf, literalsOf } from '../flow/query.ts';
import type { Call } from '../flow/sinks.ts';
import type { Rule } from '../rule.ts';

export const cmdlineSubstring: Rule = {
  id: 'cmdline-substring',
  severity: 'warning',
  group: 'names',
  problem: 'the kernel command line is searched for a piece of text',
  remedy:
    'Ask with getarg or getargbool: they know whole arguments, quotes, /etc/cmdline.d, and that the last one counts.',
  why:
    'A search for root= finds netroot= and zfs_root= as well, debug is found in rd.debug and systemd.log_level=debug, an argument in /etc/cmdline.d is not ' +
    'found at all, and of two occurrences the first wins where the last should (dracut-ng#1595: crypto_root= counted as root=).',
  bad: [
    { text: 'grep -q quiet /proc/cmdline && exec >/dev/null\n', lines: [1] },
    { text: 'r=$(sed -n "s/.*root=//p" /proc/cmdline)\n', lines: [1] },
    { text: 'case "$(cat /proc/cmdline)" in\n    *zfsdebug*) set -x ;;\nesac\n', lines: [1] },
  ],
  good: [
    { text: 'if getargbool 0 quiet; then exec >/dev/null; fi\n' },
    { text: 'for word in $(cat /proc/cmdline); do\n    case $word in root=*) r=${word#root=} ;; esac\ndone\n' },
    { text: 'case " $(cat /proc/cmdline) " in\n    *" zfsdebug "*) set -x ;;\nesac\n' },
  ],
  project(project, report) {
    for (const call of flowOf(project).calls) {
      if (!dracuts(call) || !searches(call)) continue;
      report({
        file: call.file,
        at: call.at,
        message: `${call.name} searches the kernel command line for a piece of text`,
      });
    }
  },
  script(file, report, project) {
    if (file.role.kind === 'stage-script' || file.execution === 'build') return undefined;
    const flow = flowOf(project);
    return {
      case(node) {
        const value = flow.valueOf(node.word);
        if (!value || !kindsOf(value).includes('command-line')) return;
        const searched = node.items.some(({ patterns }) =>
          patterns.some((pattern) => /^\*[^ *\0].*\*$/s.test(shapeOf(pattern))),
        );
        if (searched) report({ at: { start: node.start, end: node.word.end } });
      },
    };
  },
};

const dracuts = ({ entry }: Call): boolean => entry.role.kind !== 'stage-script' && entry.execution !== 'build';

function searches({ name, arguments: given, read }: Call): boolean {
  if (!/^(?:[ef]?grep|sed|[gm]?awk)$/.test(name)) return false;
  const literals = given.flatMap(literalsOf);
  // A pattern that says where an argument begins is no search for a piece.
  if (literals.some((each) => /\(\^\||\|\^\)|\\<|\[\[:space:\]\]|\(\\s/.test(each))) return false;
  // sed that only changes the text, awk that takes the words one by one.
  if (name === 'sed' && !literals.some((each) => /^-\w*n/.test(each) || /^s(.)\^?\.\*/.test(each))) return false;
  if (name.endsWith('awk') && literals.some((each) => /\bfor\s*\(|\bNF\b/.test(each))) return false;
  if (literals.includes('/proc/cmdline')) return true;
  return read !== undefined && kindsOf(read).includes('command-line');
}
