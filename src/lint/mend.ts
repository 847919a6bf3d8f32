/** Mends texts: applies the safe fixes of a file all together, lints again, and keeps them only if nothing new is wrong then. */
import { applyFixes } from './apply-fixes.ts';
import type { LintFinding } from './finding.ts';
import { type LintOptions, type LintResult, type LintSource, lint } from './lint.ts';

export interface MendedSource {
  readonly name: string;
  readonly text: string;
  /** How many places were mended. */
  readonly fixes: number;
}

/** A fix may make room for another: of two that touch each other one waits for the next round. */
const MAX_ROUNDS = 5;

/** @returns what is left to say about the mended texts, and those that changed */
export function mend(
  sources: readonly LintSource[],
  options: LintOptions,
): { readonly result: LintResult; readonly mended: readonly MendedSource[] } {
  let texts = sources;
  let result = lint(texts, options);
  const fixes = new Map<string, number>();
  const refused = new Set<string>();
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const tried = new Map<string, { readonly text: string; readonly count: number }>();
    for (const source of texts) {
      const own = ofFile(result, source.name);
      if (source.linted === false || refused.has(source.name) || !own.some((finding) => finding.fix)) continue;
      const { text, applied } = applyFixes(source.text, own);
      tried.set(source.name, { text, count: applied.length });
    }
    if (tried.size === 0) break;
    const next = texts.map((source) => ({ ...source, text: tried.get(source.name)?.text ?? source.text }));
    const after = lint(next, options);
    const worse = [...tried.keys()].filter((name) => !isBetter(ofFile(result, name), ofFile(after, name)));
    for (const name of worse) refused.add(name);
    if (worse.length > 0) continue;
    for (const [name, { count }] of tried) fixes.set(name, (fixes.get(name) ?? 0) + count);
    texts = next;
    result = after;
  }
  const mended = texts.flatMap(({ name, text }) => (fixes.has(name) ? [{ name, text, fixes: fixes.get(name)! }] : []));
  return { result, mended };
}

const ofFile = ({ findings }: LintResult, name: string): readonly LintFinding[] =>
  findings.filter((finding) => finding.file === name);

/** Fewer findings than before, and of no rule more. */
function isBetter(before: readonly LintFinding[], after: readonly LintFinding[]): boolean {
  const count = (findings: readonly LintFinding[], rule: string): number =>
    findings.filter((finding) => finding.rule === rule).length;
  return after.length < before.length && after.every(({ rule }) => count(after, rule) <= count(before, rule));
}
