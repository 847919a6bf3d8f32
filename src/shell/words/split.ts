/** Field splitting (XCU 2.6.5) of words after expansion. */
import type { Fragment } from './pattern.ts';

/**
 * A word after expansion, in order. `split`: the result of an unquoted expansion, to be split (and matched as a pattern);
 * not split and not quoted: text of the script itself, a pattern but never split. `break` ends a field between the
 * parameters of `$@`; parameters that are empty come as empty pieces (quoted ones keep their field, unquoted ones do not).
 */
export type Piece =
  | {
      readonly text: string;
      readonly quoted: boolean;
      readonly split: boolean;
      /** One of the parameters of a quoted `$@`; in bash also of an unquoted one. */
      readonly parameter?: boolean;
    }
  | { readonly break: true };

export type Field = readonly Fragment[];

/** Value of IFS when it is unset. */
export const DEFAULT_IFS = ' \t\n';

/** The text of a field, quotes gone. */
export const fieldText = (field: Field): string =>
  field.length === 1 ? field[0]!.text : field.map((fragment) => fragment.text).join('');

/**
 * The fields of a word; none when nothing but unquoted emptiness is left. `ifs` undefined: unset.
 * @param joined bash: expansions that touch are split as one text; the others split each on its own.
 * @param eachSpace dash: directly behind a quoted `$@` every white space is a delimiter of its own.
 */
export function splitFields(
  pieces: readonly Piece[],
  ifs: string | undefined,
  joined = false,
  eachSpace = false,
): Field[] {
  const splitter = new Splitter(ifs ?? DEFAULT_IFS, joined, eachSpace);
  for (const piece of pieces) {
    if ('break' in piece) splitter.break();
    else if (piece.split) splitter.split(piece.text, piece.parameter);
    else splitter.keep(piece);
  }
  splitter.finish();
  return splitter.fields;
}

/** The fields of one unquoted expansion that is the whole word: the common case, without fragments. */
export function splitText(text: string, ifs: string | undefined): string[] {
  if (text === '') return [];
  const separators = ifs ?? DEFAULT_IFS;
  const fields: string[] = [];
  let start = 0;
  let open = false;
  /** After white space that ended a field, one other delimiter belongs to it. */
  let afterSpace = false;
  for (let at = 0; at < text.length; at++) {
    const c = text[at]!;
    if (!separators.includes(c)) {
      if (!open) start = at;
      open = true;
      afterSpace = false;
    } else if (isIfsWhiteSpace(c)) {
      if (!open) continue;
      fields.push(text.slice(start, at));
      open = false;
      afterSpace = true;
    } else if (afterSpace) afterSpace = false;
    else {
      fields.push(open ? text.slice(start, at) : '');
      open = false;
    }
  }
  if (open) fields.push(text.slice(start));
  return fields;
}

export const isIfsWhiteSpace = (c: string): boolean => c === ' ' || c === '\t' || c === '\n';

class Splitter {
  readonly fields: Field[] = [];
  readonly #separators: string;
  readonly #joined: boolean;
  readonly #eachSpace: boolean;
  /** Nothing is in the open field but an empty parameter of a quoted `$@`. */
  #bare = false;
  /** The last expansion was a quoted `$@`. */
  #afterList = false;
  #fragments: Fragment[] = [];
  #open = false;
  #afterSpace = false;
  /** What came last was split: an unquoted `$@` goes on. */
  #splitting = false;
  /** The next piece is a further parameter of the same `$@`. */
  #goesOn = false;

  constructor(separators: string, joined: boolean, eachSpace: boolean) {
    this.#separators = separators;
    this.#joined = joined;
    this.#eachSpace = eachSpace;
  }

  keep(fragment: Fragment & { readonly parameter?: boolean }): void {
    this.#afterSpace = false;
    this.#splitting = false;
    if (fragment.parameter) {
      this.#bare = fragment.text === '' && (this.#bare || !this.#open);
      this.#afterList = true;
    } else if (fragment.quoted || fragment.text !== '') this.#bare = false;
    if (!fragment.quoted && fragment.text === '') return;
    this.#fragments.push(fragment);
    this.#open = true;
  }

  /** Between the parameters of a quoted `$@` a field ends. Of an unquoted one the Almquist shells put a blank there, bash the first byte of IFS. */
  break(): void {
    if (!this.#splitting || (this.#joined && this.#separators === '')) this.end();
    else {
      this.#delimit(this.#joined ? this.#separators[0]! : ' ');
      this.#goesOn = true;
    }
  }

  /** The Almquist shells forget an empty parameter when another expansion follows `$@` and gives nothing either. */
  finish(): void {
    if (!this.#joined && this.#bare && !this.#afterList) return;
    this.end();
  }

  end(): void {
    this.#afterSpace = false;
    if (this.#open) this.#close();
  }

  /** @param parameter bash: where a word begins with `$@`, white space there takes a delimiter with it, as behind a field. */
  split(text: string, parameter = false): void {
    if (!this.#joined && !this.#goesOn) this.#afterSpace = false;
    if (this.#joined && parameter && !this.#open && this.fields.length === 0 && isIfsWhiteSpace(text[0] ?? ''))
      this.#afterSpace = this.#separators.includes(text[0]!);
    this.#splitting = true;
    this.#goesOn = false;
    const afterList = this.#afterList;
    this.#afterList = false;
    let start = 0;
    for (let at = 0; at < text.length; at++) {
      const c = text[at]!;
      if (!this.#separators.includes(c)) {
        this.#open = true;
        this.#bare = false;
        this.#afterSpace = false;
        continue;
      }
      this.#add(text, start, at);
      start = at + 1;
      if (afterList && !this.#joined) this.#delimitAfterList(c);
      else this.#delimit(c);
    }
    this.#add(text, start, text.length);
  }

  /** White space there takes no other delimiter with it. */
  #delimitAfterList(c: string): void {
    if (isIfsWhiteSpace(c) && !this.#eachSpace) {
      if (this.#open || !this.#afterSpace) this.#close();
      this.#afterSpace = true;
      return;
    }
    this.#close();
    // busybox: white space behind a delimiter belongs to it.
    this.#afterSpace = !this.#eachSpace;
  }

  #delimit(c: string): void {
    if (isIfsWhiteSpace(c)) {
      if (!this.#open) return;
      if (this.#bare && !this.#joined) {
        this.#open = this.#bare = false;
        this.#fragments = [];
        return;
      }
      this.#close();
      this.#afterSpace = true;
    } else if (this.#afterSpace) this.#afterSpace = false;
    else this.#close();
  }

  #add(text: string, start: number, end: number): void {
    if (end > start) this.#fragments.push({ text: text.slice(start, end), quoted: false });
  }

  #close(): void {
    this.fields.push(this.#fragments.length > 0 ? this.#fragments : EMPTY);
    this.#fragments = [];
    this.#open = false;
    this.#bare = false;
  }
}

const EMPTY: Field = [{ text: '', quoted: false }];
