/** The record at hand: $0 and its fields, each made from the other when it is asked for. */
import { splitFields } from './records.ts';

export class Record {
  #text = '';
  #fields: string[] | undefined = [];
  #textStale = false;
  /** FS when the record was read. */
  #separator = ' ';
  #paragraph = false;
  /** OFS now. */
  readonly #joiner: () => string;

  constructor(joiner: () => string) {
    this.#joiner = joiner;
  }

  set(text: string, separator: string, paragraph: boolean): void {
    this.#text = text;
    this.#fields = undefined;
    this.#textStale = false;
    this.#separator = separator;
    this.#paragraph = paragraph;
  }

  get text(): string {
    if (this.#textStale) {
      this.#text = this.#split().join(this.#joiner());
      this.#textStale = false;
    }
    return this.#text;
  }

  #split(): string[] {
    this.#fields ??= splitFields(this.#text, this.#separator, this.#paragraph);
    return this.#fields;
  }

  /** NF. */
  get count(): number {
    return this.#split().length;
  }

  set count(count: number) {
    const fields = this.#split();
    while (fields.length < count) fields.push('');
    fields.length = Math.max(0, count);
    this.#textStale = true;
  }

  /** Field 1 and up; undefined beyond NF. */
  field(index: number): string | undefined {
    return this.#split()[index - 1];
  }

  setField(index: number, text: string): void {
    const fields = this.#split();
    while (fields.length < index) fields.push('');
    fields[index - 1] = text;
    this.#textStale = true;
  }
}
