/** Mends a text: the fixes of its findings, from the last to the first; of two that touch each other only the first is taken. */
import type { LintFinding } from './finding.ts';

export interface Mended {
  readonly text: string;
  /** Those whose fix was applied. */
  readonly applied: readonly LintFinding[];
}

/** @param findings of this one text */
export function applyFixes(text: string, findings: readonly LintFinding[]): Mended {
  const applied: LintFinding[] = [];
  const edits: { readonly start: number; readonly end: number; readonly text: string }[] = [];
  for (const finding of findings) {
    const own = finding.fix?.edits ?? [];
    if (own.length === 0) continue;
    // A fix is applied whole or not at all.
    if (own.some((edit) => edits.some((taken) => edit.start < taken.end && taken.start < edit.end))) continue;
    edits.push(...own);
    applied.push(finding);
  }
  let mended = text;
  for (const edit of edits.sort((a, b) => b.start - a.start))
    mended = mended.slice(0, edit.start) + edit.text + mended.slice(edit.end);
  return { text: mended, applied };
}
