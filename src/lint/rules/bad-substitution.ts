/** `${x:1:2}`, `${x//a/b}`, `${!x}`, `${x^}` in a shell that ends when it comes there. */
import type { ParameterOperator } from '../../syntax/tree.ts';
import type { Rule } from '../rule.ts';
import { isAskedFor, lacking } from '../shell-differences.ts';

/** What busybox has and dash has not. */
const NOT_IN_DASH: ReadonlySet<ParameterOperator> = new Set<ParameterOperator>([':', '/', '//', '/#', '/%']);

export const badSubstitution: Rule = {
  id: 'bad-substitution',
  severity: 'error',
  group: 'dialect',
  problem: 'the shell does not know this expansion: it says "Bad substitution" and ends, and with it the phase',
  remedy: 'Use `${x#…}` and `${x%…}`, `cut`, `tr`, or `case`.',
  why:
    'An expansion error ends a shell that is not interactive (POSIX XCU 2.8.1): dash leaves at `${x:0:1}`, `${x//a/b}`, `${!x}` and `${x^}`, busybox at the last ' +
    'two. As the hook is sourced, the later hooks are gone too. ShellCheck SC3053, SC3057, SC3059, SC3060; each was run in dash 0.5.12 and busybox 1.35.',
  bad: [
    { text: 'first=${dev:0:1}\n', lines: [1] },
    { text: 'unit=${dev//\\//-}\n', lines: [1] },
    { text: 'value=${!name}\n', shell: 'busybox', lines: [1] },
    { text: 'case ${answer,,} in\n    y*) return 0 ;;\nesac\n', shell: 'busybox', lines: [1] },
  ],
  good: [
    { text: 'first=${dev%"${dev#?}"}\nrest=${dev##*/}\nlength=${#dev}\n' },
    { text: 'unit=${dev//\\//-}\nfirst=${dev:0:1}\n', shell: 'busybox' },
    { text: 'value=${!name}\n', shell: 'bash' },
    { text: '[ -z "$BASH_VERSION" ] || value=${!name}\n' },
  ],
  script(file, report) {
    const neither = lacking(file, 'dash', 'busybox');
    const dash = lacking(file, 'dash');
    if (!neither) return undefined;
    return {
      parameter(node, context) {
        const found = node.operator === 'bad' ? neither : NOT_IN_DASH.has(node.operator) ? dash : undefined;
        if (!found || isAskedFor(context, file)) return;
        report({
          at: node,
          message: `${found.shell} does not know \`${file.source(node)}\`: it says "Bad substitution" and ends, and with it the phase`,
          ...found.severity,
        });
      },
    };
  },
};
