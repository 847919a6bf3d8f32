/** A text that is run, and where its parts stand. */
import type { Dialect } from '../syntax/dialect.ts';
import { lineAtOffset, lineStarts } from '../syntax/line-starts.ts';
import type { Span } from '../syntax/tree.ts';
import type { Position } from '../trace/position.ts';

/** A script's text under the name that positions carry: a path inside the machine, or a pseudo name such as `-c`. */
export class Source {
  readonly file: string;
  readonly text: string;
  readonly dialect: Dialect;
  readonly #firstLine: number;
  /** All of it counts as one line. */
  readonly #sameLine: boolean;
  #lineStarts: number[] | undefined;

  constructor(file: string, text: string, dialect: Dialect, firstLine = 1, sameLine = false) {
    this.file = file;
    this.text = text;
    this.dialect = dialect;
    this.#firstLine = firstLine;
    this.#sameLine = sameLine;
  }

  /** A node's own line is surer than its offset where aliases have changed the text. */
  position(span: Span & { readonly line?: number }): Position {
    this.#lineStarts ??= lineStarts(this.text);
    const line = lineAtOffset(this.#lineStarts, span.start);
    return {
      file: this.file,
      line: span.line ?? line + this.#firstLine,
      column: span.start - this.#lineStarts[line]! + 1,
      offset: span.start,
      end: span.end,
      ...(this.#sameLine ? { told: this.#firstLine } : span.told === undefined ? undefined : { told: span.told }),
    };
  }

  /** The same text, read as another dialect from now on. */
  as(dialect: Dialect): Source {
    return new Source(this.file, this.text, dialect, this.#firstLine, this.#sameLine);
  }

  /** The same file, in which another text stands from an offset on: what backquotes hold without its backslashes. */
  with(offset: number, text: string): Source {
    const changed = this.text.slice(0, offset) + text + this.text.slice(offset + text.length);
    return new Source(this.file, changed, this.dialect, this.#firstLine, this.#sameLine);
  }

  excerpt(span: Span): string {
    return this.text.slice(span.start, span.end);
  }
}

/** A path as positions carry it: without doubled slashes and `.`. */
export const plainPath = (path: string): string => path.replaceAll(/\/(?:\.?\/)+/g, '/');
