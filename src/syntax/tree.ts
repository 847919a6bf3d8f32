/** The syntax tree that the interpreter walks and the linter reads. Offsets count bytes of the source text; nothing here knows a file name. */

import type { SyntaxProblem } from './syntax-problem.ts';

/** Where a node stands: `[start, end)`, 0-based. */
export interface Span {
  readonly start: number;
  readonly end: number;
  /** The line that the shell itself names in messages, where it counts in its own way (dash). */
  readonly told?: number;
}

// ── words ────────────────────────────────────────────────────────────────

/** Quoted parts are never split nor matched as patterns. `""` leaves a quoted empty literal. */
export interface Literal {
  readonly kind: 'literal';
  readonly value: string;
  readonly quoted: boolean;
}

export interface Tilde extends Span {
  readonly kind: 'tilde';
  /** Login name; empty for HOME. bash: also `+` and `-`. */
  readonly user: string;
}

export type ParameterOperator =
  | ''
  | ':-'
  | '-'
  | ':='
  | '='
  | ':?'
  | '?'
  | ':+'
  | '+'
  | '%'
  | '%%'
  | '#'
  | '##'
  | 'length'
  | '/'
  | '//'
  | '/#'
  | '/%'
  | ':'
  | '^'
  | '^^'
  | ','
  | ',,'
  | '~'
  | '~~'
  | '@'
  | 'names'
  | 'keys'
  | 'bad';

export interface Parameter extends Span {
  readonly kind: 'parameter';
  /** A name, a digit string or a special character; the raw text for `bad`. */
  readonly name: string;
  readonly operator: ParameterOperator;
  readonly quoted: boolean;
  /** Right-hand side; for `:` the offset, for `/` the pattern. */
  readonly word?: Word;
  /** Replacement of `/`, length of `:`. */
  readonly second?: Word;
  /** bash: `${!x}`. */
  readonly indirect?: boolean;
  /** bash: subscript; `@` and `*` as literals. */
  readonly index?: Word;
  /** Letter of `${x@Q}`, kind of `${!pre@}`. */
  readonly letter?: string;
}

export interface CommandSubstitution extends Span {
  readonly kind: 'command';
  readonly quoted: boolean;
  readonly body: Sequence;
  readonly backquoted: boolean;
  /** In a here-document: bash reads it as it is written. */
  readonly raw?: true;
  /** What stands between backquotes, where backslashes have been taken away. */
  readonly text?: string;
}

export interface ArithmeticExpansion extends Span {
  readonly kind: 'arithmetic';
  readonly quoted: boolean;
  readonly expression: Word;
}

export interface ProcessSubstitution extends Span {
  readonly kind: 'process';
  readonly quoted: false;
  readonly direction: '<' | '>';
  readonly body: Sequence;
}

export type Part = Literal | Tilde | Parameter | CommandSubstitution | ArithmeticExpansion | ProcessSubstitution;

export interface Word extends Span {
  readonly parts: readonly Part[];
  /** The whole value when the word is literal text without quotes, patterns or expansions; the fast path. */
  readonly plain: string | undefined;
  /** The value when it is one quoted or unquoted literal without pattern characters; undefined otherwise. */
  readonly fixed: string | undefined;
  /** Length of a leading `NAME=` or `NAME+=`: such a word is an assignment for declaration utilities. 0 otherwise. */
  readonly assignment: number;
  /** bash: `NAME=( … )` given to a declaration utility. */
  readonly array?: readonly ArrayElement[];
}

export interface ArrayElement {
  readonly index?: Word;
  readonly append?: boolean;
  readonly value: Word;
  /** The whole `[i]=x{a,b}` as the words that its braces make of it. */
  readonly braces?: readonly Word[];
}

export interface Assignment extends Span {
  readonly name: string;
  readonly append: boolean;
  readonly index?: Word;
  readonly value: Word;
  readonly array?: readonly ArrayElement[];
}

// ── redirections ─────────────────────────────────────────────────────────

export type RedirectionOperator = '<' | '>' | '>>' | '>|' | '<>' | '<&' | '>&' | '<<' | '<<<' | '&>' | '&>>';

export interface Redirection extends Span {
  readonly operator: RedirectionOperator;
  readonly descriptor: number;
  /** bash: `{name}>file`. */
  readonly variable?: string;
  /** File, descriptor or here-document body. */
  readonly target: Word;
  /** How a here-document was written. */
  readonly here?: HereDocument;
}

