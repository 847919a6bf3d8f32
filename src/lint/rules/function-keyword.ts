/** `function f {` where the shell takes it for a command. */

import type { Rule } from '../rule.ts';
import { lacking } from '../shell-differences.ts';

export const functionKeyword: Rule = {
  id: 'function-keyword',
  severity: 'error',
  group: 'dialect',
  problem: 'dash has no word `function`: it runs what should be the body at once, and then cannot read the `}`',
  remedy: 'Write `name() {`.',
  why:
    'dash takes `function f {` for a command with two operands, and runs the lines of the body as it reads them, at boot and in the phase, until the closing brace is a syntax ' +
    'error that ends it. POSIX has only `name()` (XCU 2.9.5; ShellCheck SC2112, SC2113).',
  bad: [
    {
      text: 'function load_key {\n    zfs load-key "$1"\n}\n',
      lines: [1],
      fixed: 'load_key() {\n    zfs load-key "$1"\n}\n',
    },
    {
      text: 'x=1\nfunction load_key() {\n    zfs load-key "$1"\n}\n',
      lines: [2],
      fixed: 'x=1\nload_key() {\n    zfs load-key "$1"\n}\n',
    },
  ],
  good: [
    { text: 'load_key() {\n    zfs load-key "$1"\n}\necho "function f {"\n' },
    { text: 'function load_key {\n    :\n}\n', shell: 'busybox' },
    { text: 'function load_key {\n    :\n}\n', shell: 'bash' },
  ],
  script(file, report) {
    const found = lacking(file, 'dash');
    if (!found || file.shell !== 'dash' || !file.problem) return undefined;
    // Before the place where the shell gives up: with `()` it is that line, without it a `}` further down.
    const end = file.text.indexOf('\n', file.problem.offset);
    const text = end < 0 ? file.text : file.text.slice(0, end);
    for (const head of text.matchAll(/^([ \t]*)function[ \t]+([A-Za-z_]\w*)[ \t]*(?:\(\))?[ \t]*(?=\{|\n)/gm)) {
      const start = head.index + head[1]!.length;
      const span = { start, end: head.index + head[0].length };
      report({
        at: span,
        ...found.severity,
        fix: { title: 'Write name()', edits: [{ ...span, text: `${head[2]}() ` }] },
      });
    }
    return undefined;
  },
};
