/** printf: arguments through a format, which is used again while arguments are left (XCU printf). */
import { settle, type Task } from '../../kernel/task.ts';
import { isBash } from '../../syntax/dialect.ts';
import { eager } from '../flow.ts';
import type { Builtin, BuiltinShell } from './builtin.ts';
import { complain, complainAsApplet, printUsage, readOptions } from './diagnostics.ts';
import {
  BASH_B,
  BASH_FORMAT,
  BUSYBOX_ECHO,
  BUSYBOX_FORMAT,
  DASH_ECHO,
  DASH_FORMAT,
  escapeAt,
  unescaped,
} from './escapes.ts';
import { type Conversion, floatText, integerText, stringText } from './printf-conversion.ts';
import { type Taken, takeFloat, takeInteger } from './printf-numbers.ts';

const USAGE = 'printf [-v var] format [arguments]';

export const printf: Builtin = {
  name: 'printf',
  run: (sh, argv) => {
    const read =
      sh.dialect === 'busybox'
        ? { options: new Map<string, string>(), operands: argv.slice(argv[1] === '--' ? 2 : 1) }
        : readOptions(sh, argv, isBash(sh.dialect) ? 'v:' : '', USAGE);
    if ('status' in read) return read.status;
    // busybox says nothing at all where there is no output.
    if (sh.dialect === 'busybox' && !sh.p.descriptors_.get(1)) return 1;
    const [format, ...words] = read.operands;
    if (format === undefined) return usage(sh);
    const variable = read.options.get('v');
    if (variable !== undefined && sh.values?.isReferable(variable) === false) {
      complain(sh, 'printf', `\`${variable}': not a valid identifier`);
      return 2;
    }
    const formatter = new Formatter(sh, words);
    const stopped = formatter.all(format);
    const status = stopped === 'refused' ? (sh.dialect === 'dash' ? 2 : 1) : formatter.status;
    if (variable !== undefined) {
      sh.assign(variable, formatter.text.split('\0')[0]!);
      return status;
    }
    return eager(
      stopped === 'refused' && sh.dialect === 'dash'
        ? printUnchecked(sh, formatter.text)
        : print(sh, formatter, status),
    );
  },
};

/** After an error dash does not look whether what came before it could be written. */
function* printUnchecked(sh: BuiltinShell, text: string): Task<number> {
  yield* sh.p.write(1, text);
  return 2;
}

/** busybox prints as it goes; the others have complained already when the text comes. */
function* print(sh: BuiltinShell, formatter: Formatter, status: number): Task<number> {
  for (const { before, complaint } of formatter.interruptions) {
    yield* settle(sh.write(before));
    complainAsApplet(sh, complaint, 1);
  }
  const written = yield* settle(sh.write(formatter.text));
  return status === 0 ? written : status;
}

function usage(sh: BuiltinShell): number {
  if (sh.dialect === 'dash') sh.fail('usage: printf format [arg ...]');
  if (sh.dialect === 'busybox') return complainAsApplet(sh, 'usage: printf FORMAT [ARGUMENT...]', 2);
  printUsage(sh, 'printf', USAGE);
  return 2;
}

/** Why formatting ended before its time. */
type Stop = 'stopped' | 'refused' | undefined;

