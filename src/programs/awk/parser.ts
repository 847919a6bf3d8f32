/** Parses awk programs: the language of POSIX XCU awk, as mawk reads it. */
import { ExpressionParser } from './expression-parser.ts';
import {
  type AwkProgram,
  AwkSyntaxError,
  type FunctionDefinition,
  type Node,
  type Redirection,
  type Rule,
  type Statement,
} from './tree.ts';

export function parseAwk(text: string): AwkProgram | AwkSyntaxError {
  try {
    return new Parser(text).program();
  } catch (thrown) {
    if (thrown instanceof AwkSyntaxError) return thrown;
    throw thrown;
  }
}

class Parser extends ExpressionParser {
  program(): AwkProgram {
    const rules: Rule[] = [];
    const functions = new Map<string, FunctionDefinition>();
    this.skipTerminators();
    while (this.token.kind !== 'end') {
      if (this.is('function')) this.function(functions);
      else if (this.is('}')) throw new AwkSyntaxError(`line ${this.token.line}: extra '}'`);
      else rules.push(this.rule());
      this.skipTerminators();
    }
    const missing = this.calls.find((name) => !functions.has(name));
    if (missing !== undefined) throw new AwkSyntaxError(`line ${this.token.line}: function ${missing} never defined`);
    return { rules, functions };
  }

  protected function(functions: Map<string, FunctionDefinition>): void {
    this.advance();
    if (this.token.kind !== 'name' && this.token.kind !== 'call-name') this.wrong();
    const name = this.advance().text;
    const parameters: string[] = [];
    this.expect('(');
    while (!this.is(')')) {
      if (this.token.kind !== 'name') this.wrong();
      parameters.push(this.advance().text);
      if (!this.accept(',')) break;
      this.skipNewlines();
    }
    this.expect(')');
    this.skipNewlines();
    functions.set(name, { parameters, body: this.block() });
  }

  protected rule(): Rule {
    let pattern: Rule['pattern'] = { kind: 'always' };
    if (this.accept('BEGIN')) pattern = { kind: 'begin' };
    else if (this.accept('END')) pattern = { kind: 'end' };
    else if (!this.is('{')) {
      const test = this.expression();
      if (this.accept(',')) {
        this.skipNewlines();
        pattern = { kind: 'range', from: test, to: this.expression() };
      } else pattern = { kind: 'test', test };
    }
    if (this.is('{')) return { pattern, action: this.block() };
    if (pattern.kind === 'begin' || pattern.kind === 'end') this.wrong();
    if (this.token.kind !== 'newline' && this.token.kind !== 'end' && !this.is(';')) this.wrong();
    return { pattern, action: undefined };
  }

  protected block(): Statement {
    this.expect('{');
    const body: Statement[] = [];
    this.skipTerminators();
    while (!this.is('}')) {
      if (this.token.kind === 'end') this.wrong('}');
      body.push(this.statement());
      this.skipTerminators();
    }
    this.advance();
    return { kind: 'block', body };
  }

  /** A statement with its terminator. */
  protected statement(): Statement {
    return this.deeper(() => {
      if (this.is('{')) return this.block();
      if (this.accept('if')) return this.if();
      if (this.accept('while')) {
        const test = this.parenthesized();
        if (this.accept(';')) return { kind: 'while', test, body: { kind: 'block', body: [] } };
        return { kind: 'while', test, body: this.body() };
      }
      if (this.accept('do')) {
        const body = this.body();
        this.skipTerminators();
        this.expect('while');
        const test = this.parenthesized();
        this.terminate();
        return { kind: 'do', test, body };
      }
      if (this.accept('for')) return this.for();
      if (this.accept(';')) return { kind: 'block', body: [] };
      const simple = this.simple();
      this.terminate();
      return simple;
    });
  }

  protected terminate(): void {
    if (this.is('}') || this.token.kind === 'end') return;
    if (this.token.kind !== 'newline' && !this.is(';')) this.wrong();
    this.advance();
  }

  protected body(): Statement {
    this.skipNewlines();
    return this.statement();
  }

