/** Reads words: quoting, and every expansion down to the commands inside substitutions (XCU 2.2, 2.6). */
import { ansiC } from './ansi-c.ts';
import { Characters } from './characters.ts';
import { isBash } from './dialect.ts';
import { DELIMITER, DOUBLE_QUOTED, type Mode, ORDINARY, REGEX, REGEX_GROUP } from './modes.ts';
import type { CommandSubstitution, Parameter, Part, Sequence, Span, Word } from './tree.ts';
import { assignedParts, makeWord, WordBuilder, withTildes } from './word-parts.ts';

/** Bytes that end an unquoted word. */
const META = new Set([' ', '\t', '\n', ';', '&', '|', '<', '>', '(', ')']);
/** Bytes that need a look, unquoted; the rest is copied in runs. */
const PLAIN = /[^ \t\n;&|<>()\\'"$`]+/y;
const PLAIN_QUOTED = /[^\\"$`]+/y;
const PLAIN_ENCLOSED = /[^()[\]\\'"$`]+/y;
const PLAIN_BRACE = /[^}\\'"$`]+/y;
const ARITHMETIC = /\$\((?:\\\n)+\(/y;
export const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
export const SPECIAL = new Set(['@', '*', '#', '?', '-', '$', '!']);

export abstract class Words extends Characters {
  /** Parses commands up to the `)` that ends a substitution and leaves the cursor after it. */
  protected abstract commandsUntilParenthesis(opener: string): Sequence;
  /** Parses the text of a backquoted substitution. */
  protected abstract commandsOf(text: string, offset: number): Sequence;

  /** Reads `${…}`. */
  protected abstract braces(mode: Mode): Parameter;

  /** Reads `$( … )`. */
  protected abstract substitution(quoted: boolean): CommandSubstitution;
  /** Reads what begins with `$((`. */
  protected abstract arithmeticOrCommand(quoted: boolean): Part;
  /** Reads `$[ … ]`. */
  protected abstract oldArithmetic(start: number, quoted: boolean): Part;
  protected abstract backquotes(quoted: boolean, inDoubleQuotes: boolean): CommandSubstitution;
  /** Reads `<( … )`. */
  protected abstract processSubstitution(builder: WordBuilder, direction: '<' | '>'): void;

  /** bash: `@(a|b)` and the like belong to a word. */
  protected extendedPatterns = false;

  /** Where tildes count in a word that is no assignment: in bash also before a colon. */
  protected get tildes(): 'start' | 'start-to-colon' {
    return isBash(this.dialect) ? 'start-to-colon' : 'start';
  }

  /** The next word; undefined when none starts here. `pattern`: in `[[ ]]` and `case`, extended patterns keep their parentheses. */
  protected word(
    options: { readonly assignmentFrom?: number; readonly regex?: boolean; readonly delimiter?: boolean } = {},
  ): Word | undefined {
    const start = this.pos;
    const builder = new WordBuilder();
    this.readParts(builder, options.regex ? REGEX : options.delimiter && !isBash(this.dialect) ? DELIMITER : ORDINARY);
    if (this.pos === start) return undefined;
    const first = builder.parts[0];
    const assignment =
      first?.kind === 'literal' && !first.quoted
        ? (/^[A-Za-z_][A-Za-z0-9_]*\+?=/.exec(first.value)?.[0].length ?? 0)
        : 0;
    // bash: what looks like an assignment has tildes like one, except in POSIX mode.
    const parts =
      assignment > 0 && this.dialect === 'bash'
        ? assignedParts(builder.parts, this.base + start, assignment)
        : withTildes(builder.parts, this.base + start, this.tildes);
    return makeWord(parts, this.span(start), assignment);
  }

  /** The value of an assignment, possibly empty. */
  protected assignedWord(): Word {
    const start = this.pos;
    const builder = new WordBuilder();
    this.readParts(builder, ORDINARY);
    return makeWord(assignedParts(builder.parts, this.base + start), this.span(start));
  }

  protected span(start: number): Span {
    const { base, pos } = this;
    return this.linesBefore === 0 && this.uncounted.length === 0
      ? { start: base + start, end: base + pos }
      : { start: base + start, end: base + pos, told: this.toldAt(start) };
  }

  /** The here-document being read had its delimiter. */
  #delimited = true;

  /** A here-document's body, of which the text is only this. */
  bodyWord(delimited = true): Word {
    const builder = new WordBuilder();
    this.inBody = true;
    this.#delimited = delimited;
    this.readParts(builder, { closer: 'end', quoted: true, single: false, escapes: 'body' });
    return makeWord(builder.parts, this.span(0));
  }

  protected readParts(builder: WordBuilder, mode: Mode): void {
    const run =
      mode.closer === undefined
        ? PLAIN
        : mode.closer === '}'
          ? PLAIN_BRACE
          : mode.closer === '"'
            ? PLAIN_QUOTED
            : PLAIN_ENCLOSED;
    while (this.pos < this.text.length) {
      run.lastIndex = this.pos;
      const found = run.exec(this.text);
      if (found) {
        builder.literal(found[0], mode.quoted);
        this.pos += found[0].length;
        if (this.pos >= this.text.length) break;
      }
      const c = this.text[this.pos]!;
      if (c === mode.closer) return;
      switch (c) {
        case '\\':
          this.backslash(builder, mode);
          continue;
        case '$':
          if (mode.delimiter) break;
          this.dollar(builder, mode);
          continue;
        case '`':
          if (mode.delimiter) break;
          builder.add(
            this.backquotes(
              mode.quoted,
              mode.quoted && (mode.escapes === 'double' || (mode.escapes === 'body' && !isBash(this.dialect))),
            ),
          );
          continue;
        case "'":
          if (!mode.single) {
            if (mode.closer === '}' && mode.escapes === 'double' && this.dialect === 'bash') {
              this.#quotesInBraces(builder);
              continue;
            }
            break;
          }
          this.singleQuotes(builder);
          continue;
        case '"':
          if (mode.escapes === 'body' || mode.escapes === 'arithmetic') break;
          this.doubleQuotes(builder, mode.delimiter);
          continue;
        default:
          if (mode.closer !== undefined) break;
          if (c === '(' && this.extendedPatterns && mode !== REGEX && this.#extendedPattern(builder)) continue;
          if ((c === '<' || c === '>') && this.dialect !== 'dash' && this.text[this.pos + 1] === '(') {
            this.processSubstitution(builder, c);
            continue;
          }
          if (META.has(c)) {
            if (mode === REGEX && (c === '(' || c === ')' || c === '|') && this.#regexGroup(builder, c)) continue;
            return;
          }
      }
      if (mode.closer === ')' && c === '(') {
        this.#parentheses(builder, mode);
        continue;
      }
      builder.literal(c, mode.quoted);
      this.pos++;
    }
  }

  /** bash: in braces between double quotes single ones stay, but nothing that they hold ends anything. */
  #quotesInBraces(builder: WordBuilder): void {
    const from = this.pos + 1;
    const to = this.text.indexOf("'", from);
    if (to < 0) this.unterminated('quote', "'", this.pos);
    builder.literal("'", true);
    for (const part of this.betweenQuotes(this.text.slice(from, to), from)) {
      if (part.kind === 'literal') builder.literal(part.value, true);
      else builder.add(part);
    }
    builder.literal("'", true);
    this.pos = to + 1;
  }

  /** The parts of a text as they are between double quotes; where it cannot be read it stands for itself. */
  protected abstract betweenQuotes(text: string, offset: number): readonly Part[];

  /** In `=~` an unquoted parenthesis and whatever it holds belong to the word, and so does `|`. */
  #regexGroup(builder: WordBuilder, c: string): boolean {
    if (c === ')' || (c === '|' && this.text[this.pos + 1] === '|')) return false;
    const start = this.pos++;
    builder.literal(c, false);
    if (c === '|') return true;
    this.deeper();
    this.readParts(builder, REGEX_GROUP);
    this.shallower();
    if (this.text[this.pos] !== ')') this.unterminated('substitution', '(', start);
    builder.literal(')', false);
    this.pos++;
    return true;
  }

  /** Balanced parentheses inside an arithmetic expression. */
  #parentheses(builder: WordBuilder, mode: Mode): void {
    builder.literal('(', mode.quoted);
    this.pos++;
    this.deeper();
    this.readParts(builder, mode);
    this.shallower();
    if (this.text[this.pos] !== ')') return;
    builder.literal(')', mode.quoted);
    this.pos++;
  }

  protected backslash(builder: WordBuilder, mode: Mode): void {
    const next = this.text[this.pos + 1];
    if (next === '\n') {
      this.pos += 2;
      return;
    }
    if (next === undefined) {
      builder.literal('\\', true);
      this.pos++;
      return;
    }
    // bash: in braces between double quotes a quote behind a backslash opens nothing.
    if (next === "'" && mode.closer === '}' && mode.escapes === 'double' && isBash(this.dialect)) {
      builder.literal("\\'", mode.quoted);
      this.pos += 2;
      return;
    }
    // bash: a parenthesis behind a backslash closes no expression.
    if (mode.escapes === 'arithmetic' && isBash(this.dialect) && (next === '(' || next === ')')) {
      builder.literal(`\\${next}`, mode.quoted);
      this.pos += 2;
      return;
    }
    const escapes =
      mode.escapes === 'all' ||
      next === '$' ||
      next === '`' ||
      next === '\\' ||
      (mode.escapes === 'double' && (next === '"' || (next === '}' && mode.closer === '}')));
    if (!escapes) {
      builder.literal('\\', mode.quoted);
      this.pos++;
      // What follows an ordinary backslash is ordinary too, but for the closer.
      return;
    }
    builder.literal(next, true);
    this.pos += 2;
  }

  protected singleQuotes(builder: WordBuilder): void {
    const from = this.pos + 1;
    const to = this.text.indexOf("'", from);
    if (to < 0) this.unterminated('quote', "'", this.pos);
    builder.literal(this.text.slice(from, to), true);
    this.pos = to + 1;
  }

  protected doubleQuotes(builder: WordBuilder, delimiter = false): void {
    const start = this.pos++;
    const before = builder.parts.length;
    this.deeper();
    this.readParts(builder, delimiter ? { ...DOUBLE_QUOTED, delimiter } : DOUBLE_QUOTED);
    this.shallower();
    if (this.text[this.pos] !== '"') this.unterminated('quote', '"', start);
    this.pos++;
    if (
      this.pos === start + 2 ||
      (builder.parts.length === before && this.text.slice(start + 1, this.pos - 1).replaceAll('\\\n', '') === '')
    )
      builder.literal('', true);
    // Differs: for the Almquist shells only "$@" itself makes no field of no parameters.
    else if (!isBash(this.dialect) && keepsField(builder.parts.slice(before))) builder.literal('', true);
    // Differs: in a here-document, quotes inside an expansion do not quote what the Almquist shells expand.
    if (this.inBody && !isBash(this.dialect))
      for (const [index, part] of builder.parts.entries())
        if (index >= before && part.kind !== 'literal' && part.kind !== 'tilde' && part.kind !== 'process')
          builder.parts[index] = { ...part, quoted: false };
  }

  protected dollar(builder: WordBuilder, mode: Mode): void {
    const { text } = this;
    const start = this.pos;
    const next = text[start + 1];
    if (next === '\\' && text[start + 2] === '\n') {
      this.#dollarAcrossLines(builder, mode);
      return;
    }
    if (next === '{') {
      builder.add(this.braces(mode));
      return;
    }
    if (next === '(') {
      if (text[start + 2] === '\\') {
        this.joinLinesOf(ARITHMETIC);
        if (this.pos > start) {
          this.dollar(builder, mode);
          return;
        }
      }
      builder.add(text[start + 2] === '(' ? this.arithmeticOrCommand(mode.quoted) : this.substitution(mode.quoted));
      return;
    }
    if (this.dialect !== 'dash' && !mode.quoted && mode.single && next === "'") {
      const { value, end } = ansiC(text, start + 2, this.dialect);
      if (end < 0) this.unterminated('quote', "'", start);
      builder.literal(value, true);
      this.pos = end;
      return;
    }
    if (isBash(this.dialect) && !mode.quoted && mode.escapes !== 'body' && next === '"') {
      this.pos++;
      return;
    }
    if (isBash(this.dialect) && next === '[') {
      const expression = this.oldArithmetic(start, mode.quoted);
      builder.add(expression);
      return;
    }
    NAME.lastIndex = start + 1;
    const named = NAME.exec(text);
    if (named) {
      this.pos = start + 1 + named[0].length;
      const name = text.startsWith('\\\n', this.pos) ? named[0] + this.restOfName() : named[0];
      builder.add({ kind: 'parameter', name, operator: '', quoted: mode.quoted, ...this.span(start) });
      return;
    }
    if (next !== undefined && (SPECIAL.has(next) || (next >= '0' && next <= '9'))) {
      this.pos = start + 2;
      builder.add({ kind: 'parameter', name: next, operator: '', quoted: mode.quoted, ...this.span(start) });
      return;
    }
    builder.literal('$', mode.quoted);
    this.pos++;
  }

  /** A backslash and newline after the dollar count for nothing. */
  #dollarAcrossLines(builder: WordBuilder, mode: Mode): void {
    const start = this.pos;
    this.pos++;
    this.joinLines();
    this.text = `${this.text.slice(0, start)}${this.text.slice(start, this.pos).slice(1)}$${this.text.slice(this.pos)}`;
    this.pos--;
    this.dollar(builder, mode);
  }

  /** What a name goes on with after a backslash and newline. */
  protected restOfName(): string {
    let rest = '';
    for (;;) {
      const before = this.pos;
      this.joinLines();
      const found = /^[A-Za-z0-9_]+/.exec(this.text.slice(this.pos, this.pos + 1000));
      if (!found) {
        this.pos = before;
        return rest;
      }
      rest += found[0];
      this.pos += found[0].length;
    }
  }

  /** bash: `?( *( +( @( !(` keep their parenthesis in the word. */
  #extendedPattern(builder: WordBuilder): boolean {
    const last = builder.parts.at(-1);
    if (last?.kind !== 'literal' || last.quoted || !/[?*+@!]$/.test(last.value)) return false;
    this.pos++;
    builder.literal('(', false);
    let depth = 1;
    while (depth > 0) {
      const c = this.text[this.pos];
      if (c === undefined) this.unterminated('substitution', '(', this.pos);
      if (c === ')' || c === '(') {
        depth += c === '(' ? 1 : -1;
        builder.literal(c, false);
        this.pos++;
      } else if (META.has(c)) {
        builder.literal(c, false);
        this.pos++;
      } else this.readParts(builder, ORDINARY);
    }
    return true;
  }

  protected joinLines(): void {
    while (this.text[this.pos] === '\\' && this.text[this.pos + 1] === '\n') this.pos += 2;
  }

  protected unterminated(
    what: 'quote' | 'backquote' | 'brace' | 'arithmetic' | 'substitution',
    opener: string,
    from: number,
    moreLines = 0,
  ): never {
    // For the Almquist shells it is never quotes that are missing in a here-document; they have read its delimiter.
    if (this.inBody && !isBash(this.dialect) && what !== 'backquote' && what !== 'substitution') {
      if (what === 'quote') what = 'brace';
      if (this.#delimited) moreLines++;
    }
    this.fail({ kind: 'unterminated', what, opener, line: this.toldAt(from) }, this.text.length, moreLines);
  }
}

/** True for what stands between double quotes when it has `$@` in it and something else. */
function keepsField(parts: readonly Part[]): boolean {
  const lists = parts.filter((part) => part.kind === 'parameter' && part.name === '@').length;
  const [only] = parts;
  return lists > 0 && !(parts.length === 1 && only?.kind === 'parameter' && only.operator === '');
}
