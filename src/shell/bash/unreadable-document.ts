/** A here-document in which an expansion is not closed: bash finds out when it expands it. */
import type { SyntaxProblem } from '../../syntax/syntax-problem.ts';
import type { HereDocument } from '../../syntax/tree.ts';
import type { Text } from '../compile/compiler.ts';
import { ShellExit } from '../flow.ts';
import type { Interpreter } from '../interpreter.ts';
import { syntaxError } from '../syntax-errors.ts';

/** Complains instead of expanding, and gives up the command. */
export function unreadableDocument({ text }: HereDocument, problem: SyntaxProblem): Text {
  const complaint = complaintAbout(text, problem);
  return (sh) => {
    if (complaint === undefined) return substitutionComplaint(sh, problem);
    if (complaint.startsWith('bad substitution')) sh.giveUpCommand(complaint);
    return sh.failExpansion(complaint);
  };
}

/** Undefined where it is a command inside that cannot be read. */
function complaintAbout(text: string, { problem, inBody }: SyntaxProblem): string | undefined {
  if (!inBody || problem.kind !== 'unterminated' || problem.opener === '$(') return undefined;
  if (problem.opener === '`') {
    const from = text.lastIndexOf('`');
    return `bad substitution: no closing "\`" in ${text.slice(from)}`;
  }
  const closer = problem.what === 'arithmetic' ? ')' : '}';
  // What ends with the name has no operator that would be looked at.
  if (closer === '}' && /\$\{[!#]?\w*(?:\[[^\]]*)?\n?$/.test(text)) return `${text}: bad substitution`;
  return `bad substitution: no closing \`${closer}' in ${text}`;
}

/** bash counts the lines of what it reads then from the one after the command. */
function substitutionComplaint(sh: Interpreter, problem: SyntaxProblem): never {
  const named = problem.atLine(sh.line + problem.line);
  const { texts } = sh;
  sh.texts++;
  try {
    syntaxError(sh, named.insideSubstitution(), 'command substitution');
  } catch (thrown) {
    // It is only the command that is given up, but under `set -e`.
    if (thrown instanceof ShellExit && sh.endsOnErrors) throw thrown;
  } finally {
    sh.texts = texts;
  }
  return sh.abandon();
}
