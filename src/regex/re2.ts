/** Writes a parsed expression in the syntax of RE2, which matches it in linear time. */
import type { AssertionKind, RegexNode } from './node.ts';

const hex = (byte: number): string => `\\x{${byte.toString(16)}}`;

const single = (byte: number): string =>
  (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122)
    ? String.fromCharCode(byte)
    : hex(byte);

const setText = (has: Uint8Array): string => {
  let ranges = '';
  for (let low = 0; low < 256; low++) {
    if (!has[low]) continue;
    let high = low;
    while (high < 255 && has[high + 1]) high++;
    ranges += low === high ? hex(low) : `${hex(low)}-${hex(high)}`;
    low = high;
  }
  return ranges === '' ? '[^\\x{0}-\\x{10ffff}]' : `[${ranges}]`;
};

const ASSERTIONS: Readonly<Record<AssertionKind, string>> = {
  'text-start': '\\A',
  'text-end': '\\z',
  'line-start': '(?m:^)',
  'line-end': '(?m:$)',
  'word-start': '(?:(?<!\\w)\\b)',
  'word-end': '(?:(?<=\\w)\\b)',
  'word-boundary': '\\b',
  'not-word-boundary': '\\B',
};

const bounds = (min: number, max: number): string => {
  if (max === Number.POSITIVE_INFINITY) return min === 0 ? '*' : min === 1 ? '+' : `{${min},}`;
  return min === 0 && max === 1 ? '?' : min === max ? `{${min}}` : `{${min},${max}}`;
};

/** Text for RE2, without back-references (which it cannot have). */
export const toRe2 = (node: RegexNode): string => {
  switch (node.kind) {
    case 'char':
      return single(node.byte);
    case 'set':
      return setText(node.has);
    case 'assert':
      return ASSERTIONS[node.assertion];
    case 'sequence':
      return node.nodes.map((part) => (part.kind === 'alternatives' ? `(?:${toRe2(part)})` : toRe2(part))).join('');
    case 'alternatives':
      return node.nodes.map(toRe2).join('|');
    case 'group':
      return `(${toRe2(node.node)})`;
    case 'repeat': {
      const inner = node.node.kind;
      const text = toRe2(node.node);
      const atomic = inner === 'char' || inner === 'set' || inner === 'group';
      return `${atomic ? text : `(?:${text})`}${bounds(node.min, node.max)}`;
    }
    case 'back-reference':
      throw new Error('RE2 has no back-references');
  }
};
