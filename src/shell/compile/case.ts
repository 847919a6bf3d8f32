/** `case` (XCU 2.9.4), with a record of what was held against what. */
import { isTask, type MaybeTask, type Task } from '../../kernel/task.ts';
import type { Case, CaseItem } from '../../syntax/tree.ts';
import type { Expanded } from '../../trace/event.ts';
import type { Position } from '../../trace/position.ts';
import { note, type Sources } from '../events.ts';
import { eager } from '../flow.ts';
import type { Exec } from '../function.ts';
import type { Interpreter } from '../interpreter.ts';
import { compilePattern, type Fragment, type Pattern } from '../words/pattern.ts';
import type { Compiler, Fragments, Text } from './compiler.ts';

interface Item {
  readonly patterns: readonly Alternative[];
  readonly body: Exec | undefined;
  readonly terminator: CaseItem['terminator'];
}

interface Alternative {
  readonly fragments: Fragments;
  /** Compiled once when nothing in it is expanded. */
  readonly constant: Pattern | undefined;
  readonly written: string;
  readonly position: Position;
}

interface Whole {
  readonly word: Text;
  readonly written: string;
  readonly wordPosition: Position;
  readonly items: readonly Item[];
  readonly position: Position;
}

type Compared = Expanded & { readonly matched: boolean; readonly sources: Sources };

export function compileCase(c: Compiler, node: Case): Exec {
  const whole: Whole = {
    word: c.text(node.word),
    written: c.source.excerpt(node.word),
    wordPosition: c.position(node.word),
    position: c.position(node),
    items: node.items.map(({ patterns, body, terminator }) => ({
      terminator,
      body: body && body.items.length > 0 ? c.sequence(body) : undefined,
      patterns: patterns.map((pattern) => ({
        fragments: c.fragments(pattern),
        constant: pattern.parts.every((part) => part.kind === 'literal') ? compilePattern(pattern.parts.flatMap((part): Fragment[] => (part.kind === 'literal' ? [{ text: part.value, quoted: part.quoted }] : [])), c.dialect) : undefined,
        written: c.source.excerpt(pattern),
        position: c.position(pattern),
      })),
    })),
  };
  return (sh, flags) => eager(run(sh, flags, whole));
}

function* run(sh: Interpreter, flags: number, whole: Whole): Task<number> {
  const { word, items, position, written, wordPosition } = whole;
  sh.position = position;
  sh.used.length = 0;
  const expanded = word(sh);
  const value = typeof expanded === 'string' ? expanded : yield* expanded;
  const { full } = sh.trace;
  const wordSources = sh.takeUsed();
  const compared: Compared[] = [];
  let taken = -1;
  for (let index = 0; index < items.length && taken < 0; index++) {
    for (const alternative of items[index]!.patterns) {
      let pattern = alternative.constant;
      if (!pattern) {
        const fragments: MaybeTask<readonly Fragment[]> = alternative.fragments(sh);
        const ready = isTask(fragments) ? yield* fragments : fragments;
        pattern = compilePattern(ready, sh.dialect);
        if (full) compared.push({ text: alternative.written, value: ready.map(({ text }) => text).join(''), position: alternative.position, matched: pattern.matches(value), sources: sh.takeUsed() });
      } else if (full) compared.push({ text: alternative.written, value: pattern.literal ?? alternative.written, position: alternative.position, matched: pattern.matches(value), sources: [] });
      if (!pattern.matches(value)) continue;
      taken = index;
      break;
    }
  }
  if (full) note(sh, { kind: 'case.compared', position, word: { text: written, value, position: wordPosition }, wordSources, patterns: compared, taken });
  if (taken < 0) {
    sh.status = 0;
    return 0;
  }
  return yield* bodies(sh, flags, items, taken);
}

/** The body of the item that was taken, and of those that it falls through to (bash, busybox). */
function* bodies(sh: Interpreter, flags: number, items: readonly Item[], taken: number): Task<number> {
  let status = 0;
  for (let index = taken; index < items.length; index++) {
    const { body, terminator } = items[index]!;
    const through = terminator === ';&' && index + 1 < items.length;
    if (body) {
      const result = body(sh, through ? flags & ~1 : flags);
      status = typeof result === 'number' ? result : yield* result;
    } else sh.status = 0;
    if (!through || sh.leaving !== 0) return status;
  }
  return status;
}
