/** What works once, in a place that is run again. */
import type { Command, Simple } from '../../syntax/tree.ts';
import { literalOf, nameOf, operandsOf } from '../command-words.ts';
import { ahead, isLoop } from '../neighbours.ts';
import { opens } from '../openers.ts';
import type { Rule } from '../rule.ts';
import { commandsOf, type LintedFile } from '../script-file.ts';
import { valuesOf } from '../unit-file.ts';
import { allCommands, type Context } from '../walk.ts';

export const nonIdempotent: Rule = {
  id: 'non-idempotent',
  severity: 'warning',
  group: 'waiting',
  problem: 'this fails when it has been done before, and it may be done again',
  remedy:
    'Test whether it is there already, use what does not mind (mkdir -p, ln -sf), or take the failure for a success then.',
  why:
    'Hooks of mount and initqueue are run in rounds, services again at the next boot. What exists by then makes the command fail, and the failure decides: a ' +
    'snapshot service failed at the second boot, because the snapshot of the first was there (openzfs/zfs#13769). Two encryption roots in one ' +
    'pool make the Ubuntu keystore hook attach and mount the same store twice.',
  bad: [
    { role: 'hook:mount', text: 'mkdir /run/own || return 1\nmount "$dev" "$NEWROOT"\n', lines: [1] },
    { role: 'hook:initqueue/settled', text: 'ln -s /dev/sda /dev/root && echo there\n', shell: 'busybox', lines: [1] },
    { role: 'unit', text: '[Service]\nType=oneshot\nExecStart=/sbin/zfs snapshot rpool/root@boot\n', lines: [3] },
  ],
  good: [
    { role: 'hook:mount', text: 'mkdir -p /run/own || return 1\nmount "$dev" "$NEWROOT"\n' },
    { role: 'hook:mount', text: '[ -d /run/own ] || mkdir /run/own || return 1\n' },
    { role: 'hook:pre-mount', text: 'mkdir /run/own || return 1\n', note: 'Run once.' },
    {
      role: 'hook:initqueue/settled',
      text: 'ln -s /dev/sda /dev/root && rm -f -- "$job"\n',
      note: 'It removes itself.',
    },
    { role: 'unit', text: '[Service]\nType=oneshot\nExecStart=-/sbin/zfs snapshot rpool/root@boot\n' },
    { role: 'unit', text: '[Service]\nExecStart=/bin/sh -c "zfs snapshot rpool/root@boot || :"\n' },
  ],
  script(file, report) {
    const { phase } = file;
    if (phase !== 'mount' && phase !== 'initqueue' && phase !== 'initqueue/settled') return undefined;
    if (removesItself(file)) return undefined;
    return {
      simple(node, context) {
        const what = worksOnce(node);
        if (what === undefined || !context.tested || context.subshell || context.parents.some(isLoop)) return;
        if (isGuarded(node, context, file)) return;
        report({
          at: node,
          message: `\`${what}\` fails when it has been done before, and hooks of ${phase} are run again`,
        });
      },
    };
  },
  unit(unit, report) {
    for (const { value, valueStart, end } of valuesOf(unit, 'Service', 'ExecStart'))
      if (
        /^[@:+!]*[^-@:+!]/.test(value) &&
        /\bzfs\s+(?:snapshot|snap|clone)\b/.test(value) &&
        !/\|\||zfs\s+list|;\s*(?:true|exit\s+0)/.test(value)
      )
        report({
          at: { start: valueStart, end },
          message: 'this fails when the snapshot is there from an earlier boot, and the unit with it',
          remedy: 'Begin the command with `-`, or make the name one that is new each time.',
        });
  },
};

/** What fails the second time, as people write it. */
function worksOnce(node: Simple): string | undefined {
  const name = nameOf(node);
  const words = operandsOf(node).map(literalOf);
  const flag = (letters: string): boolean =>
    words.some((word) => word !== undefined && new RegExp(`^-[a-zA-Z]*[${letters}]`).test(word));
  switch (name) {
    case 'mkdir':
      return flag('p') ? undefined : 'mkdir';
    case 'ln':
      return flag('f') ? undefined : 'ln';
    case 'mkfifo':
    case 'mknod':
      return name;
    case 'zfs':
      return /^(?:snapshot|snap|clone|create)$/.test(words[0] ?? '') ? `zfs ${words[0]}` : opens(node);
    default:
      return opens(node);
  }
}

/** A condition around it, or one before it that leaves: somebody has thought of it. */
function isGuarded(node: Simple, context: Context, file: LintedFile): boolean {
  for (const [index, parent] of context.parents.entries()) {
    const inner: Command = context.parents[index + 1] ?? node;
    if (parent.kind === 'if' && !parent.branches.some(({ condition }) => condition === inner)) return true;
    if (parent.kind === 'case') return true;
    if (parent.kind === 'and-or' && parent.first !== inner) return true;
  }
  return ahead(node, context, file).some((command) =>
    allCommands([command]).some(
      (inner) => inner.kind === 'simple' && /^(?:return|exit|continue)$/.test(nameOf(inner) ?? ''),
    ),
  );
}

const removesItself = (file: LintedFile): boolean =>
  [...commandsOf(file)].some(
    (command) =>
      command.kind === 'simple' && nameOf(command) === 'rm' && /\$\{?(?:job|f)\b|hookdir/.test(file.source(command)),
  );
