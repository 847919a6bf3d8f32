/** Executes a parsed sed script over its input. */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import type { Regex, RegexMatch } from '../../regex/regex.ts';
import { isErrno } from '../../vfs/errno.ts';
import { LineReader, mayHold } from './inputs.ts';
import type { SedAddress, SedCommand, SedScript, Substitution } from './sed-command.ts';
import type { SedInput } from './sed-input.ts';
import type { SedSink } from './sed-output.ts';
import { expandReplacement } from './sed-text.ts';

export interface SedRunOptions {
  readonly silent: boolean;
  readonly end: string;
  readonly lineLength: number;
  readonly posix: boolean;
  readonly sinks: ReadonlyMap<string, SedSink>;
}

/** What a command costs in steps of the run. */
const COMMAND_STEPS = 4;
/** What a substitution in a long text costs beyond that. */
const BYTES_PER_STEP = 64;

/** How a run through the script ended. */
type Cycle = 'print' | 'delete' | 'restart' | 'quit' | 'quit-silently';

type Queued = { readonly text: string } | { readonly file: string } | { readonly lineOf: string };

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};

/** What the l command shows. */
const unambiguous = (text: string, length: number): string => {
  const width = length > 1 ? length - 1 : Number.POSITIVE_INFINITY;
  let out = '';
  let column = 0;
  for (const c of text) {
    const shown = ESCAPES[c] ?? (c >= ' ' && c <= '~' ? c : `\\${c.charCodeAt(0).toString(8).padStart(3, '0')}`);
    if (column + shown.length > width) {
      out += '\\\n';
      column = 0;
    }
    out += shown;
    column += shown.length;
  }
  return `${out}$\n`;
};

export class SedRun {
  exitStatus = 0;
  /** The expression of a match that was too complex to be decided. */
  gaveUp = false;
  /** An empty expression stood where none had been used before. */
  noPreviousRegex = false;
  /** Where output goes at present; changes from file to file when they are edited in place. */
  sink: SedSink;
  readonly #p: Process;
  readonly #commands: readonly SedCommand[];
  readonly #input: SedInput;
  readonly #options: SedRunOptions;
  #pattern = '';
  #hold = '';
  #substituted = false;
  #lastRegex: Regex | undefined;
  #queue: Queued[] = [];
  readonly #lineFiles = new Map<string, LineReader | undefined>();

  constructor(p: Process, script: SedScript, input: SedInput, options: SedRunOptions, sink: SedSink) {
    this.#p = p;
    this.#commands = script.commands;
    this.#input = input;
    this.#options = options;
    this.sink = sink;
  }

  /** Starts a file anew: ranges are closed, except those that begin before the first line. */
  resetRanges(): void {
    for (const command of this.#commands) {
      command.range = command.first?.kind === 'line' && command.first.line === 0 ? 'open' : 'closed';
    }
  }

  *run(beforeCycle: () => Task): Task {
    for (;;) {
      const line = yield* this.#input.read();
      if (line === undefined) return;
      yield* beforeCycle();
      this.#pattern = line;
      let cycle: Cycle;
      do {
        this.#substituted = false;
        cycle = yield* this.#cycle();
        if (this.noPreviousRegex || this.gaveUp) return;
        if ((cycle === 'print' || cycle === 'quit') && !this.#options.silent) yield* this.#print(this.#pattern);
        if (cycle !== 'quit-silently') yield* this.#flushQueue();
      } while (cycle === 'restart');
      if (cycle === 'quit' || cycle === 'quit-silently') {
        this.#input.release();
        return;
      }
    }
  }

  *#print(text: string): Task {
    yield* this.sink.line(text, this.#input.terminated);
  }

  *#flushQueue(): Task {
    if (this.#queue.length === 0) return;
    const queue = this.#queue;
    this.#queue = [];
    for (const item of queue) {
      if ('text' in item) yield* this.sink.text(item.text);
      else if ('file' in item) {
        const text = item.file === '/dev/stdin' ? yield* this.#p.readAll(0) : this.#p.readFile(item.file);
        if (!isErrno(text) && text !== '') yield* this.sink.text(text);
      } else {
        let reader = this.#lineFiles.get(item.lineOf);
        if (!this.#lineFiles.has(item.lineOf)) {
          const fd = item.lineOf === '/dev/stdin' ? 0 : yield* this.#p.openTask(item.lineOf, { read: true });
          reader = isErrno(fd) ? undefined : new LineReader(this.#p, fd, this.#options.end);
          this.#lineFiles.set(item.lineOf, reader);
        }
        const line = yield* reader?.next() ?? nothing();
        if (line !== undefined) yield* this.sink.line(line, reader!.terminated);
      }
    }
  }

  *#matches(address: SedAddress): Task<boolean> {
    switch (address.kind) {
      case 'line':
        return this.#input.line === address.line;
      case 'step':
        return this.#input.line >= address.first && (this.#input.line - address.first) % address.step === 0;
      case 'last':
        return yield* this.#input.atEnd();
      case 'regex':
        return this.#exec(address.regex, this.#pattern, 0) !== undefined;
      default:
        return false;
    }
  }

  #exec(given: Regex | undefined, text: string, from: number): RegexMatch | undefined {
    const regex = given ?? this.#lastRegex;
    if (regex === undefined) {
      this.noPreviousRegex = true;
      return undefined;
    }
    this.#lastRegex = regex;
    const match = regex.exec(text, from);
    if (regex.gaveUp) this.gaveUp = true;
    return match;
  }

