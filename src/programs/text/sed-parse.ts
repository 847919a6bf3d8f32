/** Parses sed scripts, with the messages of GNU sed and the places it names in them. */

import { CLASS_SYNTAX } from '../../regex/bracket.ts';
import { compileRegex, type Regex, RegexError, type RegexOptions } from '../../regex/regex.ts';
import {
  type InsertedText,
  type SedAction,
  type SedAddress,
  type SedCommand,
  SedError,
  type SedScript,
  SedUnsupported,
  type Substitution,
} from './sed-command.ts';
import { insertedText, parseReplacement, regexText } from './sed-text.ts';

/** One -e or -f argument. */
export interface SedSource {
  readonly text: string;
  /** The name of a script file; undefined for an expression. */
  readonly file: string | undefined;
}

export interface SedParseOptions {
  readonly extended: boolean;
  readonly posix: boolean;
  readonly sandbox: boolean;
}

/** The version that `v` compares with. */
const VERSION = [4, 9];

const isSpace = (c: string | undefined): boolean => c !== undefined && ' \t\n\v\f\r'.includes(c);

class Parser {
  readonly commands: SedCommand[] = [];
  silent = false;
  readonly #options: SedParseOptions;
  readonly #labels = new Map<string, number>();
  readonly #blocks: number[] = [];
  /** a, i or c whose text goes on in the next source. */
  #pendingText: InsertedText | undefined;
  #source: SedSource = { text: '', file: undefined };
  #expressions = 0;
  #at = 0;

  constructor(options: SedParseOptions) {
    this.#options = options;
  }

