/** A node in /dev tested once, right after what makes it appear: udev makes it some time later. */
import type { Command, Simple, Word } from '../../syntax/tree.ts';
import { literalOf, nameOf, operandsOf, shapeOf } from '../command-words.ts';
import { flowOf } from '../flow/analyse.ts';
import { ahead, isLoop, isTriedOnce, isWait, isWaitLoop, loopedNames } from '../neighbours.ts';
import { opens } from '../openers.ts';
import type { Project } from '../project.ts';
import type { Rule } from '../rule.ts';
import { commandsOf, type LintedFile } from '../script-file.ts';
import { allCommands, type Context } from '../walk.ts';

export const devnodeNoWait: Rule = {
  id: 'devnode-no-wait',
  severity: 'warning',
  group: 'waiting',
  problem: 'a device node is tested for once, but it appears some time after what makes it',
  remedy: 'Test in a loop with a deadline, with `udevadm settle` or a short pause between two tests.',
  why:
    'The nodes of volumes in /dev/zvol are made by udev after the import of the pool has returned, those of drivers and network disks after modprobe or the login have. ' +
    'One test succeeds on a fast machine and fails on the next: "Error: /dev/zvol/rpool/keystore does not exist." zvol_wait(8) exists for this; ' +
    'a key on a USB stick was missed in the same way (openzfs/zfs#12065).',
  bad: [
    {
      text: '[ -b "/dev/zvol/$pool/keystore" ] || return 1\nmount "/dev/zvol/$pool/keystore" /run/keystore\n',
      lines: [1],
    },
    { text: 'dev=/dev/zvol/rpool/keystore\nif ! [ -e "$dev" ]; then\n    return 1\nfi\n', lines: [2] },
    {
      text: 'uri=$(zfs get -Ho value keylocation "$1")\nkey=${uri#file://}\n[ -r "$key" ] || die "no key"\nzfs load-key -L "file://$key" "$1"\n',
      lines: [3],
    },
    {
      text: 'uri=$(zfs get -Ho value keylocation "$1")\nif [ "$uri" = prompt ]; then\n    systemd-ask-password "Key" | zfs load-key "$1"\nelse\n    zfs load-key "$1"\nfi\n',
      lines: [5],
    },
    { role: 'program', text: '#!/bin/sh\nmodprobe nbd\n[ -b /dev/nbd0 ] || exit 1\n', shell: 'busybox', lines: [3] },
  ],
  good: [
    {
      text: 'for _n in 1 2 3 4 5; do\n    [ -b "/dev/zvol/$pool/keystore" ] && break\n    udevadm settle\n    sleep 1\ndone\n[ -b "/dev/zvol/$pool/keystore" ] || return 1\n',
    },
    {
      text: 'there() {\n    [ -b "/dev/zvol/$1/keystore" ]\n}\nuntil there rpool; do\n    sleep 1\n    [ -e /run/late ] && break\ndone\n',
    },
    { role: 'program', text: '#!/bin/sh\n[ -b /dev/nbd0 ] || exit 1\n', note: 'Nobody knows what makes it.' },
    { role: 'program', text: '#!/bin/sh\nmodprobe nbd\nudevadm settle\n[ -b /dev/nbd0 ] || exit 1\n' },
    {
      text: 'uri=$(zfs get -Ho value keylocation "$1")\nkey=${uri#file://}\nfor _n in 1 2 3; do\n    [ -r "$key" ] && break\n    sleep 1\ndone\n[ -r "$key" ] || warn "no key"\n',
    },
    { role: 'hook:initqueue/finished', text: '[ -b /dev/zvol/rpool/keystore ]\n', note: 'Asked until it is there.' },
    { text: 'modprobe loop\n[ -e /dev/null ] || return 1\n' },
  ],
  script(file, report, project) {
    if (
      (file.execution !== 'sourced' && file.execution !== 'executed') ||
      file.role.kind === 'generator' ||
      !isTriedOnce(file)
    )
      return undefined;
    const asksForKeys = project.linted.some(({ text }) => text.includes('keylocation'));
    if (!asksForKeys && !/\/dev\//.test(file.text)) return undefined;
    const waitsForKey =
      asksForKeys && [file, ...project.sources(file).flatMap(({ to }) => (to ? [to] : []))].some(waits);
    let told = false;
    return {
      simple(node, context) {
        if (asksForKeys && !waitsForKey && !told && loadsKeyFile(node, context, file)) {
          told = true;
          report({
            at: node,
            message: 'the key may be a file on a disk that appears later, and nothing waits for it',
          });
        }
        const path = testedPath(node);
        if (!path || context.parents.some(isLoop) || context.conditionOf) return;
        if (context.function && loopedNames(project).has(context.function.name)) return;
        const before = ahead(node, context, file).flatMap((command) => allCommands([command]));
        if (before.some(isWait)) return;
        if (isVolume(path, project))
          report({
            at: node,
            message: 'this volume is tested for once; its node appears some time after the import of its pool',
          });
        else if (asksForKeys && !waitsForKey && isKeyFile(path, project))
          report({
            at: node,
            message: 'this key file is tested for once, but it may lie on a disk that appears later',
          });
        else if (/^\/dev\/(?!null|zero|console|tty|kmsg|fd|shm|\.)/.test(shapeOf(path))) {
          const maker = recentMaker(before);
          if (maker)
            report({
              at: node,
              message: `this device is tested for once, right after \`${nameOf(maker)}\`, which returns before udev has made it`,
            });
        }
      },
    };
  },
};

/** The operand of `[ -e … ]`, `[ ! -b … ]`. */
function testedPath(node: Simple): Word | undefined {
  if (!/^(?:\[|test)$/.test(nameOf(node) ?? '')) return undefined;
  const words = operandsOf(node);
  const at = literalOf(words[0]) === '!' ? 1 : 0;
  return /^-[eLhbfr]$/.test(literalOf(words[at]) ?? '') ? words[at + 1] : undefined;
}

function isVolume(path: Word, project: Project): boolean {
  if (shapeOf(path).startsWith('/dev/zvol/')) return true;
  // Its value is only asked for where somebody names a volume at all.
  if (!project.linted.some(({ text }) => text.includes('/dev/zvol/'))) return false;
  const shapes = flowOf(project).valueOf(path)?.shapes ?? [];
  return shapes.some(({ pieces: [first] }) => first?.kind === 'text' && first.text.startsWith('/dev/zvol/'));
}

/** `zfs load-key` that is not given the key, in a script that asks where the key lies. */
function loadsKeyFile(node: Simple, context: Context, file: LintedFile): boolean {
  if (opens(node) !== 'zfs load-key' || !/keylocation/.test(file.text)) return false;
  if (
    context.parents.some(({ kind }) => kind === 'pipeline') ||
    node.redirections.some(({ descriptor }) => descriptor === 0)
  )
    return false;
  return !operandsOf(node).some((word) => /^-[a-zA-Z]*[Lan]/.test(literalOf(word) ?? ''));
}

function isKeyFile(path: Word, project: Project): boolean {
  const shapes = flowOf(project).valueOf(path)?.shapes ?? [];
  return shapes.some(({ pieces: [first] }) => first !== undefined && first.kind === 'key-path');
}

/** There is a loop with a pause around a test for a file, for whatever it is. */
const waits = (file: LintedFile): boolean =>
  [...commandsOf(file)].some(
    (command) =>
      isWaitLoop(command) &&
      allCommands([command]).some((inner) => inner.kind === 'simple' && testedPath(inner) !== undefined),
  );

/** Among the last few commands, in the same sequence. */
function recentMaker(before: readonly Command[]): Simple | undefined {
  return before
    .slice(0, 4)
    .find(
      (command): command is Simple =>
        command.kind === 'simple' &&
        /^(?:modprobe|insmod|iscsistart|nbd-client|partprobe|nvme)$/.test(nameOf(command) ?? ''),
    );
}
