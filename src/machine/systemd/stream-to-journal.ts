/** The stream between a service's output and the journal: bytes become lines, each with the process that wrote it. */
import type { Kernel } from '../../kernel/kernel.ts';
import type { OpenFile } from '../../kernel/open-file.ts';
import type { Journal } from './journal.ts';

const MAX_LINE_BYTES = 48 * 1024;

export class StreamToJournal {
  readonly #journal: Journal;
  readonly #unit: string;
  readonly #identifier: string;
  readonly #console: boolean;
  #pending = '';
  #writer = 0;
  #file: OpenFile | undefined;

  constructor(journal: Journal, unit: string, identifier: string, console: boolean) {
    this.#journal = journal;
    this.#unit = unit;
    this.#identifier = identifier;
    this.#console = console;
  }

  /** The open file that the service writes to. What is left without a newline when its last user is gone is a line too. */
  file(kernel: Kernel): OpenFile {
    if (!this.#file) {
      this.#file = kernel.sinkDescriptor((text, pid) => this.#write(text, pid), 'socket:[journal]');
      this.#file.closed = () => this.#flush();
    }
    return this.#file;
  }

  /** Another process's bytes begin a new line, as journald does when the sender changes. */
  #write(text: string, pid: number): void {
    if (pid !== this.#writer) this.#flush();
    this.#writer = pid;
    const lines = (this.#pending + text).split('\n');
    this.#pending = lines.pop()!;
    for (const line of lines) this.#line(line);
    while (this.#pending.length > MAX_LINE_BYTES) {
      this.#line(this.#pending.slice(0, MAX_LINE_BYTES));
      this.#pending = this.#pending.slice(MAX_LINE_BYTES);
    }
  }

  #flush(): void {
    const rest = this.#pending;
    this.#pending = '';
    if (rest !== '') this.#line(rest);
  }

  #line(text: string): void {
    const [, level, message] = /^<([0-7])>([\s\S]*)$/.exec(text) ?? [undefined, '6', text];
    if (message === '') return;
    this.#journal.log({
      identifier: this.#identifier,
      pid: this.#writer,
      message: message!,
      priority: Number(level),
      unit: this.#unit,
      console: this.#console,
    });
  }
}
