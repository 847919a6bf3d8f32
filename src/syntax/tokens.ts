/** The parser's tokens: blanks and newlines, operators, reserved words, aliases, and the complaint about what does not belong. */
import { bracedTexts } from './brace-expansion.ts';
import { type Dialect, isBash } from './dialect.ts';
import { HereDocuments } from './here-documents.ts';
import { keywordsOf } from './keywords.ts';
import type { Mode } from './modes.ts';
import { ParameterExpansions } from './parameter-expansions.ts';
import { SyntaxProblem, type Token } from './syntax-problem.ts';
import type { Part, Word } from './tree.ts';
import { makeWord, WordBuilder } from './word-parts.ts';

/** Looks an alias up; its text replaces the command word. */
export type Aliases = ReadonlyMap<string, string>;

export interface ParserOptions {
  readonly aliases?: Aliases;
  readonly firstLine?: number;
  readonly base?: number;
  readonly depth?: number;
  readonly linesBefore?: number;
  /** busybox: the line of the last command that has run, from which it counts the lines of backquoted commands. */
  readonly lineReached?: (() => number) | undefined;
  /** bash: `shopt -s extglob` was on. */
  readonly extendedPatterns?: boolean;
  /** bash: `set +B` was given. */
  readonly withoutBraces?: boolean;
}

