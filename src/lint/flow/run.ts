/** What the parts of the analysis know of each other: words run commands, commands evaluate words, models do both. */
import type { Command, Simple, Word } from '../../syntax/tree.ts';
import type { Project } from '../project.ts';
import type { LintedFile } from '../script-file.ts';
import type { Pattern } from './pattern.ts';
import type { Expectation, Input, Split } from './sinks.ts';
import type { Ends, State } from './state.ts';
import type { Place } from './trail.ts';
import type { Value } from './value.ts';

/** An argument of a command. */
export interface Field {
  readonly value: Value;
  readonly word: Word;
  /** It may be none, or several: not quoted, and not known to be one. */
  readonly several: boolean;
}

/** Where commands are when they run. */
export interface Context {
  /** Where the text stands that is run. */
  readonly file: LintedFile;
  /** Set inside `eval`: the place of the command that is to blame. */
  readonly instead: Place | undefined;
  /** The file that was started. */
  readonly entry: LintedFile;
  /** Somebody reads what is printed. */
  readonly captured: boolean;
  /** The file that what is printed goes to. */
  readonly written: Written | undefined;
  /** What stdin gives; undefined: not known. */
  readonly input: Value | undefined;
  readonly inputFrom: Input;
  readonly functions: readonly string[];
  readonly frame: Frame;
  readonly loops: readonly Loop[];
}

export interface Written {
  readonly path: string;
  /** `>>` */
  readonly behind: boolean;
}

/** Where `return` and `exit` lead. */
export interface Frame {
  readonly returned: { ok: State | undefined; fail: State | undefined };
  /** Of the process: a subshell's; undefined: nobody looks. */
  readonly exited: { ok: State | undefined; fail: State | undefined } | undefined;
}

export interface Loop {
  broken: State | undefined;
  continued: State | undefined;
}

export interface FunctionText {
  readonly body: Command;
  readonly file: LintedFile;
  readonly instead: Place | undefined;
}

/** A command about to run. */
export interface Invocation {
  readonly name: string;
  /** Without the name. */
  readonly fields: readonly Field[];
  readonly node: Simple;
  readonly place: Place;
  readonly state: State;
  readonly context: Context;
  readonly run: Run;
}

/** What a command does to what is known. */
export type Model = (call: Invocation) => Ends;

export interface Run {
  readonly project: Project;
  execute(node: Command, state: State, context: Context): Ends;
  evaluate(word: Word, state: State, context: Context): Value;
  fields(words: readonly Word[], state: State, context: Context): readonly Field[];
  patterns(word: Word, state: State, context: Context): readonly Pattern[];
  variable(name: string, state: State, place: Place): Value;
  /** A value as text that can be parsed again, and back: what `eval` reads. */
  toText(value: Value): string | undefined;
  fromText(text: string): Value;
  /** What some script of the project has left in a file. */
  written(path: string): Value | undefined;
  write(path: string, content: Value): void;
  /** A variable that later hooks have too. */
  exported(name: string, value: Value): void;
  /** Runs a text in the place of the context. */
  evaluateText(text: string, state: State, context: Context): Ends;
  /** Runs a function or another command by name. */
  invoke(call: Invocation): Ends;
  define(name: string, text: FunctionText): void;
  functionNamed(name: string, context: Context): FunctionText | undefined;
  place(at: { readonly start: number; readonly end: number }, context: Context): Place;
  /** A value is used where a kind of name is expected. */
  sink(
    expects: Expectation,
    use: string,
    field: { readonly word: Word; readonly value: Value },
    context: Context,
  ): void;
  split(split: Split): void;
  /** Two values are compared. */
  compared(left: Field, right: Field, context: Context): void;
  /** A text was put together: parts of it may be where a pool's name is meant. */
  composed(word: Word, value: Value, context: Context): void;
  /** What a word was found to be. */
  remember(word: Word, value: Value, context: Context): void;
}
