/** Patterns without groups: segments of fixed length, with a star between each. */
import type { Pattern } from './pattern.ts';
import type { Element } from './pattern-elements.ts';

/** The host's own search does the work, in linear time. */
export class LiteralPattern implements Pattern {
  readonly literal: string;

  constructor(text: string) {
    this.literal = text;
  }

  matches(value: string): boolean {
    return value === this.literal;
  }

  withoutPrefix(value: string): string {
    return value.startsWith(this.literal) ? value.slice(this.literal.length) : value;
  }

  withoutSuffix(value: string): string {
    return value.endsWith(this.literal) ? value.slice(0, value.length - this.literal.length) : value;
  }

  find(value: string, from: number): { start: number; end: number } | undefined {
    const start = value.indexOf(this.literal, from);
    return start < 0 ? undefined : { start, end: start + this.literal.length };
  }
}

export class SegmentedPattern implements Pattern {
  readonly literal = undefined;
  readonly #segments: readonly Segment[];
  readonly #first: Segment;
  readonly #last: Segment;

  /** Elements are bytes, sets and stars only. */
  constructor(elements: readonly Element[]) {
    this.#segments = segmentsOf(elements);
    this.#first = this.#segments[0]!;
    this.#last = this.#segments.at(-1)!;
  }

  matches(value: string): boolean {
    const first = this.#first;
    const last = this.#last;
    if (this.#segments.length === 1) return value.length === first.length && first.matchesAt(value, 0);
    const room = value.length - last.length;
    if (room < first.length || !first.matchesAt(value, 0) || !last.matchesAt(value, room)) return false;
    if (this.#segments.length === 2) return true;
    const end = this.#forward(value, first.length);
    return end >= 0 && end <= room;
  }

  withoutPrefix(value: string, longest: boolean): string {
    const end = this.#prefix(value, 0, longest);
    return end < 0 ? value : value.slice(end);
  }

  withoutSuffix(value: string, longest: boolean): string {
    const first = this.#first;
    const last = this.#last;
    const tail = value.length - last.length;
    if (tail < 0 || !last.matchesAt(value, tail)) return value;
    if (this.#segments.length === 1) return value.slice(0, tail);
    const room = this.#backward(value, tail) - first.length;
    if (room < 0) return value;
    const at = longest ? first.first(value, 0) : first.last(value, room);
    return at < 0 || at > room ? value : value.slice(0, at);
  }

  find(value: string, from: number): { start: number; end: number } | undefined {
    const start = this.#first.first(value, from);
    if (start < 0) return undefined;
    const end = this.#prefix(value, start, true);
    return end < 0 ? undefined : { start, end };
  }

  /** End of a match that begins at `start`; -1 when there is none. */
  #prefix(value: string, start: number, longest: boolean): number {
    const first = this.#first;
    const last = this.#last;
    if (!first.matchesAt(value, start)) return -1;
    if (this.#segments.length === 1) return start + first.length;
    const end = this.#forward(value, start + first.length);
    if (end < 0) return -1;
    const at = longest ? last.last(value, value.length - last.length) : last.first(value, end);
    return at < end ? -1 : at + last.length;
  }

  /** Where the segments in the middle end when each is taken as early as it can be; -1 when one is missing. */
  #forward(value: string, from: number): number {
    let at = from;
    for (let index = 1; index < this.#segments.length - 1; index++) {
      const segment = this.#segments[index]!;
      const found = segment.first(value, at);
      if (found < 0) return -1;
      at = found + segment.length;
    }
    return at;
  }

  /** Where they begin when each is taken as late as it can be. */
  #backward(value: string, to: number): number {
    let at = to;
    for (let index = this.#segments.length - 2; index > 0; index--) {
      const segment = this.#segments[index]!;
      const found = segment.last(value, at - segment.length);
      if (found < 0) return -1;
      at = found;
    }
    return at;
  }
}

interface Segment {
  readonly length: number;
  matchesAt(value: string, at: number): boolean;
  /** The first place from `from` on, -1 when there is none. */
  first(value: string, from: number): number;
  /** The last place up to `to`. */
  last(value: string, to: number): number;
}

function segmentsOf(elements: readonly Element[]): Segment[] {
  const segments: Element[][] = [[]];
  for (const element of elements) {
    if (element.kind === 'star') segments.push([]);
    else segments.at(-1)!.push(element);
  }
  return segments.map((segment) =>
    segment.every((element) => element.kind === 'byte') ? new LiteralSegment(segment) : new SetSegment(segment),
  );
}

class LiteralSegment implements Segment {
  readonly #text: string;
  readonly length: number;

  constructor(elements: readonly Element[]) {
    this.#text = elements.map((element) => (element.kind === 'byte' ? String.fromCharCode(element.code) : '')).join('');
    this.length = this.#text.length;
  }

  matchesAt(value: string, at: number): boolean {
    return value.startsWith(this.#text, at);
  }

  first(value: string, from: number): number {
    return value.indexOf(this.#text, from);
  }

  last(value: string, to: number): number {
    return to < 0 ? -1 : value.lastIndexOf(this.#text, to);
  }
}

class SetSegment implements Segment {
  readonly #elements: readonly Element[];
  readonly length: number;

  constructor(elements: readonly Element[]) {
    this.#elements = elements;
    this.length = elements.length;
  }

  matchesAt(value: string, at: number): boolean {
    if (at + this.length > value.length) return false;
    for (let index = 0; index < this.length; index++) {
      const element = this.#elements[index]!;
      const code = value.charCodeAt(at + index);
      if (element.kind === 'byte' ? element.code !== code : element.kind !== 'set' || element.has[code] !== 1)
        return false;
    }
    return true;
  }

  first(value: string, from: number): number {
    for (let at = from; at <= value.length - this.length; at++) if (this.matchesAt(value, at)) return at;
    return -1;
  }

  last(value: string, to: number): number {
    for (let at = to; at >= 0; at--) if (this.matchesAt(value, at)) return at;
    return -1;
  }
}
