/** Compound commands and function definitions (XCU 2.9.4, 2.9.5, and bash's own). */
import { type Common, ConditionalCommands } from './conditional-commands.ts';
import { isBash } from './dialect.ts';
import type { Ends } from './tokens.ts';
import type { CaseItem, Command, Enclosing, Sequence, Word } from './tree.ts';
import { makeWord } from './word-parts.ts';

const ends = (...words: string[]): Ends => new Set(words);
const AT_THEN = ends('then');
const AT_DO = ends('do');
const AT_DONE = ends('done');
const AT_BRACE = ends('}');
const AT_FI = ends('fi', 'elif', 'else');
const AT_ONLY_FI = ends('fi');
export const AT_PARENTHESIS = ends(')');
const AT_CASE_END = ends(';;', ';&', ';;&', 'esac');

export abstract class CompoundCommands extends ConditionalCommands {
  /** A compound list up to one of the stops, which is not taken. */
  protected abstract list(stops: Ends, empty?: boolean, expecting?: string): Sequence;

  protected command(): Command {
    this.blanks();
    if (this.aliases?.size) this.expandAliases();
    const start = this.pos;
    const c = this.text[start];
    if (c === '(') {
      if (isBash(this.dialect) && this.text[start + 1] === '(') {
        const arithmetic = this.#arithmeticCommand(start);
        if (arithmetic) return arithmetic;
      }
      this.pos++;
      const inside: Enclosing = { line: undefined };
      const body = this.within(inside, () => this.list(AT_PARENTHESIS, false, ')'));
      if (this.text[this.pos] !== ')') this.unexpected(')');
      const told = this.toldLine(start, this.pos);
      inside.line = this.toldAt(this.pos);
      // A subshell that is alone in another is no process of its own.
      const only: { told?: number; kind: string } | undefined = body.items.length === 1 ? body.items[0] : undefined;
      if (isBash(this.dialect) && only?.kind === 'subshell') only.told = inside.line;
      this.pos++;
      return this.withRedirections(start, (common) => ({ kind: 'subshell', body, ...common, ...told }));
    }
    const keyword = this.keyword();
    if (keyword === undefined) return this.simple();
    this.pos += keyword.length;
    this.deeper();
    const command = this.#compound(keyword, start);
    this.shallower();
    return command;
  }

  #compound(keyword: string, start: number): Command {
    switch (keyword) {
      case '{': {
        const body = this.list(AT_BRACE, false, '}');
        this.#expect('}');
        return this.withRedirections(start, (common) => this.#group(body, common));
      }
      case 'if':
        return this.#if(start);
      case 'while':
      case 'until': {
        const condition = this.list(AT_DO, false, 'do');
        this.#expect('do');
        const body = this.list(AT_DONE, false, 'done');
        this.#expect('done');
        return this.withRedirections(start, (common) => ({
          kind: 'while',
          until: keyword === 'until',
          condition,
          body,
          ...common,
        }));
      }
      case 'for':
      case 'select':
        return this.#for(start, keyword);
      case 'case':
        return this.#case(start);
      case '[[':
        if (this.dialect === 'busybox') break;
        return this.conditional(start);
      case 'function':
        return this.#functionKeyword(start);
      case 'coproc':
        return this.#coprocess(start);
      default:
        break;
    }
    this.pos = start;
    // `time` counts only before a pipeline.
    if (keyword === '[[' || keyword === 'time') return this.simple();
    this.unexpected();
  }

