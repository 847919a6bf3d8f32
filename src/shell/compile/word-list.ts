/** The words of a command: expanded in order, with where each field came from. */
import { isTask, type MaybeTask, type Task } from '../../kernel/task.ts';
import { isBash } from '../../syntax/dialect.ts';
import type { ArrayElement, Word } from '../../syntax/tree.ts';
import { assignedParts, makeWord } from '../../syntax/word-parts.ts';
import { compileCompound, compoundWord } from '../bash/compound.ts';
import type { Sources } from '../events.ts';
import type { Interpreter } from '../interpreter.ts';
import { NO_ORIGINS } from '../used-events.ts';
import type { AddFields, Compiler, Field } from './compiler.ts';
import { addingField, compileField, oneField } from './fields.ts';
import type { Call } from './simple.ts';

export type Words = (sh: Interpreter) => MaybeTask<Call>;

/** Builtins whose arguments that look like assignments are expanded like assignments. */
const DECLARING: ReadonlySet<string> = new Set(['export', 'readonly', 'local', 'alias', 'declare', 'typeset']);

export function compileWords(c: Compiler, words: readonly Word[]): Words {
  const fixed = words.every((word) => word.fixed !== undefined && !word.array && !mayHaveTilde(word))
    ? words.map((word) => word.fixed!)
    : undefined;
  if (fixed) return () => ({ argv: fixed, sources: NO_ORIGINS });
  const fields = words.map((word) => (word.array ? undefined : compileField(c, word)));
  const adders = words.map((word, index) => {
    const field = fields[index];
    if (field) return addingField(field);
    return word.array ? arrayWord(c, word, word.array, words[0]!.plain === 'let') : c.fields(word);
  });
  const assigned = words.map((word, index) => index > 0 && (word.assignment > 0 || assignsElement(c, word)));
  const values =
    assigned.includes(true) && (!isBash(c.dialect) || namesDeclaration(c, words))
      ? words.map((word, index) => (assigned[index] && !word.array ? asAssignment(c, word) : undefined))
      : undefined;
  const declaring = values?.map((field) => field && addingField(field));
  const ways: Ways = { adders, declaring };
  const quick = quickWays(words, fields, values);
  return (sh) => (quick && !sh.trace.expansions ? atOnce(sh, quick, ways) : from(sh, 0, [], undefined, ways));
}

/** How each word is expanded, and how behind a builtin that declares. */
interface Ways {
  readonly adders: readonly AddFields[];
  readonly declaring: readonly (AddFields | undefined)[] | undefined;
}

/** The same where every word is one field, or nearly always. */
interface QuickWays {
  /** The words that are known. */
  readonly known: readonly string[];
  readonly expanded: readonly QuickWord[];
  readonly declaring: readonly QuickWord[] | undefined;
}

interface QuickWord {
  readonly index: number;
  readonly field: Field;
}

function quickWays(
  words: readonly Word[],
  fields: readonly (Field | undefined)[],
  values: readonly (Field | undefined)[] | undefined,
): QuickWays | undefined {
  const name = words[0]!.fixed;
  if (!fields.every((field) => field !== undefined)) return undefined;
  // Whether the command declares must be known before.
  if (values && (name === undefined || name === 'command')) return undefined;
  const changing = (index: number): boolean => words[index]!.fixed === undefined;
  const all = fields.map((field, index) => ({ index, field }));
  return {
    known: words.map(({ fixed }) => fixed ?? ''),
    expanded: all.filter(({ index }) => changing(index)),
    declaring:
      values &&
      all
        .map(({ index, field }) => ({ index, field: values[index] ?? field }))
        .filter(({ index }) => changing(index) || values[index] !== undefined),
  };
}

/** The list in its final length from the start, which a list that grows is several times of. */
function atOnce(sh: Interpreter, quick: QuickWays, ways: Ways): MaybeTask<Call> {
  const argv = quick.known.slice();
  const expanded = quick.declaring && declares(sh, argv) ? quick.declaring : quick.expanded;
  let sources: (Sources | undefined)[] | undefined;
  for (let at = 0; at < expanded.length; at++) {
    const { index, field } = expanded[at]!;
    const used = sh.used.length;
    const value = field(sh);
    if (typeof value !== 'string') return unlike(sh, index, argv.slice(0, index), sources, ways, value, used);
    argv[index] = value;
    if (sh.used.length > used) {
      sources ??= new Array<Sources | undefined>(index + 1);
      sources[index] = sh.used.since(used);
    }
  }
  return { argv, sources: sources ?? NO_ORIGINS };
}

/** Goes on where a word is not one field, or has to wait. */
function unlike(
  sh: Interpreter,
  at: number,
  argv: string[],
  before: (Sources | undefined)[] | undefined,
  ways: Ways,
  add: (out: string[]) => Task | undefined,
  used: number,
): MaybeTask<Call> {
  const waiting = add(argv);
  if (waiting) return resume(sh, at, argv, before, ways, waiting, used, at);
  const sources = sh.used.length > used ? withSources(sh, argv, before, used, at) : before;
  return from(sh, at + 1, argv, sources, ways);
}

/** Behind a builtin that declares, tildes of an assignment's value count. */
const mayHaveTilde = (word: Word): boolean => word.assignment > 0 && word.fixed!.includes('~');

function from(
  sh: Interpreter,
  begin: number,
  argv: string[],
  before: (Sources | undefined)[] | undefined,
  ways: Ways,
): MaybeTask<Call> {
  const { adders, declaring } = ways;
  let sources = before;
  for (let index = begin; index < adders.length; index++) {
    const used = sh.used.length;
    const fields = argv.length;
    const add =
      (declaring?.[index] && argv.length > 0 && declares(sh, argv) ? declaring[index] : undefined) ?? adders[index]!;
    const waiting = add(sh, argv);
    if (waiting) return resume(sh, index, argv, sources, ways, waiting, used, fields);
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
  ways: Ways,
  waiting: Task,
  used: number,
  fields: number,
): Task<Call> {
  yield* waiting;
  const sources = sh.used.length > used ? withSources(sh, argv, before, used, fields) : before;
  if (sh.trace.expansions) sh.trace.expansions.word(sh.p.pid, sh.position, at, argv.slice(fields));
  const rest = from(sh, at + 1, argv, sources, ways);
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

/** bash: `name[subscript]=`, unquoted. */
const assignsElement = (c: Compiler, word: Word): boolean =>
  isBash(c.dialect) && /^[A-Za-z_][A-Za-z0-9_]*\[[^\]]+\]\+?=/.test(c.source.excerpt(word));

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

function asAssignment(c: Compiler, word: Word): Field {
  const parts = assignedParts(word.parts, word.start, word.assignment);
  return oneField(c.text(makeWord(parts, word, word.assignment)));
}
