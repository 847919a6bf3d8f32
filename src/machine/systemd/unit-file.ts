/** The syntax of unit files (systemd.syntax(7)): sections, assignments, continued lines, comments. */
import { remembered } from './remember.ts';

export interface Assignment {
  readonly section: string;
  readonly key: string;
  readonly value: string;
  /** 1-based line on which the assignment begins. */
  readonly line: number;
}

export interface UnitFile {
  readonly assignments: readonly Assignment[];
  /** Complaints as systemd logs them, without the file's name: `LINE: TEXT`. */
  readonly complaints: readonly string[];
}

/** Parses a text once; the same text gives the same object. */
export const parseUnitFile = remembered(parse);

function parse(text: string): UnitFile {
  const assignments: Assignment[] = [];
  const complaints: string[] = [];
  let section = '';
  let pending: { text: string; line: number } | undefined;
  text.split('\n').forEach((raw, index) => {
    const begun = pending;
    const trimmed = raw.trimStart();
    // Comments inside a continued line are left out of it.
    if (/^[#;]/.test(trimmed)) return;
    const whole = begun ? `${begun.text} ${trimmed}` : trimmed;
    const line = begun?.line ?? index + 1;
    if (/(?<!\\)(?:\\\\)*\\$/.test(whole)) {
      pending = { text: whole.slice(0, -1).trimEnd(), line };
      return;
    }
    pending = undefined;
    take(whole.trimEnd(), line);
  });
  if (pending) take(pending.text, pending.line);
  return { assignments, complaints };

  function take(whole: string, line: number): void {
    if (whole === '') return;
    if (whole.startsWith('[')) {
      if (!whole.endsWith(']')) complaints.push(`${line}: Invalid section header '${whole}'`);
      section = whole.slice(1, -1);
      return;
    }
    const equals = whole.indexOf('=');
    if (equals <= 0) {
      complaints.push(
        equals === 0 ? `${line}: Missing key name before '=', ignoring line.` : `${line}: Missing '=', ignoring line.`,
      );
      return;
    }
    if (section === '') {
      complaints.push(`${line}: Assignment outside of section. Ignoring.`);
      return;
    }
    assignments.push({ section, key: whole.slice(0, equals).trimEnd(), value: whole.slice(equals + 1).trim(), line });
  }
}
