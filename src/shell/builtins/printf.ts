/** printf: arguments through a format, which is used again while arguments are left (XCU printf). */
import type { MaybeTask } from '../../kernel/task.ts';
import { isBash } from '../../syntax/dialect.ts';
import type { Builtin, BuiltinShell } from './builtin.ts';
import { complain, complainAsApplet, printUsage, readOptions } from './diagnostics.ts';
import { BASH_B, BASH_FORMAT, BUSYBOX_ECHO, BUSYBOX_FORMAT, DASH_ECHO, DASH_FORMAT, escapeAt, unescape } from './escapes.ts';
import { type Conversion, floatText, integerText, stringText } from './printf-conversion.ts';
import { type Taken, takeFloat, takeInteger } from './printf-numbers.ts';

const USAGE = 'printf [-v var] format [arguments]';

export const printf: Builtin = {
  name: 'printf',
  run: (sh, argv) => {
    const read = sh.dialect === 'busybox' ? { options: new Map<string, string>(), operands: argv.slice(argv[1] === '--' ? 2 : 1) } : readOptions(sh, argv, isBash(sh.dialect) ? 'v:' : '', USAGE);
    if ('status' in read) return read.status;
    const [format, ...words] = read.operands;
    if (format === undefined) return usage(sh);
    const variable = read.options.get('v');
    const formatter = new Formatter(sh, words);
    const stopped = formatter.all(format);
    const status = stopped === 'refused' ? (sh.dialect === 'dash' ? 2 : 1) : formatter.status;
    if (variable !== undefined) {
      sh.assign(variable, formatter.text);
      return status;
    }
    const written = sh.write(formatter.text);
    return status === 0 ? written : settled(written, status);
  },
};

function settled(written: MaybeTask<number>, status: number): MaybeTask<number> {
  return typeof written === 'number' ? status : afterWriting(written, status);
}

