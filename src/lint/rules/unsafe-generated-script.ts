/** A value in the format of printf, whose output others read: backslashes and percent signs in it are taken for directives. */

import type { Redirection } from '../../syntax/tree.ts';
import { nameOf, operandsOf } from '../command-words.ts';
import type { Rule } from '../rule.ts';

export const unsafeGeneratedScript: Rule = {
  id: 'unsafe-generated-script',
  severity: 'warning',
  group: 'names',
  problem:
    'a value stands in the format of printf and is written into a file: its backslashes and percent signs become something else',
  remedy: 'Put it behind the format: `printf \'…%s…\' "$value"`.',
  why:
    "Names of units have backslashes: `\\x2d` of a device with a dash lost one layer each time it was printed, so that the unit that was waited for did not exist (dracutdevs/dracut, 0f6d93eb). A user's `zbm.prefer=pool\\` broke the " +
    'configuration that ZFSBootMenu writes.',
  bad: [
    { text: 'printf "[Unit]\\nRequires=$unit\\n" > /run/systemd/system/x.conf\n', lines: [1] },
    { text: 'printf "$line\\n" >> "$hookdir/emergency/50-x.sh"\n', lines: [1] },
    { text: '{\n    printf "dev=$dev\\n"\n} > /run/x.conf\n', lines: [2] },
  ],
  good: [
    { text: 'printf "[Unit]\\nRequires=%s\\n" "$unit" > /run/systemd/system/x.conf\n' },
    { text: 'printf "waiting for $dev\\n" >&2\nprintf "$prompt" > /dev/console\n', note: 'For people.' },
    { text: 'printf "%${width}s\\n" "$x" > /run/x\nprintf "$format" "$x" > /run/x\n', note: 'A width, a format.' },
  ],
  script(file, report) {
    const toFile = (redirections: readonly Redirection[]): boolean =>
      redirections.some(
        ({ operator, descriptor, target }) =>
          /^>[>|]?$/.test(operator) &&
          descriptor === 1 &&
          !/^"?\/dev\/(?:null|console|kmsg|stderr|tty)/.test(file.source(target)),
      );
    return {
      simple(node, context) {
        if (nameOf(node) !== 'printf') return;
        const [format, ...values] = operandsOf(node);
        if (!format || values.length > 0) return;
        const holes = format.parts.filter((part) => part.kind === 'parameter' || part.kind === 'command');
        if (holes.length === 0 || format.parts.length - holes.length === 0) return;
        const outer = context.parents.findLast((parent) => parent.kind === 'group');
        if (
          !toFile(node.redirections) &&
          !(outer && 'redirections' in outer && node.redirections.length === 0 && toFile(outer.redirections))
        )
          return;
        if (holes.every((part) => part.kind === 'parameter' && /^(?:[#?$!0-9]|hookdir|NEWROOT)$/.test(part.name)))
          return;
        report({ at: format });
      },
    };
  },
};
