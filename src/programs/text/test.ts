/** test and [: evaluate a conditional expression (GNU coreutils; the shells have their own). */
import type { Process } from '../../kernel/process.ts';
import { isErrno } from '../../vfs/errno.ts';
import type { FileType } from '../../vfs/stat.ts';
import type { Program } from '../program.ts';
import { complain, unsupportedOption } from './messages.ts';
import { quote } from './quote.ts';

const FALSE = 1;
const TROUBLE = 2;
const BINARY: ReadonlySet<string> = new Set([
  '=',
  '!=',
  '==',
  '-nt',
  '-ot',
  '-ef',
  '-eq',
  '-ne',
  '-lt',
  '-le',
  '-gt',
  '-ge',
]);
const UNARY = 'bcdefgGhkLnNoOprsStuvwxz';
const TYPES: Readonly<Record<string, FileType>> = {
  b: 'block',
  c: 'char',
  d: 'directory',
  f: 'file',
  p: 'fifo',
  S: 'socket',
};

/** The expression is wrong: the message without the program's name. */
class Wrong {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Recursive descent over the words, by the rules that POSIX and coreutils have for few and many arguments. */
class Evaluation {
  readonly #p: Process;
  readonly #words: readonly string[];
  #at = 0;

  constructor(p: Process, words: readonly string[]) {
    this.#p = p;
    this.#words = words;
  }

  whole(): boolean {
    const value = this.#few(this.#words.length);
    if (this.#at < this.#words.length) throw new Wrong(`extra argument ${quote(this.#words[this.#at]!)}`);
    return value;
  }

  #few(count: number): boolean {
    switch (count) {
      case 1:
        return this.#one();
      case 2:
        return this.#two();
      case 3:
        return this.#three();
      case 4: {
        const [first, last] = [this.#words[this.#at], this.#words[this.#at + 3]];
        if (first === '!') {
          this.#at++;
          return !this.#three();
        }
        if (first === '(' && last === ')') {
          this.#at++;
          const value = this.#two();
          this.#at++;
          return value;
        }
        return this.#or();
      }
      default:
        return this.#or();
    }
  }

  #one(): boolean {
    return this.#words[this.#at++] !== '';
  }

  #two(): boolean {
    const word = this.#words[this.#at]!;
    if (word === '!') {
      this.#at++;
      return !this.#one();
    }
    if (/^-[\s\S]$/.test(word)) return this.#unary();
    return this.#beyond();
  }