  #fail(message: string, at = this.#at): never {
    const { file, text } = this.#source;
    if (file === undefined) throw new SedError(`-e expression #${this.#expressions}, char ${at}: ${message}`);
    const line = text.slice(0, at).split('\n').length;
    throw new SedError(`file ${file} line ${line - (text[at - 1] === '\n' ? 1 : 0)}: ${message}`);
  }

  #next(): string | undefined {
    return this.#at < this.#source.text.length ? this.#source.text[this.#at++] : undefined;
  }

  #back(c: string | undefined): void {
    if (c !== undefined) this.#at--;
  }

  #nextNonBlank(): string | undefined {
    let c = this.#next();
    while (c === ' ' || c === '\t') c = this.#next();
    return c;
  }

  #integer(first: string): number {
    let digits = first;
    let c = this.#next();
    while (c !== undefined && c >= '0' && c <= '9') {
      digits += c;
      c = this.#next();
    }
    this.#back(c);
    return Number(digits);
  }

  #endOfCommand(): void {
    const c = this.#nextNonBlank();
    if (c === '}' || c === '#') this.#back(c);
    else if (c !== undefined && c !== '\n' && c !== ';') this.#fail('extra characters after command');
  }

  /** The text up to the delimiter; undefined when it does not come. */
  #delimited(delimiter: string | undefined, isRegex: boolean): string | undefined {
    let text = '';
    let bracket = '';
    for (;;) {
      const c = this.#next();
      if (c === undefined) return undefined;
      if (bracket !== '') {
        // Inside of brackets the delimiter is a character like others.
        text += c;
        bracket += c;
        if (c === '\n') return undefined;
        if (
          c === ']' &&
          !/^\[\^?$/.test(bracket.slice(0, -1)) &&
          !/\[([:.=])(?:(?!\1\]).)*$/s.test(bracket.slice(1, -1))
        )
          bracket = '';
        continue;
      }
      if (c === delimiter) return text;
      if (c === '\n' && isRegex) {
        this.#back(c);
        return undefined;
      }
      if (c === '\\') {
        const next = this.#next();
        if (next === undefined) return undefined;
        if (next === delimiter) text += isRegex || next !== '&' ? next : `\\${next}`;
        else if (next === 'n' && isRegex) text += '\n';
        else if (next === '\n') text += isRegex ? next : `\\${next}`;
        else text += c + next;
        continue;
      }
      if (c === '\n') {
        this.#back(c);
        return undefined;
      }
      if (c === '[' && isRegex) bracket = c;
      text += c;
    }
  }

  #regex(text: string, flags: { readonly ignoreCase: boolean; readonly multiline: boolean }): Regex | undefined {
    if (text === '') {
      if (flags.ignoreCase || flags.multiline) this.#fail('cannot specify modifiers on empty regexp');
      return undefined;
    }
    const syntax: RegexOptions['syntax'] = this.#options.extended ? 'sed-extended' : 'sed-basic';
    const regex = compileRegex(regexText(text), { syntax, ...flags });
    if (regex === CLASS_SYNTAX) throw new SedError(CLASS_SYNTAX.message, 4);
    if (regex instanceof RegexError) this.#fail(regex.message);
    return regex;
  }

  #address(first: string | undefined): SedAddress | undefined {
    if (first === '/' || first === '\\') {
      const text = this.#delimited(first === '/' ? first : this.#next(), true);
      if (text === undefined) this.#fail('unterminated address regex');
      const flags = { ignoreCase: false, multiline: false };
      for (;;) {
        const c = this.#nextNonBlank();
        if (c === 'I') flags.ignoreCase = true;
        else if (c === 'M') flags.multiline = true;
        else {
          this.#back(c);
          return { kind: 'regex', regex: this.#regex(text, flags) };
        }
      }
    }
    if (first !== undefined && first >= '0' && first <= '9') {
      const line = this.#integer(first);
      const c = this.#nextNonBlank();
      if (c !== '~') {
        this.#back(c);
        return { kind: 'line', line };
      }
      const digit = this.#nextNonBlank();
      if (digit === undefined || !/\d/.test(digit)) {
        this.#back(digit);
        return { kind: 'line', line };
      }
      const step = this.#integer(digit);
      return step > 0 ? { kind: 'step', first: line, step } : { kind: 'line', line };
    }
    if (first === '+' || first === '~') {
      const digit = this.#nextNonBlank();
      if (digit === undefined || !/\d/.test(digit)) this.#fail('expected number');
      const count = this.#integer(digit);
      return first === '+' ? { kind: 'plus', count } : { kind: 'multiple', of: count };
    }
    return first === '$' ? { kind: 'last' } : undefined;
  }

  #fileName(): string {
    let name = '';
    let c = this.#nextNonBlank();
    while (c !== undefined && c !== '\n') {
      name += c;
      c = this.#next();
    }
    if (name === '') this.#fail('missing filename in r/R/w/W commands');
    if (this.#options.sandbox) this.#fail('e/r/w commands disabled in sandbox mode');
    return name;
  }

  #label(end = ';'): string {
    let label = '';
    let c = this.#nextNonBlank();
    while (c !== undefined && !isSpace(c) && !end.includes(c)) {
      label += c;
      c = this.#next();
    }
    this.#back(c);
    return label;
  }

  /** The lines of a, i and c from the current place; true when a backslash at the end asks for more. */
  #readText(into: InsertedText): void {
    let raw = '';
    for (;;) {
      const c = this.#next();
      if (c === undefined) break;
      if (c === '\\') {
        const next = this.#next();
        if (next === undefined) {
          break;
        }
        raw += c + next;
        continue;
      }
      if (c === '\n') {
        into.text += `${insertedText(raw)}\n`;
        return;
      }
      raw += c;
    }
    into.text += `${insertedText(raw)}\n`;
  }

  #text(name: 'a' | 'i' | 'c'): SedAction {
    const action: InsertedText = { name, text: '' };
    let c = this.#nextNonBlank();
    if (c === undefined) this.#fail("expected \\ after `a', `c' or `i'");
    if (c === '\\') {
      c = this.#nextNonBlank();
      if (c === undefined) {
        this.#pendingText = action;
        return action;
      }
      if (c !== '\n') {
        // `a\text`: blanks behind the backslash belong to the text.
        this.#back(c);
        while (' \t'.includes(this.#source.text[this.#at - 1]!)) this.#at--;
      } else if (this.#at >= this.#source.text.length) {
        this.#pendingText = action;
        return action;
      }
    } else this.#back(c);
    this.#readText(action);
    return action;
  }

  #substitution(): Substitution {
    const delimiter = this.#next();
    const unterminated = "unterminated `s' command";
    if (delimiter === undefined || delimiter === '\n' || delimiter === '\\') this.#fail(unterminated);
    const pattern = this.#delimited(delimiter, true);
    if (pattern === undefined) this.#fail(unterminated);
    const replacement = this.#delimited(delimiter, false);
    if (replacement === undefined) this.#fail(unterminated);
    const flags = { ignoreCase: false, multiline: false };
    let [global, print, number] = [false, false, 0];
    let file: string | undefined;
    reading: for (;;) {
      const c = this.#next();
      switch (c) {
        case 'i':
        case 'I':
          flags.ignoreCase = true;
          break;
        case 'm':
        case 'M':
          flags.multiline = true;
          break;
        case 'e':
          throw new SedUnsupported('the e flag of the s command');
        case 'p':
          if (print) this.#fail("multiple `p' options to `s' command");
          print = true;
          break;
        case 'g':
          if (global) this.#fail("multiple `g' options to `s' command");
          global = true;
          break;
        case 'w':
          file = this.#fileName();
          break reading;
        case '}':
        case '#':
          this.#back(c);
          break reading;
        case undefined:
        case '\n':
        case ';':
          break reading;
        case ' ':
          break;
        default:
          if (c < '0' || c > '9') this.#fail("unknown option to `s'");
          if (number > 0) this.#fail("multiple number options to `s' command");
          number = this.#integer(c);
          if (number === 0) this.#fail("number option to `s' command may not be zero");
      }
    }
    const regex = this.#regex(pattern, flags);
    const parts = parseReplacement(replacement);
    const highest = Math.max(0, ...parts.map((part) => (part.kind === 'group' ? part.index : 0)));
    if (regex && highest > regex.groups) this.#fail(`invalid reference \\${highest} on \`s' command's RHS`);
    return { regex, replacement: parts, global, print, number: Math.max(1, number), file };
  }

  #transliteration(): SedAction {
    const delimiter = this.#next();
    const unterminated = "unterminated `y' command";
    if (delimiter === undefined || delimiter === '\n' || delimiter === '\\') this.#fail(unterminated);
    const plain = (): string[] => {
      const text = this.#delimited(delimiter, false);
      if (text === undefined) this.#fail(unterminated);
      const out: string[] = [];
      for (let i = 0; i < text.length; i++) {
        const next = text[i + 1];
        if (text[i] !== '\\' || next === undefined) out.push(text[i]!);
        else {
          i++;
          const made = insertedText(`\\${next}`);
          if (next === '\\' || next === '\n' || next === '&' || made !== next) out.push(made);
          else out.push('\\', next);
        }
      }
      return out;
    };
    const from = plain();
    const to = plain();
    if (from.length !== to.length) this.#fail("strings for `y' command are different lengths");
    this.#endOfCommand();
    const map = new Map<string, string>();
    for (const [n, c] of from.entries()) if (!map.has(c)) map.set(c, to[n]!);
    return { name: 'y', map };
  }

  #number(): number | undefined {
    const c = this.#nextNonBlank();
    if (c !== undefined && c >= '0' && c <= '9') return this.#integer(c);
    this.#back(c);
    return undefined;
  }

  #action(c: string | undefined, base: Pick<SedCommand, 'first' | 'second'>): SedAction | undefined {
    switch (c) {
      case undefined:
        return this.#fail('missing command');
      case '#':
        if (base.first) this.#fail("comments don't accept any addresses");
        while (c !== undefined && c !== '\n') c = this.#next();
        return undefined;
      case '{':
        this.#blocks.push(this.commands.length);
        return { name: '{', end: -1 };
      case '}': {
        const open = this.#blocks.pop();
        if (open === undefined) this.#fail("unexpected `}'");
        if (base.first) this.#fail("} doesn't want any addresses");
        this.#endOfCommand();
        const block = this.commands[open]!.action;
        if (block.name === '{') block.end = this.commands.length;
        return { name: '}' };
      }
      case ':': {
        if (base.first) this.#fail(": doesn't want any addresses");
        const label = this.#label();
        if (label === '') this.#fail('":" lacks a label');
        this.#labels.set(label, this.commands.length);
        return { name: ':' };
      }
      case 'a':
      case 'i':
      case 'c':
        return this.#text(c);
      case 'b':
      case 't':
      case 'T':
        return { name: c, label: this.#label(';}'), target: -1 };
      case 'q':
      case 'Q':
      case 'l': {
        if (base.second && c !== 'l') this.#fail('command only uses one address');
        const number = this.#number();
        this.#endOfCommand();
        return { name: c, number };
      }
      case '=':
      case 'd':
      case 'D':
      case 'F':
      case 'g':
      case 'G':
      case 'h':
      case 'H':
      case 'n':
      case 'N':
      case 'p':
      case 'P':
      case 'x':
      case 'z':
        this.#endOfCommand();
        return { name: c };
      case 'r':
      case 'R':
      case 'w':
      case 'W':
        return { name: c, file: this.#fileName() };
      case 's':
        return { name: 's', substitution: this.#substitution() };
      case 'y':
        return this.#transliteration();
      case 'v': {
        const wanted = this.#label().split('.').map(Number);
        const older = wanted[0]! > VERSION[0]! || (wanted[0] === VERSION[0] && (wanted[1] ?? 0) > VERSION[1]!);
        if (older) this.#fail('expected newer version of sed');
        return undefined;
      }
      case 'e':
        throw new SedUnsupported('the e command');
      default:
        return this.#fail(`unknown command: \`${c}'`);
    }
  }

  add(source: SedSource): void {
    this.#source = source;
    this.#at = 0;
    if (source.file === undefined) this.#expressions++;
    if (this.#pendingText) {
      const action = this.#pendingText;
      this.#pendingText = undefined;
      this.#readText(action);
    }
    for (;;) {
      let c = this.#next();
      if (c === undefined) return;
      if (c === '#' && this.#at === 1 && this.commands.length === 0 && this.#expressions <= 1) {
        if (/^#n(?:\n|$)/.test(source.text)) this.silent = true;
      }
      if (isSpace(c) || c === ';') continue;
      let second: SedAddress | undefined;
      const first = this.#address(c);
      if (first) {
        if (first.kind === 'plus' || first.kind === 'multiple') {
          this.#fail('invalid usage of +N or ~N as first address');
        }
        c = this.#nextNonBlank();
        if (c === ',') {
          second = this.#address(this.#nextNonBlank());
          if (second === undefined) this.#fail("unexpected `,'");
          c = this.#nextNonBlank();
        }
        if (first.kind === 'line' && first.line === 0 && (second?.kind !== 'regex' || this.#options.posix)) {
          this.#fail('invalid usage of line address 0');
        }
      }
      let negated = false;
      if (c === '!') {
        negated = true;
        c = this.#nextNonBlank();
        if (c === '!') this.#fail("multiple `!'s");
      }
      const action = this.#action(c, { first, second });
      if (action === undefined) continue;
      const fromStart = first?.kind === 'line' && first.line === 0;
      this.commands.push({ first, second, negated, action, range: fromStart ? 'open' : 'closed', rangeEnd: 0 });
    }
  }

  finish(): void {
    if (this.#blocks.length > 0) this.#fail("unmatched `{'", 0);
    if (this.#pendingText) this.#pendingText.text += '\n';
    for (const { action } of this.commands) {
      if (action.name !== 'b' && action.name !== 't' && action.name !== 'T') continue;
      const target = action.label === '' ? this.commands.length : this.#labels.get(action.label);
      if (target === undefined) throw new SedError(`can't find label for jump to \`${action.label}'`, 4);
      action.target = target;
    }
  }
}

export const parseSed = (
  sources: readonly SedSource[],
  options: SedParseOptions,
): SedScript | SedError | SedUnsupported => {
  const parser = new Parser(options);
  try {
    for (const source of sources) parser.add(source);
    parser.finish();
  } catch (thrown) {
    // The parser gives up from deep inside; anything else is a bug of ours.
    if (thrown instanceof SedError || thrown instanceof SedUnsupported) return thrown;
    throw thrown;
  }
  return { commands: parser.commands, silent: parser.silent };
};
