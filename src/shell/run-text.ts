/** Runs a text command by command, as a shell reads it: what comes later is not parsed before it is reached. */

import { SIGNALS } from '../kernel/signals.ts';
import type { MaybeTask, Task } from '../kernel/task.ts';
import { isBash } from '../syntax/dialect.ts';
import { parse, parseQuoted, type Reading, type Script } from '../syntax/parse.ts';
import { SyntaxProblem, wording } from '../syntax/syntax-problem.ts';
import type { Sequence } from '../syntax/tree.ts';
import { compile, compileWordText } from './compile/compile.ts';
import { Abandoned, GOING_ON, ShellError, ShellExit, TESTED } from './flow.ts';
import type { Exec } from './function.ts';
import type { Interpreter } from './interpreter.ts';
import { SHELL_ERROR } from './messages.ts';
import { Source } from './source.ts';

/** @param file name in positions. @param flags context of the last command; see `flow.ts`. */
export function runText(sh: Interpreter, text: string, file: string, flags: number, firstLine = 1): MaybeTask<number> {
  return read(sh, new TextReader(sh, text, file, firstLine), flags);
}

/** Runs a file's text: a script, or what `.` reads. */
export function runFile(sh: Interpreter, text: string, path: string): MaybeTask<number> {
  const reader = new TextReader(sh, text, path, 1, true);
  if (!sh.reader) sh.outerReader = reader;
  return read(sh, reader, 0);
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
}

function goOn(sh: Interpreter, reader: Reader, flags: number): MaybeTask<number> {
  let status = 0;
  for (let exec = reader.next(); exec; exec = reader.next()) {
    let result: MaybeTask<number>;
    try {
      result = exec(sh, reader.atEnd ? flags : flags & TESTED);
    } catch (thrown) {
      result = abandoned(sh, thrown);
    }
    if (typeof result !== 'number') return later(sh, reader, flags, result);
    status = result;
    if (sh.leaving !== GOING_ON) break;
  }
  return status;
}

function* later(sh: Interpreter, reader: Reader, flags: number, waiting: Task<number>): Task<number> {
  let status: number;
  try {
    status = yield* waiting;
  } catch (thrown) {
    status = abandoned(sh, thrown);
  }
  while (sh.leaving === GOING_ON) {
    const exec = reader.next();
    if (!exec) break;
    try {
      const result = exec(sh, reader.atEnd ? flags : flags & TESTED);
      status = typeof result === 'number' ? result : yield* result;
    } catch (thrown) {
      status = abandoned(sh, thrown);
    }
  }
  return status;
}

/** The status after a complete command was given up; a subshell ends with it. */
export function abandoned(sh: Interpreter, thrown: unknown): number {
  if (!(thrown instanceof Abandoned) || sh.subshell) throw thrown;
  if (thrown.reach === 'text' && (sh.texts > 0 || sh.fromCommandLine)) throw thrown;
  // Under `set -e` a wrong expression is no reason to end; everything else is.
  if (sh.options.errexit && thrown.reach === 'command') throw new ShellExit(thrown.status);
  sh.leaving = GOING_ON;
  sh.loops = 0;
  sh.status = thrown.status;
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
  /** Offset up to which `set -v` has shown the text. */
  #shown = 0;

  constructor(sh: Interpreter, text: string, file: string, firstLine = 1, fromFile = false) {
    this.#sh = sh;
    this.#fromFile = fromFile;
    this.#source = new Source(file, text, sh.dialect, firstLine);
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
    if (this.#fromFile) this.#show(found);
    if (found instanceof SyntaxProblem) syntaxError(sh, found, this.#source.file);
    if (!found) return undefined;
    this.#index++;
    sh.reader = this;
    return compile(this.#source, found);
  }

  /** The line that is read next. */
  get line(): number {
    return this.#script.lineAfter(this.#index - 1);
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
    } else if (found) to = this.#script.offsetAfter(this.#index);
    if (this.#sh.options.verbose && !isBash(this.#sh.dialect)) this.#sh.writeError(text.slice(this.#shown, to));
    this.#shown = to;
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

export function syntaxError(sh: Interpreter, problem: SyntaxProblem, file: string): never {
  const lines = wording(problem, sh.dialect);
  const line = isBash(sh.dialect) ? bashLine(problem) : problem.line;
  sh.position = { file, line, column: 1, offset: problem.offset, end: problem.offset };
  const { sourceName } = sh;
  const reading = isBash(sh.dialect) ? READ_BY_NAME[file] : undefined;
  if (reading !== undefined) sh.sourceName = `${sourceName ?? sh.name}: ${reading}`;
  for (const line of lines) sh.complainWithin(line);
  sh.sourceName = sourceName;
  // A condition that cannot be read ends bash with the status that there was before.
  if (problem.problem.kind === 'condition' && file !== 'eval') throw new ShellExit(sh.status);
  throw new ShellError(isBash(sh.dialect) ? 2 : SHELL_ERROR);
}

/** What bash calls what it reads, beside files by their own names. */
const READ_BY_NAME: Readonly<Record<string, string>> = {
  '-c': '-c',
  eval: 'eval',
  'trap EXIT': 'exit trap',
  'trap ERR': 'error trap',
  'trap DEBUG': 'debug trap',
  'trap RETURN': 'return trap',
  ...Object.fromEntries(Object.keys(SIGNALS).map((name) => [`trap ${name}`, 'trap'])),
};

/** Where a quotation began, and for the end of the text the line after it. */
function bashLine({ problem, line, source }: SyntaxProblem): number {
  if (problem.kind === 'unterminated' && problem.what !== 'substitution') return problem.line;
  return problem.kind === 'unexpected' && problem.token.type === 'end' && source !== '' ? line + 1 : line;
}

/** Expands a text as between double quotes: prompts, PS4. */
export function expandQuoted(sh: Interpreter, text: string): MaybeTask<string> {
  const word = parseQuoted(text, sh.dialect);
  if (word instanceof SyntaxProblem) return text;
  return compileWordText(new Source('(prompt)', text, sh.dialect), word)(sh);
}
