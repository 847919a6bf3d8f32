/** One value asked of an argument that may be given several times. */

import type { Simple } from '../../syntax/tree.ts';
import { isCall, literalOf, operandsOf } from '../command-words.ts';
import type { Rule } from '../rule.ts';
import { allCommands } from '../walk.ts';

/** dracut.cmdline(7), systemd-cryptsetup-generator(8): "can be specified multiple times". */
const REPEATED =
  /^(?:rd\.luks\.(?:uuid|name|partuuid|serial|data|options|allow-discards|key)|luks\.(?:uuid|name|options|data)|rd\.lvm\.(?:vg|lv)|rd\.md\.uuid|rd\.dm\.uuid|rd\.dasd|rd\.zfcp|rd\.znet|rd\.route|rd\.bootif|ip|ifname|vlan|bond|bridge|team|nameserver|rd\.driver\.(?:pre|post|blacklist)|rd\.device|rd\.iscsi\.param|fcoe|rd\.nvmf\.discover|rootfallback)$/;

export const getargMulti: Rule = {
  id: 'getarg-multi',
  severity: 'warning',
  group: 'names',
  problem: 'getarg gives only the last value of an argument that may be given several times',
  remedy: 'Loop over getargs.',
  why:
    'dracut documents rd.luks.uuid=, rd.lvm.vg=, ip=, nameserver= and others as repeatable. getarg prints the last one, so that all volumes, groups or ' +
    'interfaces before it are silently left out (dracut-ng commit 3d727a7d: only the last rd.break= counted).',
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
    // Who loops over all of them elsewhere knows, and asks here whether there is one.
    const looped = new Set(
      allCommands(file.commands).flatMap((command) => (command.kind === 'simple' ? askedBy(command, 'getargs') : [])),
    );
    return {
      assignment(node) {
        for (const part of node.value.parts) {
          if (part.kind !== 'command') continue;
          for (const command of allCommands([part.body])) {
            const repeated =
              command.kind === 'simple' ? askedBy(command, 'getarg').find((name) => REPEATED.test(name)) : undefined;
            if (repeated === undefined || looped.has(repeated)) continue;
            report({ at: command, message: `${repeated}= may be given several times, and getarg gives only the last` });
          }
        }
      },
    };
  },
};

/** The arguments that a call asks for, without what follows the name. */
const askedBy = (node: Simple, function_: string): readonly string[] =>
  isCall(node, function_)
    ? operandsOf(node).flatMap((word) => {
        const name = literalOf(word);
        return name === undefined || name.startsWith('-') ? [] : [name.replace(/=.*$/, '')];
      })
    : [];
