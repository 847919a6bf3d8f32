/** Parses the expressions of awk, loosest operators first. */
import { TokenReader } from './token-reader.ts';
import type { Node, Place } from './tree.ts';

const ASSIGNMENTS = new Set(['=', '+=', '-=', '*=', '/=', '%=', '^=']);
const NO_CONCATENATION = new Set([
  'in',
  'getline',
  'if',
  'else',
  'while',
  'for',
  'do',
  'break',
  'continue',
  'next',
  'nextfile',
  'exit',
  'return',
  'delete',
  'print',
  'printf',
  'function',
  'BEGIN',
  'END',
]);

export class ExpressionParser extends TokenReader {
  /** Inside print without parentheses `>` redirects; inside for( … in …) `in` does not belong to the expression. */
  protected noGreater = false;
  protected noIn = false;
  /** Functions that are called, to be looked for at the end. */
  protected readonly calls: string[] = [];

  protected moreValues(first: Node): readonly Node[] {
    const values = [first];
    while (this.accept(',')) {
      this.skipNewlines();
      values.push(this.expression());
    }
    return values;
  }

  /** Goes on with an expression whose first operand was read already. */
  protected continued(first: Node): Node {
    this.pending = first;
    return this.expression();
  }

  protected pending: Node | undefined;

  protected list(close: string): readonly Node[] {
    const values: Node[] = [];
    if (close !== '' && this.is(close)) return values;
    do {
      this.skipNewlines();
      values.push(this.expression());
    } while (this.accept(','));
    return values;
  }

  protected unrestricted<T>(parse: () => T): T {
    const saved = [this.noGreater, this.noIn] as const;
    this.noGreater = this.noIn = false;
    const result = parse();
    [this.noGreater, this.noIn] = saved;
    return result;
  }

  protected expression(): Node {
    return this.deeper(() => {
      const left = this.ternary();
      if (this.token.kind === 'operator' && ASSIGNMENTS.has(this.token.text) && isPlace(left)) {
        const operator = this.advance().text;
        this.skipNewlines();
        return { kind: 'assign', operator, place: left, value: this.expression() };
      }
      return left;
    });
  }

  protected ternary(): Node {
    const test = this.or();
    if (!this.accept('?')) return test;
    this.skipNewlines();
    const yes = this.expression();
    this.skipNewlines();
    this.expect(':');
    this.skipNewlines();
    return { kind: 'choose', test, yes, no: this.expression() };
  }

  protected or(): Node {
    let left = this.and();
    while (this.accept('||')) {
      this.skipNewlines();
      left = { kind: 'or', left, right: this.and() };
    }
    return left;
  }

  protected and(): Node {
    let left = this.in();
    while (this.accept('&&')) {
      this.skipNewlines();
      left = { kind: 'and', left, right: this.in() };
    }
    return left;
  }

  protected in(): Node {
    let left = this.matching();
    while (!this.noIn && this.is('in')) {
      this.advance();
      if (this.token.kind !== 'name') this.wrong();
      left = { kind: 'in', keys: [left], array: this.advance().text };
    }
    return left;
  }

  protected matching(): Node {
    let left = this.comparison();
    while (this.is('~') || this.is('!~')) {
      const negated = this.advance().text === '!~';
      left = { kind: 'match', negated, left, right: this.comparison() };
    }
    return left;
  }

  protected comparison(): Node {
    const left = this.pipes(this.concatenation());
    const { kind, text } = this.token;
    if (kind !== 'operator' || !['<', '<=', '==', '!=', '>', '>='].includes(text) || (text === '>' && this.noGreater))
      return left;
    this.advance();
    return { kind: 'binary', operator: text, left, right: this.pipes(this.concatenation()) };
  }

  /** `command | getline`. */
  protected pipes(left: Node): Node {
    let node = left;
    while (this.is('|') && !this.printPipe()) {
      this.advance();
      if (!this.accept('getline')) this.wrong();
      const place = this.optionalPlace();
      node = { kind: 'getline', from: 'command', source: node, ...(place ? { place } : {}) };
    }
    return node;
  }

  /** Inside print a bar that no getline follows is its redirection. */
  protected printPipe(): boolean {
    if (!this.noGreater) return false;
    return this.lexer.peekWord() !== 'getline';
  }

  protected concatenation(): Node {
    let left = this.additive();
    while (this.startsOperand()) left = { kind: 'binary', operator: ' ', left, right: this.additive() };
    return left;
  }

  protected startsOperand(): boolean {
    const { kind, text } = this.token;
    if (
      kind === 'number' ||
      kind === 'string' ||
      kind === 'regex' ||
      kind === 'name' ||
      kind === 'call-name' ||
      kind === 'builtin'
    )
      return true;
    if (kind === 'keyword') return !NO_CONCATENATION.has(text);
    return kind === 'operator' && ['$', '!', '(', '-', '+', '++', '--'].includes(text);
  }

