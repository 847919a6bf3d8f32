/** The SARIF 2.1.0 report of `dryboot lint`, for code scanning: rules, results with their flows, fixes. */
import type { Location, Log, Region, ReportingDescriptor, Result } from 'sarif';
import { shown } from '../report/bytes.ts';
import { fingerprints } from './baseline.ts';
import type { Excerpt, LintFinding, LintStep } from './finding.ts';
import type { Project } from './project.ts';
import type { Edit, Rule } from './rule.ts';

const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const;

/** @param version dryboot's own */
export function printSarif(
  findings: readonly LintFinding[],
  project: Project,
  rules: readonly Rule[],
  version: string,
): string {
  const index = new Map(rules.map((rule, at) => [rule.id, at]));
  const prints = fingerprints(findings);
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'dryboot', version, semanticVersion: version, rules: rules.map(descriptor) } },
        columnKind: 'utf16CodeUnits',
        results: findings.map((finding, at) => resultOf(finding, index.get(finding.rule), prints[at]!, project)),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

const descriptor = (rule: Rule): ReportingDescriptor => ({
  id: rule.id,
  shortDescription: { text: `${rule.problem}.` },
  fullDescription: { text: rule.why },
  help: { text: `${rule.remedy} ${rule.why}`, markdown: `${rule.remedy}\n\n${rule.why}\n` },
  defaultConfiguration: { level: LEVELS[rule.severity] },
  properties: { tags: [rule.group] },
});

function resultOf(finding: LintFinding, ruleIndex: number | undefined, print: string, project: Project): Result {
  const result: Result = {
    ruleId: finding.rule,
    level: LEVELS[finding.severity],
    message: {
      text: [finding.message, finding.remedy]
        .filter(Boolean)
        .map((text) => shown(text!))
        .join('\n'),
    },
    locations: [locationOf(finding, finding.endLine, finding.endColumn)],
    partialFingerprints: { 'dryboot/v1': print },
  };
  if (ruleIndex !== undefined) result.ruleIndex = ruleIndex;
  if (finding.flow.length > 0) {
    const own: LintStep = { ...finding };
    const locations = [...finding.flow, own].map((step) => ({ location: stepLocation(step) }));
    result.codeFlows = [{ threadFlows: [{ locations }] }];
  }
  if (finding.proof) {
    const { proved, text, cause, scenario } = finding.proof;
    result.properties = {
      proof: { proved, text: shown(text), cause: cause.map(shown), ...(scenario ? { scenario } : {}) },
    };
  }
  if (finding.fix) {
    const { edits, title } = finding.fix;
    const file = project.linted.find((known) => known.name === finding.file && !known.facts.within);
    const replacements = edits.map((edit) => ({
      deletedRegion: regionOfEdit(file?.text ?? '', edit),
      insertedContent: { text: shown(edit.text) },
    }));
    result.fixes = [
      { description: { text: title }, artifactChanges: [{ artifactLocation: artifact(finding.file), replacements }] },
    ];
  }
  return result;
}

const stepLocation = (step: LintStep): Location => ({
  ...locationOf(step, step.line, step.column + step.excerpt.length),
  message: { text: shown(step.message) },
});

interface At {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly excerpt: Excerpt;
}

function locationOf(at: At, endLine: number, endColumn: number): Location {
  const { text } = at.excerpt;
  const region: Region = { startLine: at.line, startColumn: units(text, at.column) };
  if (endLine === at.line) region.endColumn = Math.max(units(text, endColumn), region.startColumn! + 1);
  else region.endLine = endLine;
  return { physicalLocation: { artifactLocation: artifact(at.file), region } };
}

/** The column that counts UTF-16 code units for one that counts bytes. */
const units = (line: string, column: number): number => decoded(line.slice(0, column - 1)).length + 1;

function regionOfEdit(text: string, edit: Edit): Region {
  const place = (offset: number) => {
    const before = text.slice(0, offset);
    const start = before.lastIndexOf('\n') + 1;
    return { line: before.split('\n').length, column: decoded(before.slice(start)).length + 1 };
  };
  const start = place(edit.start);
  const end = place(edit.end);
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

const decoder = new TextDecoder();
const decoded = (bytes: string): string => decoder.decode(Uint8Array.from(bytes, (c) => c.charCodeAt(0) & 0xff));

/** A relative path is one below the folder that the tool ran in. */
function artifact(path: string): { uri: string; uriBaseId?: string } {
  const uri = path.replace(/^\.\//, '').split('/').map(encodeURIComponent).join('/');
  return path.startsWith('/') ? { uri: `file://${uri}` } : { uri, uriBaseId: '%SRCROOT%' };
}
