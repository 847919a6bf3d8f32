/** Patterns with bash's extended groups, and those that never match. */
import type { Pattern } from './pattern.ts';
import type { Element } from './pattern-elements.ts';
import { advance, type Positions, reversed, startingAt } from './pattern-positions.ts';

export class GeneralPattern implements Pattern {
  readonly literal = undefined;
  readonly #elements: readonly Element[];
  #backwards: readonly Element[] | undefined;

  constructor(elements: readonly Element[]) {
    this.#elements = elements;
  }

  matches(value: string): boolean {
    return this.#ends(value, 0)[value.length] === 1;
  }

  withoutPrefix(value: string, longest: boolean): string {
    const end = reached(this.#ends(value, 0), longest);
    return end < 0 ? value : value.slice(end);
  }

  withoutSuffix(value: string, longest: boolean): string {
    this.#backwards ??= reversed(this.#elements);
    const length = reached(advance(this.#backwards, backwards(value), startingAt(value, 0)), longest);
    return length < 0 ? value : value.slice(0, value.length - length);
  }

  find(value: string, from: number): { start: number; end: number } | undefined {
    const anywhere = new Uint8Array(value.length + 1).fill(1, from);
    if (!advance(this.#elements, value, anywhere).includes(1)) return undefined;
    for (let start = from; start <= value.length; start++) {
      const end = reached(this.#ends(value, start), true);
      if (end >= 0) return { start, end };
    }
    return undefined;
  }

  #ends(value: string, start: number): Positions {
    return advance(this.#elements, value, startingAt(value, start));
  }
}

const backwards = (value: string): string => {
  let text = '';
  for (let at = value.length - 1; at >= 0; at--) text += value[at];
  return text;
};

const reached = (positions: Positions, longest: boolean): number =>
  longest ? positions.lastIndexOf(1) : positions.indexOf(1);
