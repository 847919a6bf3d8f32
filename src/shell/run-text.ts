/** Runs a text command by command, as a shell reads it: what comes later is not parsed before it is reached. */

import type { MaybeTask, Task } from '../kernel/task.ts';
import { isBash } from '../syntax/dialect.ts';
import { parse, parseQuoted, type Reading, type Script } from '../syntax/parse.ts';
import { SyntaxProblem, wording } from '../syntax/syntax-problem.ts';
import type { Sequence } from '../syntax/tree.ts';
import { compile, compileWordText } from './compile/compile.ts';
import { Abandoned, GOING_ON, ShellExit, TESTED } from './flow.ts';
import type { Exec } from './function.ts';
import type { Interpreter } from './interpreter.ts';
import { Source } from './source.ts';
import { syntaxError, warn } from './syntax-errors.ts';

/** @param file name in positions. @param flags context of the last command; see `flow.ts`. */
export function runText(sh: Interpreter, text: string, file: string, flags: number, firstLine = 1): MaybeTask<number> {
  return read(sh, new TextReader(sh, text, file, firstLine), flags);
}

/** Runs a file's text: a script, or what `.` reads. */
export function runFile(sh: Interpreter, text: string, path: string, flags = 0): MaybeTask<number> {
  const reader = new TextReader(sh, text, path, 1, true);
  if (!sh.reader) sh.outerReader = reader;
  return read(sh, reader, flags);
}

function read(sh: Interpreter, reader: Reader, flags: number): MaybeTask<number> {
  const outer = sh.reader;
  let result: MaybeTask<number> | undefined;
  try {
    result = goOn(sh, reader, flags);
  } finally {
    if (typeof result !== 'object') sh.reader = outer;
  }
  return typeof result === 'number' ? result : readLater(sh, outer, result);
}

function* readLater(sh: Interpreter, outer: Interpreter['reader'], waiting: Task<number>): Task<number> {
  try {
    return yield* waiting;
  } finally {
    sh.reader = outer;
  }
}

export interface Reader {
  /** The next complete command; undefined at the end. Reports a syntax error and throws a ShellError. */
  next(): Exec | undefined;
  /** Nothing comes after the command that was read last. */
  readonly atEnd: boolean;
  /** The status, where what was read last could not be read. */
  readonly unreadable: number | undefined;
  /** bash: it goes on as if it had read no further than to a line, in which a command was given up. */
  countsFrom(line: number): void;
}

function goOn(sh: Interpreter, reader: Reader, flags: number): MaybeTask<number> {
  let status = 0;
  for (let exec = reader.next(); exec; exec = reader.next()) {
    let result: MaybeTask<number>;
    try {
      result = exec(sh, reader.atEnd ? flags : flags & TESTED);
    } catch (thrown) {
      result = abandoned(sh, reader, thrown);
    }
    if (typeof result !== 'number') return later(sh, reader, flags, result);
    status = result;
    if (sh.leaving !== GOING_ON) break;
  }
  return reader.unreadable ?? status;
}

function* later(sh: Interpreter, reader: Reader, flags: number, waiting: Task<number>): Task<number> {
  let status: number;
  try {
    status = yield* waiting;
  } catch (thrown) {
    status = abandoned(sh, reader, thrown);
  }
  while (sh.leaving === GOING_ON) {
    const exec = reader.next();
    if (!exec) break;
    try {
      const result = exec(sh, reader.atEnd ? flags : flags & TESTED);
      status = typeof result === 'number' ? result : yield* result;
    } catch (thrown) {
      status = abandoned(sh, reader, thrown);
    }
  }
  return reader.unreadable ?? status;
}

/** The status after a complete command was given up; a subshell ends with it. */
export function abandoned(sh: Interpreter, reader: Pick<Reader, 'countsFrom'>, thrown: unknown): number {
  if (!(thrown instanceof Abandoned) || sh.subshell) throw thrown;
  if (thrown.reach === 'text' && (sh.texts > 0 || sh.fromCommandLine)) throw thrown;
  // Under `set -e` a wrong expression is no reason to end; everything else is.
  if (sh.options.errexit && thrown.reach === 'command') throw new ShellExit(thrown.status);
  sh.leaving = GOING_ON;
  sh.loops = 0;
  sh.status = thrown.status;
  sh.pipeStatuses = thrown.status;
  reader.countsFrom(thrown.line ?? sh.line);
  return thrown.status;
}

export class TextReader implements Reader {
  readonly #sh: Interpreter;
  #source: Source;
  #script: Script;
  /** Commands before the present script, which began again when aliases changed. */
  #index = 0;
  #readingChanges: number;
  readonly #fromFile: boolean;
  /** busybox counts no lines inside a trap. */
  readonly #onlyLine: number | undefined;
  unreadable: number | undefined;
  /** Offset up to which `set -v` has shown the text. */
  #shown = 0;

  constructor(sh: Interpreter, text: string, file: string, firstLine = 1, fromFile = false) {
    this.#sh = sh;
    this.#fromFile = fromFile;
    this.#onlyLine = sh.dialect === 'busybox' && sh.trapStatus !== undefined ? firstLine : undefined;
    this.#source = new Source(file, text, sh.dialect, firstLine, this.#onlyLine !== undefined);
    this.#readingChanges = sh.readingChanges;
    const { dialect, ...reading } = readingOf(sh);
    this.#script = parse(text, dialect, { ...reading, firstLine });
  }

