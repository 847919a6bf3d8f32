/** Here-documents: redirections met on a line whose bodies follow it (XCU 2.7.4). */
import { type Dialect, isBash } from './dialect.ts';
import { moveSpans } from './move-spans.ts';
import { SyntaxProblem } from './syntax-problem.ts';
import type { Word } from './tree.ts';
import { makeWord } from './word-parts.ts';

export interface PendingDocument {
  readonly delimiter: string;
  readonly quoted: boolean;
  readonly stripTabs: boolean;
  body: Word;
  /** The body as written, without the tabs that do not count. */
  text: string;
  /** Where in it such tabs stood, in order. */
  readonly tabs: { readonly at: number; readonly tabs: number }[];
  /** bash: why the body cannot be expanded. */
  unreadable?: SyntaxProblem;
}

/** A complaint about what is read, with the line in which it is made. */
export interface Warning {
  readonly line: number;
  readonly text: string;
}

/** bash: a here-document that the end of the text has ended; it names the line that was read before it. */
function endedByText(delimiter: string, text: string, from: number, lineAt: (offset: number) => number): Warning {
  const at = from < text.length || text.endsWith('\n') ? lineAt(from) - 1 : lineAt(from);
  const line = text.endsWith('\n') ? lineAt(text.length) - 1 : lineAt(text.length);
  return { line, text: `warning: here-document at line ${at} delimited by end-of-file (wanted \`${delimiter}')` };
}

/** Places in a body count its tabs, as they stand in the source. */
function putTabsBack(body: Word, lines: PendingDocument['tabs']): void {
  const begin = body.start;
  moveSpans(body, (offset) => lines.reduce((sum, { at, tabs }) => (begin + at <= offset ? sum + tabs : sum), offset));
}

const NONE: Word = makeWord([{ kind: 'literal', value: '', quoted: true }], { start: 0, end: 0 });

export class HereDocuments {
  readonly #parseBody: (text: string, offset: number, delimited: boolean) => Word;
  #pending: PendingDocument[] = [];
  /** One ended with the text instead of its delimiter. */
  missesDelimiter = false;
  /** bash: what there is to say of those. */
  readonly warnings: Warning[] = [];
  #lineAt: (offset: number) => number = () => 1;

  readonly #bash: boolean;
  /** Makes a delimiter one that is quoted. */
  readonly #quotes: RegExp;

  constructor(dialect: Dialect, parseBody: (text: string, offset: number, delimited: boolean) => Word) {
    this.#bash = isBash(dialect);
    this.#quotes = dialect === 'busybox' ? /[\\'"`]/ : /[\\'"]/;
    this.#parseBody = parseBody;
  }

  /** Notes a document whose body comes after this line. */
  expect(delimiter: Word, stripTabs: boolean, written: string, _line: number, _base: number): PendingDocument {
    const quoted = this.#quotes.test(written.replaceAll('\\\n', ''));
    const text = quoted
      ? delimiter.parts.map((part) => (part.kind === 'literal' ? part.value : '')).join('')
      : written.replaceAll('\\\n', '');
    const pending: PendingDocument = { delimiter: text, quoted, stripTabs, body: NONE, text: '', tabs: [] };
    this.#pending.push(pending);
    return pending;
  }

  get expects(): boolean {
    return this.#pending.length > 0;
  }

  /** Reads the bodies that begin at `from`; gives the offset after the last delimiter. */
  read(text: string, from: number, lineAt: (offset: number) => number): number {
    if (this.#pending.length === 0) return from;
    this.#lineAt = lineAt;
    const pending = this.#pending;
    this.#pending = [];
    let at = from;
    for (const document of pending) at = this.#readOne(document, text, at);
    return at;
  }

  /** At the end of input or of a substitution: what is still expected is empty or what is left. */
  finish(text: string, at: number, lineAt: (offset: number) => number): void {
    if (this.#pending.length > 0) this.read(text.slice(0, at), at, lineAt);
  }

  /** How many substitutions are being read around what is. */
  #substitutions = 0;

  suspend(): PendingDocument[] {
    this.#substitutions++;
    const outer = this.#pending;
    this.#pending = [];
    return outer;
  }

  /** The substitution could not be read. */
  leaveSubstitution(): void {
    this.#substitutions--;
  }

  resume(outer: PendingDocument[]): void {
    this.#substitutions--;
    this.#pending = [...outer, ...this.#pending];
  }

  #readOne(document: PendingDocument, text: string, from: number): number {
    let body = '';
    let at = from;
    /** A backslash at the end of an unquoted line joins it with the next, which is no delimiter then. */
    let joined = false;
    while (at < text.length) {
      const newline = text.indexOf('\n', at);
      const end = newline < 0 ? text.length : newline;
      let line = text.slice(at, end);
      at = newline < 0 ? text.length : newline + 1;
      if (document.stripTabs && !joined) {
        const tabs = /^\t*/.exec(line)![0].length;
        line = line.slice(tabs);
        if (tabs > 0) document.tabs.push({ at: body.length, tabs });
      }
      if (this.#endsInSubstitution(document, line)) {
        this.warnings.push({ ...endedByText(document.delimiter, text, from, this.#lineAt), line: this.#lineAt(end) });
        return this.#done(document, body, from, end - line.length + document.delimiter.length, false);
      }
      if (!joined && line === document.delimiter && (at >= text.length || !this.#inSubstitution(document, body, from)))
        return this.#done(document, body, from, at);
      // A line that is only a backslash does not hide the delimiter.
      joined = !document.quoted && /(^|[^\\])(\\\\)*\\$/.test(line) && (joined || line !== '\\');
      // bash ends the last line.
      body += newline < 0 && !this.#bash ? line : `${line}\n`;
    }
    this.missesDelimiter = true;
    if (this.#bash) this.warnings.push(endedByText(document.delimiter, text, from, this.#lineAt));
    return this.#done(document, body, from, at, false);
  }

  /** bash: in `$( )` the delimiter may be followed by the parenthesis that ends it. */
  #endsInSubstitution({ delimiter }: PendingDocument, line: string): boolean {
    return this.#bash && this.#substitutions > 0 && line.startsWith(delimiter) && line.includes(')', delimiter.length);
  }

  /** The Almquist shells look for no delimiter inside a command substitution. */
  #inSubstitution({ quoted }: PendingDocument, body: string, from: number): boolean {
    if (this.#bash || quoted || !/`|\$\(/.test(body)) return false;
    try {
      this.#parseBody(body, from, true);
      return false;
    } catch (thrown) {
      if (!(thrown instanceof SyntaxProblem)) throw thrown;
      const { problem } = thrown;
      return thrown.incomplete && (!thrown.inBody || (problem.kind === 'unterminated' && problem.what === 'backquote'));
    }
  }

  #done(document: PendingDocument, body: string, from: number, at: number, delimited = true): number {
    document.text = body;
    document.body = document.quoted
      ? makeWord([{ kind: 'literal', value: body, quoted: true }], { start: from, end: at })
      : this.#readable(document, body, from, delimited);
    return at;
  }

  /** bash finds out what is wrong in a body when it expands it. */
  #readable(document: PendingDocument, body: string, from: number, delimited: boolean): Word {
    try {
      const word = this.#parseBody(body, from, delimited);
      if (document.tabs.length > 0) putTabsBack(word, document.tabs);
      return word;
    } catch (problem) {
      if (!this.#bash || !(problem instanceof SyntaxProblem)) throw problem;
      document.unreadable = problem;
      return NONE;
    }
  }
}
