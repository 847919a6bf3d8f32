/** `printf -v`, `%q`, `%(…)T`: what only bash's printf does. */
import { literalOf, nameOf, operandsOf, shapeOf } from '../command-words.ts';
import type { Rule } from '../rule.ts';
import { isAskedFor, lacking } from '../shell-differences.ts';

export const printfExtensions: Rule = {
  id: 'printf-extensions',
  severity: 'error',
  group: 'dialect',
  problem: 'printf of dash and busybox does not have this: it says so and prints nothing of what was asked for',
  remedy: 'Write `x=$(printf …)` for -v; quote with sed for %q; use date for %( )T.',
  why:
    'dash says "Illegal option -v" or "%q: invalid directive"; busybox prints "-v" or "invalid format". The variable stays empty, or a file that is to be read ' +
    'by a shell later lacks the value. Checked with dash 0.5.12 and busybox 1.35 (ShellCheck SC3050).',
  bad: [
    { text: 'printf -v unit "%s.mount" "$name"\n', lines: [1], fixed: 'unit=$(printf "%s.mount" "$name")\n' },
    { text: 'printf "root=%q\\n" "$root" > /run/state\n', shell: 'busybox', lines: [1] },
  ],
  good: [
    { text: 'unit=$(printf "%s.mount" "$name")\nprintf "100%%q\\n"\nprintf "%s\\n" "%q"\n' },
    { text: 'printf -v unit "%q" "$name"\n', shell: 'bash' },
  ],
  script(file, report) {
    const found = lacking(file, 'dash', 'busybox');
    if (!found) return undefined;
    return {
      simple(node, context) {
        if (nameOf(node) !== 'printf' || isAskedFor(context, file)) return;
        const [first, variable, format] = operandsOf(node);
        if (first && literalOf(first) === '-v') {
          const name = literalOf(variable);
          const fixable =
            name !== undefined &&
            /^[A-Za-z_]\w*$/.test(name) &&
            format &&
            node.redirections.length === 0 &&
            node.words[0]?.plain === 'printf' &&
            !/\\n/.test(shapeOf(format));
          const edits = fixable
            ? [
                { start: node.start, end: format.start, text: `${name}=$(printf ` },
                { start: node.words.at(-1)!.end, end: node.words.at(-1)!.end, text: ')' },
              ]
            : undefined;
          report({
            at: first,
            message: `printf of ${found.shell} has no -v`,
            ...found.severity,
            ...(edits ? { fix: { title: 'Capture what printf prints', edits } } : {}),
          });
        } else if (first && /(?:^|[^%])(?:%%)*%(?:q|\([^)]*\)T)/.test(shapeOf(first)))
          report({ at: first, message: `printf of ${found.shell} does not know this directive`, ...found.severity });
      },
    };
  },
};
