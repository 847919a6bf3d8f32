/** `[ -e /bin/systemctl ]`: where a program lies differs between distributions. */
import { literalOf, nameOf, operandsOf } from '../command-words.ts';
import type { Rule } from '../rule.ts';

export const absPathProbe: Rule = {
  id: 'abs-path-probe',
  severity: 'info',
  group: 'image',
  problem: 'this asks for a program at one place, and elsewhere it lies in another',
  remedy: 'Ask with `command -v`.',
  why:
    'openSUSE has systemctl in /usr/bin only, without /bin being a link to it: a hook that looked for /bin/systemctl took a machine with systemd for one without, and loaded no key (openzfs/zfs#11487). ' +
    'bin and sbin have been merged on some distributions and not on others.',
  bad: [
    {
      text: '[ -e /bin/systemctl ] || return 0\n',
      lines: [1],
      fixed: 'command -v systemctl > /dev/null || return 0\n',
    },
    {
      text: 'if test -x /sbin/lvm; then\n    lvm vgscan\nfi\n',
      lines: [1],
      fixed: 'if command -v lvm > /dev/null; then\n    lvm vgscan\nfi\n',
    },
  ],
  good: [
    { text: 'command -v systemctl > /dev/null || return 0\n' },
    { text: '[ -x /usr/bin/systemctl ] || [ -x /bin/systemctl ] || return 0\n', note: 'Both places.' },
    { text: '[ -e /bin/sh ] && [ -e /run/systemd/system ]\n[ -x "$NEWROOT/bin/systemctl" ]\n' },
    { text: '[ -x /sbin/lvm ] && /sbin/lvm vgscan\n', note: 'It is called by that path.' },
  ],
  script(file, report, project) {
    if (file.execution !== 'sourced' && file.execution !== 'executed') return undefined;
    return {
      simple(node) {
        const command = nameOf(node);
        const words = operandsOf(node).slice(0, command === '[' ? -1 : undefined);
        if (
          (command !== '[' && command !== 'test') ||
          words.length !== 2 ||
          !/^-[exf]$/.test(literalOf(words[0]) ?? '')
        )
          return;
        const path = literalOf(words[1]);
        const name = path && /^\/(?:usr\/)?s?bin\/([^/]+)$/.exec(path)?.[1];
        if (!path || name === undefined || /^(?:sh|bash|busybox|init)$/.test(name) || project.fileAt(path)?.linted)
          return;
        const escaped = name.replace(/[.+]/g, '\\$&');
        const places = new Set(file.text.match(new RegExp(`/(?:usr/)?s?bin/${escaped}(?![\\w.-])`, 'g')));
        const uses = file.text.split(path).length - 1;
        if (places.size > 1 || uses > 1) return;
        report({
          at: words[1]!,
          message: `${name} is looked for at ${path} only`,
          ...(node.redirections.length === 0
            ? {
                fix: {
                  title: 'Ask with command -v',
                  edits: [{ start: node.start, end: node.words.at(-1)!.end, text: `command -v ${name} > /dev/null` }],
                },
              }
            : {}),
        });
      },
    };
  },
};
