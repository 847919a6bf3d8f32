/** Runs rules over a project: each file is walked once for all of them. */
import { findingOf, type LintFinding } from './finding.ts';
import type { Project } from './project.ts';
import type { Found, Rule } from './rule.ts';
import type { LintedFile } from './script-file.ts';
import { type Visitor, walk } from './walk.ts';

/** All findings about what is linted, by file in the order of the project, then by place. Nothing is switched off yet. */
export function check(project: Project, rules: readonly Rule[]): LintFinding[] {
  const found: LintFinding[] = [];
  const reporter =
    (rule: Rule, own?: LintedFile) =>
    (complaint: Found): void => {
      const file = complaint.file ?? own;
      if (!file) throw new Error(`rule ${rule.id}: a finding about the project must name its file`);
      // What only surrounds the linted files is not the user's to mend; flows may begin there.
      if (file.linted) found.push(findingOf(rule, complaint, file));
    };
  for (const file of project.files) {
    if (!file.linted) continue;
    if (file.role.kind === 'unit') {
      for (const rule of rules) rule.unit?.(project.unit(file), reporter(rule, file), project);
      continue;
    }
    if (!file.isScript) continue;
    const visitors: Visitor[] = [];
    for (const rule of rules) {
      const visitor = rule.script?.(file, reporter(rule, file), project);
      if (visitor) visitors.push(visitor);
    }
    if (visitors.length > 0) walk(file.commands, visitors);
  }
  for (const rule of rules) rule.project?.(project, reporter(rule));
  return inOrder(project, found);
}

function inOrder(project: Project, found: readonly LintFinding[]): LintFinding[] {
  const order = new Map(project.files.map((file, index) => [file.name, index]));
  const sorted = [...found].sort(
    (a, b) =>
      (order.get(a.file) ?? 0) - (order.get(b.file) ?? 0) ||
      a.line - b.line ||
      a.column - b.column ||
      (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0),
  );
  // Two ways to the same place are one mistake.
  return sorted.filter((finding, index) => {
    const before = sorted[index - 1];
    return (
      !before ||
      before.file !== finding.file ||
      before.line !== finding.line ||
      before.column !== finding.column ||
      before.rule !== finding.rule ||
      before.message !== finding.message
    );
  });
}