const DIRECTIVE = /%([-+ 0#]*)(\*|[0-9]+)?(?:\.(\*|[0-9]+)?)?/y;
const BASH_DIRECTIVE = /%([-+ 0#']*)(\*|[0-9]+)?(?:\.(\*|-?[0-9]+)?)?/y;

/** Bytes that one conversion may make. */
const MAX_INT = 0x7fffffffn;
const MAX_SIZE = 2 ** 26;

class Formatter {
  text = '';
  status = 0;
  /** Complaints of busybox, each behind the text that is printed before it. */
  readonly interruptions: { readonly before: string; readonly complaint: string }[] = [];
  readonly #sh: BuiltinShell;
  readonly #words: readonly string[];
  #at = 0;

  constructor(sh: BuiltinShell, words: readonly string[]) {
    this.#sh = sh;
    this.#words = words;
  }

  all(format: string): Stop {
    for (;;) {
      const before = this.#at;
      const stop = this.#once(format);
      if (stop || this.#at >= this.#words.length || this.#at === before) return stop;
    }
  }

  #once(format: string): Stop {
    const rules = this.#sh.dialect === 'dash' ? DASH_FORMAT : isBash(this.#sh.dialect) ? BASH_FORMAT : BUSYBOX_FORMAT;
    for (let at = 0; at < format.length; ) {
      const c = format[at]!;
      if (c === '\\') {
        if (rules.stop && format[at + 1] === 'c') return 'stopped';
        const found = escapeAt(format, at + 1, rules);
        this.text += found.text;
        at += 1 + found.length;
      } else if (c !== '%') {
        const next = format.slice(at).search(/[\\%]/);
        const end = next < 0 ? format.length : at + next;
        this.text += format.slice(at, end);
        at = end;
      } else if (format[at + 1] === '%') {
        this.text += '%';
        at += 2;
      } else {
        const directive = this.#directive(format, at);
        if (typeof directive === 'string') return directive;
        at = directive;
      }
    }
    return undefined;
  }

  /** Offset behind the directive. */
  #directive(format: string, at: number): number | 'stopped' | 'refused' {
    const { dialect } = this.#sh;
    const form = isBash(dialect) ? BASH_DIRECTIVE : DIRECTIVE;
    form.lastIndex = at;
    const [head, flags, width, precision] = form.exec(format)! as unknown as [string, string, string?, string?];
    let end = at + head.length;
    const size = this.#size(width);
    const given = head.includes('.');
    const places = Math.min(this.#size(precision, true), MAX_SIZE);
    if (dialect === 'busybox') while (/[hlLzq]/.test(format[end] ?? '') && format[end] !== 'q') end++;
    else if (isBash(dialect)) while (/[hlLjzt]/.test(format[end] ?? '')) end++;
    const letter = format[end] ?? '';
    const time = isBash(dialect) && letter === '(' ? /^\(([^)]*)\)T/.exec(format.slice(end)) : null;
    if (time) {
      const text = this.#sh.values!.time(time[1]!, this.#next());
      this.#add(
        stringText(
          {
            flags: size < 0 ? `-${flags}` : flags,
            width: Math.abs(size),
            precision: given && places >= 0 ? places : undefined,
            letter: 's',
          },
          text,
        ),
      );
      return end + time[0].length;
    }
    const whole = head + letter;
    if (!this.#knows(letter) || (dialect === 'busybox' && letter === 'b' && whole !== '%b'))
      return this.#refuse(
        whole,
        dialect === 'busybox' ? head + format.slice(end) : format.slice(at),
        letter,
        end >= format.length,
      );
    const conversion: Conversion = {
      flags: size < 0 ? `-${flags}` : flags,
      width: Math.abs(size),
      precision: given && places >= 0 ? places : undefined,
      letter,
    };
    return this.#convert(conversion) ?? end + 1;
  }

  /** One that is no number is complained about, but is no failure; one that is missing is 0. */
  #busyboxSize(word: string | undefined): number {
    if (word === undefined) return 0;
    if (/^-?[0-9]+$/.test(word) && Math.abs(Number(word)) <= MAX_INT) return Number(word);
    this.#interrupt(`invalid number '${word}'`);
    return 0;
  }

  /** A width or a precision. */
  #size(text: string | undefined, precision = false): number {
    const size =
      text !== '*'
        ? Number(text ?? 0)
        : this.#sh.dialect === 'busybox'
          ? this.#busyboxSize(this.#next())
          : this.#sh.dialect === 'dash'
            ? Number(BigInt.asIntN(32, BigInt(this.#integer(this.#next(), false))))
            : this.#bashSize(this.#integer(this.#next(), false));
    if (Math.abs(size) > MAX_SIZE && !(precision && isBash(this.#sh.dialect)))
      this.#sh.p.kernel.limit('memory', `a printf width of ${size}`);
    return size;
  }

  /** bash cuts what no integer can hold to the largest, or, where no word is left, to 32 bits. */
  #bashSize(size: bigint): number {
    const rest = this.#words[this.#at];
    if (rest === undefined || (size <= MAX_INT && size >= -MAX_INT - 1n)) return Number(BigInt.asIntN(32, size));
    complain(this.#sh, 'printf', `warning: ${rest}: Numerical result out of range`);
    return Number(size < 0n ? -MAX_INT - 1n : MAX_INT);
  }

  #knows(letter: string): boolean {
    if (letter === '') return false;
    return (
      isBash(this.#sh.dialect)
        ? 'diouxXeEfFgGaAcsbqQn'
        : this.#sh.dialect === 'dash'
          ? 'diouxXeEfFgGaAcsb'
          : 'diouxXeEfgGcsb'
    ).includes(letter);
  }

  #refuse(directive: string, rest: string, letter: string, ended: boolean): 'refused' {
    const { dialect } = this.#sh;
    const sh = this.#sh;
    if (dialect === 'dash')
      complain(sh, 'printf', ended ? 'missing format character' : `${directive}: invalid directive`);
    else if (dialect === 'busybox') this.#interrupt(`${rest}: invalid format`);
    else
      complain(sh, 'printf', ended ? `\`${rest}': missing format character` : `\`${letter}': invalid format character`);
    return 'refused';
  }

  #interrupt(complaint: string): void {
    this.interruptions.push({ before: this.text, complaint });
    this.text = '';
  }

  #next(): string | undefined {
    return this.#words[this.#at++];
  }

  /** Its argument may have been interrupted by a complaint: what came before is printed already then. */
  #add(text: string): void {
    this.text += text;
  }

  #convert(c: Conversion): 'stopped' | undefined {
    switch (c.letter) {
      case 's':
        this.#add(stringText(c, this.#next() ?? ''));
        return undefined;
      case 'c':
        this.#add(stringText({ ...c, precision: undefined }, (this.#next() ?? '')[0] ?? '\0'));
        return undefined;
      case 'b': {
        const rules = this.#sh.dialect === 'dash' ? DASH_ECHO : isBash(this.#sh.dialect) ? BASH_B : BUSYBOX_ECHO;
        const found = unescaped(this.#next() ?? '', rules);
        this.#add(stringText(c, found.text));
        return found.stopped ? 'stopped' : undefined;
      }
      case 'q':
      case 'Q':
        this.#add(this.#quoted(c, this.#next() ?? ''));
        return undefined;
      case 'n': {
        const name = this.#next();
        if (name) this.#sh.assign(name, String(this.text.length));
        return undefined;
      }
      case 'd':
      case 'i':
        this.#add(integerText(c, this.#integer(this.#next(), false)));
        return undefined;
      case 'o':
      case 'u':
      case 'x':
      case 'X':
        this.#add(integerText(c, this.#integer(this.#next(), true)));
        return undefined;
      default:
        this.#add(floatText(c, this.#checked(this.#next(), takeFloat, 0)));
        return undefined;
    }
  }

  #integer(word: string | undefined, unsigned: boolean): bigint {
    return this.#checked(
      word,
      (text) => this.#code(text) ?? takeInteger(text, unsigned, this.#sh.dialect !== 'busybox'),
      0n,
    );
  }

  /** bash: a character behind a quote may be several bytes. */
  #code(text: string): Taken<bigint> | undefined {
    const quoted = text.length > 1 && (text[0] === '"' || text[0] === "'");
    return quoted && this.#sh.values ? { value: BigInt(this.#sh.values.characterCode(text.slice(1))) } : undefined;
  }

  /** `%q` as the shell would read it again; the precision of `%Q` cuts before. */
  #quoted(c: Conversion, word: string): string {
    const values = this.#sh.values!;
    if (c.letter === 'q' || c.precision === undefined) return stringText(c, values.quoted(word));
    return stringText({ ...c, precision: undefined }, values.quoted(word.slice(0, c.precision)));
  }

  #checked<T>(word: string | undefined, take: (text: string) => Taken<T>, zero: T): T {
    const { dialect } = this.#sh;
    if (!word && (dialect !== 'busybox' || typeof zero === 'number')) return zero;
    // busybox counts a missing number as an empty one, which is none.
    const taken = take(word ?? '');
    if (!taken.problem) return taken.value;
    if (!isBash(dialect) || taken.problem !== 'range') this.status = 1;
    if (dialect === 'busybox') {
      this.#interrupt(`invalid number '${word ?? ''}'`);
      return zero;
    }
    if (dialect === 'dash')
      complain(
        this.#sh,
        'printf',
        `${word}: ${{ none: 'expected numeric value', rest: 'not completely converted', range: 'Numerical result out of range' }[taken.problem]}`,
      );
    else if (taken.problem === 'range') complain(this.#sh, 'printf', `warning: ${word}: Numerical result out of range`);
    else
      complain(
        this.#sh,
        'printf',
        `${word}: ${/^0[0-7]*[89]/.test(word!) ? 'invalid octal number' : /^0[xX]/.test(word!) ? 'invalid hex number' : 'invalid number'}`,
      );
    return taken.value;
  }
}
