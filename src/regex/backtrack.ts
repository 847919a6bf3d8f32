/** Matches what RE2 cannot, back-references above all, by trying every way within a budget of steps. */
import { isWordByte, type RegexNode } from './node.ts';

const MAX_STEPS = 400_000;
const MAX_DEPTH = 3_000;

/** Thrown inside and caught at the entry: the budget is used up. */
class BudgetSpent extends Error {}

const asserts = (text: string, at: number, assertion: string): boolean => {
  const before = at > 0 && isWordByte(text.charCodeAt(at - 1));
  const after = at < text.length && isWordByte(text.charCodeAt(at));
  switch (assertion) {
    case 'text-start':
      return at === 0;
    case 'text-end':
      return at === text.length;
    case 'line-start':
      return at === 0 || text[at - 1] === '\n';
    case 'line-end':
      return at === text.length || text[at] === '\n';
    case 'word-start':
      return !before && after;
    case 'word-end':
      return before && !after;
    case 'word-boundary':
      return before !== after;
    default:
      return before === after;
  }
};

/**
 * The leftmost-longest match at or after `from`: start and end of the whole and of each group (-1 unset).
 * `undefined` is no match, `'too-complex'` that the budget did not suffice to know.
 */
export const backtrack = (
  root: RegexNode,
  groups: number,
  text: string,
  from: number,
): readonly number[] | undefined | 'too-complex' => {
  let steps = 0;
  let depth = 0;
  const spans: number[] = new Array((groups + 1) * 2).fill(-1);

  const spend = (): void => {
    if (++steps > MAX_STEPS) throw new BudgetSpent();
  };

  const width1 = (node: RegexNode, at: number): boolean => {
    if (at >= text.length) return false;
    const byte = text.charCodeAt(at);
    return node.kind === 'char' ? node.byte === byte : node.kind === 'set' && node.has[byte] === 1;
  };

  /** Calls `next` for every place where `node` may end; false from it asks for more. */
  const walk = (node: RegexNode, at: number, next: (end: number) => boolean): boolean => {
    spend();
    if (++depth > MAX_DEPTH) throw new BudgetSpent();
    try {
      switch (node.kind) {
        case 'char':
        case 'set':
          return width1(node, at) && next(at + 1);
        case 'assert':
          return asserts(text, at, node.assertion) && next(at);
        case 'sequence':
          return sequence(node.nodes, 0, at, next);
        case 'alternatives':
          return node.nodes.some((branch) => walk(branch, at, next));
        case 'group': {
          const start = spans[node.index * 2]!;
          const end = spans[node.index * 2 + 1]!;
          const done = walk(node.node, at, (inner) => {
            const before = [spans[node.index * 2]!, spans[node.index * 2 + 1]!] as const;
            spans[node.index * 2] = at;
            spans[node.index * 2 + 1] = inner;
            if (next(inner)) return true;
            [spans[node.index * 2], spans[node.index * 2 + 1]] = before;
            return false;
          });
          if (!done) [spans[node.index * 2], spans[node.index * 2 + 1]] = [start, end];
          return done;
        }
        case 'repeat':
          return repeat(node, at, 0, next);
        case 'back-reference': {
          const start = spans[node.index * 2]!;
          if (start < 0) return false;
          const wanted = text.slice(start, spans[node.index * 2 + 1]);
          return text.startsWith(wanted, at) && next(at + wanted.length);
        }
      }
    } finally {
      depth--;
    }
  };

  const sequence = (
    nodes: readonly RegexNode[],
    index: number,
    at: number,
    next: (end: number) => boolean,
  ): boolean => {
    const node = nodes[index];
    return node === undefined ? next(at) : walk(node, at, (end) => sequence(nodes, index + 1, end, next));
  };

  const repeat = (
    node: Extract<RegexNode, { kind: 'repeat' }>,
    at: number,
    done: number,
    next: (end: number) => boolean,
  ): boolean => {
    if (node.node.kind === 'char' || node.node.kind === 'set') {
      let end = at;
      while (end - at < node.max && width1(node.node, end)) end++;
      for (; end - at >= node.min; end--) {
        spend();
        if (next(end)) return true;
      }
      return false;
    }
    if (done < node.max) {
      const more = walk(
        node.node,
        at,
        (end) => (end > at || done < node.min || done === 0) && repeat(node, end, done + 1, next),
      );
      if (more) return true;
    }
    return done >= node.min && next(at);
  };

  try {
    for (let start = from; start <= text.length; start++) {
      let best: number[] | undefined;
      walk(root, start, (end) => {
        if (best === undefined || end > best[1]!) best = [start, end, ...spans.slice(2)];
        return end === text.length;
      });
      if (best) return best;
      spans.fill(-1);
    }
    return undefined;
  } catch (thrown) {
    if (thrown instanceof BudgetSpent) return 'too-complex';
    throw thrown;
  }
};
