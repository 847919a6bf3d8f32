/** What works once, in a place that is run again. */
import type { Command, Simple, Word } from '../../syntax/tree.ts';
import { literalOf, nameOf, operandsOf, shapeOf } from '../command-words.ts';
import { flowOf } from '../flow/analyse.ts';
import { ahead, isLoop, repeatedNames } from '../neighbours.ts';
import { opens } from '../openers.ts';
import type { Project } from '../project.ts';
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
    {
      text: 'unlock() {\n    cryptsetup open "/dev/zvol/${1%%/*}/keystore" "keystore-${1%%/*}" || return 1\n    zfs load-key "$1"\n}\nfor d in $datasets; do\n    unlock "$d"\ndone\n',
      lines: [2],
    },
    {
      role: 'unit',
      text: '[Service]\nType=oneshot\nExecStart=/bin/sh -c \'. /lib/own-lib.sh || exit; exec zfs snapshot "$root@boot"\'\n',
      lines: [3],
    },
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
    {
      text: 'unlock() {\n    [ -b "/dev/mapper/keystore-${1%%/*}" ] || cryptsetup open "/dev/zvol/${1%%/*}/keystore" "keystore-${1%%/*}" || return 1\n    zfs load-key "$1"\n}\nfor d in $datasets; do\n    unlock "$d"\ndone\n',
    },
    { role: 'unit', text: '[Service]\nType=oneshot\nExecStart=-/sbin/zfs snapshot rpool/root@boot\n' },
    { role: 'unit', text: '[Service]\nExecStart=/bin/sh -c "zfs snapshot rpool/root@boot || :"\n' },
  ],
  script(file, report, project) {
    if (file.execution !== 'sourced' && file.execution !== 'executed') return undefined;
    return {
      simple(node, context) {
        const what = worksOnce(node);
        if (what === undefined) return;
        if (failsInRounds(node, context, file))
          report({
            at: node,
            message: `\`${what}\` fails when it has been done before, and hooks of ${file.phase} are run again`,
          });
        else if (opensAgain(node, context, file, project))
          report({
            at: node,
            severity: 'info',
            message: `\`${what}\` fails when it has been done before, and this function is run for several datasets or devices`,
            remedy: 'Test for the node in /dev/mapper, or for the mount, and return when it is there.',
          });
      },
    };
  },
  unit(unit, report) {
    for (const { value, valueStart, end } of valuesOf(unit, 'Service', 'ExecStart'))
      if (
        /^[@:+!]*[^-@:+!]/.test(value) &&
        /\bzfs\s+(?:snapshot|snap|clone)\s(?!.*(?:\|\||;\s*(?:true|:|exit\s+0)))/.test(value)
      )
        report({
          at: { start: valueStart, end },
          message: 'this fails when the snapshot is there from an earlier boot, and the unit with it',
          remedy: 'Begin the command with `-`, or make the name one that is new each time.',
        });
  },
};

/** In a hook that is run in rounds: its failure decides, and nobody has thought of a second time. */
function failsInRounds(node: Simple, context: Context, file: LintedFile): boolean {
  const { phase } = file;
  if (phase !== 'mount' && phase !== 'initqueue' && phase !== 'initqueue/settled') return false;
  if (removesItself(file) || !context.tested || context.subshell || context.parents.some(isLoop)) return false;
  return !isGuarded(node, context, file);
}

/** A container opened under a name that does not depend on each device, in a function that is called for many. */
function opensAgain(node: Simple, context: Context, file: LintedFile, project: Project): boolean {
  const name = nameOf(node);
  if (name !== 'cryptsetup' && name !== 'systemd-cryptsetup') return false;
  if (!context.function || !repeatedNames(project).has(context.function.name)) return false;
  const before = [
    ...ahead(node, context, file),
    ...context.parents.filter(({ kind }) => kind === 'if' || kind === 'and-or'),
  ];
  return !before.some((command) =>
    allCommands([command]).some(
      (inner) => inner.kind === 'simple' && inner.start < node.start && asksWhether(inner, project),
    ),
  );
}

function asksWhether(node: Simple, project: Project): boolean {
  const name = nameOf(node) ?? '';
  if (/^(?:ismounted|mountpoint|dmsetup|findmnt)$/.test(name)) return true;
  if (/cryptsetup$/.test(name)) return operandsOf(node).some((word) => literalOf(word) === 'status');
  if (name !== '[' && name !== 'test') return false;
  const words = operandsOf(node);
  const path = words[words.findIndex((word) => /^-[bdefrsL]$/.test(literalOf(word) ?? '')) + 1];
  // The volume itself is there in any case.
  return path !== undefined && path !== words[0] && !isVolume(path, project);
}

const isVolume = (word: Word, project: Project): boolean =>
  shapeOf(word).startsWith('/dev/zvol/') ||
  (flowOf(project).valueOf(word)?.shapes ?? []).some(
    ({ pieces: [first] }) => first?.kind === 'text' && first.text.startsWith('/dev/zvol/'),
  );

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
