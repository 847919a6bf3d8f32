/** `find -name 'lib*'` whose finds are copied into the image, whatever they are. */

import type { Command } from '../../syntax/tree.ts';
import { literalOf, nameOf, operandsOf } from '../command-words.ts';
import type { Rule } from '../rule.ts';
import { allCommands } from '../walk.ts';

const COPIES = /^(?:copy_exec|copy_file|inst|inst_simple|inst_binary|inst_library|inst_multiple|dracut_install)$/;

export const findWithoutType: Rule = {
  id: 'find-without-type',
  severity: 'warning',
  group: 'image',
  problem: 'find gives directories too, and what it finds is copied into the image as files',
  remedy: 'Say `-type f`, or `\\( -type f -o -type l \\)`.',
  why: 'A program had a directory named like a library of libcurl; copy_exec of it made update-initramfs fail, or put a broken /usr/bin into the image (openzfs/zfs#11162, #18582, #18686).',
  bad: [
    {
      role: 'build-hook',
      text: '#!/bin/sh\nfind /lib/ -name "libgcc_s.so.*" | while read -r lib; do\n    copy_exec "$lib"\ndone\n',
      lines: [2],
    },
    {
      role: 'module-setup',
      text: 'install() {\n    for lib in $(find /usr/lib -name "libcurl.so*"); do\n        inst_simple "$lib"\n    done\n}\n',
      lines: [2],
    },
    { role: 'build-hook', text: '#!/bin/sh\nfind /lib -name "libgcc_s.so.*" -exec copy_exec {} \\;\n', lines: [2] },
  ],
  good: [
    {
      role: 'build-hook',
      text: '#!/bin/sh\nfind /lib/ -type f -name "libgcc_s.so.*" | while read -r lib; do\n    copy_exec "$lib"\ndone\n',
    },
    { role: 'build-hook', text: '#!/bin/sh\nfind /etc -name "*.conf" | wc -l\n' },
  ],
  script(file, report) {
    if (file.execution !== 'build') return undefined;
    const copies = (commands: readonly Command[]): boolean =>
      allCommands(commands).some((node) => node.kind === 'simple' && COPIES.test(nameOf(node) ?? ''));
    const findsIn = (commands: readonly Command[]) =>
      allCommands(commands).flatMap((node) => {
        if (node.kind !== 'simple' || nameOf(node) !== 'find') return [];
        const words = operandsOf(node).map(literalOf);
        return words.some((word) => /^-i?name$/.test(word ?? '')) &&
          !words.some((word) => /^-(?:x?type|printf|delete|quit)$/.test(word ?? ''))
          ? [node]
          : [];
      });
    return {
      simple(node) {
        if (findsIn([node]).length === 0) return;
        const words = operandsOf(node).map(literalOf);
        const exec = words.findIndex((word) => /^-exec(?:dir)?$/.test(word ?? ''));
        if (exec >= 0 && COPIES.test(words[exec + 1] ?? '')) report({ at: node });
      },
      pipeline(node) {
        if (node.commands.length > 1 && copies(node.commands.slice(1)))
          for (const at of findsIn(node.commands.slice(0, 1))) report({ at });
      },
      for(node) {
        if (!copies([node.body])) return;
        for (const word of node.words ?? [])
          for (const part of word.parts)
            if (part.kind === 'command') for (const at of findsIn([part.body])) report({ at });
      },
    };
  },
};
