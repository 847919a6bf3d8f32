/** `return` outside a function in a file that is executed: dash and busybox leave, bash complains and goes on. */
import type { AndOr, Command, Simple } from '../../syntax/tree.ts';
import { nameOf } from '../command-words.ts';
import type { Rule } from '../rule.ts';
import type { LintedFile } from '../script-file.ts';

export const execReturn: Rule = {
  id: 'exec-return',
  severity: 'error',
  group: 'process',
  problem:
    '`return` outside a function of a file that is executed: dash and busybox end the script, bash prints an error and goes on',
  remedy: 'Write `exit`.',
  why:
    'A generator that begins with `[ -f /etc/x ] || return 0` stops under dash and does all its work under bash, where the image is the same ' +
    'but for one module that wants bash. ShellCheck cannot tell a sourced file from an executed one; it has been asked for this since ' +
    'koalaman/shellcheck#281.',
  bad: [
    {
      role: 'generator',
      text: '#!/bin/sh\n[ -f /etc/crypttab ] || return 0\necho go > "$1/x.conf"\n',
      lines: [2],
      fixed: '#!/bin/sh\n[ -f /etc/crypttab ] || exit 0\necho go > "$1/x.conf"\n',
    },
  ],
  good: [
    { role: 'generator', text: '#!/bin/sh\n[ -f /etc/crypttab ] || exit 0\nread_it() {\n    return 1\n}\nread_it\n' },
    { role: 'hook:pre-mount', text: '[ -f /etc/crypttab ] || return 0\n', note: 'A hook is sourced.' },
    { role: 'program', text: 'return 0 2> /dev/null || exit 0\n', note: 'Written for both.' },
    {
      role: 'program',
      text: '#!/bin/busybox ash\n[ -f /etc/crypttab ] || return 0\n',
      note: 'No bash will read this.',
    },
    { role: 'stage-script:local-top', text: '#!/bin/sh\n[ -f /lib/own/functions ] || return 0\n' },
  ],
  script(file, report) {
    if (file.execution !== 'executed' || isNeverForBash(file)) return undefined;
    return {
      simple(node, context) {
        if (context.function || nameOf(node) !== 'return' || forBoth(node, context.parents.at(-1))) return;
        const word = node.words[0]!;
        report({
          at: node,
          fix: { title: 'Write exit instead of return', edits: [{ start: word.start, end: word.end, text: 'exit' }] },
        });
      },
    };
  },
};

/** The shebang asks for another shell, or the image is one of initramfs-tools, which have none with bash as /bin/sh. */
const isNeverForBash = (file: LintedFile): boolean =>
  file.role.kind === 'stage-script' || /^#![^\n]*\b(?:dash|ash|busybox)\b/.test(file.text);

/** `return … || exit …` */
function forBoth(node: Simple, parent: Command | undefined): boolean {
  if (parent?.kind !== 'and-or') return false;
  const after = (chain: AndOr): readonly Command[] =>
    chain.first === node ? chain.rest.map(({ command }) => command) : [];
  return after(parent).some((command) => command.kind === 'simple' && nameOf(command) === 'exit');
}
