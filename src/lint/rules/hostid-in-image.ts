/** /etc/hostid of the image: four bytes, the same as on the installed system. */

import type { Redirection } from '../../syntax/tree.ts';
import { literalOf, nameOf, shapeOf } from '../command-words.ts';
import type { Rule } from '../rule.ts';

export const hostidInImage: Rule = {
  id: 'hostid-in-image',
  severity: 'warning',
  group: 'image',
  problem: 'the image has no /etc/hostid, or one that is not the four bytes that ZFS reads',
  remedy:
    'Install /etc/hostid (`inst_simple /etc/hostid`), or write it with zgenhostid; never the text that hostid prints.',
  why:
    'zpool import compares the number with the one in the label. Without the file it is another one at every boot, and the pool "was previously in use from another system" (openzfs/zfs#11174, #11189). Eight hexadecimal digits ' +
    'are eight bytes of text, of which the first four are taken.',
  bad: [
    {
      role: 'module-setup',
      text: 'install() {\n    inst_multiple zfs zpool\n    inst_hook mount 98 "$moddir/mount-zfs.sh"\n}\n',
      lines: [2],
    },
    {
      role: 'module-setup',
      text: 'install() {\n    inst_multiple zfs zpool\n    hostid > "$initdir/etc/hostid"\n}\n',
      lines: [3],
    },
    { text: 'hostid | tr -d "\\n" > /etc/hostid\n', lines: [1] },
    { text: 'echo "$spl_hostid" > /etc/hostid\n', lines: [1] },
  ],
  good: [
    { role: 'module-setup', text: 'install() {\n    inst_multiple zfs zpool\n    inst_simple /etc/hostid\n}\n' },
    {
      role: 'module-setup',
      text: 'install() {\n    inst_multiple zfs zpool\n    zgenhostid -o "$initdir/etc/hostid" "$(hostid)"\n}\n',
    },
    { text: 'printf "\\x12\\x34\\x56\\x78" > /etc/hostid\n' },
    { role: 'module-setup', text: 'install() {\n    inst_multiple cryptsetup\n}\n' },
    {
      role: 'module-setup',
      text: 'depends() {\n    echo zfs\n}\ninstall() {\n    inst_multiple zfs zpool\n}\n',
      note: 'The module zfs of OpenZFS takes care of it.',
    },
  ],
  script(file, report) {
    const writes = (redirections: readonly Redirection[]): boolean =>
      redirections.some(
        ({ operator, target }) => /^>/.test(operator) && /(?:^|\0|\/)etc\/hostid$/.test(shapeOf(target)),
      );
    return {
      simple(node, context) {
        const name = nameOf(node);
        if (name === undefined) return;
        if (file.role.kind === 'module-setup' && /^(?:inst_multiple|dracut_install|inst_binary|inst)$/.test(name)) {
          const words = node.words.map(literalOf);
          if (
            words.some((word) => word !== undefined && /^(?:\S*\/)?zpool$/.test(word)) &&
            !/hostid|\becho\b[^\n]*\bzfs\b/.test(file.text)
          )
            report({ at: node, message: 'this module brings zpool into the image, and /etc/hostid not' });
          return;
        }
        const pipeline = context.parents.at(-1);
        const last = pipeline?.kind === 'pipeline' ? pipeline.commands.at(-1) : node;
        const first = pipeline?.kind === 'pipeline' ? pipeline.commands[0] : node;
        if (first !== node || !last || !('redirections' in last) || !writes(last.redirections)) return;
        if (last.kind === 'simple' && /^(?:xxd|perl|printf)$/.test(nameOf(last) ?? '')) return;
        const digits = name === 'hostid' || (name === 'echo' && !/\\x|\\0/.test(file.source(node)));
        if (digits)
          report({
            at: node,
            message: 'this writes digits into /etc/hostid, which holds a number of four bytes',
            severity: 'error',
          });
      },
    };
  },
};
