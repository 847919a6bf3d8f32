/** The scripts of a finding with its line changed, for the side that behaves. */
import type { Edit } from '../lint/rule.ts';
import type { Subject } from './subject.ts';

/** With the finding's own fix; undefined when it has none. */
export const fixed = (subject: Subject): ReadonlyMap<string, string> | undefined =>
  subject.finding.fix && edited(subject, subject.finding.fix.edits);

/** With another text on the finding's line; undefined when nothing on it matches. */
export function rewritten(subject: Subject, pattern: RegExp, by: string): ReadonlyMap<string, string> | undefined {
  const lines = subject.file.text.split('\n');
  const before = lines[subject.finding.line - 1] ?? '';
  const after = before.replace(pattern, by);
  if (after === before) return undefined;
  lines[subject.finding.line - 1] = after;
  return replaced(subject, lines.join('\n'));
}

/** With the variable local to the function that the finding stands in; undefined outside of functions. */
export function withLocal(subject: Subject, variable: string): ReadonlyMap<string, string> | undefined {
  const { file, finding } = subject;
  for (const { body } of file.functions.values()) {
    const inside = file.lineOf(body.start) <= finding.line && finding.line <= file.lineOf(body.end);
    if (!inside || file.text[body.start] !== '{') continue;
    return edited(subject, [{ start: body.start + 1, end: body.start + 1, text: ` local ${variable};` }]);
  }
  return undefined;
}

/** Without the entry: the image has what it had there. What it sources stays. */
export const withoutEntry = (subject: Subject): ReadonlyMap<string, string> =>
  new Map([...subject.scripts].filter(([at]) => at !== subject.at));

function edited(subject: Subject, edits: readonly Edit[]): ReadonlyMap<string, string> {
  let { text } = subject.file;
  for (const edit of [...edits].sort((a, b) => b.start - a.start))
    text = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
  return replaced(subject, text);
}

const replaced = (subject: Subject, text: string): ReadonlyMap<string, string> =>
  new Map([...subject.scripts].map(([at, own]) => [at, at === subject.place ? text : own]));
