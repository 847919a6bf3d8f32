/** `test && a=1 b=2`: the second assignment is only made when the first is. */
import type { Rule } from '../rule.ts';

export const condAssignChain: Rule = {
  id: 'cond-assign-chain',
  severity: 'warning',
  group: 'process',
  problem: 'both assignments depend on the test before `&&`: they are one command',
  remedy: 'Write `;` between them, or `if …; then`, when both are meant.',
  why: 'In `[ -n "$r" ] && root=x snap=${snap:-y}` a semicolon was missing: with root= given and a snapshot named, the name was never taken (openzfs/zfs#13585).',
  bad: [
    { text: '[ "$root" = zfs:AUTO ] && root=$bootfs snap=${snap:-today}\n', lines: [1] },
    { role: 'command', text: '[ -z "$d" ] && d=$1 name="${name:-x}"; zfs snapshot "$d@$name"\n', lines: [1] },
  ],
  good: [
    { text: '[ "$root" = zfs:AUTO ] && root=$bootfs; snap=${snap:-today}\n' },
    { text: '[ -n "$x" ] && a=1 b=2\n', note: 'Two constants belong together.' },
    { text: '[ -n "$x" ] && IFS=: PATH=$a run\n[ -n "$x" ] && rest=$a first=${a%%:*}\n' },
  ],
  script(_file, report) {
    return {
      'and-or'(node) {
        const last = node.rest.at(-1);
        if (last?.operator !== '&&' || last.command.kind !== 'simple') return;
        const { assignments, words } = last.command;
        if (words.length > 0 || assignments.length < 2) return;
        // What gives itself a default is to be set in any case.
        const own = assignments
          .slice(1)
          .find(({ name, value }) =>
            value.parts.some(
              (part) => part.kind === 'parameter' && part.name === name && /^:?[-=]$/.test(part.operator),
            ),
          );
        if (own)
          report({
            at: own,
            message: `${own.name} gets its default only when the test before \`&&\` is true, as both assignments are one command`,
          });
      },
    };
  },
};
