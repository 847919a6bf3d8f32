/** test(1) as bash reads its arguments: by their number up to four, as an expression beyond (POSIX test). */
import type { BuiltinShell } from './builtin.ts';
import { TestProblem } from './test-almquist.ts';
import { decimal, filesCompare, fileTest, NUMBER_COMPARISONS, STRING_COMPARISONS } from './test-primaries.ts';

const isBinary = (word: string | undefined): boolean =>
  word !== undefined &&
  (STRING_COMPARISONS.has(word) || NUMBER_COMPARISONS.has(word) || word === '-nt' || word === '-ot' || word === '-ef');
const isUnary = (word: string | undefined): boolean =>
  word !== undefined && /^-[abcdefghknoprstuvwxzGLNORS]$/.test(word);

/** True or false; throws a TestProblem. `bracket`: a `]` stands behind the words. */
export function bashTest(sh: BuiltinShell, words: readonly string[], bracket: boolean): boolean {
  switch (words.length) {
    case 0:
      return false;
    case 1:
      return words[0] !== '';
    case 2:
      return two(sh, words);
    case 3:
      return three(sh, words);
    case 4:
      if (words[0] === '!') return !three(sh, words.slice(1));
      if (words[0] === '(' && words[3] === ')') return two(sh, words.slice(1, 3));
  }
  const expression = new Expression(sh, words, bracket);
  const result = expression.or();
  const left = words[expression.at];
  if (left !== undefined)
    throw new TestProblem(left[0] === '-' ? `syntax error: \`${left}' unexpected` : 'too many arguments');
  return result;
}

function two(sh: BuiltinShell, [first, second]: readonly string[]): boolean {
  if (first === '!') return second === '';
  if (isUnary(first)) return bashUnary(sh, first!, second!);
  throw new TestProblem(`${first}: unary operator expected`);
}

function three(sh: BuiltinShell, words: readonly string[]): boolean {
  const [first, operator, last] = words as readonly [string, string, string];
  if (isBinary(operator)) return bashBinary(sh, first, operator, last);
  if (operator === '-a') return first !== '' && last !== '';
  if (operator === '-o') return first !== '' || last !== '';
  if (first === '!') return !two(sh, words.slice(1));
  if (first === '(' && last === ')') return operator !== '';
  throw new TestProblem(`${operator}: binary operator expected`);
}

class Expression {
  at = 0;
  readonly #words: readonly string[];
  readonly #sh: BuiltinShell;
  readonly #closing: boolean;

  constructor(sh: BuiltinShell, words: readonly string[], closing: boolean) {
    this.#sh = sh;
    this.#closing = closing;
    this.#words = words;
  }

  or(): boolean {
    let result = this.#and();
    while (this.#words[this.at] === '-o') {
      this.at++;
      const right = this.#and();
      result ||= right;
    }
    return result;
  }

  #and(): boolean {
    let result = this.#term();
    while (this.#words[this.at] === '-a') {
      this.at++;
      const right = this.#term();
      result &&= right;
    }
    return result;
  }

  #term(): boolean {
    const words = this.#words;
    let negated = false;
    while (words[this.at] === '!') {
      this.at++;
      negated = !negated;
    }
    return this.#plain() !== negated;
  }

  #plain(): boolean {
    const words = this.#words;
    const word = words[this.at];
    if (word === undefined) throw new TestProblem('argument expected');
    if (word === '(') {
      this.at++;
      const result = this.or();
      const closing = words[this.at];
      if (closing !== ')')
        throw new TestProblem(
          closing === undefined && !this.#closing ? "`)' expected" : `\`)' expected, found ${closing ?? ']'}`,
        );
      this.at++;
      return result;
    }
    if (this.at + 3 <= words.length && isBinary(words[this.at + 1])) {
      this.at += 3;
      return bashBinary(this.#sh, word, words[this.at - 2]!, words[this.at - 1]!);
    }
    if (this.at + 2 <= words.length && isUnary(word)) {
      const operand = words[this.at + 1]!;
      // A terminal's number that is none is left to be complained about.
      this.at += word === '-t' && typeof decimal(operand) !== 'number' ? 1 : 2;
      return bashUnary(this.#sh, word, operand);
    }
    this.at++;
    return word !== '';
  }
}

/** A unary question of `test` and `[[ ]]`; the operator is one of bash's. */
export function bashUnary(sh: BuiltinShell, operator: string, operand: string): boolean {
  switch (operator) {
    case '-z':
      return operand === '';
    case '-n':
      return operand !== '';
    case '-t': {
      const descriptor = decimal(operand);
      return typeof descriptor === 'number' && sh.p.isatty(descriptor);
    }
    case '-o':
      return sh.option(operand);
    case '-v':
      return sh.values?.isSet(operand) ?? sh.get(operand) !== undefined;
    case '-R':
      return sh.values?.isReference(operand) ?? false;
    case '-a':
      return fileTest(sh, 'e', operand);
    default:
      return fileTest(sh, operator[1]!, operand);
  }
}

/** A binary question of `test`; throws a TestProblem for what is no number. */
export function bashBinary(sh: BuiltinShell, left: string, operator: string, right: string): boolean {
  const strings = STRING_COMPARISONS.get(operator);
  if (strings) return strings(left, right);
  const numbers = NUMBER_COMPARISONS.get(operator);
  if (numbers) return numbers(integer(left), integer(right));
  return filesCompare(sh, left, operator as '-nt', right, true);
}

function integer(text: string): number | bigint {
  const value = decimal(text);
  if (value === undefined || value === 'range') throw new TestProblem(`${text}: integer expression expected`);
  return value;
}
