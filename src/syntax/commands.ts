/** The shell grammar (XCU 2.10): from text to commands, one complete command at a time, as a shell reads its script. */
import { type Dialect, isBash } from './dialect.ts';
import { bracesIn } from './brace-expansion.ts';
import { conditionalExpression } from './conditional.ts';
import { HereDocuments } from './here-documents.ts';
import { SyntaxProblem, type Token } from './syntax-problem.ts';
import type { ArrayElement, Assignment, CaseItem, Command, Redirection, RedirectionOperator, Sequence, Word } from './tree.ts';
import { makeWord } from './word-parts.ts';
import { Words } from './words.ts';

/** Looks an alias up; its text replaces the command word. */
export type Aliases = ReadonlyMap<string, string>;

const BLANKS = /[ \t]*/y;
const ASSIGNMENT = /[A-Za-z_][A-Za-z0-9_]*(\+?=|\[)/y;
const REDIRECTION = /([0-9]*)(<<-|<<<|<<|<&|<>|>>|>&|>\||&>>|&>|<|>)/y;
const VARIABLE_REDIRECTION = /\{([A-Za-z_][A-Za-z0-9_]*)\}(?=[<>])/y;
const KEYWORDS: ReadonlySet<string> = new Set(['!', '{', '}', 'case', 'do', 'done', 'elif', 'else', 'esac', 'fi', 'for', 'if', 'in', 'then', 'until', 'while']);
const BASH_KEYWORDS: ReadonlySet<string> = new Set([...KEYWORDS, '[[', ']]', 'function', 'select', 'time', 'coproc']);
const BUSYBOX_KEYWORDS: ReadonlySet<string> = new Set([...KEYWORDS, '[[', 'function']);
/** Builtins whose arguments may be assignments of arrays. */
const DECLARATIONS: ReadonlySet<string> = new Set(['declare', 'typeset', 'local', 'export', 'readonly']);
const NO_REDIRECTIONS: readonly Redirection[] = [];

/** What a list may end at, besides the end of input. */
type Ends = ReadonlySet<string>;
const NOTHING: Ends = new Set();
const ends = (...words: string[]): Ends => new Set(words);
const AT_THEN = ends('then');
const AT_DO = ends('do');
const AT_DONE = ends('done');
const AT_BRACE = ends('}');
const AT_FI = ends('fi', 'elif', 'else');
const AT_ONLY_FI = ends('fi');
const AT_PARENTHESIS = ends(')');
const AT_CASE_END = ends(';;', ';&', ';;&', 'esac');

export class Parser extends Words {
  readonly #aliases: Aliases | undefined;
  readonly #here: HereDocuments;
  readonly #keywords: ReadonlySet<string>;
  /** Aliases whose text is being read, and the offset where it ends. */
  #expanding: { readonly name: string; end: number }[] = [];
  /** After an alias whose text ends in a blank, the next word is checked too. */
  #checkNext = -1;

  constructor(text: string, dialect: Dialect, options: { readonly aliases?: Aliases; readonly firstLine?: number; readonly base?: number; readonly depth?: number } = {}) {
    super(text, dialect, options.firstLine, options.base, options.depth);
    this.#aliases = options.aliases;
    this.#here = new HereDocuments(dialect, (body, offset) => this.#sub(body, offset).bodyWord());
    this.#keywords = isBash(dialect) ? BASH_KEYWORDS : dialect === 'busybox' ? BUSYBOX_KEYWORDS : KEYWORDS;
  }

  /** Offset of what is read next. */
  get offset(): number {
    return this.pos;
  }

  /** The commands up to the end of the next line that completes one; undefined at the end of the text. @throws SyntaxProblem */
  next(): Sequence | undefined {
    this.#newlines();
    if (this.pos >= this.text.length) return undefined;
    const start = this.pos;
    const items = this.#listOnLine();
    if (this.pos < this.text.length && this.text[this.pos] !== '\n') this.#unexpected();
    if (this.text[this.pos] === '\n') this.#newline();
    else this.#here.finish(this.text, this.pos);
    return { kind: 'sequence', items, line: this.lineAt(start), ...this.span(start) };
  }

  protected override commandsUntilParenthesis(opener: string): Sequence {
    const start = this.pos;
    const outer = this.#here.suspend();
    const body = this.#list(AT_PARENTHESIS, opener === '$(');
    if (this.text[this.pos] !== ')') {
      if (this.pos >= this.text.length && isBash(this.dialect)) this.fail({ kind: 'unterminated', what: 'substitution', opener, line: this.lineAt(start) }, this.text.length);
      this.#unexpected(')');
    }
    this.#here.finish(this.text, this.pos);
    this.pos++;
    this.#here.resume(outer);
    return body;
  }

  protected override commandsOf(text: string, offset: number): Sequence {
    const inner = this.#sub(text, offset);
    const items: Command[] = [];
    for (let next = inner.next(); next; next = inner.next()) items.push(...next.items);
    return { kind: 'sequence', items, line: this.lineAt(offset), start: this.base + offset, end: this.base + offset + text.length };
  }

  #sub(text: string, offset: number): Parser {
    return new Parser(text, this.dialect, { ...(this.#aliases ? { aliases: this.#aliases } : {}), firstLine: this.lineAt(offset), base: this.base + offset, depth: this.depth });
  }

  // ── blanks, newlines, tokens ───────────────────────────────────────────

  #blanks(): void {
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

  #newline(): void {
    this.pos = this.#here.read(this.text, this.pos + 1, (at) => this.lineAt(at));
  }

  #newlines(): void {
    for (;;) {
      this.#blanks();
      if (this.text[this.pos] !== '\n') return;
      this.#newline();
    }
  }

  #operatorAt(): string | undefined {
    const c = this.text[this.pos];
    if (c === undefined) return undefined;
    const next = this.text[this.pos + 1];
    switch (c) {
      case ';':
        if (next === ';') return isBash(this.dialect) && this.text[this.pos + 2] === '&' ? ';;&' : ';;';
        return next === '&' && this.dialect !== 'dash' ? ';&' : ';';
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

  #take(operator: string): boolean {
    if (this.#operatorAt() !== operator) return false;
    this.pos += operator.length;
    return true;
  }

  /** The reserved word that starts here, if it stands alone. */
  #keyword(): string | undefined {
    const found = this.#bareWord();
    return found !== undefined && this.#keywords.has(found) ? found : undefined;
  }

  #bareWord(): string | undefined {
    BARE.lastIndex = this.pos;
    return BARE.exec(this.text)?.[1];
  }

  #takeKeyword(keyword: string): boolean {
    if (this.#bareWord() !== keyword) return false;
    this.pos += keyword.length;
    return true;
  }

  /** Where a list has to stop: at an operator or reserved word of these, or at the end. */
  #atEnd(stops: Ends): boolean {
    if (this.pos >= this.text.length) return true;
    if (stops.size === 0) return false;
    const operator = this.#operatorAt();
    if (operator !== undefined) return stops.has(operator);
    const keyword = this.#keyword();
    return keyword !== undefined && stops.has(keyword);
  }

  #unexpected(expecting?: string): never {
    const offset = this.pos;
    this.fail({ kind: 'unexpected', token: this.#tokenAt(), ...(expecting ? { expecting } : {}) }, offset);
  }

  #tokenAt(): Token {
    this.#blanks();
    if (this.pos >= this.text.length) return { type: 'end', text: '' };
    if (this.text[this.pos] === '\n') return { type: 'newline', text: '\n' };
    REDIRECTION.lastIndex = this.pos;
    const redirection = REDIRECTION.exec(this.text);
    if (redirection && (this.dialect !== 'dash' || !redirection[2]!.startsWith('&'))) return { type: 'redirection', text: redirection[2]! };
    const operator = this.#operatorAt();
    if (operator) return { type: 'operator', text: operator };
    const keyword = this.#keyword();
    if (keyword) return { type: 'keyword', text: keyword };
    const start = this.pos;
    try {
      this.word();
    } catch (problem) {
      if (!(problem instanceof SyntaxProblem)) throw problem;
    }
    const text = this.text.slice(start, Math.max(this.pos, start + 1));
    this.pos = start;
    return { type: 'word', text };
  }

  // ── lists ──────────────────────────────────────────────────────────────

  #listOnLine(): Command[] {
    const items: Command[] = [];
    for (;;) {
      const start = this.pos;
      const command = this.#andOr();
      this.#blanks();
      const operator = this.#operatorAt();
      if (operator === '&') {
        this.pos++;
        items.push({ kind: 'background', command, line: this.lineAt(start), ...this.span(start) });
      } else {
        items.push(command);
        if (operator === ';') this.pos++;
        else if (operator !== undefined || (this.pos < this.text.length && this.text[this.pos] !== '\n')) this.#unexpected();
      }
      this.#blanks();
      if (this.pos >= this.text.length || this.text[this.pos] === '\n') return items;
    }
  }

  /** A compound list up to one of the stops, which is not taken. */
  #list(stops: Ends, empty = false, expecting?: string): Sequence {
    const start = this.pos;
    const items: Command[] = [];
    this.deeper();
    this.#newlines();
    if (!empty && this.#atEnd(stops)) this.#unexpected(this.pos >= this.text.length && expecting ? expecting : undefined);
    while (!this.#atEnd(stops)) {
      const from = this.pos;
      const command = this.#andOr();
      this.#blanks();
      const operator = this.#operatorAt();
      if (operator === '&') {
        this.pos++;
        items.push({ kind: 'background', command, line: this.lineAt(from), ...this.span(from) });
      } else {
        items.push(command);
        if (operator === ';') this.pos++;
        else if (operator === undefined && this.pos < this.text.length && this.text[this.pos] !== '\n') this.#unexpected(expecting);
        else if (operator !== undefined) {
          if (stops.has(operator)) break;
          this.#unexpected(expecting);
        }
      }
      this.#newlines();
    }
    this.shallower();
    return { kind: 'sequence', items, line: this.lineAt(start), ...this.span(start) };
  }

  #andOr(): Command {
    const start = this.pos;
    const first = this.#pipeline();
    let rest: { operator: '&&' | '||'; command: Command }[] | undefined;
    for (;;) {
      this.#blanks();
      const operator = this.#operatorAt();
      if (operator !== '&&' && operator !== '||') break;
      this.pos += 2;
      this.#newlines();
      rest ??= [];
      rest.push({ operator, command: this.#pipeline() });
    }
    return rest ? { kind: 'and-or', first, rest, line: this.lineAt(start), ...this.span(start) } : first;
  }

  #pipeline(): Command {
    this.#blanks();
    const start = this.pos;
    const at = () => ({ line: this.lineAt(start), ...this.span(start) });
    if (isBash(this.dialect) && this.#bareWord() === 'time') return this.#time();
    if (this.#takeKeyword('!')) {
      this.#blanks();
      if (isBash(this.dialect)) {
        if (this.#bareWord() === '!') return { kind: 'not', command: this.#pipeline(), ...at() };
        if (this.pos >= this.text.length || this.text[this.pos] === '\n' || this.#operatorAt() === ';') return { kind: 'not', command: undefined, ...at() };
      } else if (this.#bareWord() === '!') this.#unexpected();
      return { kind: 'not', command: this.#piped(), ...at() };
    }
    return this.#piped();
  }

  #time(): Command {
    const start = this.pos;
    this.pos += 4;
    this.#blanks();
    const posix = this.#bareWord() === '-p';
    if (posix) this.pos += 2;
    this.#blanks();
    const empty = this.pos >= this.text.length || this.text[this.pos] === '\n' || this.#operatorAt() !== undefined;
    const command = empty && this.text[this.pos] !== '(' ? undefined : this.#pipeline();
    return { kind: 'time', posix, command, line: this.lineAt(start), ...this.span(start) };
  }

  #piped(): Command {
    const start = this.pos;
    const first = this.#command();
    const commands = [first];
    for (;;) {
      this.#blanks();
      const operator = this.#operatorAt();
      if (operator !== '|' && operator !== '|&') break;
      this.pos += operator.length;
      if (operator === '|&') commands.push(withErrorOutput(commands.pop()!));
      this.#newlines();
      commands.push(this.#command());
    }
    return commands.length === 1 ? first : { kind: 'pipeline', commands, line: this.lineAt(start), ...this.span(start) };
  }

  // ── commands ───────────────────────────────────────────────────────────

  #command(): Command {
    this.#blanks();
    if (this.#aliases?.size) this.#expandAliases();
    const start = this.pos;
    const c = this.text[start];
    if (c === '(') {
      if (this.dialect !== 'dash' && this.text[start + 1] === '(') {
        const arithmetic = this.#arithmeticCommand(start);
        if (arithmetic) return arithmetic;
      }
      this.pos++;
      const body = this.#list(AT_PARENTHESIS, false, ')');
      if (this.text[this.pos] !== ')') this.#unexpected(')');
      this.pos++;
      return this.#withRedirections(start, (common) => ({ kind: 'subshell', body, ...common }));
    }
    const keyword = this.#keyword();
    if (keyword === undefined) return this.#simple();
    this.pos += keyword.length;
    this.deeper();
    const command = this.#compound(keyword, start);
    this.shallower();
    return command;
  }

  #compound(keyword: string, start: number): Command {
    switch (keyword) {
      case '{': {
        const body = this.#list(AT_BRACE, false, '}');
        this.#expect('}');
        return this.#withRedirections(start, (common) => ({ kind: 'group', body, ...common }));
      }
      case 'if':
        return this.#if(start);
      case 'while':
      case 'until': {
        const condition = this.#list(AT_DO, false, 'do');
        this.#expect('do');
        const body = this.#list(AT_DONE, false, 'done');
        this.#expect('done');
        return this.#withRedirections(start, (common) => ({ kind: 'while', until: keyword === 'until', condition, body, ...common }));
      }
      case 'for':
      case 'select':
        return this.#for(start, keyword);
      case 'case':
        return this.#case(start);
      case '[[':
        if (this.dialect === 'busybox') break;
        return this.#conditional(start);
      case 'function':
        return this.#functionKeyword(start);
      case 'coproc':
        return this.#coprocess(start);
      default:
        break;
    }
    this.pos = start;
    if (keyword === '[[') return this.#simple();
    this.#unexpected();
  }

  #expect(keyword: string): void {
    this.#newlines();
    if (!this.#takeKeyword(keyword)) this.#unexpected(keyword);
  }

  #if(start: number): Command {
    const branches: { condition: Sequence; body: Sequence }[] = [];
    let otherwise: Sequence | undefined;
    do {
      const condition = this.#list(AT_THEN, false, 'then');
      this.#expect('then');
      branches.push({ condition, body: this.#list(AT_FI, false, 'fi') });
    } while (this.#takeKeyword('elif'));
    if (this.#takeKeyword('else')) otherwise = this.#list(AT_ONLY_FI, false, 'fi');
    this.#expect('fi');
    return this.#withRedirections(start, (common) => ({ kind: 'if', branches, otherwise, ...common }));
  }

  #for(start: number, kind: 'for' | 'select'): Command {
    this.#blanks();
    if (this.dialect !== 'dash' && this.text.startsWith('((', this.pos)) return this.#forArithmetic(start);
    const from = this.pos;
    const name = this.word();
    const text = name ? this.text.slice(from, this.pos) : '';
    if (!name || !/^[A-Za-z_][A-Za-z0-9_]*$/.test(text)) {
      if (isBash(this.dialect) && !name) this.#unexpected();
      this.fail({ kind: 'bad-name', what: 'for', text }, from);
    }
    this.#newlines();
    let words: Word[] | undefined;
    if (this.#takeKeyword('in')) {
      words = [];
      for (;;) {
        this.#blanks();
        const word = this.word();
        if (!word) break;
        words.push(...bracesIn(word, this.dialect));
      }
      const operator = this.#operatorAt();
      if (operator === ';') this.pos++;
      else if (this.text[this.pos] !== '\n') this.#unexpected(operator === undefined && this.pos < this.text.length ? undefined : undefined);
    } else {
      if (this.#operatorAt() === ';') this.pos++;
    }
    const body = this.#doGroup();
    return this.#withRedirections(start, (common) => ({ kind, name: text, words, body, ...common }));
  }

  #doGroup(): Sequence {
    this.#newlines();
    if (isBash(this.dialect) && this.#takeKeyword('{')) {
      const body = this.#list(AT_BRACE, false, '}');
      this.#expect('}');
      return body;
    }
    this.#expect('do');
    const body = this.#list(AT_DONE, false, 'done');
    this.#expect('done');
    return body;
  }

  #forArithmetic(start: number): Command {
    this.pos += 2;
    const whole = this.arithmeticText();
    if (!whole || !this.text.startsWith('))', this.pos)) this.#unexpected();
    const [initial, condition, step] = splitAtSemicolons(whole);
    if (!initial || !condition || !step) this.fail({ kind: 'other', text: 'syntax error: arithmetic expression required' });
    this.pos += 2;
    this.#blanks();
    if (this.#operatorAt() === ';') this.pos++;
    const body = this.#doGroup();
    return this.#withRedirections(start, (common) => ({ kind: 'for-arithmetic', initial, condition, step, body, ...common }));
  }

  #case(start: number): Command {
    this.#blanks();
    const word = this.word();
    if (!word) this.#unexpected(isBash(this.dialect) ? undefined : 'word');
    this.#newlines();
    if (!this.#takeKeyword('in')) this.#unexpected('in');
    this.#newlines();
    const items: CaseItem[] = [];
    while (!this.#takeKeyword('esac')) {
      items.push(this.#caseItem());
      this.#newlines();
    }
    return this.#withRedirections(start, (common) => ({ kind: 'case', word, items, ...common }));
  }

  #caseItem(): CaseItem {
    const start = this.pos;
    if (this.#operatorAt() === '(') {
      this.pos++;
      this.#blanks();
    }
    const patterns: Word[] = [];
    for (;;) {
      this.#blanks();
      const pattern = this.word();
      if (!pattern) this.#unexpected(this.pos >= this.text.length ? ')' : undefined);
      patterns.push(pattern);
      this.#blanks();
      if (this.#operatorAt() !== '|') break;
      this.pos++;
    }
    if (this.#operatorAt() !== ')') this.#unexpected(')');
    this.pos++;
    const list = this.#list(AT_CASE_END, true, ';;');
    const body = list.items.length > 0 ? list : undefined;
    const operator = this.#operatorAt();
    if (operator === ';;' || operator === ';&' || operator === ';;&') {
      this.pos += operator.length;
      return { patterns, body, terminator: operator, ...this.span(start) };
    }
    if (this.#bareWord() !== 'esac') this.#unexpected(';;');
    return { patterns, body, terminator: ';;', ...this.span(start) };
  }

  #functionKeyword(start: number): Command {
    this.#blanks();
    const from = this.pos;
    const word = this.word();
    if (!word) this.#unexpected();
    const name = word.fixed ?? this.text.slice(from, this.pos);
    this.#blanks();
    if (this.text[this.pos] === '(') {
      const rest = /\(\s*\)/y;
      rest.lastIndex = this.pos;
      if (rest.test(this.text)) this.pos = rest.lastIndex;
    }
    return this.#functionBody(start, name);
  }

  #functionBody(start: number, name: string): Command {
    this.#newlines();
    const body = this.#command();
    if (isBash(this.dialect) && body.kind === 'simple') {
      this.pos = body.start - this.base;
      this.#unexpected();
    }
    return { kind: 'function', name, body, line: this.lineAt(start), ...this.span(start) };
  }

  #coprocess(start: number): Command {
    this.#blanks();
    const word = this.#bareWord();
    const named = word !== undefined && /^[A-Za-z_]\w*$/.test(word) && !this.#keywords.has(word) && /^[ \t]*[({]/.test(this.text.slice(this.pos + word.length));
    if (named) this.pos += word.length;
    return { kind: 'coproc', name: named ? word : 'COPROC', command: this.#command(), line: this.lineAt(start), ...this.span(start) };
  }

  #arithmeticCommand(start: number): Command | undefined {
    this.pos += 2;
    const expression = this.arithmeticText();
    if (!expression || !this.text.startsWith('))', this.pos)) {
      this.pos = start;
      return undefined;
    }
    this.pos += 2;
    return this.#withRedirections(start, (common) => ({ kind: 'arithmetic-command', expression, ...common }));
  }

  #conditional(start: number): Command {
    const expression = conditionalExpression({
      blanks: () => this.#newlines(),
      at: (text) => (/^\w/.test(text) || text === ']]' || text === '!' ? this.#bareWord() === text : this.text.startsWith(text, this.pos)),
      skip: (length) => {
        this.pos += length;
      },
      word: (regex) => this.word({ regex }),
      unexpected: () => this.#unexpected(),
    });
    return this.#withRedirections(start, (common) => ({ kind: 'conditional', expression, ...common }));
  }

  #withRedirections<T>(start: number, make: (common: { line: number; start: number; end: number; redirections: readonly Redirection[] }) => T): T {
    let redirections: Redirection[] | undefined;
    for (;;) {
      this.#blanks();
      const redirection = this.#redirection();
      if (!redirection) break;
      redirections ??= [];
      redirections.push(redirection);
    }
    return make({ line: this.lineAt(start), ...this.span(start), redirections: redirections ?? NO_REDIRECTIONS });
  }

  // ── simple commands ────────────────────────────────────────────────────

  #simple(): Command {
    const start = this.pos;
    const assignments: Assignment[] = [];
    const words: Word[] = [];
    const redirections: Redirection[] = [];
    for (;;) {
      this.#blanks();
      if (words.length === 1 && this.pos === this.#checkNext) this.#expandAliases();
      const redirection = this.#redirection();
      if (redirection) {
        redirections.push(redirection);
        continue;
      }
      if (words.length === 0) {
        const assignment = this.#assignment();
        if (assignment) {
          assignments.push(assignment);
          if (this.#aliases?.size) {
            this.#blanks();
            this.#expandAliases();
          }
          continue;
        }
      }
      const from = this.pos;
      const word = this.word();
      if (!word) break;
      if (word.assignment > 0 && isBash(this.dialect) && this.text[this.pos] === '(' && word.assignment === this.pos - from && DECLARATIONS.has(words[0]?.plain ?? '')) {
        const array = this.#arrayElements();
        words.push(makeWord(word.parts, this.span(from), word.assignment, array));
        continue;
      }
      if (words.length === 0 && assignments.length === 0 && redirections.length === 0 && this.#functionFollows(word)) return this.#functionDefinition(start, from);
      for (const each of bracesIn(word, this.dialect)) words.push(each);
    }
    if (this.text[this.pos] === '(') this.#unexpectedParenthesis(words);
    if (words.length === 0 && assignments.length === 0 && redirections.length === 0) this.#unexpected();
    return { kind: 'simple', assignments, words, redirections, line: this.lineAt(start), ...this.span(start) };
  }

  /** The Almquist shells take `word (` for a function without its `)`. */
  #unexpectedParenthesis(words: readonly Word[]): never {
    if (words.length === 1 && !isBash(this.dialect)) {
      this.pos++;
      this.#blanks();
      this.#unexpected(')');
    }
    this.#unexpected();
  }

  #functionFollows(_word: Word): boolean {
    FUNCTION_PARENTHESES.lastIndex = this.pos;
    return FUNCTION_PARENTHESES.test(this.text);
  }

  #functionDefinition(start: number, from: number): Command {
    const name = this.text.slice(from, this.pos);
    FUNCTION_PARENTHESES.lastIndex = this.pos;
    FUNCTION_PARENTHESES.test(this.text);
    this.pos = FUNCTION_PARENTHESES.lastIndex;
    const valid = isBash(this.dialect) ? !/[$'"`\\<>&|;(){}]/.test(name) && !(this.dialect === 'bash-posix' && !/^[A-Za-z_]\w*$/.test(name)) : this.dialect === 'busybox' ? /^[^$'"`\\<>&|;(){}]+$/.test(name) : /^[A-Za-z_]\w*$/.test(name);
    if (!valid) this.fail({ kind: 'bad-name', what: 'function', text: name }, from);
    return this.#functionBody(start, name);
  }

  #assignment(): Assignment | undefined {
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
      try {
        index = this.subscript();
      } catch (problem) {
        if (!(problem instanceof SyntaxProblem)) throw problem;
      }
      append = this.text.startsWith('+=', this.pos);
      if (!index || (!append && this.text[this.pos] !== '=')) {
        this.pos = start;
        return undefined;
      }
      this.pos += append ? 2 : 1;
    } else this.pos = start + found[0].length;
    if (bash && this.text[this.pos] === '(' && !index) {
      const array = this.#arrayElements();
      return { name, append, value: makeWord([], this.span(this.pos)), array, ...this.span(start) };
    }
    const value = this.assignedWord();
    return { name, append, value, ...(index ? { index } : {}), ...this.span(start) };
  }

  #arrayElements(): ArrayElement[] {
    this.pos++;
    const elements: ArrayElement[] = [];
    for (;;) {
      this.#newlines();
      if (this.text[this.pos] === ')') break;
      const start = this.pos;
      if (this.text[this.pos] === '[') {
        let index: Word | undefined;
        try {
          index = this.subscript();
        } catch (problem) {
          if (!(problem instanceof SyntaxProblem)) throw problem;
        }
        const append = this.text.startsWith('+=', this.pos);
        if (index && (append || this.text[this.pos] === '=')) {
          this.pos += append ? 2 : 1;
          elements.push({ index, append, value: this.assignedWord() });
          continue;
        }
        this.pos = start;
      }
      const word = this.word();
      if (!word) this.#unexpected();
      for (const value of bracesIn(word, this.dialect)) elements.push({ value });
    }
    this.pos++;
    return elements;
  }

  #redirection(): Redirection | undefined {
    const start = this.pos;
    let variable: string | undefined;
    if (isBash(this.dialect)) {
      VARIABLE_REDIRECTION.lastIndex = this.pos;
      variable = VARIABLE_REDIRECTION.exec(this.text)?.[1];
      if (variable !== undefined) this.pos += variable.length + 2;
    }
    REDIRECTION.lastIndex = this.pos;
    const found = REDIRECTION.exec(this.text);
    if (!found) {
      this.pos = start;
      return undefined;
    }
    let [, number, operator] = found as unknown as [string, string, string];
    const almquist = !isBash(this.dialect);
    if ((operator === '&>' || operator === '&>>') && (this.dialect === 'dash' || number !== '')) return undefined;
    if (operator === '<<<' && this.dialect === 'dash') operator = '<<';
    if (almquist && number.length > 1 && this.dialect === 'dash') return undefined;
    if ((operator === '<' || operator === '>') && isBash(this.dialect) && number === '' && this.text[this.pos + 1] === '(') return undefined;
    if (operator === '<<-' && false) return undefined;
    this.pos += number.length + operator.length;
    const descriptor = number === '' ? (operator.startsWith('<') ? 0 : 1) : Number(number);
    this.#blanksOnLine();
    const from = this.pos;
    const target = this.word();
    if (!target) this.#unexpected();
    const common = { descriptor, ...(variable === undefined ? {} : { variable }) };
    if (operator === '<<' || operator === '<<-') {
      const pending = this.#here.expect(target, operator === '<<-', this.text.slice(from, this.pos), this.lineAt(start), this.base);
      const span = this.span(start);
      return {
        operator: '<<',
        ...common,
        ...span,
        get target() {
          return pending.body;
        },
      };
    }
    if (almquist && (operator === '>&' || operator === '<&') && target.fixed !== undefined && !/^(\d+|-)$/.test(target.fixed)) {
      if (this.dialect === 'dash' || operator === '<&') this.fail({ kind: 'bad-descriptor', text: target.fixed }, from);
      return { operator: '&>', ...common, target, ...this.span(start) };
    }
    return { operator: operator as RedirectionOperator, ...common, target, ...this.span(start) };
  }

  #blanksOnLine(): void {
    for (;;) {
      BLANKS.lastIndex = this.pos;
      BLANKS.test(this.text);
      this.pos = BLANKS.lastIndex;
      if (this.text[this.pos] !== '\\' || this.text[this.pos + 1] !== '\n') return;
      this.pos += 2;
    }
  }

  // ── aliases ────────────────────────────────────────────────────────────

  #expandAliases(): void {
    for (;;) {
      this.#expanding = this.#expanding.filter((alias) => this.pos < alias.end);
      const word = this.#bareWord();
      if (word === undefined || (this.#keywords.has(word) && !this.#aliases!.has(word))) return;
      const value = this.#aliases!.get(word);
      if (value === undefined || this.#expanding.some((alias) => alias.name === word)) return;
      const growth = value.length - word.length;
      for (const alias of this.#expanding) alias.end += growth;
      this.text = this.text.slice(0, this.pos) + value + this.text.slice(this.pos + word.length);
      this.textChanged();
      this.#expanding.push({ name: word, end: this.pos + value.length });
      if (/[ \t]$/.test(value)) {
        const after = this.pos + value.length;
        this.#checkNext = after + (/^[ \t]*/.exec(this.text.slice(after))?.[0].length ?? 0);
      }
      this.#blanks();
    }
  }
}

/** A word of characters that neither quote nor expand nor end it. */
const BARE = /([^ \t\n;&|<>()\\'"$`]+)(?=$|[ \t\n;&|<>()]|\\\n)/y;
const FUNCTION_PARENTHESES = /[ \t]*\([ \t]*\)/y;

function withErrorOutput(command: Command): Command {
  const both: Redirection = { operator: '>&', descriptor: 2, target: makeWord([{ kind: 'literal', value: '1', quoted: false }], command), start: command.start, end: command.end };
  if ('redirections' in command) return { ...command, redirections: [...command.redirections, both] };
  return { kind: 'group', body: { kind: 'sequence', items: [command], line: command.line, start: command.start, end: command.end }, redirections: [both], line: command.line, start: command.start, end: command.end };
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

/** Ends of nothing: a whole file. */
export const WHOLE: Ends = NOTHING;
