/** The status lines that pid 1 shows on the console: `[  OK  ] Started …`, shortened to the width of the terminal, without colours. */
import type { JobResult } from './job.ts';

const WIDTH = 80;
const INDENT = '         ';

const TAGS: Readonly<Partial<Record<JobResult, string>>> = {
  done: '  OK  ',
  timeout: ' TIME ',
  failed: 'FAILED',
  dependency: 'DEPEND',
  skipped: ' INFO ',
  invalid: 'FAILED',
  assert: 'ASSERT',
  unsupported: 'UNSUPP',
  once: ' ONCE ',
};

/** `error`: only what went wrong, as with `quiet` on the kernel command line. */
export type ShowStatus = 'yes' | 'error' | 'no';

export class StatusOutput {
  show: ShowStatus;
  readonly #write: (text: string) => void;

  constructor(show: ShowStatus, write: (text: string) => void) {
    this.show = show;
    this.#write = write;
  }

  /** `Starting …` and the like, without a tag. */
  progress(text: string): void {
    if (this.show === 'yes') this.#line('', text);
  }

  /** The end of a job. Something bad is shown even on a quiet boot. */
  result(result: JobResult, text: string): void {
    const tag = TAGS[result];
    if (tag === undefined || this.show === 'no' || (this.show === 'error' && result === 'done')) return;
    this.#line(tag, text);
  }

  /** A line without indentation, such as where to read more. */
  plain(text: string, bad = true): void {
    if (this.show === 'yes' || (bad && this.show === 'error')) this.#write(`${text}\n`);
  }

  #line(tag: string, text: string): void {
    const head = tag === '' ? INDENT : `[${tag}] `;
    this.#write(`${head}${shortened(text, WIDTH - head.length - 1).replace(ESCAPE, '')}\n`);
  }
}

const ELLIPSIS = '\xe2\x80\xa6';

const ESCAPE = /\x1b\[[0-9;]*m/g;

/** A unit as the console shows it: its name in bold. Widths are counted with the escape sequences, as systemd does. */
export const highlighted = (id: string, title: string): string =>
  title === id ? id : `\x1b[0;1;39m${id}\x1b[0m${title.slice(id.length)}`;

/** The text in at most `width` bytes, with an ellipsis in its middle if it is longer. */
function shortened(text: string, width: number): string {
  if (text.length <= width) return text;
  const front = Math.ceil((width - 1) / 2);
  return `${text.slice(0, front)}${ELLIPSIS}${text.slice(text.length - (width - 1 - front))}`;
}
