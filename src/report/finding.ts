/** A complaint with a position: about a scenario, a patch, an argument, later about a script. Whoever makes it, it reads the same. */
export type Severity = 'error' | 'warning' | 'info';

export interface Finding {
  readonly severity: Severity;
  /** File as the user named it; absent for complaints about the command line. */
  readonly file?: string;
  /** 1-based. */
  readonly line?: number;
  readonly column?: number;
  /** One sentence: what was found, and what was expected. */
  readonly message: string;
  /** One sentence: what to do. */
  readonly remedy?: string;
}

/** `file:line:column: error: message` with the remedy on a second line. */
export function formatFinding(finding: Finding): string {
  const place = [finding.file, finding.line, finding.column].filter((part) => part !== undefined).join(':');
  const head = `${place ? `${place}: ` : ''}${finding.severity}: ${finding.message}`;
  return finding.remedy ? `${head}\n    ${finding.remedy}` : head;
}

/** Input that cannot be used; carries everything that is wrong with it. Caught in `cli/` only. */
export class UnusableInput extends Error {
  readonly findings: readonly Finding[];

  constructor(findings: readonly Finding[]) {
    super(findings.map(formatFinding).join('\n'));
    this.findings = findings;
  }
}
