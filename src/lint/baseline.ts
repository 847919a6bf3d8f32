/** Findings that were there before: a file names them by rule, file and the text of their line, so that shifted lines change nothing. */
import { shown } from '../report/bytes.ts';
import { UnusableInput } from '../report/finding.ts';
import type { LintFinding } from './finding.ts';

interface Entry {
  readonly rule: string;
  readonly file: string;
  readonly source: string;
}

const entryOf = ({ rule, file, excerpt }: LintFinding): Entry => ({ rule, file, source: shown(excerpt.text).trim() });
const keyOf = ({ rule, file, source }: Entry): string => `${file}\0${rule}\0${source}`;

/** The text of a baseline that holds these findings. */
export function writeBaseline(findings: readonly LintFinding[]): string {
  const entries = findings.map(entryOf).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  return `${JSON.stringify({ version: 1, findings: entries }, null, 2)}\n`;
}

/**
 * The findings that a baseline does not hold. A line that stands twice in it covers two findings.
 * @throws UnusableInput when the text is no baseline
 */
export function notInBaseline(findings: readonly LintFinding[], file: string, text: string): LintFinding[] {
  const left = new Map<string, number>();
  for (const entry of readBaseline(file, text)) left.set(keyOf(entry), (left.get(keyOf(entry)) ?? 0) + 1);
  return findings.filter((finding) => {
    const key = keyOf(entryOf(finding));
    const count = left.get(key) ?? 0;
    left.set(key, count - 1);
    return count <= 0;
  });
}

/** For each finding a text that stays the same when lines shift: rule, file, line's text, and which of several such. */
export function fingerprints(findings: readonly LintFinding[]): string[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const { rule, file, source } = entryOf(finding);
    const key = `${rule}:${file}:${source}`;
    const nth = (seen.get(key) ?? 0) + 1;
    seen.set(key, nth);
    return `${key}:${nth}`;
  });
}

function readBaseline(file: string, text: string): readonly Entry[] {
  const refuse = (message: string): never => {
    throw new UnusableInput([
      { severity: 'error', file, message, remedy: 'Write one with `dryboot lint --write-baseline FILE PATH …`.' },
    ]);
  };
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch (error) {
    return refuse(`not valid JSON: ${(error as Error).message}`);
  }
  const { version, findings } = (typeof read === 'object' && read !== null ? read : {}) as Record<string, unknown>;
  if (version !== 1 || !Array.isArray(findings)) return refuse('expected a baseline of version 1');
  return findings.map((entry: unknown, index) => {
    const {
      rule,
      file: of,
      source,
    } = (typeof entry === 'object' && entry !== null ? entry : {}) as Record<string, unknown>;
    if (typeof rule !== 'string' || typeof of !== 'string' || typeof source !== 'string')
      return refuse(`findings[${index}]: expected rule, file and source`);
    return { rule, file: of, source };
  });
}
