/** `[[ … ]]` in a shell that looks for a program of that name. */

import type { Rule } from '../rule.ts';
import { isAskedFor, lacking } from '../shell-differences.ts';

export const doubleBracket: Rule = {
  id: 'double-bracket',
  severity: 'error',
  group: 'dialect',
  problem: 'dash has no `[[`: it looks for a program of that name, and the status is 127 whatever is compared',
  remedy: 'Write `[ … ]` with `=`, `case` for patterns, and `&&` between tests.',
  why:
    'The test fails every time, with "[[: not found" on the console; `&&` and `||` inside are taken for the shell\'s own, so that the second half is run ' +
    'as a command; `<` and `>` read and empty files. busybox has `[[`, so that hooks of initramfs-tools with busybox work until the image is made with ' +
    'dracut and dash. ZFSBootMenu asks for bash in its module because of this (ShellCheck SC3010).',
  bad: [
    { text: 'if [[ $root == zfs:* ]]; then\n    load_key\nfi\n', lines: [1] },
    { text: '[[ -n $a && -b $b ]] || return 0\n', lines: [1] },
  ],
  good: [
    { text: 'case "$root" in\n    zfs:*) load_key ;;\nesac\n' },
    { text: '[[ $root == zfs:* ]] && load_key\n', shell: 'bash' },
    { text: '[[ $root == zfs ]] && load_key\n', shell: 'busybox' },
    { text: 'if [ -n "$BASH_VERSION" ]; then\n    [[ $root == zfs:* ]] && load_key\nfi\n' },
  ],
  script(file, report) {
    const found = lacking(file, 'dash');
    if (!found) return undefined;
    return {
      simple(node, context) {
        const [word] = node.words;
        if (word?.plain === '[[' && !isAskedFor(context, file)) report({ at: word, ...found.severity });
      },
    };
  },
};
