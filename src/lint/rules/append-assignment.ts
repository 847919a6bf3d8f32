/** `x+=y` in a shell that takes it for the name of a command. */
import type { Word } from '../../syntax/tree.ts';
import type { Fix, Rule } from '../rule.ts';
import type { LintedFile } from '../script-file.ts';
import { isAskedFor, lacking } from '../shell-differences.ts';

export const appendAssignment: Rule = {
  id: 'append-assignment',
  severity: 'error',
  group: 'dialect',
  problem: 'dash and busybox have no `+=`: they look for a command of that name, and the variable keeps its value',
  remedy: 'Write `x="$x…"`.',
  why:
    'A list that a loop should gather stays empty, with "x+=…: not found" each time; as an operand of local or export it is a bad variable name, which ends ' +
    'the phase. Checked with dash 0.5.12 and busybox 1.35 (ShellCheck SC3024).',
  bad: [
    {
      text: 'for dev in /dev/sd*; do\n    found+=" $dev"\ndone\n',
      lines: [2],
      fixed: 'for dev in /dev/sd*; do\n    found=${found}" $dev"\ndone\n',
    },
    { text: 'add() {\n    local opts+=,discard\n}\n', shell: 'busybox', lines: [2] },
  ],
  good: [{ text: 'found="$found $dev"\n' }, { text: 'found+=" $dev"\n', shell: 'bash' }, { text: 'echo x+=y\n' }],
  script(file, report) {
    const found = lacking(file, 'dash', 'busybox');
    if (!found) return undefined;
    return {
      simple(node, context) {
        if (isAskedFor(context, file)) return;
        const [first, ...others] = node.words;
        if (first && isAppend(first, file))
          report({
            at: first,
            ...found.severity,
            ...(others.length === 0 && first.assignment > 0 ? { fix: spelt(first, file) } : {}),
          });
        else if (first?.plain !== undefined && /^(?:local|export|readonly)$/.test(first.plain))
          for (const word of others) if (isAppend(word, file)) report({ at: word, ...found.severity });
      },
    };
  },
};

const isAppend = (word: Word, file: LintedFile): boolean => /^[A-Za-z_]\w*\+=/.test(file.source(word));

function spelt(word: Word, file: LintedFile): Fix {
  const name = file.source(word).slice(0, file.source(word).indexOf('+'));
  const edit = { start: word.start, end: word.start + name.length + 2, text: `${name}=\${${name}}` };
  return { title: 'Write the value that it has before the new part', edits: [edit] };
}
