/** A file that is linted, or that others refer to: its text, what it is to the boot, and its tree. Parsed once, when first asked. */

import type { Dialect } from '../syntax/dialect.ts';
import { lineAtOffset, lineStarts } from '../syntax/line-starts.ts';
import { parse, type Script } from '../syntax/parse.ts';
import { SyntaxProblem } from '../syntax/syntax-problem.ts';
import type { Command, FunctionDefinition, Sequence, Span } from '../syntax/tree.ts';
import type { DracutModule } from './dracut-module.ts';
import { type Execution, executionOf, type Phase, type Role, type SourcedFrom, sourcedFrom } from './role.ts';
import { allCommands } from './walk.ts';

/** What was decided about a file before any rule looks at it. */
export interface FileFacts {
  /** As the user named it, or `builtin:/usr/lib/dracut-lib.sh` for what only surrounds the files to be linted. */
  readonly name: string;
  /** Bytes, one code unit each. */
  readonly text: string;
  readonly role: Role;
  /** Why it has that role and shell, a sentence each, for `--explain-roles`. */
  readonly reasons: readonly string[];
  /** Its role is a guess from its text. */
  readonly guessed?: boolean;
  /** The shells that may run it, the likeliest first. One when the image or the shebang says so. */
  readonly shells: readonly [Dialect, ...Dialect[]];
  /** Where it lies in the image, absolute, as far as that is known. */
  readonly imagePath?: string;
  /** The dracut module that installs it. */
  readonly module?: DracutModule;
  /** False for what only surrounds the files to be linted: read to resolve names, never complained about. */
  readonly linted: boolean;
  /** Set when the text is a part of another file: the Exec line of a unit, a hook that a script writes. */
  readonly within?: Within;
  /** Of a text that a script writes: parts of it are filled in then, for which `${_written}` stands here. */
  readonly partial?: boolean;
}

/** Where the text of a fragment stands: the offset in the outer file for each offset of the text, and one for its end. */
export interface Within {
  readonly file: LintedFile;
  readonly offsets: readonly number[];
}

/** A place that people can find: 1-based line and column (in bytes). */
export interface Place {
  readonly file: LintedFile;
  readonly line: number;
  readonly column: number;
  /** Of the same file. */
  readonly start: number;
  readonly end: number;
}

export class LintedFile {
  readonly facts: FileFacts;
  readonly name: string;
  readonly text: string;
  readonly role: Role;
  readonly shell: Dialect;
  readonly shells: readonly Dialect[];
  readonly imagePath: string | undefined;
  readonly module: DracutModule | undefined;
  readonly linted: boolean;
  /** How it comes to run: `sourced`, `executed`, `build`, or `none` for what is no script. */
  readonly execution: Execution;
  #script: Script | undefined;
  #commands: readonly Sequence[] | undefined;
  #functions: ReadonlyMap<string, FunctionDefinition> | undefined;
  #starts: readonly number[] | undefined;

  constructor(facts: FileFacts) {
    this.facts = facts;
    this.name = facts.name;
    this.text = facts.text;
    this.role = facts.role;
    this.shells = facts.shells;
    this.shell = facts.shells[0];
    this.imagePath = facts.imagePath;
    this.module = facts.module;
    this.linted = facts.linted;
    this.execution = executionOf(facts.role);
  }

  /** The phase of a hook. */
  get phase(): Phase | undefined {
    return this.role.kind === 'hook' ? this.role.phase : undefined;
  }

  /** From where a hook is sourced; undefined for what is no hook. */
  get sourcedFrom(): SourcedFrom | undefined {
    return this.role.kind === 'hook' ? sourcedFrom(this.role.phase) : undefined;
  }

  /** True for everything with shell text: all but units and rules, whose lines are files of their own. */
  get isScript(): boolean {
    return this.role.kind !== 'unit' && this.role.kind !== 'udev-rules' && this.role.kind !== 'other';
  }

  /** The complete commands, up to the first syntax error. Empty for what is no script. */
  get commands(): readonly Sequence[] {
    if (this.#commands) return this.#commands;
    const commands: Sequence[] = [];
    if (this.isScript) {
      const script = this.#read();
      for (let index = 0; ; index++) {
        const command = script.command(index);
        if (command === undefined || command instanceof SyntaxProblem) break;
        commands.push(command);
      }
    }
    this.#commands = commands;
    return commands;
  }

  /** What the shell cannot read. */
  get problem(): SyntaxProblem | undefined {
    return this.isScript ? this.#read().problem : undefined;
  }

  /** Every function that the text defines, the last definition of a name. */
  get functions(): ReadonlyMap<string, FunctionDefinition> {
    if (!this.#functions) {
      const found = new Map<string, FunctionDefinition>();
      for (const command of allCommands(this.commands))
        if (command.kind === 'function') found.set(command.name, command);
      this.#functions = found;
    }
    return this.#functions;
  }

  /** The text of a node. */
  source(span: Span): string {
    return this.text.slice(span.start, span.end);
  }

  /** Where a span stands, in the file that people can open: of a fragment the place in the file that holds it. */
  place(span: Span): Place {
    const { within } = this.facts;
    if (within)
      return within.file.place({
        start: within.offsets[span.start] ?? 0,
        end: within.offsets[span.end] ?? within.offsets.at(-1) ?? 0,
      });
    const line = this.lineOf(span.start);
    return {
      file: this,
      line,
      column: span.start - this.#lineStarts()[line - 1]! + 1,
      start: span.start,
      end: span.end,
    };
  }

  /** 1-based line of an offset of this text. */
  lineOf(offset: number): number {
    return lineAtOffset(this.#lineStarts(), offset) + 1;
  }

  /** A line's text, without its newline; `''` beyond the end. */
  line(number: number): string {
    const start = this.#lineStarts()[number - 1];
    if (start === undefined) return '';
    const end = this.text.indexOf('\n', start);
    return this.text.slice(start, end < 0 ? this.text.length : end);
  }

  #lineStarts(): readonly number[] {
    this.#starts ??= lineStarts(this.text);
    return this.#starts;
  }

  #read(): Script {
    this.#script ??= parse(this.text, this.shell);
    return this.#script;
  }
}

/** The commands in order of a file, for loops that want no more than the kind. */
export const commandsOf = (file: LintedFile): Iterable<Command> => allCommands(file.commands);
