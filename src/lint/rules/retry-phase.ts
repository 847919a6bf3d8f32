/** Unlocking that is tried once, in a stage in which the layer below may not be there yet. */
import type { Simple } from '../../syntax/tree.ts';
import { nameOf } from '../command-words.ts';
import { baseName } from '../image-path.ts';
import { opens } from '../openers.ts';
import type { Rule } from '../rule.ts';
import { commandsOf, type LintedFile } from '../script-file.ts';

export const retryPhase: Rule = {
  id: 'retry-phase',
  severity: 'info',
  group: 'waiting',
  problem:
    'this is tried once, in local-top: when the disk comes later, for instance a degraded array, nobody tries again',
  remedy: 'Try again in a script of local-block, which is run until the root is there.',
  why:
    'Scripts in local-top are run once. A RAID array with a missing disk is started only in local-block, some seconds later: what unlocks a container on it must be ' +
    'tried again there. Machines with a degraded array under LUKS did not boot (Ubuntu bug 1879980, Debian bug 933059).',
  bad: [
    {
      role: 'stage-script:local-top',
      text: '#!/bin/sh\ncryptsetup open /dev/md0 data || exit 1\n',
      shell: 'busybox',
      lines: [2],
    },
    {
      role: 'stage-script:local-top',
      text: '#!/bin/sh\nif [ -b /dev/md0 ]; then\n    cryptsetup luksOpen /dev/md0 data\nfi\n',
      lines: [3],
    },
  ],
  good: [
    {
      role: 'stage-script:local-top',
      name: 'local-top/own',
      text: '#!/bin/sh\ncryptsetup open /dev/md0 data || exit 1\n',
      also: { '/scripts/local-block/own': '#!/bin/sh\ncryptsetup open /dev/md0 data\n' },
    },
    {
      role: 'stage-script:local-top',
      text: '#!/bin/sh\nwhile ! cryptsetup open /dev/md0 data; do\n    sleep 1\ndone\n',
    },
    { role: 'stage-script:local-block', text: '#!/bin/sh\ncryptsetup open /dev/md0 data\n' },
    { role: 'stage-script:local-top', text: '#!/bin/sh\nvgchange -ay\n' },
  ],
  script(file, report, project) {
    if (file.role.kind !== 'stage-script' || file.role.stage !== 'local-top') return undefined;
    const again = project.files.some(
      ({ role, imagePath, name }) =>
        role.kind === 'stage-script' &&
        role.stage === 'local-block' &&
        baseName(imagePath ?? name) === baseName(file.imagePath ?? file.name),
    );
    if (again || waits(file)) return undefined;
    let told = false;
    return {
      simple(node) {
        if (told || !unlocks(node)) return;
        told = true;
        report({ at: node });
      },
    };
  },
};

const unlocks = (node: Simple): boolean => /cryptsetup/.test(opens(node) ?? '');

/** It waits by itself, or leaves something behind that does. */
const waits = (file: LintedFile): boolean =>
  [...commandsOf(file)].some(
    (command) =>
      command.kind === 'background' ||
      command.kind === 'while' ||
      (command.kind === 'simple' && /^(?:sleep|wait_for\w*)$/.test(nameOf(command) ?? '')),
  );
