/** Parses awk programs: the language of POSIX XCU awk, as mawk reads it. */
import { Lexer, type Token } from './lexer.ts';
import { type AwkProgram, AwkSyntaxError, type FunctionDefinition, type Node, type Place, type Redirection, type Rule, type Statement } from './tree.ts';

const MAX_DEPTH = 400;
const ASSIGNMENTS = new Set(['=', '+=', '-=', '*=', '/=', '%=', '^=']);
/** Tokens behind which an operand cannot begin, so that a slash divides. */
const OPERAND_ENDS = new Set([')', ']', '$', '++', '--']);
const NO_CONCATENATION = new Set(['in', 'getline', 'if', 'else', 'while', 'for', 'do', 'break', 'continue', 'next', 'nextfile', 'exit', 'return', 'delete', 'print', 'printf', 'function', 'BEGIN', 'END']);

export function parseAwk(text: string): AwkProgram | AwkSyntaxError {
  try {
    return new Parser(text).program();
  } catch (thrown) {
    if (thrown instanceof AwkSyntaxError) return thrown;
    throw thrown;
  }
}

class Parser {
  readonly #lexer: Lexer;
  #token: Token;
  #depth = 0;
  /** Inside print without parentheses `>` redirects; inside for( … in …) `in` does not belong to the expression. */
  #noGreater = false;
  #noIn = false;
  readonly #calls: string[] = [];

  constructor(text: string) {
    this.#lexer = new Lexer(text);
    this.#token = this.#lexer.next(true);
  }

