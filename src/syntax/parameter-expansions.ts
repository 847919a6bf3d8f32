/** Reads `${…}` with its operators (XCU 2.6.2, and what bash and busybox add). */
import { isBash } from './dialect.ts';
import type { Mode } from './modes.ts';
import { Substitutions } from './substitutions.ts';
import type { Parameter, ParameterOperator, Word } from './tree.ts';
import { makeWord, WordBuilder, withTildes } from './word-parts.ts';
import { NAME, SPECIAL } from './words.ts';

/** What may stand before the right side of an expansion, and what of that looks the same. */
const HEAD = /\$\{(?:\\\n|[\w@*#?$!:%=+/-])*/y;
const DIGITS = /[0-9]+/y;

export abstract class ParameterExpansions extends Substitutions {
  protected override braces(mode: Mode): Parameter {
    this.joinLinesOf(HEAD);
    const start = this.pos;
    const bash = isBash(this.dialect);
    const quoted = mode.quoted;
    this.pos += 2;
    const make = (fields: Omit<Parameter, 'kind' | 'quoted' | 'start' | 'end'>): Parameter => ({
      kind: 'parameter',
      quoted,
      ...fields,
      ...this.span(start),
    });
    this.joinLines();

    if (this.text[this.pos] === '#' && this.#lengthFollows()) {
      this.pos++;
      const name = this.#parameterName()!;
      const index = bash ? this.#subscript() : undefined;
      if (this.text[this.pos] === '}') {
        this.pos++;
        return make({ name, operator: 'length', ...(index ? { index } : {}) });
      }
      return this.#bad(start, quoted);
    }
    // Differs: for the Almquist shells one more character there is a parameter, or nothing good.
    if (!bash && /^#[^}A-Za-z0-9_@*#?$!-]\}/.test(this.text.slice(this.pos, this.pos + 3))) {
      if (this.dialect === 'busybox') return this.#bad(start, quoted);
      this.pos += 2;
      return this.#badInDash(start, mode, 0);
    }
    let indirect = false;
    if (bash && this.text[this.pos] === '!' && /[A-Za-z_0-9@*#]/.test(this.text[this.pos + 1] ?? '')) {
      this.pos++;
      indirect = true;
    }
    const name = this.#parameterName();
    if (name === undefined) return this.dialect === 'dash' ? this.#badInDash(start, mode, 1) : this.#bad(start, quoted);
    const index = bash ? this.#subscript() : undefined;
    const common = { name, ...(indirect ? { indirect } : {}), ...(index ? { index } : {}) };
    this.joinLines();
    const c = this.text[this.pos];
    if (c === undefined) this.unterminated('brace', '${', start);
    if (c === '}') {
      this.pos++;
      if (indirect && index && (index.plain === '@' || index.fixed === '*' || rawText(index) === '*'))
        return make({ name, operator: 'keys', letter: rawText(index), index });
      return make({ ...common, operator: '' });
    }
    if (indirect && (c === '*' || c === '@') && this.text[this.pos + 1] === '}') {
      this.pos += 2;
      return make({ name, operator: 'names', letter: c });
    }
    const operator = this.#operator();
    if (operator === undefined)
      return this.dialect === 'dash' ? this.#badInDash(start, mode, c === ':' ? 2 : 1) : this.#bad(start, quoted);
    // busybox wants something behind the colon, and finds the next colon when all is expanded.
    if (operator === ':' && !bash) {
      if (this.text[this.pos] === '}') this.unterminated('brace', '${', start);
      const word = this.#rightSide(operator, { ...mode, quoted: false });
      this.#closeBrace(start, mode);
      return make({ ...common, operator, word });
    }
    if (operator === ':' || operator === '/' || operator === '//' || operator === '/#' || operator === '/%') {
      const [word, second] = this.#two(operator);
      this.#closeBrace(start, mode);
      return make({ ...common, operator, word, ...(second ? { second } : {}) });
    }
    if (operator === '@') {
      const letter = this.text[this.pos++] ?? '';
      this.#closeBrace(start, mode);
      return make({ ...common, operator, letter });
    }
    const word = this.#rightSide(operator, mode);
    this.#closeBrace(start, mode, /[%#]/.test(operator));
    return make({ ...common, operator, word });
  }

  #closeBrace(start: number, mode: Mode, pattern = false): void {
    // The Almquist shells complain about the quotes around it first, where they count inside.
    if (this.text[this.pos] !== '}')
      this.unterminated(
        mode.quoted && mode.escapes !== 'body' && !isBash(this.dialect) && !pattern ? 'quote' : 'brace',
        '${',
        start,
      );
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
        return this.text.startsWith('\\\n', this.pos) ? found[0] + this.restOfName() : found[0];
      }
    }
    const c = this.text[this.pos];
    if (c === undefined || !SPECIAL.has(c)) return undefined;
    this.pos++;
    return c;
  }

  protected subscript(): Word | undefined {
    return this.#subscript('[');
  }

  #subscript(opener = '${'): Word | undefined {
    if (this.text[this.pos] !== '[') return undefined;
    const start = ++this.pos;
    const builder = new WordBuilder();
    this.#readSubscript(builder);
    const word = makeWord(builder.parts, this.span(start));
    if (this.text[this.pos] !== ']') this.unterminated('brace', opener, start);
    this.pos++;
    return word;
  }

  #readSubscript(builder: WordBuilder): void {
    for (;;) {
      this.readParts(builder, { closer: ']', quoted: false, single: true, escapes: 'all' });
      const opened = builder.parts.reduce(
        (n, part) =>
          n +
          (part.kind === 'literal' && !part.quoted ? part.value.split('[').length - part.value.split(']').length : 0),
        0,
      );
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
    if (two === '^^' || two === ',,' || two === '~~') return take(two);
    if (c === '^' || c === ',' || c === '~' || c === '@') return take(c);
    return undefined;
  }

  #rightSide(operator: ParameterOperator, mode: Mode): Word {
    const start = this.pos;
    const builder = new WordBuilder();
    const pattern =
      operator === '%' ||
      operator === '%%' ||
      operator === '#' ||
      operator === '##' ||
      operator === '^' ||
      operator === '^^' ||
      operator === ',' ||
      operator === ',,' ||
      operator === '~' ||
      operator === '~~';
    this.deeper();
    if (pattern || !mode.quoted) this.readParts(builder, { closer: '}', quoted: false, single: true, escapes: 'all' });
    else this.readParts(builder, { closer: '}', quoted: true, single: false, escapes: 'double' });
    this.shallower();
    // bash expands what it complains with as if it stood alone.
    if (mode.quoted && isBash(this.dialect) && (operator === ':?' || operator === '?'))
      return this.loose(this.text.slice(start, this.pos), start);
    const parts = !pattern && mode.quoted ? builder.parts : withTildes(builder.parts, this.base + start, this.tildes);
    return makeWord(parts, this.span(start));
  }

  /** A text as one word, whatever is in it. */
  protected abstract loose(text: string, offset: number): Word;

  #two(operator: ':' | '/' | '//' | '/#' | '/%'): readonly [Word, Word | undefined] {
    const separator = operator === ':' ? ':' : '/';
    // The pattern is not empty unless it is anchored: a slash at its beginning is its first character.
    const anchored = operator === '/#' || operator === '/%';
    // The anchor stands before the tilde: it is none then (bash).
    const tilde = operator !== ':' && !(anchored && isBash(this.dialect));
    const first = this.#half(separator, operator === '/' || operator === '//', tilde);
    if (this.text[this.pos] !== separator) return [first, undefined];
    this.pos++;
    return [first, this.#half('}', false, operator !== ':')];
  }

  /** Quotes and backslashes count here as outside of quotes. */
  #half(closer: '/' | ':' | '}', slashFirst: boolean, tilde: boolean): Word {
    const start = this.pos;
    const builder = new WordBuilder();
    this.deeper();
    if (slashFirst && this.text[this.pos] === '/') {
      builder.literal('/', true);
      this.pos++;
    }
    for (;;) {
      this.#readUntilEither(builder, closer);
      // `a ? b : c` inside an offset keeps its colons.
      if (closer !== ':' || this.text[this.pos] !== ':' || !openConditional(builder)) break;
      builder.literal(':', false);
      this.pos++;
    }
    this.shallower();
    const parts = tilde ? withTildes(builder.parts, this.base + start, this.tildes) : builder.parts;
    return makeWord(parts, this.span(start));
  }

  #readUntilEither(builder: WordBuilder, closer: '/' | ':' | '}'): void {
    for (;;) {
      const before = this.pos;
      const c = this.text[this.pos];
      if (c === undefined || c === '}' || c === closer) return;
      this.#one(builder);
      if (this.pos === before) return;
    }
  }

  /** One character, quotation or expansion. */
  #one(builder: WordBuilder): void {
    const c = this.text[this.pos]!;
    const mode: Mode = { closer: '}', quoted: false, single: true, escapes: 'all' };
    if (c === '\\') this.backslash(builder, mode);
    else if (c === '$') this.dollar(builder, mode);
    else if (c === '`') builder.add(this.backquotes(false, false));
    else if (c === "'") this.singleQuotes(builder);
    else if (c === '"') this.doubleQuotes(builder);
    else {
      builder.literal(c, false);
      this.pos++;
    }
  }

  /** dash reads on as after an operator, without the bytes that it has looked at; a newline among them is not counted. */
  #badInDash(start: number, mode: Mode, looked: number): Parameter {
    const skipped = this.text[this.pos] === '}' ? '' : this.text.slice(this.pos, this.pos + looked);
    for (let at = 0; at < skipped.length; at++) if (skipped[at] === '\n') this.uncounted.push(this.pos + at);
    this.pos += skipped.length;
    const builder = new WordBuilder();
    this.deeper();
    this.readParts(
      builder,
      mode.quoted
        ? { closer: '}', quoted: true, single: false, escapes: 'double' }
        : { closer: '}', quoted: false, single: true, escapes: 'all' },
    );
    this.shallower();
    if (this.text[this.pos] !== '}')
      this.unterminated(mode.quoted && mode.escapes !== 'body' ? 'quote' : 'brace', '${', start);
    this.pos++;
    return {
      kind: 'parameter',
      name: this.text.slice(start, this.pos),
      operator: 'bad',
      quoted: mode.quoted,
      ...this.span(start),
    };
  }

  /** A `${…}` that no operator fits: found to be bad when it is expanded. */
  #bad(start: number, quoted: boolean): Parameter {
    let depth = 1;
    while (depth > 0) {
      const c = this.text[this.pos];
      if (c === undefined) this.unterminated(quoted && !isBash(this.dialect) ? 'quote' : 'brace', '${', start);
      if (c === '\\') this.pos++;
      else if (c === '}') depth--;
      else if (c === '$' && this.text[this.pos + 1] === '{') depth++;
      this.pos++;
    }
    return { kind: 'parameter', name: this.text.slice(start, this.pos), operator: 'bad', quoted, ...this.span(start) };
  }
}

/** More `?` than `:` so far. */
function openConditional({ parts }: WordBuilder): boolean {
  const text = parts.map((part) => (part.kind === 'literal' && !part.quoted ? part.value : '')).join('');
  return text.split('?').length > text.split(':').length;
}

const rawText = (word: Word): string => word.parts.map((part) => (part.kind === 'literal' ? part.value : '')).join('');
