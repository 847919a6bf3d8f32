/** Substitutions inside words: commands and arithmetic, in their newer and older forms, and processes (XCU 2.6.3, 2.6.4). */
import { isBash } from './dialect.ts';
import type { Mode } from './modes.ts';
import type { CommandSubstitution, Part, Word } from './tree.ts';
import { makeWord, WordBuilder } from './word-parts.ts';
import { Words } from './words.ts';

const ARITHMETIC_END = /\)(?:\\\n)+\)/y;

export abstract class Substitutions extends Words {
  protected override substitution(quoted: boolean): CommandSubstitution {
    const start = this.pos;
    this.pos += 2;
    this.deeper();
    const raw = this.inBody;
    const body = this.commandsUntilParenthesis('$(');
    this.shallower();
    return {
      kind: 'command',
      quoted,
      body,
      backquoted: false,
      ...(raw ? { raw: true as const } : {}),
      ...this.span(start),
    };
  }

  protected override arithmeticOrCommand(quoted: boolean): Part {
    const start = this.pos;
    this.pos += 3;
    const expression = this.arithmeticText();
    if (expression && this.text[this.pos] === ')' && this.text[this.pos + 1] === ')') {
      this.pos += 2;
      return { kind: 'arithmetic', quoted, expression, ...this.span(start) };
    }
    // Only bash takes `$((` for a substitution that begins with a subshell when no `))` comes.
    if (!isBash(this.dialect) || this.pos >= this.text.length) this.unterminated('arithmetic', '$((', start);
    return this.#commandInParentheses(start, quoted);
  }

  /** It has looked for the closing parentheses before it looks at what they hold, which is read when it runs. */
  #commandInParentheses(start: number, quoted: boolean): Part {
    this.pos++;
    this.arithmeticText();
    if (this.text[this.pos] !== ')') this.unterminated('arithmetic', '$((', start);
    const body = this.commandsOf(this.text.slice(start + 2, this.pos), start + 2);
    this.pos++;
    return { kind: 'command', quoted, body, backquoted: false, raw: true, ...this.span(start) };
  }

  /** `$[ … ]`. */
  protected override oldArithmetic(start: number, quoted: boolean): Part {
    this.pos = start + 2;
    const builder = new WordBuilder();
    for (;;) {
      this.readParts(builder, { closer: ']', quoted: true, single: false, escapes: 'arithmetic' });
      const text = builder.parts.map((part) => (part.kind === 'literal' ? part.value : '')).join('');
      if (this.text[this.pos] !== ']' || text.split('[').length <= text.split(']').length) break;
      builder.literal(']', true);
      this.pos++;
    }
    if (this.text[this.pos] !== ']') this.unterminated('arithmetic', '[', start);
    const expression = makeWord(builder.parts, this.span(start + 2));
    this.pos++;
    return { kind: 'arithmetic', quoted, expression, ...this.span(start) };
  }

  /** Text of an arithmetic expression up to the parenthesis that closes it. */
  protected arithmeticText(): Word | undefined {
    const start = this.pos;
    const builder = new WordBuilder();
    const mode: Mode = { closer: ')', quoted: true, single: false, escapes: 'arithmetic' };
    this.deeper();
    this.readParts(builder, mode);
    this.joinLinesOf(ARITHMETIC_END);
    // Differs: for the Almquist shells one parenthesis that closes nothing is text.
    while (!isBash(this.dialect) && /^\)[^)]/.test(this.text.slice(this.pos, this.pos + 2))) {
      builder.literal(')', true);
      this.pos++;
      this.readParts(builder, mode);
      this.joinLinesOf(ARITHMETIC_END);
    }
    this.shallower();
    const parts = isBash(this.dialect)
      ? builder.parts.map((part) =>
          part.kind === 'literal' ? { ...part, value: part.value.replaceAll('"', '') } : part,
        )
      : builder.parts;
    return makeWord(parts, this.span(start));
  }

  protected override backquotes(quoted: boolean, inDoubleQuotes: boolean): CommandSubstitution {
    const start = this.pos;
    let inner = '';
    let at = start + 1;
    for (;;) {
      const c = this.text[at];
      if (c === undefined) this.unterminated('backquote', '`', start);
      if (c === '`') break;
      const next = this.text[at + 1];
      if (c === '\\' && next !== undefined) {
        if (next === '\n' && this.dialect === 'dash') {
          // removed, as everywhere
        } else
          inner +=
            next === '$' || next === '`' || next === '\\' || (inDoubleQuotes && next === '"') ? next : `\\${next}`;
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
    const changed = inner.length === at - start - 1 ? {} : { text: inner };
    return { kind: 'command', quoted, body, backquoted: true, ...changed, ...this.span(start) };
  }

  protected override processSubstitution(builder: WordBuilder, direction: '<' | '>'): void {
    const start = this.pos;
    this.pos += 2;
    this.deeper();
    const body = this.commandsUntilParenthesis('$(');
    this.shallower();
    builder.add({ kind: 'process', quoted: false, direction, body, ...this.span(start) });
  }
}
