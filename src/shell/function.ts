/** A function that a script has defined. */
import type { MaybeTask } from '../kernel/task.ts';
import type { Command } from '../syntax/tree.ts';
import type { EventBody } from '../trace/event.ts';
import type { Position } from '../trace/position.ts';
import type { Interpreter } from './interpreter.ts';

/** A command made ready to run; gives its status. See `flow.ts` for the flags and for what is thrown. */
export type Exec = (sh: Interpreter, flags: number) => MaybeTask<number>;

export interface ShellFunction {
  readonly name: string;
  readonly position: Position;
  /** What is recorded of every call. */
  readonly entered: EventBody;
  /** bash: the file that it was defined in, as diagnostics name it. */
  readonly sourceName?: string;
  /** busybox: how its lines are counted, when not from 1. */
  readonly lineShift?: number;
  readonly tree: Command;
  /** bash: `export -f` and `readonly -f`. */
  readonly exported?: boolean;
  readonly readonly?: boolean;
  /** As bash prints it. */
  readonly text: () => string;
  /** Compiled at the first call. */
  readonly body: () => Exec;
}
