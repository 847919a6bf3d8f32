/** The hook directory written out: dracut has moved it. */
import type { Word } from '../../syntax/tree.ts';
import { nameOf, operandsOf, shapeOf } from '../command-words.ts';
import { isDracutLibrary } from '../own-shell.ts';
import type { Rule } from '../rule.ts';
import type { LintedFile } from '../script-file.ts';

const DIRECTORY = /^\/(?:usr\/)?(?:var\/)?lib\/dracut\/hooks(?=\/|$)/;

export const hookdirLiteral: Rule = {
  id: 'hookdir-literal',
  severity: 'warning',
  group: 'process',
  problem: 'the directory of hooks is written out, but it is not the same in all versions of dracut',
  remedy: 'Write "$hookdir"/….',
  why:
    'Up to version 109 hooks lie in /lib/dracut/hooks, since 110 what is made at boot lies in /var/lib/dracut/hooks and the installed ones in ' +
    '/usr/lib/dracut/hooks. A script that removes or looks for /lib/dracut/hooks/initqueue/finished/x.sh, which another has written to "$hookdir", ' +
    'no longer finds it, and the initqueue waits for its whole time (dracut-ng 110; hooks of several modules were mended for it).',
  bad: [
    {
      text: 'rm -f /lib/dracut/hooks/initqueue/finished/90-own.sh\n',
      lines: [1],
      fixed: 'rm -f "$hookdir"/initqueue/finished/90-own.sh\n',
    },
    {
      role: 'udev-helper',
      text: '#!/bin/sh\necho "[ -e /dev/root ]" > "/lib/dracut/hooks/initqueue/finished/90-$1.sh"\n',
      shell: 'busybox',
      lines: [2],
    },
  ],
  good: [
    { text: 'rm -f "$hookdir"/initqueue/finished/90-own.sh\n' },
    {
      role: 'module-setup',
      text: 'install() {\n    inst_simple x /lib/dracut/hooks/pre-mount/x.sh\n}\n',
      shell: 'bash',
    },
    { text: '. /usr/lib/dracut/hooks/cmdline/99-own.sh\n', note: 'An installed hook is found there by all versions.' },
    { text: 'echo "see /lib/dracut/hooks"\n', note: 'A text.' },
  ],
  script(file, report) {
    if (file.execution === 'build' || file.role.kind === 'driver' || isOfDracut(file)) return undefined;
    return {
      redirection({ target }) {
        check(target);
      },
      simple(node) {
        // What is installed can be read under its old name too; what is made at boot cannot.
        const changes = CHANGES.test(nameOf(node) ?? '');
        for (const word of operandsOf(node)) if (changes || /\/initqueue\//.test(shapeOf(word))) check(word);
      },
    };

    function check(node: Word): void {
      if (!DIRECTORY.test(shapeOf(node))) return;
      const fix = fixFor(node, file);
      report({ at: node, ...(fix ? { fix } : {}) });
    }
  },
};

const CHANGES = /^(?:rm|mv|cp|ln|mkdir|touch|install|tee|rmdir|sed)$/;

/** The library that defines hookdir, and what builds images. */
const isOfDracut = (file: LintedFile): boolean =>
  isDracutLibrary(file) || /(?:^|\/)dracut-(?:init|functions|logger)\.sh$/.test(file.name);

/** Only where hookdir is set for certain, and nothing is quoted. */
function fixFor(node: Word, file: LintedFile) {
  if (file.role.kind !== 'hook' || file.facts.within || node.plain === undefined) return undefined;
  const { length } = DIRECTORY.exec(node.plain)![0];
  if (file.source(node) !== node.plain) return undefined;
  return {
    title: 'Write "$hookdir"',
    edits: [{ start: node.start, end: node.start + length, text: '"$hookdir"' }],
  };
}
