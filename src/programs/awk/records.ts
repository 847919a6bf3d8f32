/** Records and fields: how awk cuts its input by RS and FS. */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import { RegexError } from '../../regex/regex.ts';
import { type Errno, isErrno } from '../../vfs/errno.ts';
import { mayHold, readChunk } from '../text/inputs.ts';
import { compilePattern } from './patterns.ts';

/** Cuts what a descriptor gives into records; RS may change between them. */
export class RecordReader {
  error: Errno | undefined;
  readonly fd: number;
  readonly #p: Process;
  #buffer = '';
  #ended = false;

  constructor(p: Process, fd: number) {
    this.#p = p;
    this.fd = fd;
  }

  /** The next record, or undefined at the end. */
  *next(separator: string): Task<string | undefined> {
    if (separator === '') yield* this.#skipNewlines();
    for (;;) {
      const found = this.#find(separator);
      // A separator at the very end of what was read may go on.
      if (found && (found.end < this.#buffer.length || this.#ended || separator.length === 1)) {
        const record = this.#buffer.slice(0, found.start);
        this.#buffer = this.#buffer.slice(found.end);
        return record;
      }
      if (!this.#ended && (yield* this.#fill(separator))) continue;
      if (found) continue;
      if (this.#buffer === '') return undefined;
      const record = separator === '' ? this.#buffer.replace(/\n+$/, '') : this.#buffer;
      this.#buffer = '';
      return record;
    }
  }

  #find(separator: string): { readonly start: number; readonly end: number } | undefined {
    if (separator.length === 1) {
      const start = this.#buffer.indexOf(separator);
      return start < 0 ? undefined : { start, end: start + 1 };
    }
    if (separator === '') {
      const start = this.#buffer.indexOf('\n\n');
      if (start < 0) return undefined;
      let end = start + 2;
      while (this.#buffer[end] === '\n') end++;
      return { start, end };
    }
    const pattern = compilePattern(separator);
    const match = pattern instanceof RegexError ? undefined : pattern.exec(this.#buffer);
    return match && match[1]! > match[0]! ? { start: match[0]!, end: match[1]! } : undefined;
  }

  /** Reads on, in one go up to a separator of one character. */
  *#fill(separator: string): Task<boolean> {
    const parts = [this.#buffer];
    let bytes = this.#buffer.length;
    for (;;) {
      const got = yield* readChunk(this.#p, this.fd);
      if (isErrno(got)) this.error = got;
      if (isErrno(got) || got === '') {
        this.#ended = true;
        break;
      }
      parts.push(got);
      bytes += got.length;
      mayHold(this.#p, bytes);
      if (separator.length !== 1 || got.includes(separator)) break;
    }
    this.#buffer = parts.join('');
    return parts.length > 1;
  }

  *#skipNewlines(): Task {
    for (;;) {
      this.#buffer = this.#buffer.replace(/^\n+/, '');
      if (this.#buffer !== '' || this.#ended || !(yield* this.#fill(''))) return;
    }
  }
}

/** Fields of a text. `paragraph` takes newlines as separators too. */
export const splitFields = (text: string, separator: string, paragraph = false): string[] => {
  if (separator === ' ') {
    const trimmed = text.replace(/^[ \t\n]+|[ \t\n]+$/g, '');
    return trimmed === '' ? [] : trimmed.split(/[ \t\n]+/);
  }
  if (text === '') return [];
  if (separator === '') return [...text];
  if (separator.length === 1 && separator !== '\\')
    return paragraph ? text.split('\n').flatMap((line) => line.split(separator)) : text.split(separator);
  const pattern = compilePattern(paragraph ? `(${separator})|\\n` : separator);
  if (pattern instanceof RegexError) return [text];
  const fields: string[] = [];
  let at = 0;
  for (let from = 0; from <= text.length; ) {
    const match = pattern.exec(text, from);
    if (!match) break;
    const [start, end] = match as unknown as [number, number];
    if (end === start) {
      from = start + 1;
      continue;
    }
    fields.push(text.slice(at, start));
    at = from = end;
  }
  fields.push(text.slice(at));
  return fields;
};
