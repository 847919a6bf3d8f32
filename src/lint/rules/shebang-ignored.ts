/** `#!/bin/bash` on a file that is sourced: the shell of the phase reads it, whatever its first line says. */
import type { Rule } from '../rule.ts';

export const shebangIgnored: Rule = {
  id: 'shebang-ignored',
  severity: 'info',
  group: 'process',
  problem: 'the shebang of a sourced hook has no effect',
  remedy:
    'Write `#!/bin/sh` and nothing that other shells cannot read, or move what needs bash into a program that the hook calls.',
  why:
    'Hooks are sourced by the program of their phase, whose /bin/sh is dash on Debian and Ubuntu, busybox where that is preferred, bash on Fedora. ' +
    'A hook that says bash and uses what only bash has works where it was written and fails elsewhere with "[[: not found" ' +
    '(coreos/ignition-dracut#99 and ZFSBootMenu commit 91900d3 are of this kind); that its module depends on bash does not change who reads it.',
  bad: [
    { text: '#!/bin/bash\n[ -n "$root" ] || return 0\n', lines: [1] },
    { role: 'hook:mount', text: '#!/usr/bin/env bash\nmount "$dev" "$NEWROOT"\n', shell: 'busybox', lines: [1] },
  ],
  good: [
    { text: '#!/bin/sh\n[ -n "$root" ] || return 0\n' },
    { text: '[ -n "$root" ] || return 0\n' },
    { text: '#!/bin/bash\n[ -n "$root" ] || return 0\n', shell: 'bash', note: 'There /bin/sh is bash.' },
    { role: 'program', text: '#!/bin/bash\necho\n', shell: 'bash' },
  ],
  script(file, report) {
    if (file.role.kind !== 'hook' || file.facts.within || file.shell === 'bash' || file.shell === 'bash-posix')
      return undefined;
    // Of a file that is only guessed to be a hook the shebang may be the better witness.
    if (file.facts.reasons.some((reason) => reason.includes('a guess'))) return undefined;
    const first = file.line(1);
    const shell = /^#!.*\b(bash|ksh|zsh|mksh)\b/.exec(first)?.[1];
    if (shell === undefined) return undefined;
    report({
      at: { start: 0, end: first.length },
      message: `this hook is sourced by ${file.shell}: its shebang, which asks for ${shell}, has no effect`,
      fix: { title: 'Write #!/bin/sh', edits: [{ start: 0, end: first.length, text: '#!/bin/sh' }] },
    });
    return undefined;
  },
};
