/** test(1) as dash and busybox read their arguments: one grammar, with different ideas of what a missing operand is. */
import { compileRegex, RegexError } from '../../regex/regex.ts';
import { compilePatternText } from '../words/pattern.ts';
import type { BuiltinShell } from './builtin.ts';
import { decimal, filesCompare, fileTest, NUMBER_COMPARISONS, STRING_COMPARISONS } from './test-primaries.ts';

/** What the arguments say is wrong; thrown inside, shown by the caller. */
export class TestProblem {
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }
}

/** A complaint names the word it is about, unless that is empty. */
const named = (word: string, problem: string): string => (word === '' ? problem : `${word}: ${problem}`);

const UNARY: ReadonlySet<string> = new Set([...'rwxefdcbpugkstznhOGLS'].map((letter) => `-${letter}`));
const isBinary = (word: string, busybox: boolean): boolean =>
  NUMBER_COMPARISONS.has(word) ||
  (STRING_COMPARISONS.has(word) && (word !== '==' || busybox)) ||
  word === '-nt' ||
  word === '-ot' ||
  word === '-ef';

/** How the next word counts. */
type Token = 'end' | 'operand' | 'unary' | 'binary' | '!' | '-a' | '-o' | '(' | ')';

/** True or false; throws a TestProblem. `double`: busybox's `[[`. */
export function almquistTest(sh: BuiltinShell, words: readonly string[], double: boolean): boolean {
  return sh.dialect === 'busybox' ? busyboxTest(sh, words, double) : dashTest(sh, words);
}

/** dash: three words of which the second is a binary operator; undefined for others. */
export function compareAsDash(sh: BuiltinShell, left: string, operator: string, right: string): boolean | undefined {
  const strings = operator === '==' ? undefined : STRING_COMPARISONS.get(operator);
  if (strings) return strings(left, right);
  const numbers = NUMBER_COMPARISONS.get(operator);
  if (numbers) {
    const a = dashInteger(left);
    return numbers(a, dashInteger(right));
  }
  return isBinary(operator, false) ? filesCompare(sh, left, operator as '-nt', right, false) : undefined;
}

function dashInteger(text: string): number | bigint {
  const value = decimal(text);
  if (value === undefined || value === 'range') throw new TestProblem(`Illegal number: ${text}`);
  return value;
}

function dashTest(sh: BuiltinShell, words: readonly string[]): boolean {
  const compared = words.length === 3 ? compareAsDash(sh, words[0]!, words[1]!, words[2]!) : undefined;
  if (compared !== undefined) return compared;
  const few = words.length === 3 || words.length === 4;
  if (few && words[0] === '(' && words.at(-1) === ')') return expression(sh, words.slice(1, -1));
  // Of three or four, everything behind a first `!` is negated together; a second `!` is taken away and counts for nothing.
  if (few && words[0] === '!') {
    const rest = words.slice(1);
    const again = rest.length === 3 && rest[0] === '!' && !isBinary(rest[1]!, false);
    return !(again ? expression(sh, rest.slice(1)) : dashTest(sh, rest));
  }
  return expression(sh, words);
}

function expression(sh: BuiltinShell, words: readonly string[]): boolean {
  const reader = new DashReader(sh, words);
  const result = reader.or(reader.token(0));
  if (reader.at + 1 < words.length) throw new TestProblem(named(words[reader.at]!, 'unexpected operator'));
  return result;
}

function busyboxTest(sh: BuiltinShell, given: readonly string[], double: boolean): boolean {
  const readerOf = (words: readonly string[]): BusyboxReader =>
    double ? new BracketsReader(sh, words) : new BusyboxReader(sh, words);
  // Few words are looked at first, behind any number of `!`; if that decides nothing, all of them are read, but for a `)` that was taken off.
  let words = given;
  let negated = false;
  for (let at = 0; ; ) {
    const left = words.length - at;
    if (left === 0) return negated;
    if (left === 1) return (words[at] !== '') !== negated;
    if (left === 3) {
      const reader = readerOf(words);
      reader.at = at;
      if (reader.token(at + 1) === 'binary') return reader.binary() !== negated;
    } else if (left === 4 && words[at] === '(' && words[at + 3] === ')') {
      words = words.slice(0, -1);
      at++;
    }
    if (words[at] !== '!') break;
    at++;
    negated = !negated;
  }
  const reader = readerOf(words);
  const result = reader.or(reader.token(0));
  if (reader.at + 1 < words.length) throw new TestProblem(`${words[reader.at + 1]}: unknown operand`);
  return result;
}

abstract class Reader {
  /** The word that is read; the last one of what was understood. */
  at = 0;
  protected readonly words: readonly string[];
  protected readonly sh: BuiltinShell;

  constructor(sh: BuiltinShell, words: readonly string[]) {
    this.sh = sh;
    this.words = words;
  }

  abstract token(at: number): Token;
  protected abstract not(): boolean;
  protected abstract primary(token: Token): boolean;
  protected abstract number(text: string): number | bigint;

  or(token: Token): boolean {
    let result = false;
    for (let next = token; ; ) {
      if (this.and(next)) result = true;
      if (this.token(this.at + 1) !== '-o') return result;
      this.at += 2;
      next = this.token(this.at);
    }
  }

