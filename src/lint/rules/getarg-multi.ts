/** One value asked of an argument that may be given several times. */
import { isCall, literalOf, operandsOf } from '../command-words.ts';
import type { Rule } from '../rule.ts';

/** dracut.cmdline(7), systemd-cryptsetup-generator(8): "can be specified multiple times". */
const REPEATED =
  /^(?:rd\.luks\.(?:uuid|name|partuuid|serial|data|options|allow-discards|key)|luks\.(?:uuid|name|options|data)|rd\.lvm\.(?:vg|lv)|rd\.md\.uuid|rd\.dm\.uuid|rd\.dasd|rd\.zfcp|rd\.znet|rd\.route|rd\.bootif|ip|ifname|vlan|bond|bridge|team|nameserver|rd\.driver\.(?:pre|post|blacklist)|rd\.device|rd\.iscsi\.(?:initiator|param)|netroot|modules_load|rd\.modules_load)$/;

export const getargMulti: Rule = {
  id: 'getarg-multi',
  severity: 'warning',
  group: 'names',
  problem: 'getarg gives only the last value of an argument that may be given several times',
  remedy: 'Loop over getargs.',
  why:
    'dracut documents rd.luks.uuid=, rd.lvm.vg=, ip=, nameserver= and others as repeatable. getarg prints the last one, so that all volumes, groups or ' +
    'interfaces before it are silently left out.',
  bad: [
    { text: 'uuid=$(getarg rd.luks.uuid=)\n', role: 'hook:cmdline', lines: [1] },
    {
      text: 'if ns=$(getarg nameserver=); then echo "nameserver $ns" > /etc/resolv.conf; fi\n',
      role: 'hook:cmdline',
      lines: [1],
    },
  ],
  good: [
    { text: 'for uuid in $(getargs rd.luks.uuid=); do\n    echo "$uuid"\ndone\n', role: 'hook:cmdline' },
    {
      text: 'if getarg rd.luks.uuid > /dev/null; then\n    echo yes\nfi\n',
      role: 'hook:cmdline',
      note: 'Whether there is one at all.',
    },
    { text: 'root=$(getarg root=)\n', role: 'hook:cmdline' },
  ],
  script(file, report) {
    if (file.execution === 'build') return undefined;
    return {
      simple(node, context) {
        if (!isCall(node, 'getarg')) return;
        // Asked for its status only, the value does not count.
        if (!insideSubstitution(node.start, context.parents, file.text)) return;
        const names = operandsOf(node).map((word) => literalOf(word));
        const repeated = names.find((name) => name !== undefined && REPEATED.test(name.replace(/=$/, '')));
        if (repeated !== undefined)
          report({
            at: node,
            message: `${repeated.replace(/=$/, '')}= may be given several times, and getarg gives only the last`,
          });
      },
    };
  },
};

/** True when the text around shows `$(getarg …)`. */
const insideSubstitution = (start: number, _parents: readonly unknown[], text: string): boolean =>
  /(?:\$\(|`)[^()`]*$/.test(text.slice(Math.max(0, start - 80), start));