  next(): Exec | undefined {
    const sh = this.#sh;
    if (this.#readingChanges !== sh.readingChanges) this.#beginAgain();
    if (sh.options.noexec && !sh.options.interactive) {
      // Nothing runs any more, but the rest is still checked.
      for (
        let found = this.#script.command(this.#index);
        found && !(found instanceof SyntaxProblem);
        found = this.#script.command(++this.#index)
      );
    }
    const found = this.#script.command(this.#index);
    if (isBash(sh.dialect)) this.#showLines(found);
    else if (this.#fromFile) this.#show(found);
    for (const warning of this.#script.warnings(this.#index)) warn(sh, warning, this.#source.file);
    if (found instanceof SyntaxProblem) {
      syntaxError(sh, this.#onlyLine === undefined ? found : found.atLine(this.#onlyLine), this.#source.file);
      this.unreadable = sh.status;
      // The shell goes on with the next line.
      this.#script = this.#script.behindLine(found, readingOf(sh));
      this.#index = 0;
      return this.next();
    }
    if (!found) return undefined;
    this.#index++;
    this.unreadable = undefined;
    sh.reader = this;
    return compile(this.#source, found);
  }

  /** The line that is read next. */
  get line(): number {
    return this.#script.lineAfter(this.#index - 1);
  }

  countsFrom(line: number): void {
    const ahead = this.#script.lastLine(this.#index - 1) - line;
    if (ahead <= 0) return;
    this.#script = this.#script.from(this.#index, readingOf(this.#sh), ahead);
    this.#index = 0;
  }

  get atEnd(): boolean {
    return this.#script.isLast(this.#index - 1);
  }

  /** `set -v`: the lines that were read for a command. */
  #show(found: Sequence | SyntaxProblem | undefined): void {
    const { text } = this.#source;
    let to = text.length;
    if (found instanceof SyntaxProblem) {
      const newline = text.indexOf('\n', found.offset);
      if (newline >= 0) to = newline + 1;
    } else if (found) to = this.#script.writtenAfter(this.#index);
    if (this.#sh.options.verbose && !isBash(this.#sh.dialect)) this.#sh.writeError(text.slice(this.#shown, to));
    this.#shown = to;
  }

  /** bash shows whole lines, when it reads them, of whatever text it reads. */
  #showLines(found: Sequence | SyntaxProblem | undefined): void {
    const { text } = this.#source;
    const read =
      found instanceof SyntaxProblem ? found.offset : found ? this.#script.fileOffsetAfter(this.#index) : text.length;
    const newline = read > 0 && text[read - 1] === '\n' ? read - 1 : text.indexOf('\n', read);
    const to = newline < 0 ? text.length : newline + 1;
    if (this.#sh.options.verbose)
      for (let at = this.#shown; at < to; ) {
        const end = text.indexOf('\n', at) + 1 || text.length;
        // Those that it reads for a substitution are not shown.
        if (!this.#script.inSubstitution(at)) this.#sh.writeError(`${text.slice(at, end).replace(/\n$/, '')}\n`);
        at = end;
      }
    this.#shown = Math.max(to, this.#shown);
  }

  #beginAgain(): void {
    const sh = this.#sh;
    this.#readingChanges = sh.readingChanges;
    const reading = readingOf(sh);
    if (reading.dialect !== this.#source.dialect) this.#source = this.#source.as(reading.dialect);
    this.#script = this.#script.from(this.#index, reading);
    this.#index = 0;
  }
}

/** How the next command is to be read. */
export function readingOf(sh: Interpreter): Reading {
  const { dialect, aliases } = sh;
  if (dialect === 'busybox') {
    const lineReached = (): number => sh.line - sh.lineShift;
    return aliases.size > 0 ? { dialect, aliases, lineReached } : { dialect, lineReached };
  }
  if (!isBash(dialect)) return aliases.size > 0 ? { dialect, aliases } : { dialect };
  // bash expands aliases only where a person types, unless told to.
  const expanded = aliases.size > 0 && (sh.shopts.expand_aliases || sh.options.interactive);
  return {
    dialect,
    extendedPatterns: sh.shopts.extglob,
    withoutBraces: !sh.options.braceexpand,
    ...(expanded ? { aliases } : {}),
  };
}

/** Expands a text as between double quotes: prompts, PS4. */
export function expandQuoted(sh: Interpreter, text: string): MaybeTask<string> {
  const line = isBash(sh.dialect) ? 1 : (sh.position?.told ?? sh.position?.line ?? 1);
  const word = parseQuoted(text, sh.dialect, sh.dialect === 'busybox' ? line : 1);
  if (word instanceof SyntaxProblem) {
    const { position } = sh;
    sh.position = { file: '(prompt)', line: word.line, column: 1, offset: word.offset, end: word.offset };
    if (!isBash(sh.dialect)) for (const line of wording(word, sh.dialect)) sh.complainWithin(line);
    sh.position = position;
    return text;
  }
  return compileWordText(new Source('(prompt)', text, sh.dialect, line), word)(sh);
}
