/** `(( … ))` where the shell reads two subshells. */

import type { Rule } from '../rule.ts';
import { isAskedFor, lacking } from '../shell-differences.ts';

export const doubleParenthesis: Rule = {
  id: 'double-parenthesis',
  severity: 'error',
  group: 'dialect',
  problem: 'dash and busybox read `(( … ))` as a subshell in a subshell, and run what stands in it as a command',
  remedy: 'Write `x=$((…))` to compute, `[ … -lt … ]` to compare.',
  why:
    '`((n > 5))` runs the command n and writes into a file named 5; `((n++))` looks for a command n++. A loop that counts with it never ends. Checked with dash ' +
    '0.5.12 and busybox 1.35, which compute only in `$(( ))` (ShellCheck SC3006).',
  bad: [
    { text: 'while :; do\n    ((_n > 5)) && break\n    sleep 1\ndone\n', lines: [2] },
    { text: '((_n++))\n((size = 2 * 3))\n', shell: 'busybox', lines: [1, 2] },
  ],
  good: [
    { text: '_n=$((_n + 1))\n[ "$_n" -gt 5 ] && return 1\n((cd /run && ls); echo done)\n( (ls) )\n' },
    { text: '((_n++))\n', shell: 'bash' },
  ],
  script(file, report) {
    const found = lacking(file, 'dash', 'busybox');
    if (!found) return undefined;
    return {
      subshell(node, context) {
        const inner = node.body.items[0];
        if (node.body.items.length !== 1 || inner?.kind !== 'subshell' || inner.start !== node.start + 1) return;
        if (!file.source(node).trimEnd().endsWith('))') || inner.redirections.length > 0 || isAskedFor(context, file))
          return;
        const text = file.source(inner.body).trim();
        if (
          /^[!\w$"{}[\]()\s+*/%<>=&|^~?:,.-]+$/.test(text) &&
          /^!?\w+\s*(?:\+\+|--|[-+*/%&|^]?=|[<>]|$)|^(?:\+\+|--)|^[!$]/.test(text) &&
          !/\s-\w/.test(text)
        )
          report({ at: node, ...found.severity });
      },
    };
  },
};