  protected parenthesized(): Node {
    this.expect('(');
    const test = this.unrestricted(() => this.expression());
    this.expect(')');
    return test;
  }

  protected if(): Statement {
    const test = this.parenthesized();
    const yes = this.body();
    // `else` may come after newlines and a semicolon.
    while (this.token.kind === 'newline' || this.is(';')) {
      this.advance();
    }
    if (!this.accept('else')) return { kind: 'if', test, yes };
    return { kind: 'if', test, yes, no: this.body() };
  }

  protected for(): Statement {
    this.expect('(');
    if (this.token.kind === 'name') {
      const name = this.token.text;
      const saved = this.noIn;
      this.noIn = true;
      const start = this.simple();
      this.noIn = saved;
      if (this.is('in') && start.kind === 'expression' && start.of.kind === 'variable') {
        this.advance();
        if (this.token.kind !== 'name') this.wrong();
        const array = this.advance().text;
        this.expect(')');
        return { kind: 'for-in', variable: name, array, body: this.body() };
      }
      return this.forRest(start);
    }
    return this.forRest(this.is(';') ? undefined : this.simple());
  }

  protected forRest(start: Statement | undefined): Statement {
    this.expect(';');
    this.skipNewlines();
    const test = this.is(';') ? undefined : this.expression();
    this.expect(';');
    this.skipNewlines();
    const next = this.is(')') ? undefined : this.simple();
    this.expect(')');
    const parts = { ...(start ? { start } : {}), ...(test ? { test } : {}), ...(next ? { next } : {}) };
    if (this.accept(';')) return { kind: 'for', ...parts, body: { kind: 'block', body: [] } };
    return { kind: 'for', ...parts, body: this.body() };
  }

  protected simple(): Statement {
    const { kind, text } = this.token;
    if (kind === 'keyword') {
      switch (text) {
        case 'print':
        case 'printf':
          return this.print();
        case 'next':
        case 'nextfile':
        case 'break':
        case 'continue':
          this.advance();
          return { kind: text };
        case 'exit':
        case 'return': {
          this.advance();
          if (this.token.kind === 'newline' || this.token.kind === 'end' || this.is(';') || this.is('}'))
            return { kind: text };
          return { kind: text, value: this.expression() };
        }
        case 'delete': {
          this.advance();
          if (this.token.kind !== 'name') this.wrong();
          const array = this.advance().text;
          if (!this.accept('[')) return { kind: 'delete', array };
          const keys = this.list(']');
          this.expect(']');
          return { kind: 'delete', array, keys };
        }
      }
    }
    return { kind: 'expression', of: this.expression() };
  }

  protected print(): Statement {
    const kind = this.advance().text as 'print' | 'printf';
    const saved = this.noGreater;
    this.noGreater = true;
    let values: readonly Node[] = [];
    if (this.is('(')) values = this.printList();
    else if (!this.endsPrint()) values = this.list('');
    this.noGreater = saved;
    let to: Redirection | undefined;
    for (const operator of ['>', '>>', '|'] as const) {
      if (to || !this.is(operator)) continue;
      this.advance();
      to = { kind: operator, target: this.concatenation() };
    }
    if (kind === 'printf' && values.length === 0) this.wrong();
    return { kind, values, ...(to ? { to } : {}) };
  }

  protected endsPrint(): boolean {
    return (
      this.token.kind === 'newline' ||
      this.token.kind === 'end' ||
      [';', '}', '>', '>>', '|'].some((text) => this.is(text))
    );
  }

  /** `print (a, b) > x`: a list in parentheses, or an expression that begins with one. */
  protected printList(): readonly Node[] {
    this.advance();
    const inner = this.unrestricted(() => this.list(')'));
    this.expect(')');
    if (inner.length !== 1) {
      if (this.is('in')) {
        this.advance();
        const array = this.advance().text;
        return this.moreValues(this.continued({ kind: 'in', keys: inner, array }));
      }
      return inner;
    }
    return this.moreValues(this.continued({ kind: 'group', of: inner[0]! }));
  }
}
