/** printf: prints its arguments through a format. */
import type { Program } from '../program.ts';
import { type Conversion, convertFloat, convertInteger, convertText } from './conversion.ts';
import { escapeAt, unescapeEcho } from './escapes.ts';
import { fromBigInt, type LongDouble, parseLongDouble } from './long-double.ts';
import { complain, unsupported, unsupportedOption, usageError } from './messages.ts';
import { Output } from './output.ts';
import { quote, quoteIfNeeded } from './quote.ts';

const OCTAL = /^[0-7]{1,3}/;
const OCTAL_ECHO = /^(?:0[0-7]{0,3}|[1-7][0-7]{0,2})/;
const DIRECTIVE = /^%([-+ 0'#I]*)(\*|\d+)?(?:\.(\*|-?\d+)?)?([hlLjzt]*)([\s\S]?)/;
/** Conversions that a flag or a precision does not go with. */
const REFUSED: Readonly<Record<string, string>> = {
  "'": 'aceosxAEX',
  I: 'aceosxAEXG',
  '0': 'cs',
  '#': 'cdisu',
  '.': 'c',
};

/** Wider than this no text is made. */
const MAX_SIZE = 1_000_000;

class PrintfStopped extends Error {}

/** What goes wrong on the way; the numbers' complaints do not stop it. */
class Formatter {
  readonly warnings: string[] = [];
  unmodelled: string | undefined;
  text = '';
  stopped = false;
  readonly #words: readonly string[];
  #at = 0;

  constructor(words: readonly string[]) {
    this.#words = words;
  }

  /** Arguments taken so far. */
  get used(): number {
    return this.#at;
  }

  #next(): string | undefined {
    return this.#words[this.#at++];
  }

  #number<T>(
    word: string | undefined,
    parse: (text: string) => { readonly value: T; readonly length: number; readonly problem?: string } | undefined,
    zero: T,
    of: (code: bigint) => T,
  ): T {
    if (word === undefined) return zero;
    if ((word[0] === '"' || word[0] === "'") && word.length > 1) {
      if (word.length > 2) {
        this.warnings.push(`warning: ${word.slice(2)}: character(s) following character constant have been ignored`);
      }
      return of(BigInt(word.charCodeAt(1)));
    }
    const found = parse(word);
    if (found === undefined) {
      this.warnings.push(`!${quote(word)}: expected a numeric value`);
      return zero;
    }
    if (found.problem) this.warnings.push(`!${quote(word)}: ${found.problem}`);
    else if (found.length < word.length) this.warnings.push(`!${quote(word)}: value not completely converted`);
    return found.value;
  }

  #integer(word: string | undefined, unsigned: boolean): bigint {
    const parse = (text: string) => {
      const found = /^[ \t\n\v\f\r]*([+-]?)(?:0[xX]([\dA-Fa-f]+)|(0[0-7]*)|(\d+))/.exec(text);
      if (!found) return undefined;
      const size = found[2] ? BigInt(`0x${found[2]}`) : found[3] ? BigInt(`0o0${found[3]}`) : BigInt(found[4]!);
      const value = found[1] === '-' ? -size : size;
      const [low, high] = unsigned ? [-(2n ** 64n - 1n), 2n ** 64n - 1n] : [-(2n ** 63n), 2n ** 63n - 1n];
      const length = found[0].length;
      if (value < low) return { value: unsigned ? high : low, length, problem: 'Numerical result out of range' };
      if (value > high) return { value: high, length, problem: 'Numerical result out of range' };
      return { value, length };
    };
    return this.#number(word, parse, 0n, (code) => code);
  }

  #float(word: string | undefined): LongDouble {
    const parse = (text: string) => {
      const found = parseLongDouble(text);
      if (found !== 'out-of-range' && (found !== undefined || !/^\s*[+-]?(?:inf|nan)/i.test(text))) return found;
      this.unmodelled = `the number ${text}`;
      throw new PrintfStopped();
    };
    return this.#number(word, parse, fromBigInt(0n), fromBigInt);
  }

  #size(star: string, what: string): number {
    const size = this.#anySize(star, what);
    if (Math.abs(size) <= MAX_SIZE) return size;
    this.unmodelled = `${what} ${size}`;
    throw new PrintfStopped();
  }

  #anySize(star: string, what: string): number {
    if (star !== '*') {
      const size = Number(star);
      if (size > 2147483647) throw new PrintfStopped(`invalid ${what}: ${quote(star)}`);
      return size;
    }
    const word = this.#next();
    const size = this.#integer(word, false);
    if (size > 2147483647n || size < -2147483648n) throw new PrintfStopped(`invalid ${what}: ${quote(word ?? '')}`);
    return Number(size);
  }

  #escape(format: string, at: number): number {
    const c = format[at + 1];
    if (c === 'c') {
      this.stopped = true;
      return format.length;
    }
    if (c === 'u' || c === 'U') {
      this.unmodelled = `escape \\${c}`;
      throw new PrintfStopped();
    }
    if (c === '"') {
      this.text += c;
      return at + 2;
    }
    const found = escapeAt(format, at + 1, OCTAL);
    if (found === undefined) {
      if (c === 'x') throw new PrintfStopped('missing hexadecimal number in escape');
      this.text += `\\${c ?? ''}`;
      return at + 2;
    }
    this.text += found.text;
    return at + 1 + found.length;
  }

  #directive(format: string, at: number): number {
    const two = format.slice(at, at + 2);
    if (two === '%%') {
      this.text += '%';
      return at + 2;
    }
    if (two === '%b') {
      const unescaped = unescapeEcho(this.#next() ?? '', OCTAL_ECHO);
      this.text += unescaped.text;
      this.stopped ||= unescaped.stop;
      return this.stopped ? format.length : at + 2;
    }
    if (two === '%q') {
      const word = this.#next();
      if (word !== undefined) this.text += quoteIfNeeded(word);
      return at + 2;
    }
    const [whole, flags, width, precision, , letter] = DIRECTIVE.exec(format.slice(at))! as unknown as string[];
    const size = width === undefined ? 0 : this.#size(width, 'field width');
    const hasPrecision = /^%[-+ 0'#I]*(?:\*|\d+)?\./.test(whole!);
    const places = precision === undefined ? 0 : this.#size(precision, 'precision');
    const marks = [...flags!, ...(hasPrecision ? ['.'] : [])];
    if (
      !'diouxXfFeEgGaAcs'.includes(letter!) ||
      letter === '' ||
      marks.some((mark) => REFUSED[mark]?.includes(letter!))
    ) {
      throw new PrintfStopped(`${whole}: invalid conversion specification`);
    }
    const conversion: Conversion = {
      flags: size < 0 ? `-${flags}` : flags!,
      width: Math.abs(size),
      precision: hasPrecision && places >= 0 ? places : undefined,
      letter: letter!,
    };
    if (letter === 's') this.text += convertText(conversion, this.#next() ?? '');
    else if (letter === 'c') this.text += convertText(conversion, (this.#next() ?? '\0')[0] ?? '\0');
    else if (/[aA]/.test(letter!) || /['I]/.test(flags!)) {
      this.unmodelled = `conversion ${whole}`;
      throw new PrintfStopped();
    } else if (/[di]/.test(letter!)) this.text += convertInteger(conversion, this.#integer(this.#next(), false));
    else if (/[ouxX]/.test(letter!)) this.text += convertInteger(conversion, this.#integer(this.#next(), true));
    else this.text += convertFloat(conversion, this.#float(this.#next()));
    return at + whole!.length;
  }

  /** Goes through the format once; a message when it cannot go on. */
  round(format: string): string | undefined {
    try {
      for (let at = 0; at < format.length; ) {
        const c = format[at]!;
        if (c === '%') at = this.#directive(format, at);
        else if (c === '\\') at = this.#escape(format, at);
        else {
          this.text += c;
          at++;
        }
      }
    } catch (thrown) {
      if (thrown instanceof PrintfStopped) return thrown.message;
      throw thrown;
    }
    return undefined;
  }
}

export const printf: Program = {
  name: 'printf',
  run: function* (p) {
    let words = p.argv.slice(1);
    if (words.length === 1 && (words[0] === '--help' || words[0] === '--version')) {
      return yield* unsupportedOption(p, words[0].slice(2));
    }
    if (words[0] === '--') words = words.slice(1);
    const format = words[0];
    if (format === undefined) return yield* usageError(p, 'missing operand');
    const values = words.slice(1);
    const formatter = new Formatter(values);
    const out = new Output(p);
    let status = 0;
    do {
      const before = formatter.used;
      const fatal = formatter.round(format);
      for (const warning of formatter.warnings.splice(0)) {
        if (warning[0] === '!') status = 1;
        yield* complain(p, warning.replace(/^!/, ''));
      }
      out.add(formatter.text);
      formatter.text = '';
      if (out.full) yield* out.flush();
      if (fatal !== undefined) {
        yield* out.flush();
        if (formatter.unmodelled) return yield* unsupported(p, formatter.unmodelled);
        return yield* complain(p, fatal);
      }
      if (formatter.stopped) return yield* out.close(status);
      if (formatter.used === before && values.length > before) {
        yield* complain(p, `warning: ignoring excess arguments, starting with ${quote(values[before]!)}`);
        break;
      }
    } while (formatter.used < values.length && !out.failed);
    return yield* out.close(status);
  },
};