  protected additive(): Node {
    let left = this.multiplicative();
    while (this.is('+') || this.is('-')) {
      const operator = this.advance().text;
      left = { kind: 'binary', operator, left, right: this.multiplicative() };
    }
    return left;
  }

  protected multiplicative(): Node {
    let left = this.unary();
    while (this.is('*') || this.is('/') || this.is('%')) {
      const operator = this.advance().text;
      left = { kind: 'binary', operator, left, right: this.unary() };
    }
    return left;
  }

  protected unary(): Node {
    if (this.pending === undefined && (this.is('!') || this.is('-') || this.is('+'))) {
      const operator = this.advance().text as '!' | '-' | '+';
      return this.deeper(() => ({ kind: 'unary', operator, of: this.unary() }));
    }
    return this.power();
  }

  protected power(): Node {
    const left = this.postfix();
    if (!this.accept('^')) return left;
    const minus = this.is('-') || this.is('+') || this.is('!');
    return { kind: 'binary', operator: '^', left, right: minus ? this.unary() : this.power() };
  }

  protected postfix(): Node {
    const operand = this.primary();
    if (isPlace(operand) && (this.is('++') || this.is('--')))
      return { kind: 'step', by: this.advance().text === '++' ? 1 : -1, prefix: false, place: operand };
    return operand;
  }

  protected primary(): Node {
    if (this.pending !== undefined) {
      const node = this.pending;
      this.pending = undefined;
      return node;
    }
    const { kind, text } = this.token;
    switch (kind) {
      case 'number':
        this.advance();
        return { kind: 'number', value: Number(text) };
      case 'string':
        this.advance();
        return { kind: 'string', value: text };
      case 'regex':
        this.advance();
        return { kind: 'regex', source: text };
      case 'name': {
        this.advance();
        if (!this.accept('[')) return { kind: 'variable', name: text };
        const keys = this.unrestricted(() => this.list(']'));
        this.expect(']');
        return { kind: 'element', array: text, keys };
      }
      case 'call-name':
        this.advance();
        this.calls.push(text);
        return { kind: 'call', name: text, arguments: this.callArguments() };
      case 'builtin':
        this.advance();
        if (text === 'length' && !this.is('(')) return { kind: 'builtin', name: text, arguments: [] };
        return { kind: 'builtin', name: text, arguments: this.callArguments() };
      case 'keyword':
        if (text === 'getline') return this.getline();
        return this.wrong();
      case 'operator':
        return this.deeper(() => this.operatorPrimary(text));
      default:
        return this.wrong();
    }
  }

  protected operatorPrimary(text: string): Node {
    if (text === '$') {
      this.advance();
      if (this.is('++') || this.is('--')) {
        const by = this.advance().text === '++' ? 1 : -1;
        const place = this.primary();
        if (!isPlace(place)) this.wrong();
        return { kind: 'field', index: { kind: 'step', by, prefix: true, place: place as Place } };
      }
      if (this.is('-') || this.is('+') || this.is('!')) return { kind: 'field', index: this.unary() };
      return { kind: 'field', index: this.primary() };
    }
    if (text === '++' || text === '--') {
      this.advance();
      const place = this.primary();
      if (!isPlace(place)) this.wrong();
      return { kind: 'step', by: text === '++' ? 1 : -1, prefix: true, place: place as Place };
    }
    if (text === '(') {
      this.advance();
      const inner = this.unrestricted(() => this.list(')'));
      this.expect(')');
      if (inner.length === 1) return { kind: 'group', of: inner[0]! };
      if (inner.length === 0 || !this.accept('in') || this.token.kind !== 'name') this.wrong();
      return { kind: 'in', keys: inner, array: this.advance().text };
    }
    if (text === '-' || text === '+' || text === '!') return this.unary();
    return this.wrong();
  }

  protected callArguments(): readonly Node[] {
    this.expect('(');
    const values = this.unrestricted(() => this.list(')'));
    this.skipNewlines();
    this.expect(')');
    return values;
  }

  protected getline(): Node {
    this.advance();
    const place = this.optionalPlace();
    if (!this.accept('<')) return { kind: 'getline', from: 'main', ...(place ? { place } : {}) };
    return { kind: 'getline', from: 'file', source: this.postfix(), ...(place ? { place } : {}) };
  }

  protected optionalPlace(): Place | undefined {
    if (this.token.kind !== 'name' && !this.is('$')) return undefined;
    const node = this.primary();
    return isPlace(node) ? node : undefined;
  }
}

const isPlace = (node: Node): node is Place =>
  node.kind === 'variable' || node.kind === 'element' || node.kind === 'field';
