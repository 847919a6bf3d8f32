/** xargs: runs commands with arguments from standard input (GNU findutils). */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import { Errno, isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { readHeld } from './inputs.ts';
import { spawnByName } from './lookup.ts';
import { complain, nameOf, unsupportedOption, usageError } from './messages.ts';
import { quoteIfNeeded } from './quote.ts';

const LONG = [
  'null=0',
  'arg-file:=a',
  'delimiter:=d',
  'eof::=e',
  'replace::=I',
  'max-lines::=l',
  'max-args:=n',
  'open-tty=o',
  'interactive=p',
  'max-procs:=P',
  'process-slot-var:',
  'no-run-if-empty=r',
  'max-chars:=s',
  'show-limits',
  'verbose=t',
  'exit=x',
  'help',
  'version',
];
const DEFAULT_CHARS = 131_072;

interface Item {
  readonly text: string;
  /** The last one of its line of input. */
  readonly endsLine: boolean;
}

interface How {
  readonly replace: string | undefined;
  readonly maxLines: number | undefined;
  readonly maxArgs: number | undefined;
  readonly maxChars: number;
  readonly verbose: boolean;
}

interface Split {
  readonly items: readonly Item[];
  /** Told after what came before it was run. */
  readonly problem?: string;
}

/** Words separated by blanks, with quotes and backslashes, up to the word `eof`; or whole lines for -I. */
const splitQuoted = (text: string, wholeLines: boolean, eof: string | undefined): Split => {
  const items: Item[] = [];
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  for (let at = 0; at < lines.length; at++) {
    let line = lines[at]!;
    let [word, started, i] = ['', false, 0];
    const words: string[] = [];
    for (line = wholeLines ? line.replace(/^[ \t]+/, '') : line; i <= line.length; i++) {
      const c = line[i];
      if (c === undefined || (!wholeLines && (c === ' ' || c === '\t'))) {
        if (started) words.push(word);
        [word, started] = ['', false];
      } else if (c === '\\') {
        started = true;
        if (i + 1 < line.length) word += line[++i];
        else if (at + 1 < lines.length) {
          // A backslash at the end takes the newline into the word.
          word += '\n';
          line = lines[++at]!;
          i = -1;
        }
      } else if (c === "'" || c === '"') {
        const close = line.indexOf(c, i + 1);
        if (close < 0) {
          for (const one of words) items.push({ text: one, endsLine: false });
          return {
            items,
            problem: `unmatched ${c === "'" ? 'single' : 'double'} quote; by default quotes are special to xargs unless you use the -0 option`,
          };
        }
        word += line.slice(i + 1, close);
        started = true;
        i = close;
      } else {
        word += c;
        started = true;
      }
    }
    // A blank at the end of a line continues it, for -L.
    const continued = /[ \t]$/.test(line) && !wholeLines;
    for (const [n, one] of words.entries()) {
      if (one === eof) return { items };
      items.push({ text: one, endsLine: n === words.length - 1 && !continued });
    }
  }
  return { items };
};

const splitAt = (text: string, delimiter: string): Split => {
  const parts = text.split(delimiter);
  if (parts.at(-1) === '') parts.pop();
  return { items: parts.map((part) => ({ text: part, endsLine: true })) };
};

const delimiterOf = (text: string): string | undefined => {
  if (text.length === 1) return text;
  const named = {
    '\\n': '\n',
    '\\t': '\t',
    '\\0': '\0',
    '\\\\': '\\',
    '\\r': '\r',
    '\\a': '\x07',
    '\\b': '\b',
    '\\f': '\f',
    '\\v': '\v',
  }[text];
  if (named !== undefined) return named;
  const octal = /^\\(?:x([0-9a-fA-F]{1,2})|0?([0-7]{1,3}))$/.exec(text);
  return octal
    ? String.fromCharCode(octal[1] ? Number.parseInt(octal[1], 16) : Number.parseInt(octal[2]!, 8))
    : undefined;
};

export const xargs: Program = {
  name: 'xargs',
  run: function* (p) {
    const { options, operands, error } = getopt(p.argv, '0a:E:e::i::I:l::L:n:prs:txP:d:o', LONG, { permute: false });
    let how: How = {
      replace: undefined,
      maxLines: undefined,
      maxArgs: undefined,
      maxChars: DEFAULT_CHARS,
      verbose: false,
    };
    let delimiter: string | undefined;
    let eof: string | undefined;
    let file: string | undefined;
    let skipEmpty = false;
    for (const { name, value } of options) {
      if (name === '0') delimiter = '\0';
      else if (name === 'd') {
        delimiter = delimiterOf(value!);
        if (delimiter === undefined)
          return yield* complain(
            p,
            `Invalid input delimiter specification ${value}: the delimiter must be either a single character or an escape sequence starting with \\.`,
          );
      } else if (name === 'a') file = value;
      else if (name === 'E' || name === 'e') eof = value === '' ? undefined : value;
      else if (name === 'I' || name === 'i')
        how = { ...how, replace: value ?? '{}', maxLines: undefined, maxArgs: undefined };
      else if (name === 'L' || name === 'l' || name === 'n' || name === 's') {
        const number = name === 'l' && value === undefined ? 1 : /^\d+$/.test(value!) ? Number(value) : undefined;
        if (number === undefined) return yield* usageTail(p, `invalid number "${value}" for -${name} option`);
        if (number < 1) return yield* usageTail(p, `value ${value} for -${name} option should be >= 1`);
        if (name === 's') how = { ...how, maxChars: Math.min(number, DEFAULT_CHARS) };
        else if (name === 'n')
          how = {
            ...how,
            maxArgs: number,
            maxLines: undefined,
            replace: how.replace !== undefined && number === 1 ? how.replace : undefined,
          };
        else how = { ...how, maxLines: number, maxArgs: undefined, replace: undefined };
      } else if (name === 'r') skipEmpty = true;
      else if (name === 't') how = { ...how, verbose: true };
      else if (name === 'P' && (value === '1' || value === '0')) continue;
      else if (name !== 'x') return yield* unsupportedOption(p, name);
    }
    if (error !== undefined) return yield* usageError(p, error);
    let fd = 0;
    if (file !== undefined) {
      const opened = yield* p.openTask(file, { read: true });
      if (isErrno(opened))
        return yield* complain(
          p,
          `Cannot open input file ${quoteIfNeeded(file).replace(/^([^'])(.*)$/s, "'$1$2'")}: ${opened.message}`,
        );
      fd = opened;
    }
    const text = yield* readHeld(p, fd);
    if (isErrno(text)) return yield* complain(p, `${nameOf(p)}: ${text.message}`);
    const { items, problem } =
      delimiter === undefined ? splitQuoted(text, how.replace !== undefined, eof) : splitAt(text, delimiter);
    const command = operands.length > 0 ? operands : ['echo'];
    const stdin = file === undefined ? p.open('/dev/null', { read: true }) : 0;
    const status = yield* new Runner(p, how, command, isErrno(stdin) ? 0 : stdin).run(
      items,
      skipEmpty || problem !== undefined,
    );
    return problem === undefined ? status : yield* complain(p, problem);
  },
};

function* usageTail(p: Process, text: string): Task<number> {
  return yield* usageError(p, text);
}

class Runner {
  readonly #p: Process;
  readonly #how: How;
  readonly #command: readonly string[];
  readonly #stdin: number;
  #status = 0;

  constructor(p: Process, how: How, command: readonly string[], stdin: number) {
    this.#p = p;
    this.#how = how;
    this.#command = command;
    this.#stdin = stdin;
  }

  *run(items: readonly Item[], skipEmpty: boolean): Task<number> {
    const { replace, maxArgs, maxLines, maxChars } = this.#how;
    if (replace !== undefined) {
      for (const { text } of items) {
        const [head, ...rest] = this.#command;
        const done = yield* this.#start([head!, ...rest.map((word) => word.replaceAll(replace, text))]);
        if (done !== undefined) return done;
      }
      return this.#status;
    }
    const fixed = this.#command.reduce((sum, word) => sum + word.length + 1, 0);
    let held: string[] = [];
    let [chars, lines] = [fixed, 0];
    let any = false;
    for (const { text, endsLine } of items) {
      if (fixed + text.length + 1 > maxChars) return yield* complain(this.#p, 'argument line too long');
      if (
        held.length > 0 &&
        (chars + text.length + 1 > maxChars ||
          (maxArgs !== undefined && held.length >= maxArgs) ||
          (maxLines !== undefined && lines >= maxLines))
      ) {
        const done = yield* this.#start([...this.#command, ...held]);
        if (done !== undefined) return done;
        any = true;
        [held, chars, lines] = [[], fixed, 0];
      }
      held.push(text);
      chars += text.length + 1;
      if (endsLine) lines++;
    }
    if (held.length > 0 || (!any && !skipEmpty)) {
      const done = yield* this.#start([...this.#command, ...held]);
      if (done !== undefined) return done;
    }
    return this.#status;
  }

  /** A status when xargs must end now. */
  *#start(argv: readonly string[]): Task<number | undefined> {
    const p = this.#p;
    const name = argv[0]!;
    if (this.#how.verbose) yield* p.warn(`${argv.map((word) => quoteIfNeeded(word)).join(' ')}\n`);
    const fds = new Map(
      p
        .descriptors()
        .filter((fd) => fd !== this.#stdin || fd === 0)
        .map((fd) => [fd, fd]),
    );
    fds.set(0, this.#stdin);
    const child = spawnByName(p, argv, fds);
    if (isErrno(child))
      return yield* complain(p, `${quoteIfNeeded(name)}: ${child.message}`, child === Errno.ENOENT ? 127 : 126);
    const ended = yield* p.wait(child.pid);
    if (isErrno(ended)) return 1;
    if (ended.signal !== undefined)
      return yield* complain(p, `${quoteIfNeeded(name)}: terminated by signal ${ended.status - 128}`, 125);
    if (ended.status === 255)
      return yield* complain(p, `${quoteIfNeeded(name)}: exited with status 255; aborting`, 124);
    if (ended.status !== 0) this.#status = 123;
    return undefined;
  }
}
