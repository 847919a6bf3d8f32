/** `#!/bin/bash` on a file that is sourced: the shell of the phase reads it, whatever its first line says. */
import { parse } from '../../syntax/parse.ts';
import { SyntaxProblem } from '../../syntax/syntax-problem.ts';
import type { Rule } from '../rule.ts';
import { walk } from '../walk.ts';

export const shebangIgnored: Rule = {
  id: 'shebang-ignored',
  severity: 'warning',
  group: 'process',
  problem: 'the shebang of a sourced hook has no effect, and this one needs the shell that it names',
  remedy: 'Write what every shell can read, or move what needs bash into a program that the hook calls.',
  why:
    'Hooks are sourced by the program of their phase, whose /bin/sh is dash on Debian and Ubuntu, busybox where that is preferred, bash on Fedora. ' +
    'A hook that says bash and uses what only bash has works where it was written and fails elsewhere with "[[: not found" ' +
    '(coreos/ignition-dracut#99 and ZFSBootMenu commit 91900d3 are of this kind); that its module depends on bash does not change who reads it.',
  bad: [
    { text: '#!/bin/bash\n[[ -n $root ]] || return 0\n', lines: [1] },
    {
      role: 'hook:mount',
      text: '#!/usr/bin/env bash\nopts=(-o ro)\nmount "${opts[@]}" "${dev//x/y}" "$NEWROOT"\n',
      shell: 'busybox',
      lines: [1],
    },
  ],
  good: [
    { text: '#!/bin/sh\n[ -n "$root" ] || return 0\n' },
    { text: '#!/bin/bash\n[ -n "$root" ] || return 0\n', note: 'Nothing in it needs bash.' },
    { text: '#!/bin/bash\n[[ -n $root ]] || return 0\n', shell: 'bash', note: 'There /bin/sh is bash.' },
    { role: 'program', text: '#!/bin/bash\n[[ -n $1 ]]\n', shell: 'bash' },
  ],
  script(file, report) {
    if (file.role.kind !== 'hook' || file.facts.within || file.shell === 'bash' || file.shell === 'bash-posix')
      return undefined;
    // An image with a module that depends on bash has bash as its /bin/sh.
    if (file.module?.depends.includes('bash')) return undefined;
    // Of a file that is only guessed to be a hook the shebang may be the better witness.
    if (file.facts.guessed) return undefined;
    const first = file.line(1);
    const asked = /^#!.*\b(bash|ksh|mksh)\b/.exec(first)?.[1];
    const need = asked === undefined ? undefined : needOfBash(file.text);
    if (need === undefined) return undefined;
    report({
      at: { start: 0, end: first.length },
      message: `this hook is sourced by ${file.shell}, whatever its shebang says, but it uses ${need}, which needs ${asked}`,
    });
    return undefined;
  },
};

/** The first thing in it that only bash has; undefined when any shell can read it. */
function needOfBash(text: string): string | undefined {
  const script = parse(text, 'bash');
  let need: string | undefined;
  const found = (what: string): void => {
    need ??= what;
  };
  for (let index = 0; ; index++) {
    const command = script.command(index);
    if (command === undefined || command instanceof SyntaxProblem) return need;
    walk(
      [command],
      [
        {
          conditional: () => found('[[ ]]'),
          'arithmetic-command': () => found('(( ))'),
          'for-arithmetic': () => found('for (( ))'),
          process: () => found('<( )'),
          assignment: (node) => void (node.array ? found('an array') : node.append && found('+=')),
          redirection: ({ operator }) => void (/^(?:<<<|&>>?)$/.test(operator) && found(operator)),
          parameter: ({ operator, index: subscript }) =>
            void (subscript
              ? found('an array')
              : /^(?:\/.*|:|\^.*|,.*)$/.test(operator) && found('${x/a/b} or its like')),
        },
      ],
    );
    if (need !== undefined) return need;
  }
}