const BLANKS = /[ \t]*/y;
export const REDIRECTION = /([0-9]*)(<<-|<<<|<<|<&|<>|>>|>&|>\||&>>|&>|<|>)/y;
/** Reserved words that end a list. */
const CLOSING: ReadonlySet<string> = new Set(['do', 'done', 'elif', 'else', 'esac', 'fi', '}', 'then']);
/** A word of characters that neither quote nor expand nor end it. */
const BARE = /([^ \t\n;&|<>()\\'"$`]+)(?=(?:\\\n)*(?:$|[ \t\n;&|<>()]))/y;

/** The same, with backslashes and newlines inside. */
const BARE_ACROSS_LINES = /[^ \t\n;&|<>()\\'"$`]+(?:(?:\\\n)+[^ \t\n;&|<>()\\'"$`]+)+/y;

/** What a list may end at, besides the end of input. */
export type Ends = ReadonlySet<string>;

export abstract class Tokens extends ParameterExpansions {
  protected readonly aliases: Aliases | undefined;
  protected readonly here: HereDocuments;
  protected readonly withoutBraces: boolean;
  protected readonly keywords: ReadonlySet<string>;
  protected readonly lineReached: (() => number) | undefined;
  /** Aliases whose text is being read, and the offset where it ends. */
  #expanding: { readonly name: string; end: number }[] = [];
  /** Where the redirections of a compound command ended. */
  protected afterRedirections = -1;
  /** After an alias whose text ends in a blank, the next word is checked too. */
  #checkedAt: number[] = [];
  #dueAt = -1;
  /** How much longer aliases have made the text. */
  protected grown = 0;

  constructor(text: string, dialect: Dialect, options: ParserOptions = {}) {
    super(text, dialect, options.firstLine, options.base, options.depth, options.linesBefore);
    this.aliases = options.aliases;
    this.lineReached = options.lineReached;
    this.extendedPatterns = options.extendedPatterns ?? false;
    this.withoutBraces = options.withoutBraces ?? false;
    this.here = new HereDocuments(dialect, (body, offset, delimited) => this.inner(body, offset).bodyWord(delimited));
    this.keywords = keywordsOf(dialect);
  }

  /** A parser of a text inside this one. */
  protected abstract inner(text: string, offset: number): Tokens;

  /** The words that the word from `start` to here stands for: bash's brace expansion. */
  protected braced(word: Word, start: number): readonly Word[] {
    if (!isBash(this.dialect) || this.withoutBraces) return [word];
    const texts = bracedTexts(this.text.slice(start, this.pos));
    return texts
      ? texts.flatMap((text) => {
          const found = this.inner(text, start).onlyWord();
          return found ? [{ ...found, start: word.start, end: word.end }] : [];
        })
      : [word];
  }

  protected override loose(text: string, offset: number): Word {
    return this.inner(text, offset).wholeText();
  }

  protected override betweenQuotes(text: string, offset: number): readonly Part[] {
    try {
      return this.inner(text, offset).wholeText({ closer: 'end', quoted: true, single: false, escapes: 'double' })
        .parts;
    } catch (problem) {
      if (!(problem instanceof SyntaxProblem)) throw problem;
      return [{ kind: 'literal', value: text.replaceAll('"', ''), quoted: true }];
    }
  }

  /** The text as one word that nothing ends. */
  wholeText(mode: Mode = { closer: 'end', quoted: false, single: true, escapes: 'all' }): Word {
    const builder = new WordBuilder();
    this.readParts(builder, mode);
    return makeWord(builder.parts, this.span(0));
  }

  /** The word that is the whole text. */
  onlyWord(): Word | undefined {
    return this.word();
  }

  protected blanks(): void {
    const before = this.pos;
    this.#skipBlanks();
    if (this.#checkedAt.length === 0) return;
    const left = this.#checkedAt.filter((at) => at < before || at > this.pos);
    if (left.length === this.#checkedAt.length) return;
    this.#checkedAt = left;
    this.#dueAt = this.pos;
  }

  /** The word behind an alias that ends in a blank may be one too, whatever it is. */
  protected dueAlias(): void {
    if (this.#dueAt !== this.pos) return;
    this.#dueAt = -1;
    this.expandAliases(true);
  }

  protected override word(options?: Parameters<ParameterExpansions['word']>[0]): Word | undefined {
    this.dueAlias();
    return super.word(options);
  }

  #skipBlanks(): void {
    for (;;) {
      BLANKS.lastIndex = this.pos;
      BLANKS.test(this.text);
      this.pos = BLANKS.lastIndex;
      const c = this.text[this.pos];
      if (c === '\\' && this.text[this.pos + 1] === '\n') {
        this.pos += 2;
        continue;
      }
      if (c === '#') {
        const end = this.text.indexOf('\n', this.pos);
        this.pos = end < 0 ? this.text.length : end;
      }
      return;
    }
  }

  protected newline(): void {
    this.pos = this.here.read(this.text, this.pos + 1, (at) => this.lineAt(at));
    if (this.beforeBodies.length === 0) return;
    const line = this.toldAt(this.pos - 1);
    for (const node of this.beforeBodies.splice(0)) node.told = line;
  }

  /** Substitutions that the end of the text has ended: bash counts a line for each. */
  protected endedSubstitutions = 0;

  /** bash: commands that name the line at which the here-documents behind them end. */
  protected readonly beforeBodies: { told?: number }[] = [];

  /** bash: a node's line as it names it, where that is not the line in which it begins. */
  protected toldLine(start: number, at: number): { readonly told?: number } {
    if (!isBash(this.dialect)) return {};
    const line = this.toldAt(at);
    return line === this.toldAt(start) ? {} : { told: line };
  }

  protected newlines(): void {
    for (;;) {
      this.blanks();
      if (this.text[this.pos] !== '\n') break;
      this.newline();
    }
    this.#newlinesRead = this.pos;
  }

  /** Where newlines have been skipped. */
  #newlinesRead = -1;

  /** Newlines where a command may begin, and the aliases there: one that stands for nothing is passed over. */
  protected beforeCommand(): void {
    for (;;) {
      this.newlines();
      if (!this.aliases?.size) return;
      this.expandAliases();
      if (this.text[this.pos] !== '\n') return;
    }
  }

  protected operatorAt(): string | undefined {
    const c = this.text[this.pos];
    if (c === undefined) return undefined;
    if ((c === '&' || c === '|' || c === ';') && this.text.startsWith('\\\n', this.pos + 1)) this.joinOperator(c);
    const next = this.text[this.pos + 1];
    switch (c) {
      case ';':
        if (next === ';') return isBash(this.dialect) && this.text[this.pos + 2] === '&' ? ';;&' : ';;';
        return next === '&' && isBash(this.dialect) ? ';&' : ';';
      case '&':
        return next === '&' ? '&&' : '&';
      case '|':
        return next === '|' ? '||' : next === '&' && isBash(this.dialect) ? '|&' : '|';
      case '(':
      case ')':
        return c;
      default:
        return undefined;
    }
  }

  /** A backslash and newline inside an operator count for nothing: they are put before it. */
  protected joinOperator(c: string): void {
    this.text = `${this.text.slice(0, this.pos)}\\\n${c}${this.text.slice(this.pos + 3)}`;
    this.textChanged();
    this.pos += 2;
  }

  protected take(operator: string): boolean {
    if (this.operatorAt() !== operator) return false;
    this.pos += operator.length;
    return true;
  }

  /** The reserved word that starts here, if it stands alone. */
  protected keyword(): string | undefined {
    const found = this.bareWord();
    return found !== undefined && this.keywords.has(found) ? found : undefined;
  }

  protected bareWord(): string | undefined {
    BARE.lastIndex = this.pos;
    const found = BARE.exec(this.text);
    if (found || this.text[this.pos] === '\n' || !this.joinToken()) return found?.[1];
    BARE.lastIndex = this.pos;
    return BARE.exec(this.text)?.[1];
  }

  /** A word over several lines at its first one is joined; true when there was one. */
  protected joinToken(): boolean {
    const before = this.pos;
    this.joinLinesOf(BARE_ACROSS_LINES);
    return this.pos > before;
  }

  protected takeKeyword(keyword: string): boolean {
    if (this.bareWord() !== keyword) return false;
    this.pos += keyword.length;
    return true;
  }

  /** Where a list has to stop: at an operator or reserved word of these, or at the end. */
  protected atEnd(stops: Ends): boolean {
    if (this.pos >= this.text.length) return true;
    if (stops.size === 0) return false;
    const operator = this.operatorAt();
    if (operator !== undefined) return stops.has(operator);
    const keyword = this.keyword();
    return keyword !== undefined && stops.has(keyword);
  }

  /** At what ends some list, though not this one. */
  protected closes(): boolean {
    const operator = this.operatorAt();
    if (operator !== undefined) return operator === ')' || operator === ';;';
    return CLOSING.has(this.bareWord() ?? '');
  }

  /** @param keywords a reserved word would have been one here */
  protected unexpected(expecting?: string, keywords = true): never {
    const offset = this.pos;
    let token = this.#tokenAt();
    if (token.type === 'keyword' && !keywords) token = { type: 'word', text: token.text };
    // The Almquist shells have read the newline when they complain about it, so they name the next line.
    this.fail(
      { kind: 'unexpected', token, ...(expecting ? { expecting } : {}) },
      offset,
      isBash(this.dialect)
        ? 0
        : token.type === 'newline'
          ? 1
          : token.type === 'word'
            ? token.text.split('\n').length - 1
            : 0,
    );
  }

  /** The next token, for a complaint. */
  protected tokenText(): string {
    const token = this.#tokenAt();
    return token.type === 'newline' ? 'newline' : token.text;
  }

  #tokenAt(): Token {
    this.blanks();
    if (this.pos >= this.text.length) {
      // bash puts a newline at the end of the last line.
      if (isBash(this.dialect) && this.#newlinesRead !== this.pos) return { type: 'newline', text: '\n' };
      return { type: 'end', text: '' };
    }
    if (this.text[this.pos] === '\n') return { type: 'newline', text: '\n' };
    REDIRECTION.lastIndex = this.pos;
    const redirection = REDIRECTION.exec(this.text);
    if (redirection && (this.dialect !== 'dash' || (redirection[1]!.length <= 1 && !redirection[2]!.startsWith('&'))))
      return { type: 'redirection', text: redirection[2]! };
    const operator = this.operatorAt();
    if (operator) return { type: 'operator', text: operator };
    const keyword = this.keyword();
    if (keyword) return { type: 'keyword', text: keyword };
    const start = this.pos;
    // A word that is not closed is noticed before it is seen that no word is wanted.
    this.word();
    const text = this.text.slice(start, Math.max(this.pos, start + 1));
    this.pos = start;
    return { type: 'word', text };
  }

  protected blanksOnLine(): void {
    for (;;) {
      BLANKS.lastIndex = this.pos;
      BLANKS.test(this.text);
      this.pos = BLANKS.lastIndex;
      if (this.text[this.pos] !== '\\' || this.text[this.pos + 1] !== '\n') return;
      this.pos += 2;
    }
  }

  // ── aliases ────────────────────────────────────────────────────────────

  /** @param anyWord a reserved word is none here. */
  protected expandAliases(anyWord = false): void {
    for (;;) {
      this.#expanding = this.#expanding.filter((alias) => this.pos < alias.end);
      const word = this.bareWord();
      if (
        word === undefined ||
        (this.keywords.has(word) && !anyWord && !(isBash(this.dialect) && this.aliases!.has(word)))
      )
        return;
      const value = this.aliases!.get(word);
      if (/^[0-9]+$/.test(word) && /[<>]/.test(this.text[this.pos + word.length] ?? '')) return;
      if (value === undefined || this.#expanding.some((alias) => alias.name === word)) return;
      const growth = value.length - word.length;
      for (const alias of this.#expanding) alias.end += growth;
      this.#checkedAt = this.#checkedAt.map((at) => (at > this.pos ? at + growth : at));
      this.grown += growth;
      this.text = this.text.slice(0, this.pos) + value + this.text.slice(this.pos + word.length);
      this.textChanged();
      this.#expanding.push({ name: word, end: this.pos + value.length });
      if (/[ \t]$/.test(value)) this.#checkedAt.push(this.pos + value.length);
      this.blanks();
    }
  }
}
