/** `name=value`, alone or before a command. */
import { isBash } from '../../syntax/dialect.ts';
import type { Assignment } from '../../syntax/tree.ts';
import type { Position } from '../../trace/position.ts';
import type { Frame, Interpreter } from '../interpreter.ts';
import { compileBashAssignment } from './bash-assignment.ts';
import type { Compiler } from './compiler.ts';
import { type AssignmentExec, expandedAssignment } from './expanded-assignment.ts';

export function compileAssignment(c: Compiler, node: Assignment): AssignmentExec {
  if (isBash(c.dialect)) return compileBashAssignment(c, node);
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
  if (frame) sh.hideIn(frame, name);
  const value = append ? (sh.get(name) ?? '') + text : text;
  const variable = sh.setVariable(name, value, position, sh.takeUsed());
  if (frame || exported) variable.exported = true;
  return sh.options.xtrace ? `${name}${append ? '+' : ''}=${text}` : '';
}