  #three(): boolean {
    const [first, operator, last] = this.#words.slice(this.#at, this.#at + 3) as [string, string, string];
    if (BINARY.has(operator)) return this.#binary(false);
    if (first === '!') {
      this.#at++;
      return !this.#two();
    }
    if (first === '(' && last === ')') {
      this.#at++;
      const value = this.#one();
      this.#at++;
      return value;
    }
    if (operator === '-a' || operator === '-o') return this.#or();
    throw new Wrong(`${quote(operator)}: binary operator expected`);
  }

  #beyond(): never {
    throw new Wrong(`missing argument after ${quote(this.#words.at(-1)!)}`);
  }

  #advance(mustFollow: boolean): void {
    this.#at++;
    if (mustFollow && this.#at >= this.#words.length) this.#beyond();
  }

  #or(): boolean {
    let value = this.#and();
    while (this.#words[this.#at] === '-o') {
      this.#advance(true);
      const right = this.#and();
      value = value || right;
    }
    return value;
  }

  #and(): boolean {
    let value = this.#term();
    while (this.#words[this.#at] === '-a') {
      this.#advance(true);
      const right = this.#term();
      value = value && right;
    }
    return value;
  }

  #term(): boolean {
    let negated = false;
    while (this.#words[this.#at] === '!') {
      this.#advance(true);
      negated = !negated;
    }
    if (this.#at >= this.#words.length) this.#beyond();
    const word = this.#words[this.#at]!;
    const left = this.#words.length - this.#at;
    let value: boolean;
    if (word === '(') {
      this.#advance(true);
      let count = 1;
      while (this.#at + count < this.#words.length && this.#words[this.#at + count] !== ')') {
        if (count++ === 4) {
          count = this.#words.length - this.#at;
          break;
        }
      }
      value = this.#few(count);
      const close = this.#words[this.#at];
      if (close === undefined) throw new Wrong(`${quote(')')} expected`);
      if (close !== ')') throw new Wrong(`${quote(')')} expected, found ${quote(close)}`);
      this.#at++;
    } else if (left >= 4 && word === '-l' && BINARY.has(this.#words[this.#at + 2]!)) value = this.#binary(true);
    else if (left >= 3 && BINARY.has(this.#words[this.#at + 1]!)) value = this.#binary(false);
    else if (/^-[\s\S]$/.test(word)) value = this.#unary();
    else value = this.#one();
    return value !== negated;
  }

  #integer(text: string): bigint {
    const found = /^[ \t\n\v\f\r]*([-+]?)(\d+)[ \t]*$/.exec(text);
    if (!found) throw new Wrong(`invalid integer ${quote(text)}`);
    return found[1] === '-' ? -BigInt(found[2]!) : BigInt(found[2]!);
  }

  #unary(): boolean {
    const p = this.#p;
    const word = this.#words[this.#at]!;
    const letter = word[1]!;
    if (!UNARY.includes(letter) || letter === 'o' || letter === 'v')
      throw new Wrong(`${quote(word)}: unary operator expected`);
    this.#advance(true);
    const operand = this.#words[this.#at++]!;
    if (letter === 'n') return operand !== '';
    if (letter === 'z') return operand === '';
    if (letter === 't') return p.isatty(Number(this.#integer(operand)));
    if (letter === 'h' || letter === 'L') {
      const link = p.lstat(operand);
      return !isErrno(link) && link.type === 'symlink';
    }
    if (letter === 'r' || letter === 'w' || letter === 'x') return p.access(operand, letter) === true;
    const stat = p.stat(operand);
    if (isErrno(stat)) return false;
    const type = TYPES[letter];
    if (type) return stat.type === type;
    switch (letter) {
      case 's':
        return stat.sizeBytes > 0;
      case 'g':
        return (stat.mode & 0o2000) !== 0;
      case 'u':
        return (stat.mode & 0o4000) !== 0;
      case 'k':
        return (stat.mode & 0o1000) !== 0;
      case 'O':
        return stat.uid === 0;
      case 'G':
        return stat.gid === 0;
      case 'N':
        return stat.mtimeUs > stat.atimeUs;
      default:
        return true;
    }
  }

  #binary(leftIsLength: boolean): boolean {
    const p = this.#p;
    if (leftIsLength) this.#at++;
    const at = this.#at + 1;
    const operator = this.#words[at]!;
    const rightIsLength = at < this.#words.length - 2 && this.#words[at + 1] === '-l';
    const [left, right] = [this.#words[this.#at]!, this.#words[at + (rightIsLength ? 2 : 1)]!];
    if (rightIsLength) this.#at++;
    this.#at += 3;
    if (operator === '=' || operator === '==') return left === right;
    if (operator === '!=') return left !== right;
    if (operator === '-nt' || operator === '-ot' || operator === '-ef') {
      const [a, b] = [p.stat(left), p.stat(right)];
      if (operator === '-ef') return !isErrno(a) && !isErrno(b) && a.ino === b.ino && a.dev === b.dev;
      const [older, newer] = operator === '-nt' ? [b, a] : [a, b];
      return !isErrno(newer) && (isErrno(older) || newer.mtimeUs > older.mtimeUs);
    }
    const [x, y] = [
      leftIsLength ? BigInt(left.length) : this.#integer(left),
      rightIsLength ? BigInt(right.length) : this.#integer(right),
    ];
    switch (operator) {
      case '-eq':
        return x === y;
      case '-ne':
        return x !== y;
      case '-lt':
        return x < y;
      case '-le':
        return x <= y;
      case '-gt':
        return x > y;
      default:
        return x >= y;
    }
  }
}

const program = (name: 'test' | '['): Program => ({
  name,
  run: function* (p) {
    let words = p.argv.slice(1);
    if (name === '[') {
      if (words.length === 1 && (words[0] === '--help' || words[0] === '--version'))
        return yield* unsupportedOption(p, words[0].slice(2), TROUBLE);
      if (words.at(-1) !== ']') return yield* complain(p, `missing ${quote(']')}`, TROUBLE);
      words = words.slice(0, -1);
    }
    if (words.length === 0) return FALSE;
    try {
      return new Evaluation(p, words).whole() ? 0 : FALSE;
    } catch (thrown) {
      if (thrown instanceof Wrong) return yield* complain(p, thrown.text, TROUBLE);
      throw thrown;
    }
  },
});

export const testProgram = program('test');
export const bracket = program('[');
