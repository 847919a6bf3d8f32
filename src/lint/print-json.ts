/** The JSON report of `dryboot lint`. Columns count bytes from 1; texts are decoded. */
import { shown } from '../report/bytes.ts';
import type { LintFinding } from './finding.ts';
import type { Project } from './project.ts';
import { showRole } from './role.ts';

export function printJson(findings: readonly LintFinding[], project: Project): string {
  const files = project.linted
    .filter((file) => !file.facts.within)
    .map((file) => ({ file: file.name, role: showRole(file.role), shell: file.shell, reasons: file.facts.reasons }));
  const found = findings.map((finding) => ({
    rule: finding.rule,
    severity: finding.severity,
    file: finding.file,
    line: finding.line,
    column: finding.column,
    endLine: finding.endLine,
    endColumn: finding.endColumn,
    message: shown(finding.message),
    remedy: finding.remedy === undefined ? null : shown(finding.remedy),
    source: shown(finding.excerpt.text),
    flow: finding.flow.map((step) => ({
      file: step.file,
      line: step.line,
      column: step.column,
      message: shown(step.message),
      source: shown(step.excerpt.text),
    })),
    fix: finding.fix
      ? {
          title: finding.fix.title,
          edits: finding.fix.edits.map((edit) => ({ start: edit.start, end: edit.end, text: shown(edit.text) })),
        }
      : null,
    ...(finding.proof
      ? {
          proof: {
            proved: finding.proof.proved,
            text: shown(finding.proof.text),
            cause: finding.proof.cause.map(shown),
            scenario: finding.proof.scenario ?? null,
          },
        }
      : {}),
  }));
  return `${JSON.stringify({ version: 1, files, findings: found }, null, 2)}\n`;
}
