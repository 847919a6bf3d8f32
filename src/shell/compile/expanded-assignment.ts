/** What every assignment of one value has in common: the value is expanded, then something is done with it. */
import { isTask, type MaybeTask, type Task } from '../../kernel/task.ts';
import type { Assignment } from '../../syntax/tree.ts';
import type { Position } from '../../trace/position.ts';
import type { Frame, Interpreter } from '../interpreter.ts';
import type { Compiler } from './compiler.ts';

/**
 * Expands and assigns; gives `name=value` for xtrace. With a frame the variable is exported and its old state is kept there;
 * `exported`: assignments before `exec` stay, and are exported.
 */
export type AssignmentExec = (sh: Interpreter, frame: Frame | undefined, exported: boolean) => MaybeTask<string>;

/** Assigns an expanded value, as a dialect does it. */
type Assign = (
  sh: Interpreter,
  name: string,
  text: string,
  append: boolean,
  frame: Frame | undefined,
  exported: boolean,
  position: Position,
) => string;

export function expandedAssignment(c: Compiler, node: Assignment, assign: Assign): AssignmentExec {
  const { name, append } = node;
  const position = c.position(node);
  const value = c.text(node.value);
  const later = function* (
    sh: Interpreter,
    waiting: Task<string>,
    frame: Frame | undefined,
    exported: boolean,
  ): Task<string> {
    return assign(sh, name, yield* waiting, append, frame, exported, position);
  };
  return (sh, frame, exported) => {
    const text = value(sh);
    return isTask(text) ? later(sh, text, frame, exported) : assign(sh, name, text, append, frame, exported, position);
  };
}
