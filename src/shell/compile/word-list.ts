/** The words of a command: expanded in order, with where each field came from. */
import { isTask, type MaybeTask, type Task } from '../../kernel/task.ts';
import { isBash } from '../../syntax/dialect.ts';
import type { ArrayElement, Word } from '../../syntax/tree.ts';
import { assignedParts, makeWord } from '../../syntax/word-parts.ts';
import { compileCompound, compoundWord } from '../bash/compound.ts';
import type { Sources } from '../events.ts';
import type { Interpreter } from '../interpreter.ts';
import { NO_ORIGINS } from '../used-events.ts';
import type { AddFields, Compiler } from './compiler.ts';
import type { Call } from './simple.ts';

export type Words = (sh: Interpreter) => MaybeTask<Call>;

/** Builtins whose arguments that look like assignments are expanded like assignments. */
const DECLARING: ReadonlySet<string> = new Set(['export', 'readonly', 'local', 'alias', 'declare', 'typeset']);

export function compileWords(c: Compiler, words: readonly Word[]): Words {
  const fixed = words.every((word) => word.fixed !== undefined && !word.array && !mayHaveTilde(word))
    ? words.map((word) => word.fixed!)
    : undefined;
  if (fixed) return () => ({ argv: fixed, sources: NO_ORIGINS });
  const adders = words.map((word) =>
    word.array ? arrayWord(c, word, word.array, words[0]!.plain === 'let') : c.fields(word),
  );
  const declaring =
    words.some((word, index) => index > 0 && word.assignment > 0) && (!isBash(c.dialect) || namesDeclaration(c, words))
      ? words.map((word) => (word.assignment > 0 && !word.array ? asAssignment(c, word) : undefined))
      : undefined;
  return (sh) => {
    const argv: string[] = [];
    return from(sh, 0, argv, undefined, adders, declaring);
  };
}

/** Behind a builtin that declares, tildes of an assignment's value count. */
const mayHaveTilde = (word: Word): boolean => word.assignment > 0 && word.fixed!.includes('~');

function from(
  sh: Interpreter,
  begin: number,
  argv: string[],
  before: (Sources | undefined)[] | undefined,
  adders: readonly AddFields[],
  declaring: readonly (AddFields | undefined)[] | undefined,
): MaybeTask<Call> {
  let sources = before;
  for (let index = begin; index < adders.length; index++) {
    const used = sh.used.length;
    const fields = argv.length;
    const add =
      (declaring?.[index] && argv.length > 0 && declares(sh, argv) ? declaring[index] : undefined) ?? adders[index]!;
    const waiting = add(sh, argv);
    if (waiting) return resume(sh, index, argv, sources, adders, declaring, waiting, used, fields);
    if (sh.used.length > used) sources = withSources(sh, argv, sources, used, fields);
    if (sh.trace.expansions) sh.trace.expansions.word(sh.p.pid, sh.position, index, argv.slice(fields));
  }
  return { argv, sources: sources ?? NO_ORIGINS };
}

function* resume(
  sh: Interpreter,
  at: number,
  argv: string[],
  before: (Sources | undefined)[] | undefined,
  adders: readonly AddFields[],
  declaring: readonly (AddFields | undefined)[] | undefined,
  waiting: Task,
  used: number,
  fields: number,
): Task<Call> {
  yield* waiting;
  const sources = sh.used.length > used ? withSources(sh, argv, before, used, fields) : before;
  if (sh.trace.expansions) sh.trace.expansions.word(sh.p.pid, sh.position, at, argv.slice(fields));
  const rest = from(sh, at + 1, argv, sources, adders, declaring);
  return isTask(rest) ? yield* rest : rest;
}

/** With those of the last word's fields; the list is made when the first comes. */
function withSources(
  sh: Interpreter,
  argv: readonly string[],
  before: (Sources | undefined)[] | undefined,
  used: number,
  fields: number,
): (Sources | undefined)[] {
  const sources = before ?? new Array<Sources | undefined>(argv.length);
  const events = sh.used.since(used);
  for (let index = fields; index < argv.length; index++) sources[index] = events;
  return sources;
}

/** True when the command, `command` left out, is a builtin that declares. */
function declares(sh: Interpreter, argv: readonly string[]): boolean {
  let at = 0;
  while (argv[at] === 'command') {
    at++;
    while (argv[at] === '-p' || argv[at] === '--') at++;
  }
  const name = argv[at];
  return name !== undefined && DECLARING.has(name) && sh.builtins.has(name) && !sh.functions.has(name);
}

/** Differs: in bash only the name itself, written out, declares; behind `command` in POSIX mode. */
function namesDeclaration(c: Compiler, words: readonly Word[]): boolean {
  const at = c.dialect === 'bash-posix' ? words.findIndex((word) => word.plain !== 'command') : 0;
  return DECLARING.has(words[at]?.plain ?? '');
}

/** bash: `name=( … )`; for `let` that is an expression. */
function arrayWord(c: Compiler, word: Word, elements: readonly ArrayElement[], letting: boolean): AddFields {
  const written = c.source.excerpt(word);
  if (letting) {
    return (_sh, out) => {
      out.push(written);
      return undefined;
    };
  }
  const name = written.slice(0, written.search(/\+?=/));
  return compoundWord(name, written[name.length] === '+', compileCompound(c, elements));
}

function asAssignment(c: Compiler, word: Word): AddFields {
  const parts = assignedParts(word.parts, word.start, word.assignment);
  const text = c.text(makeWord(parts, word, word.assignment));
  return (sh, out) => {
    const value = text(sh);
    if (isTask(value)) return pushLater(out, value);
    out.push(value);
    return undefined;
  };
}

function* pushLater(out: string[], waiting: Task<string>): Task {
  out.push(yield* waiting);
}