function* afterWriting(written: Exclude<MaybeTask<number>, number>, status: number): Exclude<MaybeTask<number>, number> {
  yield* written;
  return status;
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

class Formatter {
  text = '';
  status = 0;
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
    const size = width === '*' ? Number(this.#integer(this.#next(), false)) : Number(width ?? 0);
    const given = head.includes('.');
    const places = precision === '*' ? Number(this.#integer(this.#next(), false)) : Number(precision ?? 0);
    if (dialect === 'busybox') while (/[hlLzq]/.test(format[end] ?? '') && format[end] !== 'q') end++;
    else if (isBash(dialect)) while (/[hlLjzt]/.test(format[end] ?? '')) end++;
    const letter = format[end] ?? '';
    const time = isBash(dialect) && letter === '(' ? /^\(([^)]*)\)T/.exec(format.slice(end)) : null;
    if (time) {
      this.#sh.unsupported('printf %(…)T');
      return 'refused';
    }
    const whole = head + letter;
    if (!this.#knows(letter) || (dialect === 'busybox' && letter === 'b' && whole !== '%b')) return this.#refuse(whole, dialect === 'busybox' ? head + format.slice(end) : format.slice(at), letter, end >= format.length);
    const conversion: Conversion = { flags: size < 0 ? `-${flags}` : flags, width: Math.abs(size), precision: given && places >= 0 ? places : undefined, letter };
    return this.#convert(conversion) ?? end + 1;
  }

  #knows(letter: string): boolean {
    if (letter === '') return false;
    return (isBash(this.#sh.dialect) ? 'diouxXeEfFgGaAcsbqQn' : this.#sh.dialect === 'dash' ? 'diouxXeEfFgGaAcsb' : 'diouxXeEfgGcsb').includes(letter);
  }

  #refuse(directive: string, rest: string, letter: string, ended: boolean): 'refused' {
    const { dialect } = this.#sh;
    const sh = this.#sh;
    if (dialect === 'dash') complain(sh, 'printf', ended ? 'missing format character' : `${directive}: invalid directive`);
    else if (dialect === 'busybox') complainAsApplet(sh, `${rest}: invalid format`, 1);
    else complain(sh, 'printf', ended ? `\`${rest}': missing format character` : `\`${letter}': invalid format character`);
    return 'refused';
  }

  #next(): string | undefined {
    return this.#words[this.#at++];
  }

  #convert(c: Conversion): 'stopped' | undefined {
    switch (c.letter) {
      case 's':
        this.text += stringText(c, this.#next() ?? '');
        return undefined;
      case 'c':
        this.text += stringText({ ...c, precision: undefined }, (this.#next() ?? '')[0] ?? '\0');
        return undefined;
      case 'b': {
        const rules = this.#sh.dialect === 'dash' ? DASH_ECHO : isBash(this.#sh.dialect) ? BASH_B : BUSYBOX_ECHO;
        const found = unescape(this.#next() ?? '', rules);
        this.text += stringText(c, found.text);
        return found.stopped ? 'stopped' : undefined;
      }
      case 'q':
      case 'Q':
        this.text += stringText(c, bashQuoted(this.#next() ?? ''));
        return undefined;
      case 'n': {
        const name = this.#next();
        if (name) this.#sh.assign(name, String(this.text.length));
        return undefined;
      }
      case 'd':
      case 'i':
        this.text += integerText(c, this.#integer(this.#next(), false));
        return undefined;
      case 'o':
      case 'u':
      case 'x':
      case 'X':
        this.text += integerText(c, this.#integer(this.#next(), true));
        return undefined;
      default:
        this.text += floatText(c, this.#checked(this.#next(), takeFloat, 0));
        return undefined;
    }
  }

  #integer(word: string | undefined, unsigned: boolean): bigint {
    return this.#checked(word, (text) => takeInteger(text, unsigned), 0n);
  }

  #checked<T>(word: string | undefined, take: (text: string) => Taken<T>, zero: T): T {
    const { dialect } = this.#sh;
    if (!word && dialect !== 'busybox') return zero;
    // busybox counts a missing number as an empty one, which is none.
    const taken = take(word ?? '');
    if (!taken.problem) return taken.value;
    this.status = 1;
    if (dialect === 'busybox') {
      complainAsApplet(this.#sh, `invalid number '${word ?? ''}'`, 1);
      return zero;
    }
    if (dialect === 'dash') complain(this.#sh, 'printf', `${word}: ${{ none: 'expected numeric value', rest: 'not completely converted', range: 'Numerical result out of range' }[taken.problem]}`);
    else if (taken.problem === 'range') {
      this.status = 0;
      complain(this.#sh, 'printf', `warning: ${word}: Numerical result out of range`);
    } else complain(this.#sh, 'printf', `${word}: ${/^0[0-7]*[89]/.test(word!) ? 'invalid octal number' : /^0[xX]/.test(word!) ? 'invalid hex number' : 'invalid number'}`);
    return taken.value;
  }
}

/** `%q`: as the shell would read it again. */
function bashQuoted(text: string): string {
  if (text === '') return "''";
  if (/[\x00-\x1f\x7f-\xff]/.test(text)) {
    const inner = text.replace(/[\\']/g, '\\$&').replace(/[\x00-\x1f\x7f-\xff]/g, (c) => CONTROLS[c] ?? `\\${c.charCodeAt(0).toString(8).padStart(3, '0')}`);
    return `$'${inner}'`;
  }
  return text.replace(/[^A-Za-z0-9_@%+:./-]/g, '\\$&').replace(/(?<=.)\\~/g, '~').replace(/(?<=.)\\#/g, '#');
}

const CONTROLS: Readonly<Record<string, string>> = { '\x07': '\\a', '\b': '\\b', '\t': '\\t', '\n': '\\n', '\v': '\\v', '\f': '\\f', '\r': '\\r', '\x1b': '\\E' };