  *#selects(command: SedCommand): Task<boolean> {
    const { first, second } = command;
    if (first === undefined) return true;
    if (second === undefined) return yield* this.#matches(first);
    const { line } = this.#input;
    if (command.range === 'open') {
      if (second.kind === 'line' || second.kind === 'plus' || second.kind === 'multiple') {
        const end = second.kind === 'line' ? second.line : command.rangeEnd;
        if (line >= end) command.range = 'closed';
        return line <= end;
      }
      if (yield* this.#matches(second)) command.range = 'closed';
      return true;
    }
    if (!(yield* this.#matches(first))) return false;
    if (second.kind === 'line') command.rangeEnd = second.line;
    else if (second.kind === 'plus') command.rangeEnd = line + second.count;
    else if (second.kind === 'multiple') {
      command.rangeEnd = second.of > 0 ? Math.ceil(line / second.of) * second.of : line;
    } else command.rangeEnd = Number.POSITIVE_INFINITY;
    if (command.rangeEnd > line) command.range = 'open';
    return true;
  }

  /** Reads the next line behind a newline or in place of the pattern; false when there is none. */
  *#take(append: boolean): Task<boolean> {
    yield* this.#flushQueue();
    const line = yield* this.#input.read();
    if (line === undefined) return false;
    this.#pattern = append ? `${this.#pattern}${this.#options.end}${line}` : line;
    return true;
  }

  *#cycle(): Task<Cycle> {
    const commands = this.#commands;
    const newline = this.#options.end;
    for (let at = 0; at < commands.length; at++) {
      const command = commands[at]!;
      // Every command costs, so that a loop in the script ends too; G and s in a loop make the spaces grow.
      this.#p.kernel.work(COMMAND_STEPS, 1);
      mayHold(this.#p, this.#pattern.length + this.#hold.length);
      if (this.#p.shouldYield()) yield this.#p.turn;
      const selected = (yield* this.#selects(command)) !== command.negated;
      if (this.noPreviousRegex || this.gaveUp) return 'quit-silently';
      const { action } = command;
      if (!selected) {
        if (action.name === '{') at = action.end - 1;
        continue;
      }
      switch (action.name) {
        case '{':
        case '}':
        case ':':
          break;
        case '=':
          yield* this.sink.text(`${this.#input.line}\n`);
          break;
        case 'a':
          this.#queue.push({ text: action.text });
          break;
        case 'i':
          yield* this.sink.text(action.text);
          break;
        case 'c':
          if (command.second === undefined || command.range === 'closed' || command.negated) {
            yield* this.sink.text(action.text);
          }
          return 'delete';
        case 'b':
          at = action.target - 1;
          break;
        case 't':
        case 'T': {
          const was = this.#substituted;
          if (action.name === 't' || was) this.#substituted = false;
          if (was === (action.name === 't')) at = action.target - 1;
          break;
        }
        case 'd':
          return 'delete';
        case 'D': {
          const end = this.#pattern.indexOf(newline);
          if (end < 0) return 'delete';
          this.#pattern = this.#pattern.slice(end + 1);
          return 'restart';
        }
        case 'F':
          yield* this.sink.text(`${this.#input.name}\n`);
          break;
        case 'g':
          this.#pattern = this.#hold;
          break;
        case 'G':
          this.#pattern += newline + this.#hold;
          break;
        case 'h':
          this.#hold = this.#pattern;
          break;
        case 'H':
          this.#hold += newline + this.#pattern;
          break;
        case 'x':
          [this.#pattern, this.#hold] = [this.#hold, this.#pattern];
          break;
        case 'n':
          if (yield* this.#input.atEnd()) {
            if (!this.#input.moreFiles) return this.#options.posix ? 'quit-silently' : 'quit';
          }
          if (!this.#options.silent) yield* this.#print(this.#pattern);
          if (!(yield* this.#take(false))) return 'quit-silently';
          break;
        case 'N':
          if (yield* this.#input.atEnd()) {
            if (!this.#input.moreFiles) return this.#options.posix ? 'quit-silently' : 'quit';
          }
          if (!(yield* this.#take(true))) return 'quit';
          break;
        case 'l':
          yield* this.sink.text(unambiguous(this.#pattern, action.number ?? this.#options.lineLength));
          break;
        case 'p':
          yield* this.#print(this.#pattern);
          break;
        case 'P': {
          const end = this.#pattern.indexOf(newline);
          if (end < 0) yield* this.#print(this.#pattern);
          else yield* this.sink.line(this.#pattern.slice(0, end), true);
          break;
        }
        case 'q':
          this.exitStatus = action.number ?? 0;
          return 'quit';
        case 'Q':
          this.exitStatus = action.number ?? 0;
          return 'quit-silently';
        case 'r':
          this.#queue.push({ file: action.file });
          break;
        case 'R':
          this.#queue.push({ lineOf: action.file });
          break;
        case 'w':
          yield* this.#options.sinks.get(action.file)!.line(this.#pattern, this.#input.terminated);
          break;
        case 'W': {
          const end = this.#pattern.indexOf(newline);
          const sink = this.#options.sinks.get(action.file)!;
          if (end < 0) yield* sink.line(this.#pattern, this.#input.terminated);
          else yield* sink.line(this.#pattern.slice(0, end), true);
          break;
        }
        case 's':
          yield* this.#substitute(action.substitution);
          break;
        case 'y': {
          let out = '';
          for (const c of this.#pattern) out += action.map.get(c) ?? c;
          this.#pattern = out;
          break;
        }
        case 'z':
          this.#pattern = '';
          break;
      }
    }
    return 'print';
  }

  *#substitute(substitution: Substitution): Task {
    const text = this.#pattern;
    this.#p.kernel.work(text.length, BYTES_PER_STEP);
    const { regex, replacement, global, number } = substitution;
    let out = '';
    let at = 0;
    let count = 0;
    let replaced = false;
    let lastEnd = -1;
    while (at <= text.length) {
      const match = this.#exec(regex, text, at);
      if (match === undefined) break;
      const [start, end] = [match[0]!, match[1]!];
      out += text.slice(at, start);
      if (start === end && start === lastEnd) {
        // Nothing right behind the last match is not a match of its own.
        out += text.slice(start, start + 1);
        at = start + 1;
        lastEnd = -1;
        continue;
      }
      count++;
      if (count < number) out += text.slice(start, end);
      else {
        replaced = true;
        out += expandReplacement(replacement, (index) =>
          match[index * 2] === undefined || match[index * 2]! < 0
            ? ''
            : text.slice(match[index * 2], match[index * 2 + 1]),
        );
      }
      lastEnd = end;
      at = end;
      if (start === end) {
        out += text.slice(end, end + 1);
        at = end + 1;
      }
      if (replaced && !global) break;
    }
    if (!replaced) return;
    this.#pattern = out + text.slice(at);
    this.#substituted = true;
    if (substitution.print) yield* this.#print(this.#pattern);
    if (substitution.file !== undefined) {
      yield* this.#options.sinks.get(substitution.file)!.line(this.#pattern, this.#input.terminated);
    }
  }
}

function* nothing(): Task<undefined> {
  return undefined;
}
