/** Matches elements by sets of positions: every place where a match may stand, advanced element by element. */
import type { Element } from './pattern-elements.ts';

/** 1 at every position of the value that can be reached. */
export type Positions = Uint8Array;

/** Positions after the elements have matched from any of the given positions. */
export function advance(elements: readonly Element[], value: string, from: Positions): Positions {
  let at = from;
  for (const element of elements) at = step(element, value, at);
  return at;
}

export function startingAt(value: string, position: number): Positions {
  const positions = new Uint8Array(value.length + 1);
  positions[position] = 1;
  return positions;
}

function step(element: Element, value: string, from: Positions): Positions {
  switch (element.kind) {
    case 'byte':
    case 'set': {
      const to = new Uint8Array(from.length);
      for (let at = 0; at < value.length; at++) {
        if (
          from[at] &&
          (element.kind === 'byte' ? value.charCodeAt(at) === element.code : element.has[value.charCodeAt(at)] === 1)
        )
          to[at + 1] = 1;
      }
      return to;
    }
    case 'star': {
      const first = from.indexOf(1);
      const to = new Uint8Array(from.length);
      if (first >= 0) to.fill(1, first);
      return to;
    }
    case 'never':
      return new Uint8Array(from.length);
    case 'group':
      return group(element, value, from);
  }
}

function group(element: Element & { readonly kind: 'group' }, value: string, from: Positions): Positions {
  const once = (start: Positions): Positions =>
    element.alternatives.map((alternative) => advance(alternative, value, start)).reduce(union);
  switch (element.operator) {
    case '@':
      return once(from);
    case '?':
      return union(from, once(from));
    case '*':
      return closure(once, from);
    case '+':
      return closure(once, once(from));
    case '!': {
      const to = new Uint8Array(from.length);
      for (let at = 0; at < from.length; at++) {
        if (!from[at]) continue;
        const excluded = once(startingAt(value, at));
        for (let end = at; end < to.length; end++) if (!excluded[end]) to[end] = 1;
      }
      return to;
    }
  }
}

function union(a: Positions, b: Positions): Positions {
  const both = a.slice();
  for (let at = 0; at < b.length; at++) if (b[at]) both[at] = 1;
  return both;
}

/** Everything that any number of further matches reaches. */
function closure(once: (start: Positions) => Positions, from: Positions): Positions {
  let reached = from;
  for (let fresh = from; fresh.includes(1); ) {
    const next = once(fresh);
    const before = reached;
    reached = union(before, next);
    fresh = next.map((set, at) => (set && !before[at] ? 1 : 0));
  }
  return reached;
}

/** The same elements for the value read backwards. */
export function reversed(elements: readonly Element[]): Element[] {
  return elements
    .map((element) =>
      element.kind === 'group' ? { ...element, alternatives: element.alternatives.map(reversed) } : element,
    )
    .reverse();
}
