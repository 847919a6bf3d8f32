/** The shell grammar (XCU 2.10): from text to commands, one complete command at a time, as a shell reads its script. */
import { AT_PARENTHESIS, CompoundCommands } from './compound-commands.ts';
import { isBash } from './dialect.ts';
import type { Warning } from './here-documents.ts';
import { SyntaxProblem } from './syntax-problem.ts';
import type { Ends } from './tokens.ts';
import type { Command, Enclosing, Redirection, Sequence } from './tree.ts';
import { makeWord } from './word-parts.ts';

export type { Aliases } from './tokens.ts';

export class Parser extends CompoundCommands {
  /** Offset of what is read next. */
  get offset(): number {
    return this.pos;
  }

  /** The same in the text as it was written, before aliases changed it. */
  get written(): number {
    return this.pos - this.grown;
  }

  /** A here-document ended with the text instead of its delimiter. */
  get missesDelimiter(): boolean {
    return this.here.missesDelimiter;
  }

  /** An offset in the file as one in this text. */
  ownOffset(offset: number): number {
    return Math.max(0, Math.min(this.text.length, offset - this.base));
  }

  lineOf(offset: number): number {
    return this.lineAt(offset);
  }

  /** What is left from an offset on, with its first line and its offset in the file. */
  rest<T>(offset: number, make: (text: string, firstLine: number, base: number, linesBefore: number) => T): T {
    return make(this.text.slice(offset), this.lineAt(offset), this.base + offset, this.linesBefore);
  }

  fileOffset(offset: number): number {
    return this.base + offset;
  }

  takeWarnings(): readonly Warning[] {
    return this.here.warnings.splice(0);
  }

  namedLine(offset: number): number {
    return this.toldAt(offset);
  }

  /** The commands up to the end of the next line that completes one; undefined at the end of the text. @throws SyntaxProblem */
  next(): Sequence | undefined {
    this.beforeCommand();
    if (this.pos >= this.text.length) return undefined;
    const start = this.pos;
    const whole: Enclosing = { line: undefined };
    const items = this.within(whole, () => this.#listOnLine());
    if (this.pos < this.text.length && this.text[this.pos] !== '\n') this.unexpected();
    if (this.text[this.pos] === '\n') this.newline();
    else this.here.finish(this.text, this.pos, (at) => this.lineAt(at));
    whole.line = this.toldAt(this.text[this.pos - 1] === '\n' ? this.pos - 1 : this.pos);
    return { kind: 'sequence', items, line: this.lineAt(start), ...this.span(start) };
  }

  protected override commandsUntilParenthesis(opener: string): Sequence {
    const start = this.pos;
    const outer = this.here.suspend();
    const { inBody } = this;
    this.inBody = false;
    let body: Sequence;
    const whole: Enclosing = { line: undefined };
    try {
      body = this.within(whole, () => this.list(AT_PARENTHESIS, opener === '$(', ')'));
      whole.line = this.toldAt(this.pos);
      this.substitutions.push([this.base + start, this.base + this.pos]);
      if (this.text[this.pos] !== ')') {
        if (this.pos >= this.text.length && isBash(this.dialect))
          this.fail({ kind: 'unterminated', what: 'substitution', opener, line: this.lineAt(start) }, this.text.length);
        this.unexpected(')');
      }
      this.here.finish(this.text, this.pos, (at) => this.lineAt(at));
    } catch (problem) {
      this.here.leaveSubstitution();
      if (!(problem instanceof SyntaxProblem) || !isBash(this.dialect)) throw problem;
      const found = this.#inSubstitution(problem, start);
      // In a here-document the substitution is read by itself, when it is expanded.
      throw inBody ? found.atLine(found.line - this.lineAt(start) + 1) : found;
    }
    this.pos++;
    this.here.resume(outer);
    this.inBody = inBody;
    return body;
  }

  /** Where substitutions stand in the file. */
  readonly substitutions: (readonly [number, number])[] = [];

  /** What bash makes of an error in a substitution. */
  #inSubstitution(problem: SyntaxProblem, start: number): SyntaxProblem {
    if (problem.givesUp !== 'reading') return problem;
    if (problem.problem.kind === 'unexpected' && problem.problem.token.type === 'end') {
      const missing = { kind: 'unterminated', what: 'substitution', opener: '$(', line: this.lineAt(start) } as const;
      return new SyntaxProblem(missing, ...problem.where);
    }
    if (problem.problem.kind !== 'unterminated') return problem.inside('substitution');
    this.endedSubstitutions++;
    return problem;
  }

