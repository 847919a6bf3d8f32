/** `$( … )`: a forked shell whose output becomes text (XCU 2.6.3). */
import { isTask, type Task } from '../../kernel/task.ts';
import { isBash } from '../../syntax/dialect.ts';
import type { SyntaxProblem } from '../../syntax/syntax-problem.ts';
import type { CommandSubstitution, Span } from '../../syntax/tree.ts';
import type { Position } from '../../trace/position.ts';
import { isErrno } from '../../vfs/errno.ts';
import { countedFrom } from '../bash/substitution-lines.ts';
import { note } from '../events.ts';
import { eager, LAST } from '../flow.ts';
import { forkShell } from '../fork-shell.ts';
import type { Exec } from '../function.ts';
import type { Interpreter } from '../interpreter.ts';
import { syntaxError } from '../syntax-errors.ts';
import type { Compiler, Text } from './compiler.ts';
import { fileContents } from './file-contents.ts';
import { statusOfEnded } from './program-call.ts';
import { tellingSubstitution } from './subshell-tells.ts';

export function substitutionText(c: Compiler, node: CommandSubstitution): Text {
  const position = c.position(node);
  let body: Exec | undefined;
  return (sh) => {
    body ??= compileBody(sh, c, node);
    return substitute(sh, body, position);
  };
}

function compileBody(sh: Interpreter, outer: Compiler, node: CommandSubstitution): Exec {
  const { text } = node;
  const c = text === undefined ? outer : outer.within(outer.source.with(node.start + 1, text));
  const bash = isBash(c.dialect);
  const excerpt = (span: Span): string => c.source.excerpt(span);
  const counted = bash ? countedFrom(node, sh.line, c.dialect, excerpt) : node.body;
  let body: Exec = (bash ? fileContents(c, node.body) : undefined) ?? c.sequence(counted);
  if (node.body.items.length === 0) body = () => 0;
  const { unreadable } = node.body;
  if (unreadable) body = asFarAsReadable(body, unreadable, unreadable.line - node.body.line);
  if (c.dialect !== 'dash') body = tellingSubstitution(node.body, body);
  return body;
}

function* substitute(sh: Interpreter, body: Exec, position: Position): Task<string> {
  const { p } = sh;
  const [read, write] = p.pipe();
  const child = forkShell(sh, body, LAST | sh.wordFlags, (own, sub) => {
    if (isBash(sub.dialect) ? !sub.shopts.inherit_errexit : !sub.traits.errexitInSubstitution)
      sub.options.errexit = false;
    sub.traceDepth++;
    sub.tellsKilled = false;
    own.close(read);
    if (write !== 1) {
      own.dup2(write, 1);
      own.close(write);
    }
  });
  p.close(write);
  if (isErrno(child)) {
    p.close(read);
    sh.fail('Cannot fork');
  }
  const output = yield* p.readAll(read);
  p.close(read);
  const ended = yield* p.wait(child.pid);
  sh.substitutionStatus = isErrno(ended) ? 0 : isBash(sh.dialect) ? ended.status : statusOfEnded(sh, ended);
  // The next `$?` among the words sees it.
  if (isBash(sh.dialect)) sh.status = sh.substitutionStatus;
  if (isBash(sh.dialect) && typeof output === 'string' && output.includes('\0'))
    sh.complain('warning: command substitution: ignored null byte in input');
  const text = withoutEnd(isErrno(output) ? '' : output);
  if (sh.trace.full)
    sh.used.push(
      note(sh, { kind: 'substitution.ended', position, child: child.pid, output: text, status: sh.substitutionStatus }),
    );
  return text;
}

/** bash reads a backquoted text when it runs it. */
function asFarAsReadable(readable: Exec, problem: SyntaxProblem, lines: number): Exec {
  return (sh) => eager(run(sh));

  function* run(sh: Interpreter): Task<number> {
    const line = sh.line + lines;
    const result = readable(sh, 0);
    if (isTask(result)) yield* result;
    sh.texts++;
    syntaxError(sh, problem.atLine(line), 'command substitution');
    return sh.status;
  }
}

/** Without NULs, which no variable can hold, and without the newlines at the end. */
function withoutEnd(output: string): string {
  const text = output.includes('\0') ? output.replaceAll('\0', '') : output;
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 10) end--;
  return text.slice(0, end);
}
