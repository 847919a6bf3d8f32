/** What opens a pool, a container or a key, and nobody asks whether it did. */
import type { Command, Pipeline, Simple } from '../../syntax/tree.ts';
import { literalOf, nameOf, operandsOf } from '../command-words.ts';
import { behind } from '../neighbours.ts';
import { opens } from '../openers.ts';
import type { Rule } from '../rule.ts';
import type { LintedFile } from '../script-file.ts';
import { allCommands, type Context } from '../walk.ts';

export const statusIgnored: Rule = {
  id: 'status-ignored',
  severity: 'warning',
  group: 'waiting',
  problem: 'nothing looks whether this has succeeded, and what follows needs it',
  remedy: 'Test its status, say what failed, and leave.',
  why:
    'Opening a container or loading a key fails for many reasons: a missing program (127), a wrong password, a device that is late. When the script goes on, the first ' +
    'message is about something else, minutes later: "Failed to mount sysroot.mount". In a pipeline only the last member counts: `zpool import x 2>&1 | ' +
    'vinfo || die` never dies. The Ubuntu keystore hook for dracut (Ubuntu bug 2070066) and openzfs/zfs#18442 are such cases.',
  bad: [
    {
      text: 'systemd-cryptsetup attach store "$dev"\nmount /dev/mapper/store /run/store\ncp /run/store/key /run/key\n',
      lines: [1, 2],
    },
    { text: 'mount -o ro "$dev" /run/store\nzfs load-key -L file:///run/store/key rpool\n', lines: [1] },
    { text: 'zpool import -N rpool 2>&1 | vinfo || die "no pool"\n', lines: [1], note: 'Tests vinfo.' },
    {
      role: 'program',
      text: '#!/bin/sh\nif [ -n "$1" ]; then\n    cryptsetup luksOpen "$1" data\nfi\nmount /dev/mapper/data /data\n',
      shell: 'busybox',
      lines: [3],
    },
  ],
  good: [
    { text: 'systemd-cryptsetup attach store "$dev" || return 1\nmount /dev/mapper/store /run/store\n' },
    { text: 'cryptsetup open "$dev" store\nif [ $? -ne 0 ]; then\n    return 1\nfi\n' },
    { text: 'cryptsetup open "$dev" store\n[ -b /dev/mapper/store ] || return 1\nmount /dev/mapper/store /mnt\n' },
    {
      text: 'open() {\n    cryptsetup open "$1" store\n}\nopen /dev/sda || return 1\n',
      note: 'It is the status of the function.',
    },
    { text: 'zpool import -N rpool 2>&1 | vinfo\nzpool list rpool > /dev/null || die "no pool"\n' },
  ],
  script(file, report) {
    if ((file.execution !== 'sourced' && file.execution !== 'executed') || file.role.kind === 'command')
      return undefined;
    return {
      pipeline(node, context) {
        if (!context.tested || isFailingPipeline(file)) return;
        const last = node.commands.at(-1)!;
        if (last.kind !== 'simple' || !/^(?:v?info|v?warn|tee|cat|logger)$/.test(nameOf(last) ?? '')) return;
        const first = node.commands.slice(0, -1).find(isOpener);
        if (first)
          report({
            at: node,
            message: `the status that is tested here is that of \`${nameOf(last)}\`, not of \`${opens(first)}\``,
            remedy: 'Keep the output in a variable or file, and test the command itself.',
          });
      },
      simple(node, context) {
        const what = opens(node) ?? (nameOf(node) === 'mount' ? 'mount' : undefined);
        if (what === undefined || context.tested || context.loops.length > 0 || isInPipeline(context)) return;
        const whole = wholeOf(node, context);
        if (!whole) return;
        const next = behind(whole, { ...context, parents: context.parents.filter((parent) => parent !== whole) }, file);
        if (!(what === 'mount' ? next.some((one) => isBelow(one, node, file)) : next.some(needs)) || looksAt(next))
          return;
        report({ at: node, message: `nothing looks whether \`${what}\` has succeeded, and what follows needs it` });
      },
    };
  },
};

const isOpener = (node: Command): node is Simple => node.kind === 'simple' && opens(node) !== undefined;

const isFailingPipeline = (file: LintedFile): boolean => /\bpipefail\b/.test(file.text);

const isInPipeline = (context: Context): boolean =>
  context.parents.some(({ kind }) => kind === 'pipeline' || kind === 'background');

/** The command of the sequence: `a && open` is one. Undefined where its status goes on to something. */
function wholeOf(node: Simple, context: Context): Command | undefined {
  const parent = context.parents.at(-1);
  if (parent?.kind === 'and-or') return parent.rest.at(-1)?.command === node ? parent : undefined;
  return parent?.kind === 'sequence' ? node : undefined;
}

/** Does something that could need it. */
const needs = (node: Command): boolean =>
  allCommands([node]).some(
    (command) =>
      command.kind === 'simple' &&
      /^(?:mount|cp|cat|zfs|zpool|cryptsetup|dd|exec|systemctl)$|mount/.test(nameOf(command) ?? ''),
  );

/** Uses something below the directory on which it was mounted. */
function isBelow(next: Command, mount: Simple, file: LintedFile): boolean {
  const where = operandsOf(mount).at(-1);
  const folder = where && file.source(where).replaceAll('"', '');
  if (folder === undefined || folder.length < 2 || folder.startsWith('-')) return false;
  return allCommands([next]).some(
    (command) =>
      command.kind === 'simple' &&
      /^(?:cp|cat|zfs|cryptsetup|systemd-cryptsetup|dd|mv|tar)$/.test(nameOf(command) ?? '') &&
      command.words.some((word) => file.source(word).replaceAll('"', '').includes(`${folder}/`)),
  );
}

/** Tests the status at once, or later whether what was to be made is there. */
function looksAt(next: readonly Command[]): boolean {
  return next.some((node, index) =>
    allCommands([node]).some((command) => {
      if (index === 0 && readsStatus(command)) return true;
      if (command.kind !== 'simple') return command.kind === 'conditional';
      const name = nameOf(command) ?? '';
      const first = literalOf(operandsOf(command)[0]);
      if (name === '[' || name === 'test')
        return operandsOf(command).some((word) => /^-[bedfrsL]$/.test(literalOf(word) ?? ''));
      return (
        /^(?:ismounted|mountpoint|findmnt|dmsetup|wait_for_\w+)$/.test(name) ||
        (name === 'zpool' && first !== 'import') ||
        (name === 'zfs' && (first === 'get' || first === 'list')) ||
        (name === 'cryptsetup' && first === 'status')
      );
    }),
  );
}

const readsStatus = (command: Command | Pipeline): boolean =>
  (command.kind === 'simple' &&
    [...command.words, ...command.assignments.map(({ value }) => value)].some((word) =>
      word.parts.some((part) => part.kind === 'parameter' && part.name === '?'),
    )) ||
  (command.kind === 'case' && command.word.parts.some((part) => part.kind === 'parameter' && part.name === '?'));
