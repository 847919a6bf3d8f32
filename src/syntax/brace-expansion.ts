/** Brace expansion (bash): purely textual, before any other expansion; `{a,b}` and `{1..3}`. */
import { type Dialect, isBash } from './dialect.ts';
import type { Part, Word } from './tree.ts';
import { makeWord } from './word-parts.ts';

const MAX_WORDS = 100_000;

/** The words that a word stands for; itself when there is nothing to expand. */
export function bracesIn(word: Word, dialect: Dialect): readonly Word[] {
  if (
    !isBash(dialect) ||
    word.assignment > 0 ||
    !word.parts.some((part) => part.kind === 'literal' && !part.quoted && part.value.includes('{'))
  )
    return [word];
  const expanded = expand(word.parts.flatMap(units));
  if (expanded.length === 1) return [word];
  return expanded.map((parts) => makeWord(join(parts), word));
}

/** One unquoted character, or a part that braces cannot look into. */
type Unit = string | Part;

const units = (part: Part): Unit[] => (part.kind === 'literal' && !part.quoted ? [...part.value] : [part]);

function join(parts: readonly Unit[]): Part[] {
  const joined: Part[] = [];
  for (const unit of parts) {
    const last = joined.at(-1);
    if (typeof unit !== 'string') joined.push(unit);
    else if (last?.kind === 'literal' && !last.quoted)
      joined[joined.length - 1] = { ...last, value: last.value + unit };
    else joined.push({ kind: 'literal', value: unit, quoted: false });
  }
  return joined;
}

function expand(all: readonly Unit[]): Unit[][] {
  for (let open = 0; open < all.length; open++) {
    if (all[open] !== '{') continue;
    const close = matching(all, open);
    if (close < 0) continue;
    const inside = all.slice(open + 1, close);
    const choices = alternatives(inside) ?? sequence(inside);
    if (!choices) continue;
    const before = all.slice(0, open);
    const after = expand(all.slice(close + 1));
    const result: Unit[][] = [];
    for (const choice of choices) {
      for (const rest of after) {
        if (result.length >= MAX_WORDS) return result;
        result.push([...before, ...choice, ...rest]);
      }
    }
    return result;
  }
  return [[...all]];
}

function matching(all: readonly Unit[], open: number): number {
  let depth = 0;
  for (let at = open; at < all.length; at++) {
    if (all[at] === '{') depth++;
    else if (all[at] === '}' && --depth === 0) return at;
  }
  return -1;
}

function alternatives(inside: readonly Unit[]): Unit[][] | undefined {
  const choices: Unit[][] = [[]];
  let depth = 0;
  for (const unit of inside) {
    if (unit === '{') depth++;
    if (unit === '}') depth--;
    if (unit === ',' && depth === 0) choices.push([]);
    else choices.at(-1)!.push(unit);
  }
  return choices.length > 1 ? choices.flatMap((choice) => expand(choice)) : undefined;
}

function sequence(inside: readonly Unit[]): Unit[][] | undefined {
  if (!inside.every((unit) => typeof unit === 'string')) return undefined;
  const found = /^(?:(-?\d+)\.\.(-?\d+)|([A-Za-z])\.\.([A-Za-z]))(?:\.\.(-?\d+))?$/.exec(inside.join(''));
  if (!found) return undefined;
  const [, from, to, first, last, by] = found;
  const numeric = from !== undefined && to !== undefined;
  const begin = numeric ? Number(from) : first!.charCodeAt(0);
  const end = numeric ? Number(to) : last!.charCodeAt(0);
  const step = Math.max(1, Math.abs(Number(by ?? 1)));
  const width =
    (numeric && /^-?0\d/.test(from)) || (numeric && /^-?0\d/.test(to)) ? Math.max(from!.length, to!.length) : 0;
  const result: Unit[][] = [];
  for (let at = begin; begin <= end ? at <= end : at >= end; at += begin <= end ? step : -step) {
    if (result.length >= MAX_WORDS) break;
    const text = numeric
      ? at < 0
        ? `-${String(-at).padStart(width - 1, '0')}`
        : String(at).padStart(width, '0')
      : String.fromCharCode(at);
    result.push([...text]);
  }
  return result;
}
