/** `case` (XCU 2.9.4), with a record of what was held against what. */
import { isTask, type MaybeTask, type Task } from '../../kernel/task.ts';
import { isBash } from '../../syntax/dialect.ts';
import { printWord } from '../../syntax/print-tree.ts';
import type { Case, CaseItem, Word } from '../../syntax/tree.ts';
import type { EventId, Expanded } from '../../trace/event.ts';
import { eventShape, type TextShape } from '../../trace/event-list.ts';
import type { Position } from '../../trace/position.ts';
import { narrowed } from '../bash/utf8-patterns.ts';
import { listOf, NO_SOURCES, type Sources } from '../events.ts';
import { eager, LAST } from '../flow.ts';
import type { Exec } from '../function.ts';
import type { Interpreter } from '../interpreter.ts';
import { compilePattern, type Fragment, type Pattern } from '../words/pattern.ts';
import type { Compiler, Fragments, Text } from './compiler.ts';
import { traceText } from './xtrace.ts';

const ASCII = /^[\x00-\x7f]*$/;

interface Item {
  readonly body: Exec | undefined;
  readonly terminator: CaseItem['terminator'];
}

/** One pattern, of the item at `item`. */
interface Alternative {
  readonly item: number;
  readonly fragments: Fragments;
  /** Compiled once when nothing in it is expanded, with the record of it. */
  readonly constant: Constant | undefined;
  readonly written: string;
  readonly position: Position;
}

interface Constant {
  readonly pattern: Pattern;
  readonly matched: Compared;
  readonly differed: Compared;
}

interface Whole {
  readonly word: Text;
  readonly written: string;
  readonly wordPosition: Position;
  readonly items: readonly Item[];
  readonly alternatives: readonly Alternative[];
  readonly position: Position;
}

type Compared = Expanded & { readonly matched: boolean; readonly sources: readonly EventId[] };

export function compileCase(c: Compiler, node: Case): Exec {
  const whole: Whole = {
    word: c.text(node.word),
    written: isBash(c.dialect) ? printWord(node.word, (span) => c.source.excerpt(span)) : c.source.excerpt(node.word),
    wordPosition: c.position(node.word),
    position: c.position(node),
    items: node.items.map(({ body, terminator }) => ({
      terminator,
      body: body && body.items.length > 0 ? c.sequence(body) : undefined,
    })),
    alternatives: node.items.flatMap(({ patterns }, item) => patterns.map((pattern) => alternative(c, item, pattern))),
  };
  return (sh, flags) => {
    sh.position = whole.position;
    if (sh.options.xtrace && isBash(sh.dialect)) traceText(sh, `case ${whole.written} in`);
    sh.used.clear();
    const value = whole.word(sh);
    return typeof value === 'string' ? compare(sh, flags, whole, value) : eager(later(sh, flags, whole, value));
  };
}

function alternative(c: Compiler, item: number, word: Word): Alternative {
  const written = c.source.excerpt(word);
  const position = c.position(word);
  const literal = word.parts.every((part) => part.kind === 'literal');
  const constant = (): Constant => {
    const pattern = compilePattern(
      word.parts.flatMap((part): Fragment[] =>
        part.kind === 'literal' ? [{ text: part.value, quoted: part.quoted }] : [],
      ),
      c.dialect,
      // What looks like an extended pattern was read as one.
      { extended: isBash(c.dialect) },
    );
    const record = { text: written, value: pattern.literal ?? written, position, sources: [] };
    return { pattern, matched: { ...record, matched: true }, differed: { ...record, matched: false } };
  };
  return { item, fragments: c.fragments(word), constant: literal ? constant() : undefined, written, position };
}

function* later(sh: Interpreter, flags: number, whole: Whole, waiting: Task<string>): Task<number> {
  const result = compare(sh, flags, whole, yield* waiting);
  return typeof result === 'number' ? result : yield* result;
}

function compare(sh: Interpreter, flags: number, whole: Whole, value: string): MaybeTask<number> {
  return goOn(sh, flags, whole, value, sh.takeUsed(), 0, undefined);
}

/** Holds the word against the patterns from `at` on; `unmatched` is the status when none fits. `expanded` records those that were expanded, by their index. */
function goOn(
  sh: Interpreter,
  flags: number,
  whole: Whole,
  value: string,
  wordSources: Sources,
  at: number,
  expanded: Map<number, Compared> | undefined,
  unmatched = 0,
): MaybeTask<number> {
  const { alternatives } = whole;
  // bash: how constant patterns match depends on options and on characters of several bytes.
  const expands = sh.casePatterns.ignoreCase || (isBash(sh.dialect) && !ASCII.test(value));
  let records = expanded;
  for (let index = at; index < alternatives.length; index++) {
    const { constant, fragments } = alternatives[index]!;
    if (constant && !expands) {
      if (constant.pattern.matches(value)) return take(sh, flags, whole, value, wordSources, index, records, unmatched);
      continue;
    }
    const pattern = fragments(sh);
    records ??= new Map();
    if (isTask(pattern)) return goOnLater(sh, flags, whole, value, wordSources, index, records, pattern, unmatched);
    if (matches(sh, whole, index, pattern, value, records))
      return take(sh, flags, whole, value, wordSources, index, records, unmatched);
  }
  return take(sh, flags, whole, value, wordSources, alternatives.length, records, unmatched);
}

