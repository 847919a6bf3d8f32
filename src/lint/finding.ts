/** A finding of the linter: a complaint with the text it is about, how it comes about, and what would mend it. */
import type { Finding } from '../report/finding.ts';
import type { Fix, FlowStep, Found, Rule } from './rule.ts';
import type { LintedFile, Place } from './script-file.ts';

/** The text of a place, for printing: one line and what to underline in it. */
export interface Excerpt {
  /** Bytes. */
  readonly text: string;
  /** 1-based, in bytes. */
  readonly column: number;
  /** How much of the line belongs to it; 1 at least. */
  readonly length: number;
}

export interface LintStep {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly excerpt: Excerpt;
}

export interface LintFinding extends Finding {
  readonly rule: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  /** 1-based, of the byte after the last. */
  readonly endColumn: number;
  readonly excerpt: Excerpt;
  readonly flow: readonly LintStep[];
  /** Edits in offsets of the file's bytes. */
  readonly fix?: Fix;
  /** What a rehearsal has shown of it, where one was asked for. */
  readonly proof?: ProofNote;
}

/** Of a rehearsal in which a finding bites, or of none. */
export interface ProofNote {
  readonly proved: boolean;
  /** Proved: what happens, and where it does not. Else why it could not be shown. */
  readonly text: string;
  /** From the last effect to the first cause. */
  readonly cause: readonly string[];
  /** The file that `dryboot run` reproduces it from, when it was written. */
  readonly scenario?: string;
}

/** What a rule found, as a finding with a position. */
export function findingOf(rule: Rule, found: Found, file: LintedFile): LintFinding {
  const at = file.place(found.at);
  const end = at.file.place({ start: Math.max(at.start, at.end - 1), end: at.end });
  const flow = (found.flow ?? []).map(stepOf);
  // Edits of a fragment would need its quoting undone: only whole files are mended.
  const fix = found.fix && !file.facts.within ? found.fix : undefined;
  return {
    rule: rule.id,
    severity: found.severity ?? rule.severity,
    file: at.file.name,
    line: at.line,
    column: at.column,
    endLine: end.line,
    endColumn: end.column + 1,
    message: found.message ?? rule.problem,
    remedy: found.remedy ?? rule.remedy,
    excerpt: excerptOf(at),
    flow,
    ...(fix ? { fix } : {}),
  };
}

function stepOf(step: FlowStep): LintStep {
  const at = step.file.place(step.at);
  return { file: at.file.name, line: at.line, column: at.column, message: step.text, excerpt: excerptOf(at) };
}

function excerptOf({ file, line, column, start, end }: Place): Excerpt {
  const text = file.line(line);
  return { text, column, length: Math.max(1, Math.min(end - start, text.length - column + 1)) };
}
