/** Reads words: quoting, and every expansion down to the commands inside substitutions (XCU 2.2, 2.6). */
import { ansiC } from './ansi-c.ts';
import { Characters } from './characters.ts';
import { isBash } from './dialect.ts';
import type { CommandSubstitution, Parameter, ParameterOperator, Part, Sequence, Word } from './tree.ts';
import { makeWord, WordBuilder, withTildes } from './word-parts.ts';

/** Bytes that end an unquoted word. */
const META = new Set([' ', '\t', '\n', ';', '&', '|', '<', '>', '(', ')']);
/** Bytes that need a look, unquoted; the rest is copied in runs. */
const PLAIN = /[^ \t\n;&|<>()\\'"$`]+/y;
const PLAIN_QUOTED = /[^\\"$`]+/y;
const PLAIN_ENCLOSED = /[^()\[\]\\'"$`]+/y;
const PLAIN_BRACE = /[^}\\'"$`]+/y;
const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const DIGITS = /[0-9]+/y;
const SPECIAL = new Set(['@', '*', '#', '?', '-', '$', '!']);

/** What ends the text being read, and which quotes count in it. */
interface Mode {
  /** Undefined: an ordinary word, ended by a metacharacter. */
  readonly closer?: '}' | '"' | ')' | '/' | ':' | 'end' | ']';
  /** Everything read is quoted. */
  readonly quoted: boolean;
  /** `'` quotes. */
  readonly single: boolean;
  /** What a backslash escapes, besides the closer. */
  readonly escapes: 'all' | 'double' | 'body' | 'arithmetic';
}

export abstract class Words extends Characters {
  /** Parses commands up to the `)` that ends a substitution and leaves the cursor after it. */
  protected abstract commandsUntilParenthesis(opener: string): Sequence;
  /** Parses the text of a backquoted substitution. */
  protected abstract commandsOf(text: string, offset: number): Sequence;

  /** The next word; undefined when none starts here. `pattern`: in `[[ ]]` and `case`, extended patterns keep their parentheses. */
  protected word(options: { readonly assignmentFrom?: number; readonly regex?: boolean } = {}): Word | undefined {
    const start = this.pos;
    const builder = new WordBuilder();
    this.#read(builder, options.regex ? REGEX : ORDINARY);
    if (this.pos === start) return undefined;
    const first = builder.parts[0];
    const assignment = first?.kind === 'literal' && !first.quoted ? (/^[A-Za-z_][A-Za-z0-9_]*\+?=/.exec(first.value)?.[0].length ?? 0) : 0;
    const parts = withTildes(builder.parts, this.base + start, 'start');
    return makeWord(parts, this.span(start), assignment);
  }

  /** The value of an assignment, possibly empty. */
  protected assignedWord(): Word {
    const start = this.pos;
    const builder = new WordBuilder();
    this.#read(builder, ORDINARY);
    return makeWord(withTildes(builder.parts, this.base + start, 'assignment'), this.span(start));
  }

  protected span(start: number): { start: number; end: number } {
    return { start: this.base + start, end: this.base + this.pos };
  }

  /** A here-document's body, of which the text is only this. */
  protected bodyWord(): Word {
    const builder = new WordBuilder();
    this.#read(builder, { closer: 'end', quoted: true, single: false, escapes: 'body' });
    return makeWord(builder.parts, this.span(0));
  }

  #read(builder: WordBuilder, mode: Mode): void {
    const { text } = this;
    const bash = isBash(this.dialect);
    const run = mode.closer === undefined ? PLAIN : mode.closer === '}' ? PLAIN_BRACE : mode.closer === '"' ? PLAIN_QUOTED : PLAIN_ENCLOSED;
    while (this.pos < text.length) {
      run.lastIndex = this.pos;
      const found = run.exec(text);
      if (found) {
        builder.literal(found[0], mode.quoted);
        this.pos += found[0].length;
        if (this.pos >= text.length) break;
      }
      const c = text[this.pos]!;
      if (c === mode.closer) return;
      switch (c) {
        case '\\':
          this.#backslash(builder, mode);
          continue;
        case '$':
          this.#dollar(builder, mode);
          continue;
        case '`':
          builder.add(this.#backquotes(mode.quoted, mode.quoted && mode.escapes === 'double'));
          continue;
        case "'":
          if (!mode.single) break;
          this.#singleQuotes(builder);
          continue;
        case '"':
          if (mode.escapes === 'body' || mode.escapes === 'arithmetic') break;
          this.#doubleQuotes(builder);
          continue;
        default:
          if (mode.closer !== undefined) break;
          if (c === '(' && bash && this.#extendedPattern(builder)) continue;
          if ((c === '<' || c === '>') && bash && text[this.pos + 1] === '(') {
            this.#processSubstitution(builder, c);
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

  #regexDepth = 0;

  /** In `=~` an unquoted parenthesis and what it holds belong to the word. */
  #regexGroup(builder: WordBuilder, c: string): boolean {
    if (c === ')' && this.#regexDepth === 0) return false;
    if (c === '|' && this.#regexDepth === 0 && this.text[this.pos + 1] === '|') return false;
    this.#regexDepth += c === '(' ? 1 : c === ')' ? -1 : 0;
    builder.literal(c, false);
    this.pos++;
    while (this.#regexDepth > 0 && (this.text[this.pos] === ' ' || this.text[this.pos] === '<' || this.text[this.pos] === '>')) builder.literal(this.text[this.pos++]!, false);
    return true;
  }

  /** Balanced parentheses inside an arithmetic expression. */
  #parentheses(builder: WordBuilder, mode: Mode): void {
    builder.literal('(', mode.quoted);
    this.pos++;
    this.deeper();
    this.#read(builder, mode);
    this.shallower();
    if (this.text[this.pos] !== ')') return;
    builder.literal(')', mode.quoted);
    this.pos++;
  }

  #backslash(builder: WordBuilder, mode: Mode): void {
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
    const escapes = mode.escapes === 'all' || next === '$' || next === '`' || next === '\\' || (mode.escapes === 'double' && (next === '"' || (next === '}' && mode.closer === '}')));
    if (!escapes) {
      builder.literal('\\', mode.quoted);
      this.pos++;
      // What follows an ordinary backslash is ordinary too, but for the closer.
      return;
    }
    builder.literal(next, true);
    this.pos += 2;
  }

  #singleQuotes(builder: WordBuilder): void {
    const from = this.pos + 1;
    const to = this.text.indexOf("'", from);
    if (to < 0) this.#unterminated('quote', "'", this.pos);
    builder.literal(this.text.slice(from, to), true);
    this.pos = to + 1;
  }

  #doubleQuotes(builder: WordBuilder): void {
    const start = this.pos++;
    const before = builder.parts.length;
    this.deeper();
    this.#read(builder, DOUBLE_QUOTED);
    this.shallower();
    if (this.text[this.pos] !== '"') this.#unterminated('quote', '"', start);
    this.pos++;
    if (this.pos === start + 2 || (builder.parts.length === before && this.text.slice(start + 1, this.pos - 1).replaceAll('\\\n', '') === '')) builder.literal('', true);
  }

  #dollar(builder: WordBuilder, mode: Mode): void {
    const { text } = this;
    const start = this.pos;
    const next = text[start + 1];
    if (next === '{') {
      builder.add(this.#braces(mode));
      return;
    }
    if (next === '(') {
      builder.add(text[start + 2] === '(' ? this.#arithmeticOrCommand(mode.quoted) : this.#command(mode.quoted));
      return;
    }
    if (this.dialect !== 'dash' && !mode.quoted && mode.single && next === "'") {
      const { value, end } = ansiC(text, start + 2);
      if (end < 0) this.#unterminated('quote', "'", start);
      builder.literal(value, true);
      this.pos = end;
      return;
    }
    if (isBash(this.dialect) && !mode.quoted && mode.escapes !== 'body' && next === '"') {
      this.pos++;
      return;
    }
    if (isBash(this.dialect) && next === '[') {
      const expression = this.#oldArithmetic(start);
      builder.add(expression);
      return;
    }
    NAME.lastIndex = start + 1;
    const named = NAME.exec(text);
    if (named) {
      this.pos = start + 1 + named[0].length;
      builder.add({ kind: 'parameter', name: named[0], operator: '', quoted: mode.quoted, ...this.span(start) });
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

  // ── substitutions ──────────────────────────────────────────────────────

  #command(quoted: boolean): CommandSubstitution {
    const start = this.pos;
    this.pos += 2;
    this.deeper();
    const body = this.commandsUntilParenthesis('$(');
    this.shallower();
    return { kind: 'command', quoted, body, backquoted: false, ...this.span(start) };
  }

  #arithmeticOrCommand(quoted: boolean): Part {
    const start = this.pos;
    this.pos += 3;
    const expression = this.arithmeticText();
    if (expression && this.text[this.pos] === ')' && this.text[this.pos + 1] === ')') {
      this.pos += 2;
      return { kind: 'arithmetic', quoted, expression, ...this.span(start) };
    }
    // Only bash takes `$((` for a substitution that begins with a subshell when no `))` comes.
    if (!isBash(this.dialect)) this.#unterminated('arithmetic', '$((', start);
    this.pos = start;
    return this.#command(quoted);
  }

  #oldArithmetic(start: number): Part {
    this.pos = start + 2;
    const builder = new WordBuilder();
    this.#read(builder, { closer: ']', quoted: true, single: false, escapes: 'arithmetic' });
    if (this.text[this.pos] !== ']') this.#unterminated('arithmetic', '[', start);
    const expression = makeWord(builder.parts, this.span(start + 2));
    this.pos++;
    return { kind: 'arithmetic', quoted: false, expression, ...this.span(start) };
  }

  /** Text of an arithmetic expression up to the parenthesis that closes it. */
  protected arithmeticText(): Word | undefined {
    const start = this.pos;
    const builder = new WordBuilder();
    this.deeper();
    this.#read(builder, { closer: ')', quoted: true, single: false, escapes: 'arithmetic' });
    this.shallower();
    const parts = isBash(this.dialect) || this.dialect === 'busybox' ? builder.parts.map((part) => (part.kind === 'literal' ? { ...part, value: part.value.replaceAll('"', '') } : part)) : builder.parts;
    return makeWord(parts, this.span(start));
  }

  #backquotes(quoted: boolean, inDoubleQuotes: boolean): CommandSubstitution {
    const start = this.pos;
    let inner = '';
    let at = start + 1;
    for (;;) {
      const c = this.text[at];
      if (c === undefined) this.#unterminated('backquote', '`', start);
      if (c === '`') break;
      const next = this.text[at + 1];
      if (c === '\\' && next !== undefined) {
        if (next === '\n' && this.dialect === 'dash') {
          // removed, as everywhere
        } else inner += next === '$' || next === '`' || next === '\\' || (inDoubleQuotes && next === '"') ? next : `\\${next}`;
        at += 2;
        continue;
      }
      inner += c;
      at++;
    }
    this.pos = at + 1;
    this.deeper();
    const body = this.commandsOf(inner, start + 1);
    this.shallower();
    return { kind: 'command', quoted, body, backquoted: true, ...this.span(start) };
  }

  #processSubstitution(builder: WordBuilder, direction: '<' | '>'): void {
    const start = this.pos;
    this.pos += 2;
    this.deeper();
    const body = this.commandsUntilParenthesis('$(');
    this.shallower();
    builder.add({ kind: 'process', quoted: false, direction, body, ...this.span(start) });
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
      if (c === undefined) this.#unterminated('substitution', '(', this.pos);
      if (c === ')' || c === '(') {
        depth += c === '(' ? 1 : -1;
        builder.literal(c, false);
        this.pos++;
      } else if (META.has(c)) {
        builder.literal(c, false);
        this.pos++;
      } else this.#read(builder, ORDINARY);
    }
    return true;
  }

  // ── ${…} ───────────────────────────────────────────────────────────────

  #braces(mode: Mode): Parameter {
    const start = this.pos;
    const { text } = this;
    const bash = isBash(this.dialect);
    const quoted = mode.quoted;
    this.pos += 2;
    const make = (fields: Omit<Parameter, 'kind' | 'quoted' | 'start' | 'end'>): Parameter => ({ kind: 'parameter', quoted, ...fields, ...this.span(start) });
    this.#joinLines();

    if (text[this.pos] === '#' && this.#lengthFollows()) {
      this.pos++;
      const name = this.#parameterName()!;
      const index = bash ? this.#subscript() : undefined;
      if (text[this.pos] === '}') {
        this.pos++;
        return make({ name, operator: 'length', ...(index ? { index } : {}) });
      }
      return this.#bad(start, quoted);
    }
    let indirect = false;
    if (bash && text[this.pos] === '!' && /[A-Za-z_0-9@*#]/.test(text[this.pos + 1] ?? '')) {
      this.pos++;
      indirect = true;
    }
    const name = this.#parameterName();
    if (name === undefined) return this.#bad(start, quoted);
    const index = bash ? this.#subscript() : undefined;
    const common = { name, ...(indirect ? { indirect } : {}), ...(index ? { index } : {}) };
    this.#joinLines();
    const c = text[this.pos];
    if (c === undefined) this.#unterminated('brace', '${', start);
    if (c === '}') {
      this.pos++;
      if (indirect && index && (index.plain === '@' || index.fixed === '*' || rawText(index) === '*')) return make({ name, operator: 'keys', letter: rawText(index), index });
      return make({ ...common, operator: '' });
    }
    if (indirect && (c === '*' || c === '@') && text[this.pos + 1] === '}') {
      this.pos += 2;
      return make({ name, operator: 'names', letter: c });
    }
    const operator = this.#operator();
    if (operator === undefined) return this.#bad(start, quoted);
    if (operator === ':' || operator === '/' || operator === '//' || operator === '/#' || operator === '/%') {
      const [word, second] = this.#two(operator === ':' ? ':' : '/', mode);
      this.#closeBrace(start);
      return make({ ...common, operator, word, ...(second ? { second } : {}) });
    }
    if (operator === '@') {
      const letter = text[this.pos++] ?? '';
      this.#closeBrace(start);
      return make({ ...common, operator, letter });
    }
    const word = this.#rightSide(operator, mode);
    this.#closeBrace(start);
    return make({ ...common, operator, word });
  }

  #closeBrace(start: number): void {
    if (this.text[this.pos] !== '}') this.#unterminated('brace', '${', start);
    this.pos++;
  }

  /** After `${#`: a parameter whose length is asked, rather than `#` itself with an operator. */
  #lengthFollows(): boolean {
    const next = this.text[this.pos + 1];
    if (next === undefined || next === '}') return false;
    if (/[A-Za-z_0-9]/.test(next)) return true;
    if (!SPECIAL.has(next)) return false;
    return this.text[this.pos + 2] === '}';
  }

  #parameterName(): string | undefined {
    for (const pattern of [NAME, DIGITS]) {
      pattern.lastIndex = this.pos;
      const found = pattern.exec(this.text);
      if (found) {
        this.pos += found[0].length;
        return found[0];
      }
    }
    const c = this.text[this.pos];
    if (c === undefined || !SPECIAL.has(c)) return undefined;
    this.pos++;
    return c;
  }

  protected subscript(): Word | undefined {
    return this.#subscript();
  }

  #subscript(): Word | undefined {
    if (this.text[this.pos] !== '[') return undefined;
    const start = ++this.pos;
    const builder = new WordBuilder();
    this.#readSubscript(builder);
    const word = makeWord(builder.parts, this.span(start));
    if (this.text[this.pos] !== ']') this.#unterminated('brace', '${', start);
    this.pos++;
    return word;
  }

  #readSubscript(builder: WordBuilder): void {
    for (;;) {
      this.#read(builder, { closer: ']', quoted: false, single: true, escapes: 'all' });
      const opened = builder.parts.reduce((n, part) => n + (part.kind === 'literal' && !part.quoted ? part.value.split('[').length - part.value.split(']').length : 0), 0);
      if (opened <= 0 || this.text[this.pos] !== ']') return;
      builder.literal(']', false);
      this.pos++;
    }
  }

  #operator(): ParameterOperator | undefined {
    const { text } = this;
    const c = text[this.pos]!;
    const two = text.slice(this.pos, this.pos + 2);
    const take = (operator: ParameterOperator): ParameterOperator => {
      this.pos += operator.length;
      return operator;
    };
    if (two === ':-' || two === ':=' || two === ':?' || two === ':+') return take(two);
    if (two === '%%' || two === '##') return take(two);
    if (c === '-' || c === '=' || c === '?' || c === '+' || c === '%' || c === '#') return take(c);
    if (this.dialect === 'dash') return undefined;
    if (two === '//' || two === '/#' || two === '/%') return take(isBash(this.dialect) || two === '//' ? two : '/');
    if (c === '/' || c === ':') return take(c);
    if (!isBash(this.dialect)) return undefined;
    if (two === '^^' || two === ',,') return take(two);
    if (c === '^' || c === ',' || c === '@') return take(c);
    return undefined;
  }

  #rightSide(operator: ParameterOperator, mode: Mode): Word {
    const start = this.pos;
    const builder = new WordBuilder();
    const pattern = operator === '%' || operator === '%%' || operator === '#' || operator === '##' || operator === '^' || operator === '^^' || operator === ',' || operator === ',,';
    this.deeper();
    if (pattern || !mode.quoted) this.#read(builder, { closer: '}', quoted: false, single: true, escapes: 'all' });
    else this.#read(builder, { closer: '}', quoted: true, single: false, escapes: 'double' });
    this.shallower();
    const parts = pattern || mode.quoted ? builder.parts : withTildes(builder.parts, this.base + start, operator.endsWith('=') ? 'assignment' : 'start');
    return makeWord(parts, this.span(start));
  }

  #two(separator: '/' | ':', mode: Mode): readonly [Word, Word | undefined] {
    const first = this.#half(separator, mode);
    if (this.text[this.pos] !== separator) return [first, undefined];
    this.pos++;
    return [first, this.#half('}', mode)];
  }

  #half(closer: '/' | ':' | '}', mode: Mode): Word {
    const start = this.pos;
    const builder = new WordBuilder();
    this.deeper();
    const quoted = closer === '}' && mode.quoted;
    for (;;) {
      this.#readUntilEither(builder, closer, quoted);
      // `a ? b : c` inside an offset keeps its colon.
      if (closer !== ':' || this.text[this.pos] !== ':' || !builder.parts.some((part) => part.kind === 'literal' && part.value.includes('?'))) break;
      builder.literal(':', quoted);
      this.pos++;
    }
    this.shallower();
    return makeWord(builder.parts, this.span(start));
  }

  #readUntilEither(builder: WordBuilder, closer: '/' | ':' | '}', quoted: boolean): void {
    for (;;) {
      const before = this.pos;
      const c = this.text[this.pos];
      if (c === undefined || c === '}' || c === closer) return;
      this.#one(builder, quoted, closer);
      if (this.pos === before) return;
    }
  }

  /** One character, quotation or expansion. */
  #one(builder: WordBuilder, quoted: boolean, closer: string): void {
    const c = this.text[this.pos]!;
    const mode: Mode = quoted ? { closer: '}', quoted: true, single: true, escapes: 'double' } : { closer: '}', quoted: false, single: true, escapes: 'all' };
    if (c === '\\') {
      const next = this.text[this.pos + 1];
      if (quoted && next !== undefined && (next === closer || next === '/' || next === '}')) {
        builder.literal(next, true);
        this.pos += 2;
      } else this.#backslash(builder, mode);
    } else if (c === '$') this.#dollar(builder, mode);
    else if (c === '`') builder.add(this.#backquotes(quoted, quoted));
    else if (c === "'") this.#singleQuotes(builder);
    else if (c === '"') this.#doubleQuotes(builder);
    else {
      builder.literal(c, quoted);
      this.pos++;
    }
  }

  /** A `${…}` that no operator fits: found to be bad when it is expanded. */
  #bad(start: number, quoted: boolean): Parameter {
    let depth = 1;
    while (depth > 0) {
      const c = this.text[this.pos];
      if (c === undefined) this.#unterminated('brace', '${', start);
      if (c === '\\') this.pos++;
      else if (c === '}') depth--;
      else if (c === '$' && this.text[this.pos + 1] === '{') depth++;
      this.pos++;
    }
    return { kind: 'parameter', name: this.text.slice(start, this.pos), operator: 'bad', quoted, ...this.span(start) };
  }

  #joinLines(): void {
    while (this.text[this.pos] === '\\' && this.text[this.pos + 1] === '\n') this.pos += 2;
  }

  #unterminated(what: 'quote' | 'backquote' | 'brace' | 'arithmetic' | 'substitution', opener: string, from: number): never {
    this.fail({ kind: 'unterminated', what, opener, line: this.lineAt(from) }, this.text.length);
  }
}

const rawText = (word: Word): string => word.parts.map((part) => (part.kind === 'literal' ? part.value : '')).join('');

const ORDINARY: Mode = { quoted: false, single: true, escapes: 'all' };
const REGEX: Mode = { quoted: false, single: true, escapes: 'all' };
const DOUBLE_QUOTED: Mode = { closer: '"', quoted: true, single: false, escapes: 'double' };