  /** Differs: in dash and busybox the redirections after braces take the place of those of a subshell that is alone inside. */
  #group(body: Sequence, common: Common): Command {
    const only = body.items.length === 1 ? body.items[0]! : undefined;
    const group: Command = { kind: 'group', body, ...common };
    if (isBash(this.dialect) || !only) return group;
    if (only.kind === 'group' && only.redirections.length === 0) return this.#group(only.body, common);
    return only.kind === 'subshell' && common.redirections.length > 0
      ? { ...only, redirections: common.redirections }
      : group;
  }

  #expect(keyword: string): void {
    this.newlines();
    if (!this.takeKeyword(keyword)) this.unexpected(keyword);
  }

  #if(start: number): Command {
    const branches: { condition: Sequence; body: Sequence }[] = [];
    let otherwise: Sequence | undefined;
    do {
      const condition = this.list(AT_THEN, false, 'then');
      this.#expect('then');
      branches.push({ condition, body: this.list(AT_FI, false, 'fi') });
    } while (this.takeKeyword('elif'));
    if (this.takeKeyword('else')) otherwise = this.list(AT_ONLY_FI, false, 'fi');
    this.#expect('fi');
    return this.withRedirections(start, (common) => ({ kind: 'if', branches, otherwise, ...common }));
  }

  #for(start: number, kind: 'for' | 'select'): Command {
    this.blanks();
    if (isBash(this.dialect) && this.text.startsWith('((', this.pos)) return this.#forArithmetic(start);
    const from = this.pos;
    const name = this.word();
    const text = name?.plain ?? (name ? this.text.slice(from, this.pos) : '');
    if (!name || !/^[A-Za-z_][A-Za-z0-9_]*$/.test(text)) {
      if (isBash(this.dialect) && !name) this.unexpected();
      // bash says so when the loop is to run.
      const newline = !name && this.text[this.pos] === '\n';
      if (!isBash(this.dialect)) this.fail({ kind: 'bad-name', what: 'for', text }, this.pos, newline ? 1 : 0);
    }
    const at = this.pos;
    this.beforeCommand();
    let words: Word[] | undefined;
    if (this.takeKeyword('in')) {
      words = [];
      for (;;) {
        this.blanks();
        const from = this.pos;
        const word = this.word();
        if (!word) break;
        words.push(...this.braced(word, from));
      }
      const operator = this.operatorAt();
      if (operator === ';') this.pos++;
      else if (this.text[this.pos] !== '\n')
        this.unexpected(operator === undefined && this.pos < this.text.length ? undefined : undefined);
    } else {
      if (this.operatorAt() === ';') this.pos++;
    }
    const told = this.toldLine(start, at);
    const body = this.within({ line: this.toldAt(at) }, () => this.#doGroup());
    return this.withRedirections(start, (common) => ({ kind, name: text, words, body, ...common, ...told }));
  }

  #doGroup(): Sequence {
    this.beforeCommand();
    if (isBash(this.dialect) && this.takeKeyword('{')) {
      const body = this.list(AT_BRACE, false, '}');
      this.#expect('}');
      return body;
    }
    this.#expect('do');
    const body = this.list(AT_DONE, false, 'done');
    this.#expect('done');
    return body;
  }

  #forArithmetic(start: number): Command {
    const from = this.pos + 2;
    this.pos += 2;
    const whole = this.arithmeticText();
    if (!whole || !this.text.startsWith('))', this.pos)) this.unexpected();
    const [initial, condition, step] = splitAtSemicolons(whole);
    if (!initial || !condition || !step)
      this.fail({
        kind: 'other',
        text: `syntax error: arithmetic expression required\nsyntax error: \`((${this.text.slice(from, this.pos)}))'`,
      });
    this.pos += 2;
    this.blanks();
    if (this.operatorAt() === ';') this.pos++;
    const body = this.#doGroup();
    return this.withRedirections(start, (common) => ({
      kind: 'for-arithmetic',
      initial,
      condition,
      step,
      body,
      ...common,
    }));
  }

  #case(start: number): Command {
    this.blanks();
    const word = this.word();
    if (!word) this.unexpected(isBash(this.dialect) ? undefined : 'word');
    const at = this.pos;
    const told = this.toldLine(start, at);
    this.beforeCommand();
    if (!this.takeKeyword('in')) this.unexpected('in');
    this.newlines();
    const items: CaseItem[] = [];
    while (!this.#caseEnds()) {
      items.push(this.within({ line: this.toldAt(at) }, () => this.#caseItem()));
      this.newlines();
    }
    return this.withRedirections(start, (common) => ({ kind: 'case', word, items, ...common, ...told }));
  }

  #caseEnds(): boolean {
    if (this.takeKeyword('esac')) return true;
    this.dueAlias();
    this.newlines();
    return this.takeKeyword('esac');
  }

  #caseItem(): CaseItem {
    const start = this.pos;
    if (this.operatorAt() === '(') {
      this.pos++;
      this.blanks();
    }
    if (!isBash(this.dialect)) return this.#caseBody(start, this.#anyPatterns());
    const patterns: Word[] = [];
    for (;;) {
      this.blanks();
      const pattern = this.word();
      if (!pattern) this.#badPattern();
      patterns.push(pattern);
      this.blanks();
      if (this.operatorAt() !== '|') break;
      this.pos++;
    }
    if (this.operatorAt() !== ')') this.unexpected(')');
    this.pos++;
    return this.#caseBody(start, patterns);
  }

  /** The Almquist shells look at no pattern: whatever one token stands there is taken for one. */
  #anyPatterns(): Word[] {
    const patterns: Word[] = [];
    for (;;) {
      this.blanks();
      patterns.push(this.word() ?? this.#oddPattern());
      this.blanks();
      this.dueAlias();
      if (this.operatorAt() !== '|') break;
      this.pos++;
    }
    if (this.operatorAt() !== ')') this.unexpected(')', false);
    this.pos++;
    return patterns;
  }

  /** No word, so it stands for the word that was read before. */
  #oddPattern(): Word {
    const start = this.pos;
    if (start >= this.text.length) this.unexpected(')');
    if (this.text[start] === '\n') this.newline();
    else this.pos += this.operatorAt()?.length ?? this.redirectionAt() ?? 1;
    return makeWord([{ kind: 'literal', value: 'in', quoted: true }], this.span(start));
  }

  #caseBody(start: number, patterns: readonly Word[]): CaseItem {
    const list = this.list(AT_CASE_END, true, ';;');
    const body = list.items.length > 0 ? list : undefined;
    const operator = this.operatorAt();
    if (operator === ';;' || operator === ';&' || operator === ';;&') {
      this.pos += operator.length;
      return { patterns, body, terminator: operator, ...this.span(start) };
    }
    if (this.bareWord() !== 'esac') this.unexpected(';;');
    return { patterns, body, terminator: ';;', ...this.span(start) };
  }

  /** The Almquist shells take any operator for a pattern, and complain about what comes after it. */
  #badPattern(): never {
    const operator = this.operatorAt();
    if (!isBash(this.dialect) && operator === '&') {
      this.pos += operator.length;
      this.blanks();
      this.unexpected(')');
    }
    this.unexpected(this.pos >= this.text.length ? ')' : undefined);
  }

  #functionKeyword(start: number): Command {
    this.blanks();
    if (this.aliases?.size && this.dialect === 'busybox') this.expandAliases();
    const from = this.pos;
    const word = this.word();
    if (!word) this.unexpected(this.dialect === 'busybox' ? 'word' : undefined);
    const name = this.text.slice(from, this.pos);
    if (!isBash(this.dialect) && !/^[A-Za-z_]\w*$/.test(name))
      this.fail({ kind: 'bad-name', what: 'function', text: name }, from);
    this.blanks();
    if (this.text[this.pos] === '(') {
      const rest = /\(\s*\)/y;
      rest.lastIndex = this.pos;
      if (rest.test(this.text)) this.pos = rest.lastIndex;
    }
    return this.functionBody(start, name);
  }

  protected override functionBody(start: number, name: string): Command {
    this.beforeCommand();
    const body = this.within({ line: this.toldAt(this.pos) }, () => this.command());
    if (isBash(this.dialect) && (body.kind === 'simple' || body.kind === 'function')) {
      this.pos = body.start - this.base;
      this.unexpected();
    }
    return { kind: 'function', name, body, line: this.lineAt(start), ...this.span(start) };
  }

  #coprocess(start: number): Command {
    this.blanks();
    const word = this.bareWord();
    const named =
      word !== undefined &&
      /^[A-Za-z_]\w*$/.test(word) &&
      !this.keywords.has(word) &&
      /^[ \t]*[({]/.test(this.text.slice(this.pos + word.length));
    if (named) this.pos += word.length;
    return {
      kind: 'coproc',
      name: named ? word : 'COPROC',
      command: this.command(),
      line: this.lineAt(start),
      ...this.span(start),
    };
  }

  #arithmeticCommand(start: number): Command | undefined {
    this.pos += 2;
    const expression = this.arithmeticText();
    if (!expression || !this.text.startsWith('))', this.pos)) {
      this.pos = start;
      return undefined;
    }
    const told = this.toldLine(start, this.pos);
    this.pos += 2;
    return this.withRedirections(start, (common) => ({ kind: 'arithmetic-command', expression, ...common, ...told }));
  }
}

/** The three expressions of `for ((a; b; c))`. */
function splitAtSemicolons(whole: Word): Word[] {
  const words: Word['parts'][number][][] = [[]];
  for (const part of whole.parts) {
    if (part.kind !== 'literal') {
      words.at(-1)!.push(part);
      continue;
    }
    part.value.split(';').forEach((piece, index) => {
      if (index > 0) words.push([]);
      words.at(-1)!.push({ ...part, value: piece });
    });
  }
  return words.length === 3 ? words.map((parts) => makeWord(parts, whole)) : [];
}
