/** Where cp, mv and ln put what they are given: the last operand, a directory or a new name. */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import { Errno, isErrno } from '../../vfs/errno.ts';
import { complain, usageError } from '../text/messages.ts';
import { baseName } from '../text/names.ts';
import { quoteAlways } from '../text/quote.ts';

export interface Destination {
  /** What `-t` named. */
  readonly directory?: string;
  /** `-T`: the last operand is a name, even when a directory is there. */
  readonly plain?: boolean;
}

export interface Pair {
  readonly from: string;
  readonly to: string;
}

/** ENOTDIR when a path does not lead to a directory, or why it leads nowhere. */
export const asDirectory = (p: Process, path: string): true | Errno => {
  const stat = p.stat(path);
  return isErrno(stat) ? stat : stat.type === 'directory' || Errno.ENOTDIR;
};

/** `directory/name`, without doubling the slash. */
export const joined = (directory: string, name: string): string =>
  directory.endsWith('/') ? `${directory}${name}` : `${directory}/${name}`;

/** What goes where; a status when the operands make no sense (told already). */
export function* pairUp(p: Process, operands: readonly string[], wanted: Destination): Task<readonly Pair[] | number> {
  const { directory, plain } = wanted;
  if (operands.length <= (directory === undefined ? 1 : 0)) {
    return yield* usageError(
      p,
      operands.length === 0
        ? 'missing file operand'
        : `missing destination file operand after ${quoteAlways(operands[0]!)}`,
    );
  }
  if (plain) {
    if (directory !== undefined)
      return yield* complain(p, 'cannot combine --target-directory (-t) and --no-target-directory (-T)');
    if (operands.length > 2) return yield* usageError(p, `extra operand ${quoteAlways(operands[2]!)}`);
    return [{ from: operands[0]!, to: operands[1]! }];
  }
  const target = directory ?? operands.at(-1)!;
  const found = asDirectory(p, target);
  if (found !== true) {
    if (directory !== undefined)
      return yield* complain(p, `target directory ${quoteAlways(directory)}: ${found.message}`);
    if (operands.length > 2) return yield* complain(p, `target ${quoteAlways(target)}: ${found.message}`);
    return [{ from: operands[0]!, to: target }];
  }
  return (directory === undefined ? operands.slice(0, -1) : operands).map((from) => ({
    from,
    to: joined(target, lastOf(from)),
  }));
}

/** The name that a source gets in a directory: `..` stays as it is. */
const lastOf = (path: string): string => {
  const base = baseName(path);
  return base === '/' ? '' : base;
};