function* goOnLater(
  sh: Interpreter,
  flags: number,
  whole: Whole,
  value: string,
  wordSources: Sources,
  at: number,
  records: Map<number, Compared>,
  waiting: Task<readonly Fragment[]>,
  unmatched: number,
): Task<number> {
  const result = matches(sh, whole, at, yield* waiting, value, records)
    ? take(sh, flags, whole, value, wordSources, at, records, unmatched)
    : goOn(sh, flags, whole, value, wordSources, at + 1, records, unmatched);
  return typeof result === 'number' ? result : yield* result;
}

function matches(
  sh: Interpreter,
  whole: Whole,
  index: number,
  fragments: readonly Fragment[],
  value: string,
  records: Map<number, Compared>,
): boolean {
  const narrow = isBash(sh.dialect) ? narrowed(sh, value, fragments) : { value, fragments };
  const matched = compilePattern(narrow.fragments, sh.dialect, sh.casePatterns).matches(narrow.value);
  if (!sh.trace.full) return matched;
  const { written, position } = whole.alternatives[index]!;
  records.set(index, {
    text: written,
    value: fragments.map(({ text }) => text).join(''),
    position,
    matched,
    sources: listOf(sh.takeUsed()),
  });
  return matched;
}

/** Which alternative fitted (their number: none), with the records of those that were expanded. */
interface Expansions {
  readonly fitted: number;
  /** The item that is gone on with, which somebody from outside may have chosen. */
  readonly taken: number;
  readonly records: ReadonlyMap<number, Compared> | undefined;
}

const COMPARED: TextShape<Whole, Sources, number | Expansions> = eventShape({
  shape: 'case.compared',
  form: 'text',
  make: ({ position, written, wordPosition, alternatives }, from, outcome, value) => {
    const { fitted, records, taken } =
      typeof outcome === 'number'
        ? { fitted: outcome, records: undefined, taken: alternatives[outcome]?.item ?? -1 }
        : outcome;
    return {
      kind: 'case.compared',
      position,
      word: { text: written, value, position: wordPosition },
      wordSources: listOf(from),
      patterns: alternatives
        .slice(0, fitted + 1)
        .flatMap(
          ({ constant }, index) =>
            records?.get(index) ?? (constant ? [index === fitted ? constant.matched : constant.differed] : []),
        ),
      taken,
    };
  },
});

/** @param fitted index of the alternative that matches; their number for none. */
function take(
  sh: Interpreter,
  flags: number,
  whole: Whole,
  value: string,
  wordSources: Sources,
  fitted: number,
  records: ReadonlyMap<number, Compared> | undefined,
  unmatched: number,
): MaybeTask<number> {
  const { items, alternatives } = whole;
  const { trace } = sh;
  let taken = alternatives[fitted]?.item ?? -1;
  if (trace.decides) taken = trace.decides('case.compared', whole.position, taken);
  const outcome = taken === (alternatives[fitted]?.item ?? -1) && !records ? fitted : { fitted, records, taken };
  if (trace.full) trace.addWithText(sh.p.pid, COMPARED, whole, wordSources, outcome, value);
  const item = items[taken];
  if (!item) {
    sh.status = unmatched;
    return unmatched;
  }
  if (item.terminator !== ';;') return eager(fallThrough(sh, flags, whole, value, fitted, taken));
  if (item.body) return item.body(sh, flags);
  sh.status = 0;
  return 0;
}

/** The body of the item that was taken, and of those that it falls through to (`;&`), or that match too (bash's `;;&`). */
function* fallThrough(
  sh: Interpreter,
  flags: number,
  whole: Whole,
  value: string,
  fitted: number,
  taken: number,
): Task<number> {
  const { items } = whole;
  let status = 0;
  for (let index = taken; index < items.length; index++) {
    const { body, terminator } = items[index]!;
    const last = terminator === ';;' || index + 1 === items.length;
    if (body) {
      const result = body(sh, last ? flags : flags & ~LAST);
      status = typeof result === 'number' ? result : yield* result;
    } else sh.status = 0;
    if (last || sh.leaving !== 0) return status;
    if (terminator !== ';;&') continue;
    const next = whole.alternatives.findIndex((each, at) => at > fitted && each.item > index);
    if (next < 0) return status;
    const result = goOn(sh, flags, whole, value, NO_SOURCES, next, undefined, status);
    return typeof result === 'number' ? result : yield* result;
  }
  return status;
}
