/** What an applet of busybox is: data about how it differs from the program of the same name. */
import type { Process } from '../../kernel/process.ts';
import type { MaybeTask, Task } from '../../kernel/task.ts';
import type { Machine } from '../../machine/machine.ts';
import type { Arguments } from '../arguments.ts';

/**
 * From the program's words to the applet's: a pattern for what stands behind `NAME: `, and what is said instead, `$1` and so on filled
 * in. The first that fits counts; without one the words stay as they are. What nobody is told does not fail the applet either.
 */
export type Wording = readonly (readonly [
  pattern: RegExp,
  words: Words | ((found: RegExpExecArray, call: Call) => Words),
])[];

/** A text, or what is done instead of saying something. */
export type Words = string | { readonly instead: 'usage' | 'nothing' | 'unmodelled' } | { readonly bare: string };

export const USAGE: Words = { instead: 'usage' };
export const NOTHING: Words = { instead: 'nothing' };
export const UNMODELLED: Words = { instead: 'unmodelled' };

/** What the applet was called with, its options read as it reads them. */
export interface Call extends Arguments {
  readonly p: Process;
  readonly m: Machine;
  readonly argv: readonly string[];
  has(option: string): boolean;
  value(option: string): string | undefined;
  usage(): string;
  /** A complaint with the usage behind it. */
  misused(text: string): Words;
}

export interface Applet {
  readonly name: string;
  /** What the line `Usage: ` says. */
  readonly usage: string;
  /** Options as getopt(3) takes them; absent: the applet reads its words itself. */
  readonly options?: string;
  /** Long options, as `getopt` of arguments.ts spells them. */
  readonly long?: readonly string[];
  /** Options end at the first operand. */
  readonly inOrder?: boolean;
  /** How many operands it wants, at least and at most; else it prints its usage. */
  readonly operands?: readonly [number, number];
  /** Options that it has, but that are not modelled. */
  readonly unmodelled?: string;
  /** Status of a wrong call; 1 by default. */
  readonly misuse?: number;
  readonly wording?: Wording;
  /** The words for the program of the same name; a number when there is nothing left to do but to end. */
  readonly argv?: (call: Call) => readonly string[] | number;
  /** Why the call is not modelled, if it is not. */
  readonly beyond?: (call: Call) => string | undefined;
  /** What comes after the program. */
  readonly after?: (call: Call, status: number, complaints: number) => Task<number>;
  /** From the program's status to the applet's. */
  readonly status?: (status: number, call: Call) => number;
  /** What it does itself, instead of the program of the same name. */
  readonly run?: (call: Call) => MaybeTask<number>;
  /** The program that it is built on, where that has another name. */
  readonly program?: string;
}

/** A name in a message, quoted or not: two groups, of which one is filled. */
const NAME = "(?:'(.*)'|(.*?))";

/** The last words of most messages. */
export const rule = (pattern: string, words: Wording[number][1]): Wording[number] => [
  new RegExp(`^${pattern.replaceAll('NAME', NAME)}$`),
  words,
];
