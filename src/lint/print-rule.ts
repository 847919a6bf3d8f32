/** The page of a rule: `dryboot explain RULE`. Its examples are the rule's tests. */
import { type Example, GROUPS, type Rule } from './rule.ts';

const WIDTH = 100;

export function printRule(rule: Rule): string {
  return [
    `${rule.id} (${rule.severity})`,
    GROUPS[rule.group],
    '',
    wrapped(`${rule.problem.charAt(0).toUpperCase()}${rule.problem.slice(1)}.`),
    wrapped(rule.remedy),
    '',
    wrapped(rule.why),
    '',
    ...examples('Found', rule.bad),
    ...examples('Not found', rule.good),
    `Switch it off for a line with "# dryboot disable=${rule.id} REASON", everywhere in .dryboot.yaml with "rules: {${rule.id}: off}".`,
    '',
  ].join('\n');
}

function examples(heading: string, list: readonly Example[]): string[] {
  return list.flatMap((example) => [
    `${heading} ${settingOf(example)}:${example.note ? ` ${example.note}` : ''}`,
    '',
    ...indented(example.text, example.lines),
    ...Object.entries(example.also ?? {}).flatMap(([path, text]) => [`    with ${path}:`, '', ...indented(text)]),
    ...(example.fixed === undefined ? [] : ['  after --fix:', '', ...indented(example.fixed)]),
  ]);
}

/** `in a hook (pre-mount), dash`. */
function settingOf(example: Example): string {
  const [kind, detail] = (example.role ?? 'hook:pre-mount').split(':');
  return `in a ${kind}${detail ? ` (${detail})` : ''}${example.shell ? `, ${example.shell === 'bash-posix' ? 'bash' : example.shell}` : ''}`;
}

/** The text, with a mark before the lines that are found. */
const indented = (text: string, lines: readonly number[] = []): string[] => [
  ...text
    .replace(/\n$/, '')
    .split('\n')
    .map((line, index) => `${lines.includes(index + 1) ? '  > ' : '    '}${line}`.trimEnd()),
  '',
];

function wrapped(text: string): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].join('\n');
}
