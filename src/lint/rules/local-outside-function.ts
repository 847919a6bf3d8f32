/** `local` where there is no function around: dash and busybox end the shell, and with it the phase. */
import { literalOf } from '../command-words.ts';
import type { Rule } from '../rule.ts';

export const localOutsideFunction: Rule = {
  id: 'local-outside-function',
  severity: 'error',
  group: 'process',
  problem: '`local` outside a function: dash and busybox end the whole shell here',
  remedy: 'Use a name of your own and unset it at the end, or put the hook into a function.',
  why:
    'Whether a hook may use `local` depends on its phase: most are sourced inside a function of the driver, where it works, but mount and ' +
    'initqueue hooks are sourced at the top level, and there dash says "local: not in a function" and the driver is gone. The same line works on ' +
    'images with bash, which only complains, so it is not found where it was written. dracut switches the ShellCheck warning about it off.',
  bad: [
    { role: 'hook:mount', text: 'local dev=$root\nmount "$dev" /sysroot\n', lines: [1] },
    {
      role: 'hook:initqueue/settled',
      text: 'if [ -b /dev/sda ]; then\n    local found=yes\nfi\n',
      shell: 'busybox',
      lines: [2],
    },
    { role: 'program', text: '#!/bin/sh\nlocal dev=$1\n', lines: [2] },
  ],
  good: [
    {
      role: 'hook:pre-mount',
      text: 'local dev=$root\n',
      note: 'Sourced inside a function: legal, and visible to later hooks.',
    },
    { role: 'hook:mount', text: 'f() {\n    local dev=$root\n}\nf\n' },
    { role: 'hook:mount', text: '_x_dev=$root\nunset _x_dev\n' },
  ],
  script(file, report) {
    const atTop = file.execution === 'executed' || file.sourcedFrom === 'top';
    if (!atTop) return undefined;
    const bash = file.shell === 'bash' || file.shell === 'bash-posix';
    return {
      simple(node, context) {
        if (context.function || literalOf(node.words[0]) !== 'local') return;
        report({
          at: node,
          ...(bash
            ? { severity: 'warning', message: '`local` outside a function: bash complains and does not assign' }
            : {}),
          ...(file.role.kind === 'hook'
            ? {
                message: `\`local\` in a hook of ${file.role.phase}, which is sourced outside any function: ${bash ? 'bash complains and does not assign' : `${file.shell} ends the whole phase`}`,
              }
            : {}),
        });
      },
    };
  },
};
