/** Where a piece of script text stands. Imported by every room that speaks of source. */
export interface Position {
  /** Path inside the simulated machine, or a pseudo name such as `-c` or `(console)`. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** The line that the shell names in messages, where it counts in its own way. */
  readonly told?: number;
  /** 1-based, in bytes. */
  readonly column: number;
  /** 0-based byte offset of the first byte, and of the byte after the last one. */
  readonly offset: number;
  readonly end: number;
}
