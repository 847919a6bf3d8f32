/** `x=1 . file`: afterwards x is 1 in dash, busybox and sh, and what it was before in bash. */
import { nameOf, wholeValueOf } from '../command-words.ts';
import type { Rule } from '../rule.ts';

export const dotPrefixAssign: Rule = {
  id: 'dot-prefix-assign',
  severity: 'warning',
  group: 'process',
  problem: 'an assignment before `.` stays in dash, busybox and sh, and is taken back in bash',
  remedy: 'Set it on a line of its own, and unset it after the `.` if it is not to stay.',
  why:
    '`.` is a special builtin: POSIX lets the assignment before it persist (XCU 2.9.1), which dash, busybox and bash as sh do; bash under its own name ' +
    'restores the old value. A variable that is set for one file only leaks into the hooks that come behind it, and what is needed later is gone when ' +
    'a module brings bash into the image. dracut-ng#346 changed how hooks get their arguments for a difference of this kind.',
  bad: [
    { text: 'mode=quiet . /lib/own-lib.sh\necho "$mode"\n', lines: [1] },
    {
      role: 'program',
      text: '#!/bin/sh\nfor part in /etc/own.d/*; do\n    name=${part##*/} . "$part"\ndone\n[ -n "$name" ] && echo "$name"\n',
      shell: 'busybox',
      lines: [3],
    },
  ],
  good: [
    { text: 'mode=quiet\n. /lib/own-lib.sh\nunset mode\n' },
    { text: 'job=$job . "$job"\n', note: 'Nothing changes.' },
    { text: '(mode=quiet . /lib/own-lib.sh)\n', note: 'Gone with the subshell.' },
    { text: 'mode=quiet sh /lib/own-program\n' },
    { text: 'mode=quiet . /lib/own-lib.sh\n', note: 'Nobody reads it afterwards.' },
  ],
  script(_file, report) {
    const found: { readonly names: readonly string[]; readonly end: number; readonly tell: () => void }[] = [];
    const read: { readonly name: string; readonly start: number }[] = [];
    return {
      simple(node, context) {
        const name = nameOf(node);
        if ((name !== '.' && name !== 'source') || context.subshell) return;
        const names = node.assignments.filter((one) => wholeValueOf(one.value) !== one.name).map((one) => one.name);
        if (names.length > 0) found.push({ names, end: node.end, tell: () => report({ at: node }) });
      },
      parameter(node) {
        read.push({ name: node.name, start: node.start });
      },
      end() {
        for (const { names, end, tell } of found)
          if (names.some((name) => read.some((use) => use.name === name && use.start > end))) tell();
      },
    };
  },
};
