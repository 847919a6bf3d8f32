/** Runs commands from standard input: read in the portions in which the dialect reads, shared with the commands that read it too. */

import { isTask, type MaybeTask, type Task } from '../kernel/task.ts';
import { isBash } from '../syntax/dialect.ts';
import { Script } from '../syntax/parse.ts';
import { SyntaxProblem } from '../syntax/syntax-problem.ts';
import { isErrno } from '../vfs/errno.ts';
import { busyboxPrompt } from './busybox-prompt.ts';
import { compile } from './compile/compile.ts';
import { Abandoned, GOING_ON, ShellError } from './flow.ts';
import { leaveAbandoned } from './frames.ts';
import type { Exec } from './function.ts';
import type { Interpreter } from './interpreter.ts';
import { abandoned, expandQuoted, readingOf } from './run-text.ts';
import { Source } from './source.ts';
import { syntaxError } from './syntax-errors.ts';

/** What dash and busybox read at once; a command that reads standard input gets what comes after it. */
const BLOCK_BYTES = 8192;

export function* runStream(sh: Interpreter): Task<number> {
  const input = new Input(sh);
  let status = 0;
  for (;;) {
    try {
      const exec = yield* input.next();
      if (!exec) {
        if (sh.options.interactive) sh.writeError('\n');
        break;
      }
      const result = exec(sh, 0);
      status = isTask(result) ? yield* result : result;
    } catch (thrown) {
      if (thrown instanceof Abandoned) {
        status = abandoned(sh, input, thrown);
        continue;
      }
      if (!(thrown instanceof ShellError) || !sh.options.interactive) throw thrown;
      // A person gets the prompt back.
      status = thrown.status;
      sh.status = status;
      sh.within = undefined;
      leaveAbandoned(sh);
      sh.loops = 0;
      sh.depth = 0;
      sh.nesting = 0;
      sh.leaving = GOING_ON;
      input.dropRest();
    }
    if (sh.leaving !== GOING_ON || (sh.options.onecmd && isBash(sh.dialect))) break;
  }
  return status;
}

/** The next line belongs to the last one. */
const endsJoined = (text: string): boolean => text.endsWith('\\\n') && /(?:^|[^\\])(?:\\\\)*\\\n$/.test(text);

class Input {
  readonly #sh: Interpreter;
  readonly #file: string;
  /** What was read and not yet handed to the parser. */
  #raw = '';
  /** Whole lines that the parser has, from the command that comes next on. */
  #text = '';
  #line = 1;
  #ended = false;
  #script: Script | undefined;
  #source: Source | undefined;
  #index = 0;
  #readingChanges = 0;

  constructor(sh: Interpreter) {
    this.#sh = sh;
    this.#file = sh.p.isatty(0) ? '(console)' : '(stdin)';
  }

  /** The next complete command, undefined at the end of the input. */
  *next(): Task<Exec | undefined> {
    const sh = this.#sh;
    if (this.#byLine && this.#script) {
      this.#forgetRead();
      this.#raw = this.#text + this.#raw;
      this.#text = '';
    }
    for (;;) {
      const script = this.#current();
      const found = script?.command(this.#index);
      const unfinished =
        found instanceof SyntaxProblem
          ? found.wantsMore
          : script?.missesDelimiter || (endsJoined(this.#text) && script?.command(this.#index + 1) === undefined);
      if (script && found && (!unfinished || this.#exhausted)) {
        if (found instanceof SyntaxProblem) {
          syntaxError(sh, found, this.#file);
          this.#script = script.behindLine(found, readingOf(sh));
          this.#consume(this.#text.length - this.#script.text.length);
          continue;
        }
        this.#index++;
        sh.outerReader = sh.reader = { line: script.lineAfter(this.#index - 1) };
        if (sh.options.noexec && !sh.options.interactive) continue;
        return compile(this.#source!, found);
      }
      if (this.#exhausted) return undefined;
      if (script && !found) this.#consume(script.text.length);
      else this.#forgetRead();
      yield* this.#prompt(this.#text === '' ? 'PS1' : 'PS2');
      yield* this.#take();
    }
  }

  /** Lines count as they are read. */
  countsFrom(): void {}

  /** After an error at a prompt: the rest of what was read is forgotten; busybox reads line by line there. */
  dropRest(): void {
    this.#consume(this.#text.length);
    if (this.#sh.dialect !== 'busybox') this.#raw = '';
  }

  /** A person is prompted for every line, and `set -v` shows every line when it is taken. */
  get #byLine(): boolean {
    return this.#sh.options.interactive || this.#sh.options.verbose;
  }

  get #exhausted(): boolean {
    return this.#ended && this.#raw === '';
  }

  #current(): Script | undefined {
    const sh = this.#sh;
    if (this.#script && this.#readingChanges !== sh.readingChanges) this.#forgetRead();
    if (!this.#script && this.#text !== '') {
      this.#source = new Source(this.#file, this.#text, sh.dialect, this.#line);
      this.#script = new Script(this.#text, readingOf(sh), this.#line);
      this.#index = 0;
      this.#readingChanges = sh.readingChanges;
    }
    return this.#script;
  }

  #forgetRead(): void {
    if (this.#script) this.#consume(this.#index === 0 ? 0 : this.#script.writtenAfter(this.#index - 1));
  }

  #consume(bytes: number): void {
    for (let at = this.#text.indexOf('\n'); at >= 0 && at < bytes; at = this.#text.indexOf('\n', at + 1)) this.#line++;
    this.#text = this.#text.slice(bytes);
    this.#script = undefined;
    this.#source = undefined;
    this.#index = 0;
  }

  *#prompt(which: 'PS1' | 'PS2'): Task {
    const sh = this.#sh;
    if (!sh.options.interactive) return;
    const written = sh.get(which) ?? '';
    const text: MaybeTask<string> = expandQuoted(
      sh,
      sh.dialect === 'busybox' ? written.replaceAll('\\$', '\\\\\\$') : written,
    );
    const shown = isTask(text) ? yield* text : text;
    if (sh.dialect === 'busybox') sh.writeError(busyboxPrompt(sh, shown), 1);
    else sh.writeError(shown);
  }

  /** Hands lines to the parser: one, or all that are there. */
  *#take(): Task {
    const sh = this.#sh;
    while (!this.#ended && !this.#raw.includes('\n')) {
      const got = isBash(sh.dialect) ? yield* this.#readLine() : yield* sh.p.read(0, BLOCK_BYTES);
      if (isErrno(got) || got === '') this.#ended = true;
      else this.#raw += got.includes('\0') ? got.replaceAll('\0', '') : got;
    }
    const newline = this.#byLine ? this.#raw.indexOf('\n') : this.#raw.lastIndexOf('\n');
    const end = newline < 0 ? this.#raw.length : newline + 1;
    const lines = this.#raw.slice(0, end);
    this.#raw = this.#raw.slice(end);
    if (sh.options.verbose) sh.writeError(lines);
    this.#text += lines;
    this.#script = undefined;
  }

  /** bash takes no byte after the line, for the commands that read on. */
  *#readLine(): Task<string> {
    const { p } = this.#sh;
    let line = '';
    while (!line.endsWith('\n')) {
      const byte = yield* p.read(0, 1);
      if (isErrno(byte) || byte === '') break;
      line += byte;
    }
    return line;
  }
}
