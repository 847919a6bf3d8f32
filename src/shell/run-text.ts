/** Runs a text command by command, as a shell reads it: what comes later is not parsed before it is reached. */
import type { MaybeTask, Task } from '../kernel/task.ts';
import { isBash } from '../syntax/dialect.ts';
import { parse, parseQuoted, Script } from '../syntax/parse.ts';
import { SyntaxProblem, wording } from '../syntax/syntax-problem.ts';
import { compile, compileWordText } from './compile/compile.ts';
import { GOING_ON, ShellError, TESTED } from './flow.ts';
import type { Exec } from './function.ts';
import type { Interpreter } from './interpreter.ts';
import { SHELL_ERROR } from './messages.ts';
import { Source } from './source.ts';

/** @param file name in positions. @param flags context of the last command; see `flow.ts`. */
export function runText(sh: Interpreter, text: string, file: string, flags: number, firstLine = 1): MaybeTask<number> {
  return goOn(sh, new TextReader(sh, text, file, firstLine), flags);
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
    const result = exec(sh, reader.atEnd ? flags : flags & TESTED);
    if (typeof result !== 'number') return later(sh, reader, flags, result);
    status = result;
    if (sh.leaving !== GOING_ON) break;
  }
  return status;
}

function* later(sh: Interpreter, reader: Reader, flags: number, waiting: Task<number>): Task<number> {
  let status = yield* waiting;
  while (sh.leaving === GOING_ON) {
    const exec = reader.next();
    if (!exec) break;
    const result = exec(sh, reader.atEnd ? flags : flags & TESTED);
    status = typeof result === 'number' ? result : yield* result;
  }
  return status;
}

export class TextReader implements Reader {
  readonly #sh: Interpreter;
  readonly #source: Source;
  #script: Script;
  /** Commands before the present script, which began again when aliases changed. */
  #index = 0;
  #aliasChanges: number;
  #shown = 0;

  constructor(sh: Interpreter, text: string, file: string, firstLine = 1) {
    this.#sh = sh;
    this.#source = new Source(file, text, sh.dialect, firstLine);
    this.#aliasChanges = sh.aliasChanges;
    this.#script = aliasesCount(sh)
      ? new Script(text, sh.dialect, sh.aliases, firstLine)
      : parse(text, sh.dialect, { firstLine });
  }

  next(): Exec | undefined {
    const sh = this.#sh;
    if (this.#aliasChanges !== sh.aliasChanges) this.#beginAgain();
    if (sh.options.noexec && !sh.options.interactive) {
      // Nothing runs any more, but the rest is still checked.
      for (
        let found = this.#script.command(this.#index);
        found && !(found instanceof SyntaxProblem);
        found = this.#script.command(++this.#index)
      );
    }
    const found = this.#script.command(this.#index);
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

  /** Text that was read since the last time, for `set -v`. */
  takeRead(): string {
    const to = this.#script.offsetAfter(this.#index - 1);
    const text = this.#source.text.slice(this.#shown, to);
    this.#shown = to;
    return text;
  }

  #beginAgain(): void {
    const sh = this.#sh;
    this.#aliasChanges = sh.aliasChanges;
    if (!aliasesCount(sh)) return;
    this.#script = this.#script.from(this.#index, sh.aliases);
    this.#index = 0;
  }
}

/** bash expands aliases only where a person types, unless told to. */
const aliasesCount = (sh: Interpreter): boolean =>
  sh.aliases.size > 0 && (sh.traits.aliasesInScripts || sh.options.interactive);

export function syntaxError(sh: Interpreter, problem: SyntaxProblem, file: string): never {
  const lines = wording(problem, sh.dialect);
  sh.position = { file, line: problem.line, column: 1, offset: problem.offset, end: problem.offset };
  for (const line of lines) sh.complainWithin(line);
  throw new ShellError(isBash(sh.dialect) ? 2 : SHELL_ERROR);
}

/** Expands a text as between double quotes: prompts, PS4. */
export function expandQuoted(sh: Interpreter, text: string): MaybeTask<string> {
  const word = parseQuoted(text, sh.dialect);
  if (word instanceof SyntaxProblem) return text;
  return compileWordText(new Source('(prompt)', text, sh.dialect), word)(sh);
}
