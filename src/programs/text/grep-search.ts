/** Searches one input for grep: which lines are selected, and how they are printed. */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import type { Errno } from '../../vfs/errno.ts';
import type { LineMatcher } from './grep-matcher.ts';
import type { GrepOptions } from './grep-options.ts';
import { LineReader } from './inputs.ts';
import { complain } from './messages.ts';
import type { Output } from './output.ts';

/** The size of grep's own buffer: so much it takes from a shared pipe. */
const READ_BYTES = 98304;

export interface SearchResult {
  readonly selected: number;
  readonly error: Errno | undefined;
}

/** What carries over between files. */
export interface SearchState {
  /** A line was printed before: the next group gets a separator. */
  printed: boolean;
}

interface HeldLine {
  readonly text: string;
  readonly number: number;
  readonly offset: number;
}

export class Search {
  readonly #p: Process;
  readonly #options: GrepOptions;
  readonly #matcher: LineMatcher;
  readonly #out: Output;
  readonly #state: SearchState = { printed: false };
  /** Neither lines nor a notice about binary files are wanted. */
  readonly #showsLines: boolean;

  constructor(p: Process, options: GrepOptions, matcher: LineMatcher, out: Output) {
    this.#p = p;
    this.#options = options;
    this.#matcher = matcher;
    this.#out = out;
    this.#showsLines = !options.quiet && !options.count && options.list === 'no';
  }

  /** `name` is what stands before the lines and in messages; `withName` whether it does. */
  *run(fd: number, name: string, withName: boolean): Task<SearchResult> {
    const { invert, most, before, after, end, binary } = this.#options;
    const stopsAtFirst = this.#options.quiet || this.#options.list !== 'no';
    const lines = new LineReader(this.#p, fd, end, READ_BYTES);
    let number = 0;
    let offset = 0;
    let selected = 0;
    let isBinary = false;
    let held: HeldLine[] = [];
    let trailing = 0;
    let lastPrinted = 0;
    while (selected < most || trailing > 0) {
      const text = lines.take();
      if (text === undefined) {
        if (!(yield* lines.fill())) break;
        if (binary !== 'text' && end === '\n' && !isBinary && lines.buffered.includes('\0')) {
          if (binary === 'without-match') return { selected: 0, error: lines.error };
          isBinary = true;
        }
        continue;
      }
      const line: HeldLine = { text, number: ++number, offset };
      offset += text.length + 1;
      if (selected < most && this.#matcher.test(text) !== invert) {
        selected++;
        if (stopsAtFirst) break;
        if (this.#showsLines) {
          if (isBinary) break;
          const first = held[0] ?? line;
          if ((before >= 0 || after >= 0) && this.#state.printed && first.number !== lastPrinted + 1) this.#separate();
          for (const earlier of held) this.#print(earlier, '-', name, withName);
          held = [];
          this.#print(line, ':', name, withName);
          lastPrinted = number;
          this.#state.printed = true;
          trailing = Math.max(0, after);
        }
      } else if (trailing > 0) {
        trailing--;
        this.#print(line, '-', name, withName);
        lastPrinted = number;
      } else if (before > 0 && this.#showsLines) {
        held.push(line);
        if (held.length > before) held.shift();
      }
      if (this.#out.full) yield* this.#out.flush();
      if (this.#out.failed) break;
    }
    if (selected >= most || stopsAtFirst) lines.release();
    if (isBinary && this.#showsLines && selected > 0) {
      yield* this.#out.flush();
      yield* complain(this.#p, `${name}: binary file matches`);
    }
    return { selected, error: lines.error };
  }

  #separate(): void {
    const { separator } = this.#options;
    if (separator !== undefined) this.#out.add(`${separator}\n`);
  }

  #prefix(line: HeldLine, mark: string, name: string, withName: boolean, offset: number): string {
    const { nulAfterName, lineNumbers, byteOffsets, alignTabs } = this.#options;
    let prefix = withName ? `${name}${nulAfterName ? '\0' : mark}` : '';
    if (lineNumbers) prefix += `${alignTabs ? String(line.number).padStart(4) : line.number}${mark}`;
    if (byteOffsets) prefix += `${offset}${mark}`;
    return alignTabs && prefix !== '' ? `${prefix}\t` : prefix;
  }

  #print(line: HeldLine, mark: string, name: string, withName: boolean): void {
    const { onlyMatching, invert, end } = this.#options;
    if (!onlyMatching) {
      this.#out.add(`${this.#prefix(line, mark, name, withName, line.offset)}${line.text}${end}`);
      return;
    }
    if (invert || mark === '-') return;
    for (let at = 0; at <= line.text.length; ) {
      const match = this.#matcher.find(line.text, at);
      if (match === undefined) return;
      const [start, stop] = match;
      if (stop === start) {
        at = start + 1;
        continue;
      }
      const prefix = this.#prefix(line, mark, name, withName, line.offset + start);
      this.#out.add(`${prefix}${line.text.slice(start, stop)}${end}`);
      at = stop;
    }
  }
}
