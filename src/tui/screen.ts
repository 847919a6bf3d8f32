/** A terminal's screen as Ink's output: takes whole frames and writes the lines that differ, in one piece, so that nothing flickers. */
import { EventEmitter } from 'node:events';
import { columns } from './text/cells.ts';

/** What the screen is painted on: `process.stdout`, or what a test has. */
export interface Terminal {
  readonly columns: number;
  readonly rows: number;
  write(text: string): unknown;
  on(event: 'resize', listener: () => void): unknown;
  off(event: 'resize', listener: () => void): unknown;
}

/** Alternate screen, cursor hidden, no wrapping at the right edge; and back. */
export const ENTER = '\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[H\x1b[2J';
export const LEAVE = '\x1b[0m\x1b[?7h\x1b[?25h\x1b[?1049l';

/** Synchronized output; terminals that do not know it ignore it. */
const BEGIN = '\x1b[?2026h';
const END = '\x1b[?2026l';

/** Ink writes to this in its debug mode: a whole frame each time, without escape sequences of its own. */
export class Screen extends EventEmitter {
  /** Ink hides and shows the cursor of a terminal itself; that is done here. */
  readonly isTTY = false;
  readonly #terminal: Terminal;
  readonly #resized = () => {
    this.#painted = [];
    this.#terminal.write('\x1b[2J');
    this.emit('resize');
  };
  #painted: readonly string[] = [];
  #closed = false;

  constructor(terminal: Terminal) {
    super();
    this.#terminal = terminal;
    terminal.on('resize', this.#resized);
  }

  get columns(): number {
    return this.#terminal.columns;
  }

  get rows(): number {
    return this.#terminal.rows;
  }

  readonly write = (frame: string): boolean => {
    if (this.#closed || frame === '') return true;
    const lines = frame.split('\n').slice(0, this.rows);
    const changed = lines.flatMap((line, row) =>
      line === this.#painted[row] ? [] : [`\x1b[${row + 1};1H${line}${this.#rest(line)}`],
    );
    this.#painted = lines;
    if (changed.length > 0) this.#terminal.write(`${BEGIN}${changed.join('')}${END}`);
    return true;
  };

  /** Clears what a shorter line leaves; behind a full line that would clear its last character. */
  #rest(line: string): string {
    return columns(line.replace(/\x1b\[[\d;]*m/g, '')) < this.columns ? '\x1b[K' : '';
  }

  /** Nothing is painted any more. */
  close(): void {
    this.#closed = true;
    this.#terminal.off('resize', this.#resized);
  }
}
