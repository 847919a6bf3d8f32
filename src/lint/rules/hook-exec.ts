/** `exec` in a sourced hook: the program takes the place of the phase's shell, a redirection stays for all later hooks. */
import { literalOf } from '../command-words.ts';
import type { Rule } from '../rule.ts';

export const hookExec: Rule = {
  id: 'hook-exec',
  severity: 'error',
  group: 'process',
  problem: '`exec` in a sourced hook replaces the shell that runs the phase: no later hook runs',
  remedy: 'Call the program without `exec`, or redirect the one command or a `{ …; }` that needs it.',
  why:
    'The hook is sourced, so the process that `exec` replaces is the one that runs the phase; the unit then counts as ended when that program ends. ' +
    'An `exec > file` is milder: the warnings of all later hooks go where nobody reads them. plymouth and btrfs hooks of dracut lost later hooks ' +
    'in the same way through `exit` (dracut-ng#2227).',
  bad: [
    { text: 'exec /sbin/own-helper "$root"\n', lines: [1] },
    { text: 'exec > /run/own.log 2>&1\necho go\n', lines: [1] },
  ],
  good: [
    { text: '/sbin/own-helper "$root"\n' },
    { text: '(\n    exec /sbin/own-helper "$root"\n)\n' },
    { text: 'exec 3> /run/own.log\necho go >&3\nexec 3>&-\n', note: 'A descriptor of its own.' },
    { role: 'program', text: '#!/bin/sh\nexec /sbin/own-helper "$1"\n' },
  ],
  script(file, report) {
    if (file.role.kind !== 'hook' || file.sourcedFrom === 'subshell') return undefined;
    return {
      simple(node, context) {
        if (context.subshell || context.function || literalOf(node.words[0]) !== 'exec') return;
        if (node.words.length > 1) report({ at: node });
        else if (node.redirections.some(({ descriptor, variable }) => variable === undefined && descriptor <= 2))
          report({
            at: node,
            severity: 'warning',
            message: '`exec` with a redirection in a sourced hook redirects all later hooks of the phase too',
          });
      },
    };
  },
};
