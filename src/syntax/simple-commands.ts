/** Simple commands: assignments, words, redirections, and what turns out to be a function definition (XCU 2.9.1). */
import { isBash } from './dialect.ts';
import { ORDINARY } from './modes.ts';
import { SyntaxProblem } from './syntax-problem.ts';
import { REDIRECTION, Tokens } from './tokens.ts';
import type {
  ArrayElement,
  Assignment,
  Command,
  Redirection,
  RedirectionOperator,
  Simple,
  Span,
  Word,
} from './tree.ts';
import { makeWord, WordBuilder } from './word-parts.ts';

const ASSIGNMENT = /[A-Za-z_][A-Za-z0-9_]*(\+?=|\[)/y;
/** A name before a bracket. */
const SUBSCRIPTED = /^[A-Za-z_][A-Za-z0-9_]*(?=\[)/;
const END = { kind: 'unexpected', token: { type: 'end', text: '' } } as const;
const VARIABLE_REDIRECTION = /\{([A-Za-z_][A-Za-z0-9_]*(?:\[[^\]{}]+\])?)\}(?=[<>](?!\())/y;
/** Builtins whose arguments may be assignments of arrays. */
const DECLARATIONS: ReadonlySet<string> = new Set(['declare', 'typeset', 'local', 'export', 'readonly', 'let']);
/** The Almquist shells: no function can have these names. */
const SPECIAL_BUILTINS: ReadonlySet<string> = new Set([
  'break',
  'continue',
  '.',
  'eval',
  'exec',
  'exit',
  'export',
  'readonly',
  'local',
  'return',
  'set',
  'shift',
  'times',
  'trap',
  'unset',
]);
const REDIRECTION_ACROSS_LINES = /[0-9]*(?:\\\n)*[<>](?:(?:\\\n)*[-<>&|])*/y;

/** Larger ones are words. */
const LARGEST_NUMBER = 0x7fffffff;

export abstract class SimpleCommands extends Tokens {
  protected abstract functionBody(start: number, name: string): Command;

  protected simple(): Command {
    const start = this.pos;
    const assignments: Assignment[] = [];
    const words: Word[] = [];
    const redirections: Redirection[] = [];
    let inBrackets = false;
    for (;;) {
      this.blanks();
      this.dueAlias();
      const redirection = this.redirection();
      if (redirection) {
        redirections.push(redirection);
        if (words.length === 0 && this.aliases?.size) {
          this.blanks();
          this.expandAliases();
        }
        continue;
      }
      if (words.length === 0) {
        const assignment = this.#assignment();
        if (assignment) {
          assignments.push(assignment);
          if (this.aliases?.size) {
            this.blanks();
            this.expandAliases();
          }
          continue;
        }
      }
      const from = this.pos;
      const named =
        words.length === 0 && isBash(this.dialect) ? SUBSCRIPTED.exec(this.text.slice(from, from + 200)) : null;
      const word: Word | undefined =
        (named ? this.#bracketedWord(from, named[0]) : undefined) ??
        this.word() ??
        (inBrackets ? this.#operatorAsWord(from) : undefined);
      if (!word) break;
      if (word.plain === '[[' || word.plain === ']]') inBrackets = this.dialect === 'busybox' && word.plain === '[[';
      if (
        word.assignment > 0 &&
        isBash(this.dialect) &&
        this.text[this.pos] === '(' &&
        word.assignment === this.pos - from &&
        DECLARATIONS.has(words[0]?.plain ?? '')
      ) {
        const array = this.#arrayElements();
        words.push(makeWord(word.parts, this.span(from), word.assignment, array));
        continue;
      }
      if (words.length === 0 && assignments.length === 0 && redirections.length === 0) {
        const name = this.text.slice(from, this.pos);
        if (this.#parenthesesFollow()) return this.#functionDefinition(start, from, name);
      }
      for (const each of this.braced(word, from)) words.push(each);
    }
    if (
      this.text[this.pos] === '(' &&
      (isBash(this.dialect) || (words.length === 1 && assignments.length === 0 && redirections.length === 0))
    )
      this.#unexpectedParenthesis(words.length === 1 && assignments.length === 0 && redirections.length === 0);
    if (words.length === 0 && assignments.length === 0 && redirections.length === 0) this.unexpected();
    const common = { kind: 'simple', assignments, words, redirections, line: this.lineAt(start) } as const;
    if (isBash(this.dialect)) return this.#withBashLine(start, common);
    const told = this.#lineTold(start, assignments[0] ?? words[0], redirections[0]);
    return told === undefined ? { ...common, ...this.span(start) } : { ...common, ...this.span(start), told };
  }

  /** busybox: `&&` and `||` between `[[` and `]]` are words. */
  #operatorAsWord(from: number): Word | undefined {
    const operator = this.operatorAt();
    if (operator !== '&&' && operator !== '||') return undefined;
    this.pos += operator.length;
    return makeWord([{ kind: 'literal', value: operator, quoted: false }], this.span(from));
  }

  /** bash names the line up to which it has read when it knows that this is a simple command: behind a word it looks at what comes next. */
  #withBashLine(start: number, common: Omit<Simple, 'start' | 'end'>): Simple {
    const { assignments, words, redirections } = common;
    const from = (list: readonly Span[], after: number): Span | undefined => list.find((each) => each.start > after);
    const next = (after: number): Span | undefined =>
      [from(assignments, after), from(words, after), from(redirections, after)]
        .filter((each) => each !== undefined)
        .sort((a, b) => a.start - b.start)[0];
    const first = next(-1)!;
    const second = words[0] === first ? next(first.start) : undefined;
    const looksOn = words[0] === first && !second;
    const at = looksOn
      ? this.pos
      : second
        ? second === redirections[0]
          ? second.start - this.base
          : second.end - this.base
        : first.end - this.base;
    const node: Simple = { ...common, ...this.span(start), ...this.toldLine(start, at) };
    // What it looks at may be the newline behind which here-documents follow.
    if (looksOn && this.here.expects && this.text[this.pos] === '\n') this.beforeBodies.push(node);
    return node;
  }

  /** The Almquist shells name the line where the first word of a command ends. */
  #lineTold(start: number, first: Span | undefined, redirection: Span | undefined): number | undefined {
    if (!first || (redirection && redirection.start < first.start)) return undefined;
    const line = this.lineAt(first.end - this.base);
    return line === this.lineAt(start) ? undefined : this.toldAt(first.end - this.base);
  }

  /** What begins like a function misses its `)`. */
  #unexpectedParenthesis(afterName: boolean): never {
    if (afterName) {
      this.pos++;
      this.blanks();
      if (isBash(this.dialect)) this.unexpected();
      this.unexpected(')', false);
    }
    this.unexpected();
  }

  /** bash: behind a name and at the beginning of an element, what brackets hold is one word with them. */
  #bracketedWord(start: number, name: string): Word | undefined {
    if (this.text[start + name.length] !== '[') return undefined;
    const builder = new WordBuilder();
    builder.literal(`${name}[`, false);
    this.pos = start + name.length;
    const index = this.subscript()!;
    for (const part of index.parts) {
      if (part.kind === 'literal') builder.literal(part.value, part.quoted);
      else builder.add(part);
    }
    builder.literal(']', false);
    this.readParts(builder, ORDINARY);
    return makeWord(builder.parts, this.span(start));
  }

  /** Takes the parentheses behind a function's name. */
  #parenthesesFollow(): boolean {
    const before = this.pos;
    this.blanks();
    this.dueAlias();
    if (this.text[this.pos] === '(') {
      this.pos++;
      this.blanks();
      this.dueAlias();
      if (this.text[this.pos] === ')') {
        this.pos++;
        return true;
      }
    }
    this.pos = before;
    return false;
  }

  #functionDefinition(start: number, from: number, name: string): Command {
    // bash says so when the function is to be defined.
    const valid = isBash(this.dialect) || (/^[A-Za-z_]\w*$/.test(name) && !SPECIAL_BUILTINS.has(name));
    if (!valid) this.fail({ kind: 'bad-name', what: 'function', text: name }, from);
    return this.functionBody(start, name);
  }

  #assignment(): Assignment | undefined {
    this.joinToken();
    ASSIGNMENT.lastIndex = this.pos;
    const found = ASSIGNMENT.exec(this.text);
    if (!found) return undefined;
    const start = this.pos;
    const bash = isBash(this.dialect);
    const operator = found[1]!;
    if (operator === '+=' && !bash) return undefined;
    const name = found[0].slice(0, -operator.length);
    let append = operator === '+=';
    let index: Word | undefined;
    this.pos = start + name.length;
    if (operator === '[') {
      if (!bash) {
        this.pos = start;
        return undefined;
      }
      index = this.subscript();
      append = this.text.startsWith('+=', this.pos);
      if (!index || (!append && this.text[this.pos] !== '=')) {
        this.pos = start;
        return undefined;
      }
      this.pos += append ? 2 : 1;
    } else this.pos = start + found[0].length;
    if (bash && this.text[this.pos] === '(') {
      const array = this.#arrayElements();
      const value = makeWord([], this.span(this.pos));
      return { name, append, value, array, ...(index ? { index } : {}), ...this.span(start) };
    }
    const value = this.assignedWord();
    return { name, append, value, ...(index ? { index } : {}), ...this.span(start) };
  }

  /** What is wrong in it has bash forget what it has read, and go on with the next line. */
  #arrayElements(): ArrayElement[] {
    const start = this.pos;
    const before = this.endedSubstitutions;
    try {
      return this.#elementsUntilParenthesis();
    } catch (problem) {
      if (!(problem instanceof SyntaxProblem) || problem.givesUp !== 'reading') throw problem;
      const found = problem.inside('array');
      if (!problem.incomplete) throw found;
      const { problem: what } = problem;
      if (what.kind === 'unterminated') {
        const end = new SyntaxProblem(END, ...found.where);
        throw found.followedBy(end.atLine(end.line + this.endedSubstitutions - before));
      }
      throw new SyntaxProblem(
        { kind: 'unterminated', what: 'substitution', opener: '(', line: this.lineAt(start) },
        ...found.where,
      );
    }
  }

  #elementsUntilParenthesis(): ArrayElement[] {
    this.pos++;
    const elements: ArrayElement[] = [];
    for (;;) {
      this.newlines();
      if (this.text[this.pos] === ')') break;
      const start = this.pos;
      if (this.text[this.pos] === '[') {
        const index = this.subscript();
        const append = this.text.startsWith('+=', this.pos);
        if (index && (append || this.text[this.pos] === '=')) {
          this.pos += append ? 2 : 1;
          const value = this.assignedWord();
          const braces = this.text.slice(start, this.pos).includes('{') ? this.#bracesFrom(start) : undefined;
          elements.push({ index, append, value, ...(braces ? { braces } : {}) });
          continue;
        }
        this.pos = start;
      }
      const word = this.#bracketedWord(start, '') ?? this.word();
      if (!word) this.unexpected();
      for (const value of this.braced(word, start)) elements.push({ value });
    }
    this.pos++;
    return elements;
  }

  /** What has been read from `start` on, read again as a word with braces. */
  #bracesFrom(start: number): readonly Word[] | undefined {
    this.pos = start;
    const words = this.braced(this.word()!, start);
    return words.length > 1 ? words : undefined;
  }

  /** Length of the redirection operator that starts here, with its digits. */
  protected redirectionAt(): number | undefined {
    REDIRECTION.lastIndex = this.pos;
    return REDIRECTION.exec(this.text)?.[0].length;
  }

  protected redirection(): Redirection | undefined {
    const start = this.pos;
    let variable: string | undefined;
    if (isBash(this.dialect)) {
      VARIABLE_REDIRECTION.lastIndex = this.pos;
      variable = VARIABLE_REDIRECTION.exec(this.text)?.[1];
      if (variable !== undefined) this.pos += variable.length + 2;
    }
    this.joinLinesOf(REDIRECTION_ACROSS_LINES);
    REDIRECTION.lastIndex = this.pos;
    const found = REDIRECTION.exec(this.text);
    if (!found) {
      this.pos = start;
      return undefined;
    }
    let [, number, operator] = found as unknown as [string, string, string];
    if (this.dialect === 'busybox' && number !== '' && operator === '&>') operator = '>';
    else if ((operator === '&>' || operator === '&>>') && (this.dialect === 'dash' || number !== '')) return undefined;
    if (operator === '<<<' && !isBash(this.dialect)) operator = '<<';
    if (operator === '&>>' && this.dialect === 'busybox') operator = '&>';
    if (number.length > 1 && (this.dialect === 'dash' || Number(number) > LARGEST_NUMBER)) return undefined;
    if (
      (operator === '<' || operator === '>') &&
      this.dialect !== 'dash' &&
      number === '' &&
      this.text[this.pos + 1] === '('
    )
      return undefined;
    const both = found[2] === '&>' && operator === '>';
    this.pos += number.length + operator.length + (both ? 1 : 0);
    const descriptor = number === '' ? (operator.startsWith('<') ? 0 : 1) : Number(number);
    this.blanks();
    const from = this.pos;
    const substituted = this.dialect === 'busybox' && /^[<>]\(/.test(this.text.slice(from, from + 2));
    if (!isBash(this.dialect) && !substituted && /^[0-9]?[<>]/.test(this.text.slice(from, from + 2))) this.unexpected();
    // What stands before another redirection is a descriptor, and no word.
    const bound =
      isBash(this.dialect) && !operator.endsWith('&')
        ? /^[0-9]+(?=[<>])/.exec(this.text.slice(from, from + 20))?.[0]
        : undefined;
    if (bound !== undefined) this.fail({ kind: 'unexpected', token: { type: 'word', text: bound } }, from);
    const target = this.word({ delimiter: operator === '<<' || operator === '<<-' });
    if (!target) this.unexpected();
    const common = { descriptor, ...(variable === undefined ? {} : { variable }) };
    if (operator === '<<' || operator === '<<-') {
      const pending = this.here.expect(
        target,
        operator === '<<-',
        this.text.slice(from, this.pos),
        this.lineAt(start),
        this.base,
      );
      const span = this.span(start);
      return {
        operator: '<<',
        ...common,
        ...span,
        here: pending,
        get target() {
          return pending.body;
        },
      };
    }
    return { operator: operator as RedirectionOperator, ...common, target, ...this.span(start) };
  }
}