  protected and(token: Token): boolean {
    let result = true;
    for (let next = token; ; ) {
      if (!this.negated(next)) result = false;
      if (this.token(this.at + 1) !== '-a') return result;
      this.at += 2;
      next = this.token(this.at);
    }
  }

  protected negated(token: Token): boolean {
    return token === '!' ? this.not() : this.primary(token);
  }

  binary(): boolean {
    const left = this.words[this.at]!;
    const operator = this.words[this.at + 1]!;
    const right = this.words[this.at + 2];
    this.at += 2;
    if (right === undefined) throw new TestProblem(`${operator}: argument expected`);
    const strings = STRING_COMPARISONS.get(operator);
    if (strings) return strings(left, right);
    const numbers = NUMBER_COMPARISONS.get(operator);
    if (numbers) {
      const a = this.number(left);
      return numbers(a, this.number(right));
    }
    return filesCompare(this.sh, left, operator as '-nt', right, false);
  }

  protected unary(operator: string): boolean {
    const operand = this.words[++this.at];
    if (operand === undefined) throw new TestProblem(`${operator}: argument expected`);
    if (operator === '-z') return operand === '';
    if (operator === '-n') return operand !== '';
    if (operator === '-t') return this.sh.p.isatty(Number(this.number(operand)));
    return fileTest(this.sh, operator[1]!, operand);
  }
}

class DashReader extends Reader {
  token(at: number): Token {
    const word = this.words[at];
    if (word === undefined) return 'end';
    if (UNARY.has(word)) return this.#isOperand(at) ? 'operand' : 'unary';
    if (word === '!' || word === '-a' || word === '-o' || word === ')') return word;
    if (word === '(') return at + 1 < this.words.length ? '(' : 'operand';
    return isBinary(word, false) ? 'binary' : 'operand';
  }

  /** A unary operator that has nothing to work on, or stands before a binary one, is text. */
  #isOperand(at: number): boolean {
    const next = this.words[at + 1];
    if (next === undefined) return true;
    return at + 2 < this.words.length && isBinary(next, false);
  }

  protected not(): boolean {
    const token = this.token(this.at + 1);
    if (token !== 'end') this.at++;
    return !this.negated(token);
  }

  protected primary(token: Token): boolean {
    if (token === 'end') return false;
    if (token === '(') {
      const inner = this.token(++this.at);
      if (inner === ')') return false;
      const result = this.or(inner);
      if (this.token(++this.at) !== ')') throw new TestProblem('closing paren expected');
      return result;
    }
    const word = this.words[this.at]!;
    if (token === 'unary') return this.unary(word);
    if (this.at + 1 < this.words.length && this.token(this.at + 1) === 'binary') return this.binary();
    return word !== '';
  }

  protected number(text: string): number | bigint {
    return dashInteger(text);
  }
}

class BusyboxReader extends Reader {
  token(at: number): Token {
    const word = this.words[at];
    if (word === undefined) return 'end';
    if (UNARY.has(word)) return 'unary';
    if (word === '!' || word === '-a' || word === '-o' || word === '(' || word === ')') return word;
    return isBinary(word, true) ? 'binary' : 'operand';
  }

  /** A `!` with nothing behind it is text. */
  protected not(): boolean {
    const token = this.token(this.at + 1);
    if (token === 'end') return true;
    this.at++;
    return !this.negated(token);
  }

  protected primary(token: Token): boolean {
    if (token === 'end') throw new TestProblem('argument expected');
    if (token === '(') {
      const result = this.or(this.token(++this.at));
      if (this.token(++this.at) !== ')') throw new TestProblem('closing paren expected');
      return result;
    }
    const word = this.words[this.at]!;
    const left = this.words.length - this.at - 1;
    const binary = left > 0 && this.token(this.at + 1) === 'binary';
    if (binary && left > 1) return this.binary();
    if (token === 'unary' && left > 0) return this.unary(word);
    return binary ? this.binary() : word !== '';
  }

  protected number(text: string): number | bigint {
    const value = decimal(text);
    if (value === 'range') throw new TestProblem(named(text, 'out of range'));
    if (value === undefined) throw new TestProblem(named(text, 'bad number'));
    return value;
  }
}

/** `[[`: the right side of `=` is a pattern, `=~` asks a regular expression, `&&` and `||` take the place of `-a` and `-o`. */
class BracketsReader extends BusyboxReader {
  override token(at: number): Token {
    switch (this.words[at]) {
      case '&&':
        return '-a';
      case '||':
        return '-o';
      case '-a':
      case '-o':
        return 'operand';
      case '=~':
        return 'binary';
      default:
        return super.token(at);
    }
  }

  override binary(): boolean {
    const [left, operator, right] = this.words.slice(this.at, this.at + 3);
    const pattern = operator === '=' || operator === '==' || operator === '!=';
    if (right === undefined || (!pattern && operator !== '=~')) return super.binary();
    this.at += 2;
    if (pattern) return compilePatternText(right, this.sh.dialect).matches(left!) === (operator !== '!=');
    const regex = compileRegex(right, { syntax: 'posix-extended' });
    if (regex instanceof RegexError) throw new TestProblem('');
    const found = regex.exec(left!) !== undefined;
    if (regex.gaveUp) this.sh.unsupported(`\`${right}', a regular expression too complex to be decided`);
    return found;
  }
}