  program(): AwkProgram {
    const rules: Rule[] = [];
    const functions = new Map<string, FunctionDefinition>();
    this.#skipTerminators();
    while (this.#token.kind !== 'end') {
      if (this.#is('function')) this.#function(functions);
      else if (this.#is('}')) throw new AwkSyntaxError(`line ${this.#token.line}: extra '}'`);
      else rules.push(this.#rule());
      this.#skipTerminators();
    }
    const missing = this.#calls.find((name) => !functions.has(name));
    if (missing !== undefined) throw new AwkSyntaxError(`line ${this.#token.line}: function ${missing} never defined`);
    return { rules, functions };
  }

  // tokens

  #is(text: string): boolean {
    return (this.#token.kind === 'operator' || this.#token.kind === 'keyword') && this.#token.text === text;
  }

  #advance(): Token {
    const token = this.#token;
    const operand = token.kind === 'number' || token.kind === 'string' || token.kind === 'regex' || token.kind === 'name' || token.kind === 'builtin' || (token.kind === 'operator' && OPERAND_ENDS.has(token.text));
    this.#token = this.#lexer.next(!operand);
    return token;
  }

  #accept(text: string): boolean {
    if (!this.#is(text)) return false;
    this.#advance();
    return true;
  }

  #expect(text: string): void {
    if (!this.#accept(text)) this.#wrong(text);
  }

  #wrong(missing?: string): never {
    const { kind, text, line } = this.#token;
    if (kind === 'end') throw new AwkSyntaxError(missing === '}' ? `line ${line}: missing } near end of file` : `line ${line}: syntax error at or near end of file`);
    if (missing === undefined && text === ')') throw new AwkSyntaxError(`line ${line}: extra ')'`);
    throw new AwkSyntaxError(`line ${line}: ${missing === ')' || missing === '}' ? `missing ${missing} near` : 'syntax error at or near'} ${kind === 'newline' ? 'end of line' : text}`);
  }

  #skipNewlines(): void {
    while (this.#token.kind === 'newline') this.#advance();
  }

  #skipTerminators(): void {
    while (this.#token.kind === 'newline' || this.#is(';')) this.#advance();
  }

  #deeper<T>(parse: () => T): T {
    if (++this.#depth > MAX_DEPTH) throw new AwkSyntaxError(`line ${this.#token.line}: program nested too deeply`);
    const result = parse();
    this.#depth--;
    return result;
  }

  // rules and statements

  #function(functions: Map<string, FunctionDefinition>): void {
    this.#advance();
    if (this.#token.kind !== 'name' && this.#token.kind !== 'call-name') this.#wrong();
    const name = this.#advance().text;
    const parameters: string[] = [];
    this.#expect('(');
    while (!this.#is(')')) {
      if (this.#token.kind !== 'name') this.#wrong();
      parameters.push(this.#advance().text);
      if (!this.#accept(',')) break;
      this.#skipNewlines();
    }
    this.#expect(')');
    this.#skipNewlines();
    functions.set(name, { parameters, body: this.#block() });
  }

  #rule(): Rule {
    let pattern: Rule['pattern'] = { kind: 'always' };
    if (this.#accept('BEGIN')) pattern = { kind: 'begin' };
    else if (this.#accept('END')) pattern = { kind: 'end' };
    else if (!this.#is('{')) {
      const test = this.#expression();
      if (this.#accept(',')) {
        this.#skipNewlines();
        pattern = { kind: 'range', from: test, to: this.#expression() };
      } else pattern = { kind: 'test', test };
    }
    if (this.#is('{')) return { pattern, action: this.#block() };
    if (pattern.kind === 'begin' || pattern.kind === 'end') this.#wrong();
    if (this.#token.kind !== 'newline' && this.#token.kind !== 'end' && !this.#is(';')) this.#wrong();
    return { pattern, action: undefined };
  }

  #block(): Statement {
    this.#expect('{');
    const body: Statement[] = [];
    this.#skipTerminators();
    while (!this.#is('}')) {
      if (this.#token.kind === 'end') this.#wrong('}');
      body.push(this.#statement());
      this.#skipTerminators();
    }
    this.#advance();
    return { kind: 'block', body };
  }

  /** A statement with its terminator. */
  #statement(): Statement {
    return this.#deeper(() => {
      if (this.#is('{')) return this.#block();
      if (this.#accept('if')) return this.#if();
      if (this.#accept('while')) {
        const test = this.#parenthesized();
        if (this.#accept(';')) return { kind: 'while', test, body: { kind: 'block', body: [] } };
        return { kind: 'while', test, body: this.#body() };
      }
      if (this.#accept('do')) {
        const body = this.#body();
        this.#skipTerminators();
        this.#expect('while');
        const test = this.#parenthesized();
        this.#terminate();
        return { kind: 'do', test, body };
      }
      if (this.#accept('for')) return this.#for();
      if (this.#accept(';')) return { kind: 'block', body: [] };
      const simple = this.#simple();
      this.#terminate();
      return simple;
    });
  }

  #terminate(): void {
    if (this.#is('}') || this.#token.kind === 'end') return;
    if (this.#token.kind !== 'newline' && !this.#is(';')) this.#wrong();
    this.#advance();
  }

  #body(): Statement {
    this.#skipNewlines();
    return this.#statement();
  }

  #parenthesized(): Node {
    this.#expect('(');
    const test = this.#unrestricted(() => this.#expression());
    this.#expect(')');
    return test;
  }

  #if(): Statement {
    const test = this.#parenthesized();
    const yes = this.#body();
    // `else` may come after newlines and a semicolon.
    while (this.#token.kind === 'newline' || this.#is(';')) {
      this.#advance();
    }
    if (!this.#accept('else')) return { kind: 'if', test, yes };
    return { kind: 'if', test, yes, no: this.#body() };
  }

  #for(): Statement {
    this.#expect('(');
    if (this.#token.kind === 'name') {
      const name = this.#token.text;
      const saved = this.#noIn;
      this.#noIn = true;
      const start = this.#simple();
      this.#noIn = saved;
      if (this.#is('in') && start.kind === 'expression' && start.of.kind === 'variable') {
        this.#advance();
        if (this.#token.kind !== 'name') this.#wrong();
        const array = this.#advance().text;
        this.#expect(')');
        return { kind: 'for-in', variable: name, array, body: this.#body() };
      }
      return this.#forRest(start);
    }
    return this.#forRest(this.#is(';') ? undefined : this.#simple());
  }

  #forRest(start: Statement | undefined): Statement {
    this.#expect(';');
    this.#skipNewlines();
    const test = this.#is(';') ? undefined : this.#expression();
    this.#expect(';');
    this.#skipNewlines();
    const next = this.#is(')') ? undefined : this.#simple();
    this.#expect(')');
    const parts = { ...(start ? { start } : {}), ...(test ? { test } : {}), ...(next ? { next } : {}) };
    if (this.#accept(';')) return { kind: 'for', ...parts, body: { kind: 'block', body: [] } };
    return { kind: 'for', ...parts, body: this.#body() };
  }

  #simple(): Statement {
    const { kind, text } = this.#token;
    if (kind === 'keyword') {
      switch (text) {
        case 'print':
        case 'printf':
          return this.#print();
        case 'next':
        case 'nextfile':
        case 'break':
        case 'continue':
          this.#advance();
          return { kind: text };
        case 'exit':
        case 'return': {
          this.#advance();
          if (this.#token.kind === 'newline' || this.#token.kind === 'end' || this.#is(';') || this.#is('}')) return { kind: text };
          return { kind: text, value: this.#expression() };
        }
        case 'delete': {
          this.#advance();
          if (this.#token.kind !== 'name') this.#wrong();
          const array = this.#advance().text;
          if (!this.#accept('[')) return { kind: 'delete', array };
          const keys = this.#list(']');
          this.#expect(']');
          return { kind: 'delete', array, keys };
        }
      }
    }
    return { kind: 'expression', of: this.#expression() };
  }

  #print(): Statement {
    const kind = this.#advance().text as 'print' | 'printf';
    const saved = this.#noGreater;
    this.#noGreater = true;
    let values: readonly Node[] = [];
    if (this.#is('(')) values = this.#printList();
    else if (!this.#endsPrint()) values = this.#list('');
    this.#noGreater = saved;
    let to: Redirection | undefined;
    for (const operator of ['>', '>>', '|'] as const) {
      if (to || !this.#is(operator)) continue;
      this.#advance();
      to = { kind: operator, target: this.#concatenation() };
    }
    if (kind === 'printf' && values.length === 0) this.#wrong();
    return { kind, values, ...(to ? { to } : {}) };
  }

  #endsPrint(): boolean {
    return this.#token.kind === 'newline' || this.#token.kind === 'end' || [';', '}', '>', '>>', '|'].some((text) => this.#is(text));
  }

  /** `print (a, b) > x`: a list in parentheses, or an expression that begins with one. */
  #printList(): readonly Node[] {
    this.#advance();
    const inner = this.#unrestricted(() => this.#list(')'));
    this.#expect(')');
    if (inner.length !== 1) {
      if (this.#is('in')) {
        this.#advance();
        const array = this.#advance().text;
        return this.#moreValues(this.#continued({ kind: 'in', keys: inner, array }));
      }
      return inner;
    }
    return this.#moreValues(this.#continued({ kind: 'group', of: inner[0]! }));
  }

  #moreValues(first: Node): readonly Node[] {
    const values = [first];
    while (this.#accept(',')) {
      this.#skipNewlines();
      values.push(this.#expression());
    }
    return values;
  }

  /** Goes on with an expression whose first operand was read already. */
  #continued(first: Node): Node {
    this.#pending = first;
    return this.#expression();
  }

  #pending: Node | undefined;

  #list(close: string): readonly Node[] {
    const values: Node[] = [];
    if (close !== '' && this.#is(close)) return values;
    do {
      this.#skipNewlines();
      values.push(this.#expression());
    } while (this.#accept(','));
    return values;
  }

  #unrestricted<T>(parse: () => T): T {
    const saved = [this.#noGreater, this.#noIn] as const;
    this.#noGreater = this.#noIn = false;
    const result = parse();
    [this.#noGreater, this.#noIn] = saved;
    return result;
  }

  // expressions, loosest first

  #expression(): Node {
    return this.#deeper(() => {
      const left = this.#ternary();
      if (this.#token.kind === 'operator' && ASSIGNMENTS.has(this.#token.text) && isPlace(left)) {
        const operator = this.#advance().text;
        this.#skipNewlines();
        return { kind: 'assign', operator, place: left, value: this.#expression() };
      }
      return left;
    });
  }

  #ternary(): Node {
    const test = this.#or();
    if (!this.#accept('?')) return test;
    this.#skipNewlines();
    const yes = this.#expression();
    this.#skipNewlines();
    this.#expect(':');
    this.#skipNewlines();
    return { kind: 'choose', test, yes, no: this.#expression() };
  }

  #or(): Node {
    let left = this.#and();
    while (this.#accept('||')) {
      this.#skipNewlines();
      left = { kind: 'or', left, right: this.#and() };
    }
    return left;
  }

  #and(): Node {
    let left = this.#in();
    while (this.#accept('&&')) {
      this.#skipNewlines();
      left = { kind: 'and', left, right: this.#in() };
    }
    return left;
  }

  #in(): Node {
    let left = this.#matching();
    while (!this.#noIn && this.#is('in')) {
      this.#advance();
      if (this.#token.kind !== 'name') this.#wrong();
      left = { kind: 'in', keys: [left], array: this.#advance().text };
    }
    return left;
  }

  #matching(): Node {
    let left = this.#comparison();
    while (this.#is('~') || this.#is('!~')) {
      const negated = this.#advance().text === '!~';
      left = { kind: 'match', negated, left, right: this.#comparison() };
    }
    return left;
  }

  #comparison(): Node {
    const left = this.#pipes(this.#concatenation());
    const { kind, text } = this.#token;
    if (kind !== 'operator' || !['<', '<=', '==', '!=', '>', '>='].includes(text) || (text === '>' && this.#noGreater)) return left;
    this.#advance();
    return { kind: 'binary', operator: text, left, right: this.#pipes(this.#concatenation()) };
  }

  /** `command | getline`. */
  #pipes(left: Node): Node {
    let node = left;
    while (this.#is('|') && !this.#printPipe()) {
      this.#advance();
      if (!this.#accept('getline')) this.#wrong();
      const place = this.#optionalPlace();
      node = { kind: 'getline', from: 'command', source: node, ...(place ? { place } : {}) };
    }
    return node;
  }

  /** Inside print a bar that no getline follows is its redirection. */
  #printPipe(): boolean {
    if (!this.#noGreater) return false;
    return this.#lexer.peekWord() !== 'getline';
  }

  #concatenation(): Node {
    let left = this.#additive();
    while (this.#startsOperand()) left = { kind: 'binary', operator: ' ', left, right: this.#additive() };
    return left;
  }

  #startsOperand(): boolean {
    const { kind, text } = this.#token;
    if (kind === 'number' || kind === 'string' || kind === 'regex' || kind === 'name' || kind === 'call-name' || kind === 'builtin') return true;
    if (kind === 'keyword') return !NO_CONCATENATION.has(text);
    return kind === 'operator' && ['$', '!', '(', '-', '+', '++', '--'].includes(text);
  }

  #additive(): Node {
    let left = this.#multiplicative();
    while (this.#is('+') || this.#is('-')) {
      const operator = this.#advance().text;
      left = { kind: 'binary', operator, left, right: this.#multiplicative() };
    }
    return left;
  }

  #multiplicative(): Node {
    let left = this.#unary();
    while (this.#is('*') || this.#is('/') || this.#is('%')) {
      const operator = this.#advance().text;
      left = { kind: 'binary', operator, left, right: this.#unary() };
    }
    return left;
  }

  #unary(): Node {
    if (this.#pending === undefined && (this.#is('!') || this.#is('-') || this.#is('+'))) {
      const operator = this.#advance().text as '!' | '-' | '+';
      return this.#deeper(() => ({ kind: 'unary', operator, of: this.#unary() }));
    }
    return this.#power();
  }

  #power(): Node {
    const left = this.#postfix();
    if (!this.#accept('^')) return left;
    const minus = this.#is('-') || this.#is('+') || this.#is('!');
    return { kind: 'binary', operator: '^', left, right: minus ? this.#unary() : this.#power() };
  }

  #postfix(): Node {
    const operand = this.#primary();
    if (isPlace(operand) && (this.#is('++') || this.#is('--'))) return { kind: 'step', by: this.#advance().text === '++' ? 1 : -1, prefix: false, place: operand };
    return operand;
  }

  #primary(): Node {
    if (this.#pending !== undefined) {
      const node = this.#pending;
      this.#pending = undefined;
      return node;
    }
    const { kind, text } = this.#token;
    switch (kind) {
      case 'number':
        this.#advance();
        return { kind: 'number', value: Number(text) };
      case 'string':
        this.#advance();
        return { kind: 'string', value: text };
      case 'regex':
        this.#advance();
        return { kind: 'regex', source: text };
      case 'name': {
        this.#advance();
        if (!this.#accept('[')) return { kind: 'variable', name: text };
        const keys = this.#unrestricted(() => this.#list(']'));
        this.#expect(']');
        return { kind: 'element', array: text, keys };
      }
      case 'call-name':
        this.#advance();
        this.#calls.push(text);
        return { kind: 'call', name: text, arguments: this.#callArguments() };
      case 'builtin':
        this.#advance();
        if (text === 'length' && !this.#is('(')) return { kind: 'builtin', name: text, arguments: [] };
        return { kind: 'builtin', name: text, arguments: this.#callArguments() };
      case 'keyword':
        if (text === 'getline') return this.#getline();
        return this.#wrong();
      case 'operator':
        return this.#deeper(() => this.#operatorPrimary(text));
      default:
        return this.#wrong();
    }
  }

  #operatorPrimary(text: string): Node {
    if (text === '$') {
      this.#advance();
      if (this.#is('++') || this.#is('--')) {
        const by = this.#advance().text === '++' ? 1 : -1;
        const place = this.#primary();
        if (!isPlace(place)) this.#wrong();
        return { kind: 'field', index: { kind: 'step', by, prefix: true, place: place as Place } };
      }
      if (this.#is('-') || this.#is('+') || this.#is('!')) return { kind: 'field', index: this.#unary() };
      return { kind: 'field', index: this.#primary() };
    }
    if (text === '++' || text === '--') {
      this.#advance();
      const place = this.#primary();
      if (!isPlace(place)) this.#wrong();
      return { kind: 'step', by: text === '++' ? 1 : -1, prefix: true, place: place as Place };
    }
    if (text === '(') {
      this.#advance();
      const inner = this.#unrestricted(() => this.#list(')'));
      this.#expect(')');
      if (inner.length === 1) return { kind: 'group', of: inner[0]! };
      if (inner.length === 0 || !this.#accept('in') || this.#token.kind !== 'name') this.#wrong();
      return { kind: 'in', keys: inner, array: this.#advance().text };
    }
    if (text === '-' || text === '+' || text === '!') return this.#unary();
    return this.#wrong();
  }

  #callArguments(): readonly Node[] {
    this.#expect('(');
    const values = this.#unrestricted(() => this.#list(')'));
    this.#skipNewlines();
    this.#expect(')');
    return values;
  }

  #getline(): Node {
    this.#advance();
    const place = this.#optionalPlace();
    if (!this.#accept('<')) return { kind: 'getline', from: 'main', ...(place ? { place } : {}) };
    return { kind: 'getline', from: 'file', source: this.#postfix(), ...(place ? { place } : {}) };
  }

  #optionalPlace(): Place | undefined {
    if (this.#token.kind !== 'name' && !this.#is('$')) return undefined;
    const node = this.#primary();
    return isPlace(node) ? node : undefined;
  }
}

const isPlace = (node: Node): node is Place => node.kind === 'variable' || node.kind === 'element' || node.kind === 'field';
