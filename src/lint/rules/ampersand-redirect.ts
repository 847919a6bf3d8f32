/** `cmd &> file` where the shell reads `cmd &` and `> file`. */

import type { Fix, Rule } from '../rule.ts';
import type { LintedFile } from '../script-file.ts';
import { lacking } from '../shell-differences.ts';

export const ampersandRedirect: Rule = {
  id: 'ampersand-redirect',
  severity: 'error',
  group: 'dialect',
  problem:
    '`&>` is no redirection in dash: the command is put into the background, the file is emptied, and the status is 0',
  remedy: 'Write `> file 2>&1`.',
  why:
    'dash(1) reads `modprobe zfs &> /dev/null` as `modprobe zfs &` and `> /dev/null`. The hook goes on before the command has done its work, a test ' +
    'of it is always true, and its output goes to the console. Hooks written on Fedora, where /bin/sh is bash, carry this to Ubuntu (ShellCheck SC3020).',
  bad: [
    {
      text: 'if modprobe zfs &> /dev/null; then\n    zpool import -N rpool\nfi\n',
      lines: [1],
      fixed: 'if modprobe zfs > /dev/null 2>&1; then\n    zpool import -N rpool\nfi\n',
    },
    { text: 'udevadm settle &>> /run/hook.log\n', lines: [1], fixed: 'udevadm settle >> /run/hook.log 2>&1\n' },
    {
      text: '[ -b "$dev" ] || blkid "$dev" &>/run/found\n',
      lines: [1],
      fixed: '[ -b "$dev" ] || blkid "$dev" >/run/found 2>&1\n',
    },
  ],
  good: [
    { text: 'if modprobe zfs > /dev/null 2>&1; then\n    zpool import -N rpool\nfi\n' },
    { text: 'modprobe zfs &> /dev/null\n', shell: 'bash' },
    { text: 'modprobe zfs &> /dev/null\n', shell: 'busybox' },
    { text: 'sleep 1 & > /run/started\n', note: 'Apart, it is meant.' },
  ],
  script(file, report) {
    const found = lacking(file, 'dash');
    if (!found) return undefined;
    return {
      sequence({ items }) {
        for (const [index, item] of items.entries()) {
          const next = items[index + 1];
          if (item.kind !== 'background' || !next || item.end !== next.start || file.text[next.start] !== '>') continue;
          const redirection = next.kind === 'simple' && next.words.length === 0 ? next.redirections[0] : undefined;
          report({
            at: { start: item.end - 1, end: next.start + 1 },
            ...found.severity,
            ...(redirection ? { fix: rewritten({ start: item.end - 1, end: redirection.end }, file) } : {}),
          });
        }
      },
      redirection(node) {
        if (!node.operator.startsWith('&>')) return;
        report({ at: node, ...found.severity, fix: rewritten(node, file) });
      },
    };
  },
};

/** `&> f` -> `> f 2>&1`. */
function rewritten(span: { readonly start: number; readonly end: number }, file: LintedFile): Fix {
  const text = file.source(span);
  return { title: 'Write > file 2>&1', edits: [{ ...span, text: `${text.slice(1)} 2>&1` }] };
}
