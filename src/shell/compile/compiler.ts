/** What the parts of the compiler need of each other: from nodes of the tree to closures that run them. */
import type { MaybeTask, Task } from '../../kernel/task.ts';
import type { Dialect } from '../../syntax/dialect.ts';
import type { Command, Redirection, Sequence, Span, Word } from '../../syntax/tree.ts';
import type { Position } from '../../trace/position.ts';
import type { Exec } from '../function.ts';
import type { Interpreter } from '../interpreter.ts';
import type { Source } from '../source.ts';
import type { Fragment } from '../words/pattern.ts';
import type { Piece } from '../words/split.ts';
import type { Redirections } from './redirections.ts';

/** Expands to one string. */
export type Text = (sh: Interpreter) => MaybeTask<string>;
/** Expands and adds to a list; gives a task when something has to wait. */
export type AddFields = (sh: Interpreter, out: string[]) => Task | undefined;
/** One field, or what adds whatever there is instead. */
export type Field = (sh: Interpreter) => string | ((out: string[]) => Task | undefined);
export type AddPieces = (sh: Interpreter, out: Piece[]) => Task | undefined;
/** Expands to a pattern. */
export type Fragments = (sh: Interpreter) => MaybeTask<readonly Fragment[]>;

/** Where an expansion stands. `split`: its fields count. `word`: the text after an operator in `${…}`, of which even unquoted literals are split. */
export interface PieceContext {
  readonly split: boolean;
  readonly word: boolean;
}

export interface Compiler {
  readonly source: Source;
  readonly dialect: Dialect;
  /** A compiler of commands that stand in another text. */
  within(source: Source): Compiler;
  position(span: Span & { readonly line?: number }): Position;
  command(node: Command): Exec;
  sequence(node: Sequence): Exec;
  text(word: Word): Text;
  pieces(word: Word, context: PieceContext): AddPieces;
  fields(word: Word): AddFields;
  fragments(word: Word): Fragments;
  redirections(list: readonly Redirection[]): Redirections | undefined;
}
