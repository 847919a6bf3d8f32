/** What is said of a text that cannot be read, and what the shell gives up for it. */
import { SIGNALS } from '../kernel/signals.ts';
import { isBash } from '../syntax/dialect.ts';
import type { Warning } from '../syntax/here-documents.ts';
import { type SyntaxProblem, wording } from '../syntax/syntax-problem.ts';
import { ShellError, ShellExit, Unreadable } from './flow.ts';
import type { Interpreter } from './interpreter.ts';
import { NOT_FOUND, SHELL_ERROR } from './messages.ts';

/** What bash warns of while it reads. */
export function warn(sh: Interpreter, { line, text }: Warning, file: string): void {
  sh.position = { file, line, column: 1, offset: 0, end: 0 };
  sh.complain(text);
}

/** Reports a syntax error; comes back only where bash reads on with the next line. */
export function syntaxError(sh: Interpreter, problem: SyntaxProblem, file: string): void {
  for (let each: SyntaxProblem | undefined = problem; each; each = each.further) tellSyntaxError(sh, each, file);
  if (!isBash(sh.dialect)) throw new ShellError(SHELL_ERROR);
  if (problem.givesUp === 'array') {
    if (sh.dialect === 'bash-posix') throw new ShellExit(sh.subshell || !sh.fromCommandLine ? 1 : NOT_FOUND);
    sh.status = 1;
    if (sh.subshell) throw new ShellExit(1);
    return;
  }
  const last = lastOf(problem);
  const status = last.keepsStatus ? (problem.atEnd ? sh.status || BAD_USAGE : sh.status) : BAD_USAGE;
  if (last.givesUp === 'substitution') throw new ShellExit(statusOfSubstitution(sh, last, file));
  // An inner text has failed, whatever the status was before it.
  if (sh.texts > 0) {
    if (sh.dialect !== 'bash-posix' || last.keepsStatus || file.startsWith('trap ')) throw new Unreadable();
    // POSIX mode ends, also where a failure would be tested.
    throw sh.throughCommand ? new ShellError(BAD_USAGE) : new ShellExit(BAD_USAGE);
  }
  throw new ShellError(status);
}

const BAD_USAGE = 2;

const lastOf = (problem: SyntaxProblem): SyntaxProblem => (problem.further ? lastOf(problem.further) : problem);

/** The shell ends for an error in a substitution that it reads; in a builtin's text bash's own number for it is cut to a byte. */
function statusOfSubstitution(sh: Interpreter, problem: SyntaxProblem, file: string): number {
  if (sh.fromCommandLine && !sh.subshell) return NOT_FOUND;
  if (problem.problem.kind === 'condition') return sh.status || 1;
  return file === 'eval' ? 1 : BAD_USAGE;
}

function tellSyntaxError(sh: Interpreter, problem: SyntaxProblem, file: string): void {
  const lines = wording(problem, sh.dialect);
  const line = isBash(sh.dialect) ? bashLine(problem) : problem.line;
  const { position } = sh;
  sh.position = { file, line, column: 1, offset: problem.offset, end: problem.offset };
  const { sourceName } = sh;
  const reading = isBash(sh.dialect) ? READ_BY_NAME[file] : undefined;
  if (reading !== undefined) sh.sourceName = `${sourceName ?? sh.name}: ${reading}`;
  for (const line of lines) {
    sh.complainWithin(line);
    // bash ends at its first complaint.
    if (isBash(sh.dialect) && sh.endsOnErrors) {
      sh.sourceName = sourceName;
      throw new ShellExit(BAD_USAGE);
    }
  }
  sh.sourceName = sourceName;
  // busybox goes on counting from the last command that ran, as an EXIT trap shows.
  if (sh.dialect === 'busybox') sh.position = position;
}

/** What bash calls what it reads, beside files by their own names. */
const READ_BY_NAME: Readonly<Record<string, string>> = {
  '-c': '-c',
  eval: 'eval',
  'command substitution': 'command substitution',
  'trap EXIT': 'exit trap',
  'trap ERR': 'error trap',
  'trap DEBUG': 'debug trap',
  'trap RETURN': 'return trap',
  ...Object.fromEntries(Object.keys(SIGNALS).map((name) => [`trap ${name}`, 'trap'])),
};

/** Where a quotation began, and for the end of the text the line after it. */
function bashLine({ problem, line, source }: SyntaxProblem): number {
  if (problem.kind === 'unterminated') return problem.opener !== '$(' ? problem.line : source !== '' ? line + 1 : line;
  return problem.kind === 'unexpected' && problem.token.type === 'end' && source !== '' ? line + 1 : line;
}
