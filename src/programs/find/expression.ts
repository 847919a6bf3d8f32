/** What a find(1) command line asks of each file: a tree of tests and actions. */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import type { Machine } from '../../machine/machine.ts';
import type { Stat } from '../../vfs/stat.ts';

/** A file that find has come to. */
export interface Found {
  readonly path: string;
  /** The operand below which it was found. */
  readonly start: string;
  readonly depth: number;
  /** Of the file, or of what it leads to with -L. */
  readonly stat: Stat;
}

/** What a run shares: settings, output, and what actions ask of the walk. */
export interface Walk {
  readonly p: Process;
  readonly m: Machine;
  readonly follow: 'never' | 'named' | 'always';
  readonly print: (text: string) => void;
  /** Writes what was printed so far, before another program writes. */
  readonly flush: () => Task;
  readonly complain: (text: string) => Task;
  prune: boolean;
  quit: boolean;
  status: number;
}

/** A test or action; its truth decides what comes after it. */
export type Predicate = (found: Found, walk: Walk) => boolean | Task<boolean>;

export type Expression =
  | { readonly kind: 'predicate'; readonly test: Predicate }
  | { readonly kind: 'not'; readonly of: Expression }
  | { readonly kind: 'and' | 'or' | 'list'; readonly left: Expression; readonly right: Expression };

export interface Plan {
  readonly expression: Expression;
  /** Run when all files have been seen, for `-exec … {} +`. */
  readonly atEnd: readonly ((walk: Walk) => Task)[];
  readonly depthFirst: boolean;
  readonly minDepth: number;
  readonly maxDepth: number;
  readonly oneFileSystem: boolean;
}

/** A command line that is none: the message, or what is not modelled. */
export class Refused {
  readonly text: string;
  readonly kind: 'wrong' | 'unmodelled';

  constructor(text: string, kind: 'wrong' | 'unmodelled' = 'wrong') {
    this.text = text;
    this.kind = kind;
  }
}

export function* holds(expression: Expression, found: Found, walk: Walk): Task<boolean> {
  switch (expression.kind) {
    case 'predicate': {
      const result = expression.test(found, walk);
      return typeof result === 'boolean' ? result : yield* result;
    }
    case 'not':
      return !(yield* holds(expression.of, found, walk));
    case 'and':
      return (
        (yield* holds(expression.left, found, walk)) && !walk.quit && (yield* holds(expression.right, found, walk))
      );
    case 'or':
      return (
        (yield* holds(expression.left, found, walk)) || (!walk.quit && (yield* holds(expression.right, found, walk)))
      );
    case 'list':
      yield* holds(expression.left, found, walk);
      return !walk.quit && (yield* holds(expression.right, found, walk));
  }
}