export interface HereDocument {
  readonly delimiter: string;
  readonly quoted: boolean;
  readonly stripTabs: boolean;
  /** The body as written, without the tabs that do not count. */
  readonly text: string;
  /** bash: why the body cannot be expanded. */
  readonly unreadable?: SyntaxProblem | undefined;
}

// ── commands ─────────────────────────────────────────────────────────────

interface Node extends Span {
  readonly line: number;
  /** bash: of a compound command with redirections, what its complaints about them name. */
  readonly enclosing?: Enclosing;
}

/** bash: the construct around a command; its line is known when it has been read. */
export interface Enclosing {
  line: number | undefined;
}

export interface Simple extends Node {
  readonly kind: 'simple';
  readonly assignments: readonly Assignment[];
  readonly words: readonly Word[];
  readonly redirections: readonly Redirection[];
}

export interface Sequence extends Node {
  readonly kind: 'sequence';
  readonly items: readonly Command[];
  /** bash: what is wrong behind the last command of a backquoted text, which is found when it runs. */
  readonly unreadable?: SyntaxProblem;
}

export interface AndOr extends Node {
  readonly kind: 'and-or';
  readonly first: Command;
  readonly rest: readonly { readonly operator: '&&' | '||'; readonly command: Command }[];
}

export interface Pipeline extends Node {
  readonly kind: 'pipeline';
  readonly commands: readonly Command[];
}

export interface Not extends Node {
  readonly kind: 'not';
  readonly command: Command | undefined;
}

export interface Background extends Node {
  readonly kind: 'background';
  readonly command: Command;
}

export interface Subshell extends Node {
  readonly kind: 'subshell';
  readonly body: Sequence;
  readonly redirections: readonly Redirection[];
}

export interface Group extends Node {
  readonly kind: 'group';
  readonly body: Sequence;
  readonly redirections: readonly Redirection[];
}

export interface If extends Node {
  readonly kind: 'if';
  readonly branches: readonly { readonly condition: Sequence; readonly body: Sequence }[];
  readonly otherwise: Sequence | undefined;
  readonly redirections: readonly Redirection[];
}

export interface While extends Node {
  readonly kind: 'while';
  readonly until: boolean;
  readonly condition: Sequence;
  readonly body: Sequence;
  readonly redirections: readonly Redirection[];
}

export interface For extends Node {
  readonly kind: 'for' | 'select';
  readonly name: string;
  /** undefined: the positional parameters. */
  readonly words: readonly Word[] | undefined;
  readonly body: Sequence;
  readonly redirections: readonly Redirection[];
}

export interface ForArithmetic extends Node {
  readonly kind: 'for-arithmetic';
  readonly initial: Word;
  readonly condition: Word;
  readonly step: Word;
  readonly body: Sequence;
  readonly redirections: readonly Redirection[];
}

export interface CaseItem extends Span {
  readonly patterns: readonly Word[];
  readonly body: Sequence | undefined;
  readonly terminator: ';;' | ';&' | ';;&';
}

export interface Case extends Node {
  readonly kind: 'case';
  readonly word: Word;
  readonly items: readonly CaseItem[];
  readonly redirections: readonly Redirection[];
}

export interface FunctionDefinition extends Node {
  readonly kind: 'function';
  readonly name: string;
  readonly body: Command;
}

export interface ArithmeticCommand extends Node {
  readonly kind: 'arithmetic-command';
  readonly expression: Word;
  readonly redirections: readonly Redirection[];
}

export interface ConditionalCommand extends Node {
  readonly kind: 'conditional';
  readonly expression: Condition;
  readonly redirections: readonly Redirection[];
}

export type Condition =
  | { readonly kind: 'not' | 'group'; readonly operand: Condition }
  | { readonly kind: 'and' | 'or'; readonly left: Condition; readonly right: Condition }
  | { readonly kind: 'unary'; readonly operator: string; readonly operand: Word }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Word; readonly right: Word };

export interface Time extends Node {
  readonly kind: 'time';
  readonly posix: boolean;
  readonly command: Command | undefined;
}

export interface Coprocess extends Node {
  readonly kind: 'coproc';
  readonly name: string;
  readonly command: Command;
}

export type Command =
  | Simple
  | Sequence
  | AndOr
  | Pipeline
  | Not
  | Background
  | Subshell
  | Group
  | If
  | While
  | For
  | ForArithmetic
  | Case
  | FunctionDefinition
  | ArithmeticCommand
  | ConditionalCommand
  | Time
  | Coprocess;
