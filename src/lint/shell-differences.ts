/** Which of the shells that may run a file lack what its text asks for, and code that only a shell that has it reaches. */
import type { Severity } from '../report/finding.ts';
import type { Dialect } from '../syntax/dialect.ts';
import type { Command } from '../syntax/tree.ts';
import type { LintedFile } from './script-file.ts';
import type { Context } from './walk.ts';

export interface Lacking {
  /** For messages: `dash`, `busybox sh`. */
  readonly shell: string;
  /** Milder where the likeliest shell of the file has it. */
  readonly severity: { readonly severity: Severity } | Record<string, never>;
}

/** The first shell of the file that is one of these; undefined when none may run it. */
export function lacking(file: LintedFile, ...dialects: readonly Dialect[]): Lacking | undefined {
  const shell = file.shells.find((candidate) => dialects.includes(candidate));
  if (shell === undefined) return undefined;
  return { shell: SHOWN[shell], severity: shell === file.shell ? {} : { severity: 'warning' } };
}

const SHOWN: Readonly<Record<Dialect, string>> = {
  dash: 'dash',
  busybox: 'busybox sh',
  bash: 'bash',
  'bash-posix': 'bash as sh',
};

/** A test before it asks for bash, or for the very thing: `[ -n "$BASH_VERSION" ] &&`, `if command -v shopt`. */
export function isAskedFor(context: Context, file: LintedFile, name = 'BASH'): boolean {
  const asks = (node: Command): boolean => {
    const text = file.source(node);
    return (
      /\bBASH(?:_VERSION)?\b/.test(text) ||
      (name !== 'BASH' && /\b(?:command|type|hash)\b/.test(text) && text.includes(name))
    );
  };
  return context.parents.some((parent) => {
    if (parent.kind === 'if') return parent.branches.some(({ condition }) => asks(condition));
    return parent.kind === 'and-or' && asks(parent.first);
  });
}
