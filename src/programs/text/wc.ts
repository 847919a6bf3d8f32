/** wc: counts lines, words and bytes. */
import { isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { closeInput, openInput, readChunk } from './inputs.ts';
import { complainAbout, unsupportedOption, usageError } from './messages.ts';
import { Output } from './output.ts';
import { quoteIfNeeded } from './quote.ts';

const LONG = ['bytes=c', 'chars=m', 'lines=l', 'words=w', 'max-line-length=L', 'files0-from:', 'help', 'version'];

interface Counts {
  lines: number;
  words: number;
  bytes: number;
  longest: number;
}

const isSpace = (c: number): boolean => c === 32 || (c >= 9 && c <= 13);

class Counter {
  readonly counts: Counts = { lines: 0, words: 0, bytes: 0, longest: 0 };
  #inWord = false;
  #column = 0;

  add(text: string): void {
    const { counts } = this;
    counts.bytes += text.length;
    for (let i = 0; i < text.length; i++) {
      const c = text.charCodeAt(i);
      if (c === 10) counts.lines++;
      if (c === 10 || c === 13 || c === 12) {
        counts.longest = Math.max(counts.longest, this.#column);
        this.#column = 0;
      } else if (c === 9) this.#column += 8 - (this.#column % 8);
      else if (c >= 32 && c < 127) this.#column++;
      if (isSpace(c)) this.#inWord = false;
      // A byte that is not printable belongs to no word, but does not end one either.
      else if (c > 32 && c < 127 && !this.#inWord) {
        this.#inWord = true;
        counts.words++;
      }
    }
  }

  end(): void {
    this.counts.longest = Math.max(this.counts.longest, this.#column);
  }
}

/** Differs: busybox's columns have one width. */
const BUSYBOX_WIDTH = 9;

export const wc: Program = {
  name: 'wc',
  run: function* (p) {
    const { options, operands, error } = getopt(p.argv, 'clLmw', LONG);
    const asked = new Set<string>();
    for (const { name } of options) {
      if (name.length > 1) return yield* unsupportedOption(p, name);
      asked.add(name);
    }
    if (error !== undefined) return yield* usageError(p, error);
    if (asked.size === 0) for (const name of 'lwc') asked.add(name);
    const paths = operands.length > 0 ? operands : ['-'];

    // The columns are as wide as the sizes of the files would need, as the real one reckons beforehand.
    let width = 1;
    if (!(paths.length === 1 && asked.size === 1) && p.flavour?.name === 'busybox') width = BUSYBOX_WIDTH;
    else if (!(paths.length === 1 && asked.size === 1)) {
      let total = 0;
      let least = 1;
      for (const path of paths) {
        const stat = path === '-' ? p.fstat(0) : p.stat(path);
        if (isErrno(stat)) continue;
        if (stat.type === 'file') total += stat.sizeBytes;
        else least = 7;
      }
      width = Math.max(String(total).length, least);
    }

    const out = new Output(p);
    const row = (counts: Counts, label: string): void => {
      const cells: number[] = [];
      if (asked.has('l')) cells.push(counts.lines);
      if (asked.has('w')) cells.push(counts.words);
      if (asked.has('m')) cells.push(counts.bytes);
      if (asked.has('c')) cells.push(counts.bytes);
      if (asked.has('L')) cells.push(counts.longest);
      out.add(`${cells.map((cell) => String(cell).padStart(width)).join(' ')}${label === '' ? '' : ` ${label}`}\n`);
    };
    const total: Counts = { lines: 0, words: 0, bytes: 0, longest: 0 };
    let status = 0;
    for (const path of paths) {
      const fd = yield* openInput(p, path);
      if (isErrno(fd)) {
        status = yield* complainAbout(p, path, fd);
        continue;
      }
      const counter = new Counter();
      for (;;) {
        const text = yield* readChunk(p, fd);
        if (isErrno(text)) {
          status = yield* complainAbout(p, path, text);
          break;
        }
        if (text === '') break;
        counter.add(text);
      }
      counter.end();
      closeInput(p, fd);
      const { counts } = counter;
      row(counts, operands.length === 0 ? '' : quoteIfNeeded(path));
      total.lines += counts.lines;
      total.words += counts.words;
      total.bytes += counts.bytes;
      total.longest = Math.max(total.longest, counts.longest);
      if (out.full) yield* out.flush();
    }
    if (paths.length > 1) row(total, 'total');
    return yield* out.close(status);
  },
};
