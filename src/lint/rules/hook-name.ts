/** A hook whose name does not end in .sh, or holds a blank: the driver does not see it. */
import type { Word } from '../../syntax/tree.ts';
import { literalOf, nameOf, operandsOf, shapeOf } from '../command-words.ts';
import { PHASES } from '../role.ts';
import type { Rule } from '../rule.ts';

const PHASE = new RegExp(`(?:^|/)(${PHASES.toSorted((a, b) => b.length - a.length).join('|')})/([^/]+)$`);

export const hookName: Rule = {
  id: 'hook-name',
  severity: 'error',
  group: 'process',
  problem: 'the drivers of dracut only run hooks whose names end in .sh and hold no blanks',
  remedy: 'Let the name end in .sh.',
  why:
    'The drivers look for *.sh in the directory of the phase and take the list apart at blanks. A hook of another name lies in the image and is never ' +
    'run, and nothing is said. A wait file of the name "devexists-.sh" (dracut-ng#1523) shows how such names come about and what they cost: ' +
    'the initqueue did not wait for what it should.',
  bad: [
    {
      role: 'module-setup',
      shell: 'bash',
      text: 'install() {\n    inst_hook pre-mount 90 "$moddir/own-load-key"\n}\n',
      lines: [2],
    },
    { text: 'echo "[ -e /dev/own ]" > "$hookdir/initqueue/finished/90-own"\n', lines: [1] },
    { role: 'program', text: '#!/bin/sh\ncp /etc/own.sh "$hookdir"/mount/"own $1.sh"\n', shell: 'busybox', lines: [2] },
  ],
  good: [
    {
      role: 'module-setup',
      shell: 'bash',
      text: 'install() {\n    inst_hook pre-mount 90 "$moddir/own-load-key.sh"\n}\n',
    },
    { text: 'echo "[ -e /dev/own ]" > "$hookdir/initqueue/finished/90-$1.sh"\n' },
    { text: ': > "$hookdir/initqueue/work"\n', note: 'A mark of the driver.' },
    { text: 'rm -f "$hookdir/initqueue/finished/own"*\n' },
    { text: 'cp /etc/own.sh "$hookdir/mount/$name"\n', note: 'Not known.' },
  ],
  script(file, report) {
    return {
      simple(node) {
        const name = nameOf(node);
        const words = operandsOf(node);
        if (name === 'inst_hook' && file.execution === 'build') {
          const [, , source] = words;
          if (source) complain(shapeOf(source).replace(/^.*\//, ''), source);
        } else if (/^(?:cp|mv|ln|inst_simple|inst_script|inst)$/.test(name ?? '') && words.length > 1)
          check(words.at(-1)!);
      },
      redirection({ operator, target }) {
        if (operator === '>' || operator === '>>' || operator === '>|') check(target);
      },
    };

    function check(word: Word): void {
      const shape = shapeOf(word);
      const own = /^\0|hooks\//.test(shape) && (/hooks?dir/.test(file.source(word)) || /dracut\/hooks\//.test(shape));
      const match = own ? PHASE.exec(shape) : null;
      if (match && match[2] !== 'work') complain(match[2]!, word);
    }

    function complain(name: string, at: Word): void {
      // With an expansion or a pattern at its end nothing is known about it.
      const end = name.slice(name.lastIndexOf('\0') + 1);
      if (end === '' || literalOf(at)?.endsWith('/')) return;
      const written = name.replaceAll('\0', '…');
      if (/[ \t]/.test(name))
        report({
          at,
          message: `the hook "${written}" has a blank in its name, at which the driver takes its list apart`,
          remedy: 'Use a name without blanks.',
        });
      else if (!end.endsWith('.sh'))
        report({ at, message: `the hook "${written}" does not end in .sh, so that no driver runs it` });
    }
  },
};
