/** Reads the tokens of an awk program one after the other, and says what is wrong where. */
import { Lexer, type Token } from './lexer.ts';
import { AwkSyntaxError } from './tree.ts';

const MAX_DEPTH = 400;
/** Tokens behind which an operand cannot begin, so that a slash divides. */
const OPERAND_ENDS = new Set([')', ']', '$', '++', '--']);

export class TokenReader {
  protected readonly lexer: Lexer;
  protected token: Token;
  private depth = 0;

  constructor(text: string) {
    this.lexer = new Lexer(text);
    this.token = this.lexer.next(true);
  }

  protected is(text: string): boolean {
    return (this.token.kind === 'operator' || this.token.kind === 'keyword') && this.token.text === text;
  }

  protected advance(): Token {
    const token = this.token;
    const operand =
      token.kind === 'number' ||
      token.kind === 'string' ||
      token.kind === 'regex' ||
      token.kind === 'name' ||
      token.kind === 'builtin' ||
      (token.kind === 'operator' && OPERAND_ENDS.has(token.text));
    this.token = this.lexer.next(!operand);
    return token;
  }

  protected accept(text: string): boolean {
    if (!this.is(text)) return false;
    this.advance();
    return true;
  }

  protected expect(text: string): void {
    if (!this.accept(text)) this.wrong(text);
  }

  protected wrong(missing?: string): never {
    const { kind, text, line } = this.token;
    if (kind === 'end')
      throw new AwkSyntaxError(
        missing === '}'
          ? `line ${line}: missing } near end of file`
          : `line ${line}: syntax error at or near end of file`,
      );
    if (missing === undefined && text === ')') throw new AwkSyntaxError(`line ${line}: extra ')'`);
    throw new AwkSyntaxError(
      `line ${line}: ${missing === ')' || missing === '}' ? `missing ${missing} near` : 'syntax error at or near'} ${kind === 'newline' ? 'end of line' : text}`,
    );
  }

  protected skipNewlines(): void {
    while (this.token.kind === 'newline') this.advance();
  }

  protected skipTerminators(): void {
    while (this.token.kind === 'newline' || this.is(';')) this.advance();
  }

  protected deeper<T>(parse: () => T): T {
    if (++this.depth > MAX_DEPTH) throw new AwkSyntaxError(`line ${this.token.line}: program nested too deeply`);
    const result = parse();
    this.depth--;
    return result;
  }
}