  protected override commandsOf(text: string, offset: number): Sequence {
    const inner = this.inner(text, offset, this.#linesBefore(this.lineAt(offset)));
    const items: Command[] = [];
    let unreadable: SyntaxProblem | undefined;
    if (isBash(this.dialect)) unreadable = inner.#readableItems(items);
    else items.push(...inner.untilOddToken());
    return {
      kind: 'sequence',
      items,
      line: this.lineAt(offset),
      start: this.base + offset,
      end: this.base + offset + text.length,
      ...(unreadable ? { unreadable } : {}),
    };
  }

  /** What the lines of a backquoted command that begins in this line are counted without: dash begins at 1, busybox at the line where it is. */
  #linesBefore(line: number): number {
    if (this.dialect === 'dash') return line - 1;
    return this.lineReached ? line - this.lineReached() : 0;
  }

  /** Reads commands as far as they can be read; gives what is wrong behind them. */
  #readableItems(items: Command[]): SyntaxProblem | undefined {
    try {
      for (let next = this.next(); next; next = this.next()) items.push(...next.items);
      return undefined;
    } catch (problem) {
      if (!(problem instanceof SyntaxProblem)) throw problem;
      return problem;
    }
  }

  protected override inner(text: string, offset: number, linesBefore = this.linesBefore): Parser {
    return new Parser(text, this.dialect, {
      ...(this.aliases ? { aliases: this.aliases } : {}),
      lineReached: this.lineReached,
      extendedPatterns: this.extendedPatterns,
      withoutBraces: this.withoutBraces,
      firstLine: this.lineAt(offset),
      base: this.base + offset,
      depth: this.depth,
      linesBefore,
    });
  }

  // ── lists ──────────────────────────────────────────────────────────────

  #listOnLine(): Command[] {
    const items: Command[] = [];
    for (;;) {
      const start = this.pos;
      const command = this.#andOr();
      this.blanks();
      const operator = this.operatorAt();
      if (operator === '&') {
        this.pos++;
        items.push({ kind: 'background', command, line: this.lineAt(start), ...this.span(start) });
      } else {
        items.push(command);
        if (operator === ';') this.pos++;
        else if (operator !== undefined || (this.pos < this.text.length && this.text[this.pos] !== '\n'))
          this.unexpected();
      }
      this.blanks();
      if (this.aliases?.size) this.expandAliases();
      if (this.pos >= this.text.length || this.text[this.pos] === '\n') return items;
    }
  }

  /** A compound list up to one of the stops, which is not taken. */
  protected override list(stops: Ends, empty = false, expecting?: string): Sequence {
    const start = this.pos;
    const items: Command[] = [];
    this.deeper();
    this.beforeCommand();
    if (!empty && this.atEnd(stops)) this.unexpected(this.pos >= this.text.length && expecting ? expecting : undefined);
    while (!this.atEnd(stops)) {
      if (!isBash(this.dialect) && this.closes()) {
        if (empty) break;
        if (items.length > 0) this.unexpected(expecting);
      }
      const from = this.pos;
      const command = this.#andOr();
      this.blanks();
      const operator = this.operatorAt();
      if (operator === '&') {
        this.pos++;
        items.push({ kind: 'background', command, line: this.lineAt(from), ...this.span(from) });
      } else {
        items.push(command);
        if (operator === ';') this.pos++;
        else if (operator === undefined && this.pos < this.text.length && this.text[this.pos] !== '\n') {
          // A reserved word may follow a compound command at once.
          // It is none behind the redirections of one.
          const noKeyword = this.afterRedirections === this.pos;
          if (!noKeyword && this.atEnd(stops)) break;
          this.unexpected(expecting, !noKeyword || isBash(this.dialect));
        } else if (operator !== undefined) {
          if (stops.has(operator)) break;
          this.unexpected(expecting);
        }
      }
      this.beforeCommand();
    }
    this.shallower();
    return { kind: 'sequence', items, line: this.lineAt(start), ...this.span(start) };
  }

  /** Differs: in backquotes the Almquist shells read up to what cannot go on there, and leave the rest. */
  untilOddToken(): Command[] {
    const items: Command[] = [];
    for (this.newlines(); this.pos < this.text.length && !this.closes(); this.newlines()) {
      const start = this.pos;
      const command = this.#andOr();
      this.blanks();
      const operator = this.operatorAt();
      items.push(
        operator === '&' ? { kind: 'background', command, line: this.lineAt(start), ...this.span(start) } : command,
      );
      if (operator === '&' || operator === ';') this.pos++;
      else if (this.text[this.pos] !== '\n') break;
    }
    this.here.finish(this.text, this.pos, (at) => this.lineAt(at));
    return items;
  }

  #andOr(): Command {
    const start = this.pos;
    const first = this.pipeline();
    let rest: { operator: '&&' | '||'; command: Command }[] | undefined;
    for (;;) {
      this.blanks();
      const operator = this.operatorAt();
      if (operator !== '&&' && operator !== '||') break;
      this.pos += 2;
      this.beforeCommand();
      rest ??= [];
      rest.push({ operator, command: this.pipeline() });
    }
    return rest ? { kind: 'and-or', first, rest, line: this.lineAt(start), ...this.span(start) } : first;
  }

  protected pipeline(): Command {
    this.blanks();
    const start = this.pos;
    const at = () => ({ line: this.lineAt(start), ...this.span(start) });
    if (isBash(this.dialect)) {
      if (this.bareWord() === 'time' && !this.#isTimeProgram()) return this.#time();
      if (this.takeKeyword('!')) {
        this.blanks();
        return { kind: 'not', command: this.#nothingFollows() ? undefined : this.pipeline(), ...at() };
      }
    } else if (this.takeKeyword('!')) {
      this.blanks();
      if (this.bareWord() === '!') this.unexpected();
      return { kind: 'not', command: this.#piped(), ...at() };
    }
    return this.#piped();
  }

  /** bash: `!` and `time` may stand alone. */
  #nothingFollows(): boolean {
    return this.pos >= this.text.length || this.text[this.pos] === '\n' || this.operatorAt() === ';';
  }

  /** In POSIX mode `time` with an option is the program. */
  #isTimeProgram(): boolean {
    return this.dialect === 'bash-posix' && /^time[ \t]+-/.test(this.text.slice(this.pos, this.pos + 100));
  }

  #time(): Command {
    const start = this.pos;
    this.pos += 4;
    this.blanks();
    const posix = this.bareWord() === '-p';
    if (posix) this.pos += 2;
    this.blanks();
    if (this.bareWord() === '--') this.pos += 2;
    this.blanks();
    const command = this.#nothingFollows() ? undefined : this.pipeline();
    return { kind: 'time', posix, command, line: this.lineAt(start), ...this.span(start) };
  }

  #piped(): Command {
    const start = this.pos;
    const first = this.command();
    const commands = [first];
    for (;;) {
      this.blanks();
      const operator = this.operatorAt();
      if (operator !== '|' && operator !== '|&') break;
      this.pos += operator.length;
      if (operator === '|&') commands.push(withErrorOutput(commands.pop()!));
      this.beforeCommand();
      commands.push(this.command());
    }
    return commands.length === 1
      ? first
      : { kind: 'pipeline', commands, line: this.lineAt(start), ...this.span(start) };
  }
}

function withErrorOutput(command: Command): Command {
  const both: Redirection = {
    operator: '>&',
    descriptor: 2,
    target: makeWord([{ kind: 'literal', value: '1', quoted: false }], command),
    start: command.start,
    end: command.end,
  };
  if ('redirections' in command) return { ...command, redirections: [...command.redirections, both] };
  return {
    kind: 'group',
    body: { kind: 'sequence', items: [command], line: command.line, start: command.start, end: command.end },
    redirections: [both],
    line: command.line,
    start: command.start,
    end: command.end,
  };
}
