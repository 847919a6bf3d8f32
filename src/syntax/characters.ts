/** The parser's reading end: the text, a cursor, lines, and how to complain. */

import type { Dialect } from './dialect.ts';
import { lineAtOffset, lineStarts } from './line-starts.ts';
import { type Problem, SyntaxProblem } from './syntax-problem.ts';

/** How deep commands, words and substitutions may nest. */
const MAX_DEPTH = 400;

export abstract class Characters {
  protected text: string;
  protected pos = 0;
  protected readonly dialect: Dialect;
  /** Line of the first byte, and offset of the text in the file it is part of. */
  protected readonly firstLine: number;
  protected readonly base: number;
  /** dash counts the lines of a backquoted command from 1: what is taken off a line to get the one that it names. */
  protected readonly linesBefore: number;
  /** Reading a here-document's body, and no command inside it. */
  protected inBody = false;
  #lineStarts: number[] | undefined;
  /** There are lines that a backslash joins. */
  #joins: boolean | undefined;
  #depth: number;

  constructor(text: string, dialect: Dialect, firstLine = 1, base = 0, depth = 0, linesBefore = 0) {
    this.text = text;
    this.dialect = dialect;
    this.firstLine = firstLine;
    this.base = base;
    this.#depth = depth;
    this.linesBefore = linesBefore;
  }

  protected get depth(): number {
    return this.#depth;
  }

  protected deeper(): void {
    if (++this.#depth > MAX_DEPTH) this.fail({ kind: 'too-deep' });
  }

  protected shallower(): void {
    this.#depth--;
  }

  /** dash: newlines that it does not count, by their offset. */
  protected readonly uncounted: number[] = [];

  /** The line that the shell itself names for an offset. */
  protected toldAt(offset: number): number {
    const line = this.lineAt(offset) - this.linesBefore;
    return this.uncounted.length === 0 ? line : line - this.uncounted.filter((at) => at < offset).length;
  }

  /** Line of an offset of this text, as the whole file counts. */
  protected lineAt(offset: number): number {
    this.#lineStarts ??= lineStarts(this.text);
    return lineAtOffset(this.#lineStarts, offset) + this.firstLine;
  }

  /** Backslashes and newlines inside a token that begins here count for nothing: they are put before it. */
  protected joinLinesOf(token: RegExp): void {
    this.#joins ??= this.text.includes('\\\n');
    if (!this.#joins) return;
    token.lastIndex = this.pos;
    const found = token.exec(this.text)?.[0];
    if (!found?.includes('\\\n')) return;
    const joined = found.replaceAll('\\\n', '');
    const moved = found.length - joined.length;
    this.text =
      this.text.slice(0, this.pos) + '\\\n'.repeat(moved / 2) + joined + this.text.slice(this.pos + found.length);
    this.textChanged();
    this.#joins = true;
    this.pos += moved;
  }

  protected textChanged(): void {
    this.#lineStarts = undefined;
    this.#joins = undefined;
  }

  protected fail(problem: Problem, offset = this.pos, moreLines = 0): never {
    throw this.problemAt(problem, offset, moreLines);
  }

  protected problemAt(problem: Problem, offset = this.pos, moreLines = 0): SyntaxProblem {
    const at = Math.min(offset, this.text.length);
    const from = this.text.lastIndexOf('\n', at - 1) + 1;
    const to = this.text.indexOf('\n', at);
    return new SyntaxProblem(
      problem,
      this.base + at,
      this.toldAt(at) + moreLines,
      this.text.slice(from, to < 0 ? undefined : to),
      this.inBody,
    );
  }
}
