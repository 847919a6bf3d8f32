/** Puts the pieces of a word together: joins literals, finds what a word is without expanding it, tildes. */
import type { ArrayElement, Literal, Part, Span, Word } from './tree.ts';

/** Unquoted text that makes a pathname expansion or a pattern; a bracket needs its other half, and a backslash stands for itself no longer. */
const PATTERN = /[*?\\]|\[[\s\S]*\]|[+@!]\(/;

export class WordBuilder {
  readonly parts: Part[] = [];

  literal(value: string, quoted: boolean): void {
    const last = this.parts.at(-1);
    if (last?.kind === 'literal' && last.quoted === quoted)
      this.parts[this.parts.length - 1] = { kind: 'literal', value: last.value + value, quoted };
    else this.parts.push({ kind: 'literal', value, quoted });
  }

  add(part: Part): void {
    this.parts.push(part);
  }
}

export function makeWord(parts: readonly Part[], span: Span, assignment = 0, array?: readonly ArrayElement[]): Word {
  const literals = parts.every((part): part is Literal => part.kind === 'literal') ? parts : undefined;
  const constant =
    literals !== undefined &&
    literals.length > 0 &&
    !PATTERN.test(literals.map((part) => (part.quoted ? '' : part.value)).join(''));
  const fixed = constant ? literals.map((part) => part.value).join('') : undefined;
  const plain = constant && literals.length === 1 && !literals[0]!.quoted ? fixed : undefined;
  return { parts, plain, fixed, assignment, start: span.start, end: span.end, ...(array ? { array } : {}) };
}

const TILDE_USER = /^~([A-Za-z0-9._-]*|[+-][0-9]*)(?=$|[/:])/;

/**
 * Recognizes unquoted tildes: at the beginning, and in assignments after each unquoted colon. A prefix that ends where an
 * expansion or a quoted part begins is none.
 * @param where `start`: where a colon follows, it is none
 * @param from how many bytes of the first literal are an assignment's name
 */
export function withTildes(
  parts: readonly Part[],
  base: number,
  where: 'start' | 'start-to-colon' | 'assignment',
  from = 0,
): readonly Part[] {
  if (!parts.some((part) => part.kind === 'literal' && !part.quoted && part.value.includes('~'))) return parts;
  const result: Part[] = [];
  parts.forEach((part, index) => {
    if (part.kind !== 'literal' || part.quoted) {
      result.push(part);
      return;
    }
    let rest = part.value;
    let done = '';
    if (index === 0 && from > 0) {
      done = rest.slice(0, from);
      rest = rest.slice(from);
    }
    let eligible = index === 0;
    while (rest !== '') {
      const found = eligible ? TILDE_USER.exec(rest) : null;
      const endsOpen = found && found[0].length === rest.length && index < parts.length - 1;
      if (found && !endsOpen && (where !== 'start' || rest[found[0].length] !== ':')) {
        if (done) result.push({ kind: 'literal', value: done, quoted: false });
        done = '';
        result.push({ kind: 'tilde', user: found[1] ?? '', start: base, end: base + found[0].length });
        rest = rest.slice(found[0].length);
      }
      if (where !== 'assignment') {
        done += rest;
        break;
      }
      const colon = rest.indexOf(':');
      if (colon < 0) {
        done += rest;
        break;
      }
      done += rest.slice(0, colon + 1);
      rest = rest.slice(colon + 1);
      eligible = true;
    }
    if (done) result.push({ kind: 'literal', value: done, quoted: false });
  });
  return result;
}

/** The parts of an assignment's value: tildes count after colons too, also in the words of its expansions. */
export function assignedParts(parts: readonly Part[], base: number, from = 0): readonly Part[] {
  return withTildes(parts, base, 'assignment', from).map((part) => {
    if (part.kind !== 'parameter' || part.quoted || !part.word || !/^:?[-=?+]$/.test(part.operator)) return part;
    const inner = part.word.parts;
    if (!inner.some((each) => each.kind === 'literal' && !each.quoted && each.value.includes('~'))) return part;
    return { ...part, word: makeWord(withTildes(inner, part.word.start, 'assignment'), part.word) };
  });
}
