/** Cuts an awk program into tokens. Whether a slash begins a regular expression is up to the parser. */
import { AwkSyntaxError } from './tree.ts';

export interface Token {
  readonly kind:
    | 'number'
    | 'string'
    | 'regex'
    | 'name'
    | 'call-name'
    | 'keyword'
    | 'builtin'
    | 'operator'
    | 'newline'
    | 'end';
  readonly text: string;
  readonly line: number;
}

const KEYWORDS = new Set([
  'BEGIN',
  'END',
  'function',
  'func',
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
  'in',
  'getline',
  'print',
  'printf',
]);
export const BUILTINS = new Set([
  'length',
  'substr',
  'index',
  'split',
  'sub',
  'gsub',
  'match',
  'sprintf',
  'sin',
  'cos',
  'atan2',
  'exp',
  'log',
  'sqrt',
  'int',
  'rand',
  'srand',
  'tolower',
  'toupper',
  'system',
  'close',
  'fflush',
  'systime',
  'strftime',
  'mktime',
]);
const OPERATORS = [
  '&&',
  '||',
  '==',
  '!=',
  '<=',
  '>=',
  '>>',
  '++',
  '--',
  '+=',
  '-=',
  '*=',
  '/=',
  '%=',
  '^=',
  '!~',
  '{',
  '}',
  '(',
  ')',
  '[',
  ']',
  ';',
  ',',
  '+',
  '-',
  '*',
  '/',
  '%',
  '^',
  '!',
  '>',
  '<',
  '|',
  '?',
  ':',
  '~',
  '$',
  '=',
];
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** Backslash escapes of string constants, `-v` values and -F; an unknown one stays with its backslash. */
export const unescapeString = (text: string): string =>
  text.replace(
    /\\(?:([0-7]{1,3})|x([0-9A-Fa-f]{1,2})|([\s\S]))/g,
    (all, octal: string | undefined, hex: string | undefined, c: string | undefined) => {
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 255);
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
      return c === '\n' ? '' : (ESCAPES[c!] ?? all);
    },
  );

export class Lexer {
  readonly #text: string;
  #at = 0;
  line = 1;

  constructor(text: string) {
    this.#text = text;
  }

  /** The next token; a slash begins a regular expression when one may stand here. */
  next(regexAllowed: boolean): Token {
    this.#skip();
    const line = this.line;
    const c = this.#text[this.#at];
    const token = (kind: Token['kind'], text: string): Token => ({ kind, text, line });
    // The end counts as one more line, as mawk counts it.
    if (c === undefined) return { kind: 'end', text: '', line: line + 1 };
    if (c === '\n') {
      this.#at++;
      this.line++;
      return token('newline', '\n');
    }
    if (c === '"') return token('string', this.#string());
    if (c === '/' && regexAllowed) return token('regex', this.#regex());
    const rest = this.#text.slice(this.#at, this.#at + 200);
    const number = /^(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/.exec(rest);
    if (number) {
      this.#at += number[0].length;
      return token('number', number[0]);
    }
    const name = /^[A-Za-z_]\w*/.exec(rest)?.[0];
    if (name !== undefined) {
      this.#at += name.length;
      if (KEYWORDS.has(name)) return token('keyword', name === 'func' ? 'function' : name);
      if (BUILTINS.has(name)) return token('builtin', name);
      return token(this.#text[this.#at] === '(' ? 'call-name' : 'name', name);
    }
    const operator = OPERATORS.find((one) => rest.startsWith(one));
    if (operator === undefined) throw new AwkSyntaxError(`line ${line}: unexpected character '${c}'`);
    this.#at += operator.length;
    return token('operator', operator);
  }

  /** The word that comes next, without taking it. */
  peekWord(): string | undefined {
    return /^(?:[ \t\r]|\\\n)*([A-Za-z_]\w*)/.exec(this.#text.slice(this.#at, this.#at + 200))?.[1];
  }

  #skip(): void {
    for (;;) {
      const c = this.#text[this.#at];
      if (c === ' ' || c === '\t' || c === '\r') this.#at++;
      else if (c === '\\' && this.#text[this.#at + 1] === '\n') {
        this.#at += 2;
        this.line++;
      } else if (c === '\\' && this.#text.startsWith('\r\n', this.#at + 1)) {
        this.#at += 3;
        this.line++;
      } else if (c === '#') {
        const end = this.#text.indexOf('\n', this.#at);
        this.#at = end < 0 ? this.#text.length : end;
      } else return;
    }
  }

  #string(): string {
    const from = this.#at + 1;
    let to = from;
    while (this.#text[to] !== '"') {
      if (to >= this.#text.length || this.#text[to] === '\n')
        throw new AwkSyntaxError(
          `line ${this.line}: runaway string constant "${this.#text.slice(from, to).slice(0, 10)} ...`,
        );
      if (this.#text[to] === '\\') {
        if (this.#text[to + 1] === '\n') this.line++;
        to++;
      }
      to++;
    }
    this.#at = to + 1;
    return unescapeString(this.#text.slice(from, to));
  }

  #regex(): string {
    const from = this.#at + 1;
    let to = from;
    let inBracket = false;
    while (this.#text[to] !== '/' || inBracket) {
      const c = this.#text[to];
      if (c === undefined || c === '\n')
        throw new AwkSyntaxError(
          `line ${this.line}: runaway regular expression /${this.#text.slice(from, to).slice(0, 10)} ...`,
        );
      if (c === '\\') to++;
      else if (c === '[' && !inBracket) {
        inBracket = true;
        if (this.#text[to + 1] === '^') to++;
        if (this.#text[to + 1] === ']') to++;
      } else if (c === ']') inBracket = false;
      to++;
    }
    this.#at = to + 1;
    return this.#text.slice(from, to);
  }
}
