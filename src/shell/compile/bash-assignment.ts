/** Assignments as bash has them: arrays, elements, `+=` by the variable's attributes, and those before a command. */
import { isTask, type MaybeTask, type Task } from '../../kernel/task.ts';
import { printCommand } from '../../syntax/print-tree.ts';
import type { Assignment, Word } from '../../syntax/tree.ts';
import type { Position } from '../../trace/position.ts';
import { assignArray, assignExtended, setElement } from '../bash/assign.ts';
import { compileCompound, isAssociative } from '../bash/compound.ts';
import { eager } from '../flow.ts';
import type { Frame, Interpreter } from '../interpreter.ts';
import type { Compiler } from './compiler.ts';
import { type AssignmentExec, expandedAssignment } from './expanded-assignment.ts';
import { traceText } from './xtrace.ts';

export function compileBashAssignment(c: Compiler, node: Assignment): AssignmentExec {
  if (node.array && node.index) return listForElement(c, node);
  if (node.array) return compound(c, node);
  if (node.index) return element(c, node);
  return expandedAssignment(c, node, assign);
}

function assign(
  sh: Interpreter,
  name: string,
  text: string,
  append: boolean,
  frame: Frame | undefined,
  exported: boolean,
  position: Position,
): string {
  const shown = sh.options.xtrace ? `${name}${append ? '+' : ''}=${text}` : '';
  if (frame) {
    temporary(sh, name, text, append, frame, position);
    return shown;
  }
  const found = append ? sh.variables.find(name) : undefined;
  const variable = found?.extension
    ? assignExtended(sh, name, text, true, { position, sources: sh.takeUsed() })
    : sh.setVariable(name, append ? (sh.get(name) ?? '') + text : text, position, sh.takeUsed());
  if (exported) variable.exported = true;
  return shown;
}

/** Before a command: a variable of its own for it, exported. */
function temporary(
  sh: Interpreter,
  name: string,
  text: string,
  append: boolean,
  frame: Frame,
  position: Position,
): void {
  const before = sh.variables.find(name);
  if (before?.readonly) {
    // It is told, and the command runs, but in POSIX mode and under `set -e`.
    if (sh.dialect === 'bash-posix' || sh.options.errexit) sh.failExpansion(`${name}: readonly variable`);
    sh.complainWithin(`${name}: readonly variable`);
    return;
  }
  const old = append ? (sh.get(name) ?? '') : '';
  const integer = before?.extension?.integer ?? false;
  const letters = before?.extension?.letters;
  frame.push(sh.variables.putAside(name, 'temporary'));
  if (integer || letters) {
    const own = sh.variables.own(name);
    own.extension = before!.extension!.copy();
    own.extension.array = undefined;
    own.value = old;
    assignExtended(sh, name, text, append, { position, sources: sh.takeUsed() }).exported = true;
    return;
  }
  sh.setVariable(name, old + text, position, sh.takeUsed()).exported = true;
}

/** `a[0]=(…)`. */
function listForElement(c: Compiler, node: Assignment): AssignmentExec {
  const position = c.position(node);
  const written = `${node.name}[${c.source.excerpt(node.index!)}]`;
  return (sh) => {
    sh.position = position;
    return sh.failExpansion(`${written}: cannot assign list to array member`);
  };
}

function compound(c: Compiler, node: Assignment): AssignmentExec {
  const { name, append } = node;
  const position = c.position(node);
  const expand = compileCompound(c, node.array!);
  const alone = { kind: 'simple', assignments: [node], words: [], redirections: [], line: position.line } as const;
  const written = (): string =>
    printCommand({ ...alone, start: node.start, end: node.end }, (span) => c.source.excerpt(span));
  return (sh, frame) => eager(run(sh, frame));

  function* run(sh: Interpreter, frame: Frame | undefined): Task<string> {
    if (sh.options.xtrace && !frame) traceText(sh, written());
    const elements = yield* expand(sh, isAssociative(sh, name));
    // What stands before a command is a text for the environment.
    if (frame) {
      const text = written();
      temporary(sh, name, text.slice(text.indexOf('=') + 1), false, frame, position);
      return '';
    }
    assignArray(sh, name, elements, append, { position, sources: sh.takeUsed() });
    return '';
  }
}

/** The text of a subscript that has single quotes in it, which in an expression are none. */
export function literalQuotes(c: Compiler, index: Word): string | undefined {
  const written = c.source.excerpt(index);
  return /^[^"$`\\]*'/.test(written) && index.parts.every((part) => part.kind === 'literal') ? written : undefined;
}

function element(c: Compiler, node: Assignment): AssignmentExec {
  const { name, append } = node;
  const position = c.position(node);
  const subscript = c.text(node.index!);
  const literal = literalQuotes(c, node.index!);
  const value = c.text(node.value);
  const written = c.source.excerpt(node.index!);
  return (sh, frame) => {
    const at = subscript(sh);
    if (isTask(at)) return elementLater(sh, at, value(sh), frame);
    const text = value(sh);
    return isTask(text) ? elementLater(sh, at, text, frame) : set(sh, at, text, frame);
  };

  function* elementLater(
    sh: Interpreter,
    at: MaybeTask<string>,
    text: MaybeTask<string>,
    frame: Frame | undefined,
  ): Task<string> {
    const key = isTask(at) ? yield* at : at;
    return set(sh, key, isTask(text) ? yield* text : text, frame);
  }

  function set(sh: Interpreter, at: string, text: string, frame: Frame | undefined): string {
    const shown = sh.options.xtrace ? `${name}[${written}]${append ? '+' : ''}=${text}` : '';
    // bash keeps no elements for one command.
    if (frame) {
      sh.complain(`\`${name}[${written}]': not a valid identifier`);
      return shown;
    }
    // Single quotes are quotes only around a key.
    const key = literal !== undefined && !isAssociative(sh, name) ? literal : at;
    setElement(sh, name, key, text, append, { position, sources: sh.takeUsed() }, `${name}[${written}]`);
    return shown;
  }
}
