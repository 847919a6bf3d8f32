/** `name=value`, alone or before a command. */
import { isTask, type MaybeTask, type Task } from '../../kernel/task.ts';
import { isBash } from '../../syntax/dialect.ts';
import type { Assignment } from '../../syntax/tree.ts';
import type { Position } from '../../trace/position.ts';
import type { Frame, Interpreter } from '../interpreter.ts';
import { compileBashAssignment } from './bash-assignment.ts';
import type { Compiler } from './compiler.ts';

/**
 * Expands and assigns; gives `name=value` for xtrace. With a frame the variable is exported and its old state is kept there;
 * `exported`: assignments before `exec` stay, and are exported.
 */
export type AssignmentExec = (sh: Interpreter, frame: Frame | undefined, exported: boolean) => MaybeTask<string>;

export function compileAssignment(c: Compiler, node: Assignment): AssignmentExec {
  if (isBash(c.dialect)) return compileBashAssignment(c, node);
  const { name } = node;
  const position = c.position(node);
  const value = c.text(node.value);
  const { append } = node;
  return (sh, frame, exported) => {
    const text = value(sh);
    if (isTask(text)) return later(sh, name, text, append, frame, exported, position);
    return assign(sh, name, text, append, frame, exported, position);
  };
}

function* later(
  sh: Interpreter,
  name: string,
  waiting: Task<string>,
  append: boolean,
  frame: Frame | undefined,
  exported: boolean,
  position: Position,
): Task<string> {
  return assign(sh, name, yield* waiting, append, frame, exported, position);
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
  if (frame) sh.hideIn(frame, name);
  const value = append ? (sh.get(name) ?? '') + text : text;
  const variable = sh.setVariable(name, value, position, sh.takeUsed());
  if (frame || exported) variable.exported = true;
  return sh.options.xtrace ? `${name}${append ? '+' : ''}=${text}` : '';
}
