/** `[[ … ]]` as a command, and what bash does with the rest of its line when it is wrong. */
import { BROKEN, type ConditionReader, conditionalExpression } from './conditional.ts';
import { isBash } from './dialect.ts';
import { SimpleCommands } from './simple-commands.ts';
import { SyntaxProblem } from './syntax-problem.ts';
import type { Command, Enclosing, Redirection, Word } from './tree.ts';

const NO_REDIRECTIONS: readonly Redirection[] = [];

/** What every compound command has. */
export interface Common {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly redirections: readonly Redirection[];
  readonly told?: number;
  readonly enclosing?: Enclosing;
}

export abstract class ConditionalCommands extends SimpleCommands {
  protected conditional(start: number): Command {
    try {
      const expression = conditionalExpression(this.#conditionReader());
      const told = this.toldLine(start, this.pos);
      return this.withRedirections(start, (common) => ({ kind: 'conditional', expression, ...common, ...told }));
    } catch (problem) {
      if (!(problem instanceof SyntaxProblem) || problem.problem.kind !== 'condition') throw problem;
      const broken = this.#brokenWord;
      this.#brokenWord = undefined;
      if (broken) throw broken.followedBy(problem);
      throw this.#withRestOfLine(problem);
    }
  }

  /** A word in `[[ ]]` that nothing ends. */
  #brokenWord: SyntaxProblem | undefined;

  #conditionReader(): ConditionReader {
    const fail = (text: string, place = this.pos): never => {
      const atEnd = place === this.pos && (this.#brokenWord !== undefined || text.includes("`EOF'"));
      return this.fail({ kind: 'condition', text }, place, atEnd ? this.#implicitLines() + this.endedSubstitutions : 0);
    };
    return {
      blanks: () => this.newlines(),
      at: (text) =>
        /^\w/.test(text) || text === ']]' || text === '!'
          ? this.bareWord() === text
          : this.text.startsWith(text, this.pos),
      skip: (length) => {
        this.pos += length;
      },
      word: (regex) => {
        try {
          return this.#conditionalWord(regex);
        } catch (problem) {
          if (!(problem instanceof SyntaxProblem) || problem.problem.kind !== 'unterminated') throw problem;
          this.#brokenWord = problem;
          this.pos = this.text.length;
          return BROKEN;
        }
      },
      blanksOnLine: () => this.blanks(),
      token: (newlineCounts) => this.#conditionToken(newlineCounts),
      place: () => this.pos,
      fail,
      alsoFailing: (run, text, place) => {
        try {
          return run();
        } catch (problem) {
          if (!(problem instanceof SyntaxProblem) || problem.problem.kind !== 'condition') throw problem;
          throw problem.followedBy(this.problemAt({ kind: 'condition', text }, place));
        }
      },
    };
  }

  #conditionToken(newlineCounts: boolean): string | undefined {
    if (this.pos >= this.text.length) return newlineCounts ? 'newline' : 'EOF';
    if (this.text[this.pos] === '\n') return 'newline';
    return this.operatorAt() ?? /^[<>]+/.exec(this.text.slice(this.pos, this.pos + 2))?.[0] ?? this.#bareBrackets();
  }

  #bareBrackets(): string | undefined {
    return this.bareWord() === ']]' ? ']]' : undefined;
  }

  /** bash adds a newline where the last line has none. */
  #implicitLines(): number {
    return this.text.endsWith('\n') ? 0 : 1;
  }

  /** After an error in `[[ ]]` bash reads the line to its end, and complains about what it finds there too. */
  #withRestOfLine(problem: SyntaxProblem): SyntaxProblem {
    const { pos } = this;
    if (pos >= this.text.length || this.text.slice(pos) === '\n')
      return problem.followedBy(this.problemAt({ kind: 'condition', text: '', ended: true }));
    if (this.text[pos] === '\n') this.pos++;
    try {
      for (this.blanks(); this.pos < this.text.length && this.text[this.pos] !== '\n'; this.blanks()) {
        const before = this.pos;
        this.word();
        if (this.pos === before) this.pos += this.operatorAt()?.length ?? 1;
      }
      return problem;
    } catch (further) {
      if (!(further instanceof SyntaxProblem)) throw further;
      return problem.followedBy(further);
    }
  }

  /** Extended patterns count here whatever `shopt` says. */
  #conditionalWord(regex: boolean): Word | undefined {
    const { extendedPatterns } = this;
    this.extendedPatterns = true;
    const word = this.word({ regex });
    this.extendedPatterns = extendedPatterns;
    return word;
  }

  protected withRedirections<T>(start: number, make: (common: Common) => T): T {
    let redirections: Redirection[] | undefined;
    if (this.aliases?.size && !isBash(this.dialect)) {
      this.blanks();
      this.expandAliases();
    }
    for (;;) {
      this.blanks();
      const redirection = this.redirection();
      if (!redirection) break;
      redirections ??= [];
      redirections.push(redirection);
    }
    const common = { line: this.lineAt(start), ...this.span(start), redirections: redirections ?? NO_REDIRECTIONS };
    if (!redirections) return make(common);
    this.afterRedirections = this.pos;
    return make(isBash(this.dialect) ? { ...common, enclosing: this.enclosing } : common);
  }

  /** bash: the construct around what is being read. */
  protected enclosing: Enclosing = { line: undefined };

  /** Reads something inside a construct, whose line may be known only behind it. */
  protected within<T>(enclosing: Enclosing, read: () => T): T {
    if (!isBash(this.dialect)) return read();
    const outer = this.enclosing;
    this.enclosing = enclosing;
    try {
      return read();
    } finally {
      this.enclosing = outer;
    }
  }
}
