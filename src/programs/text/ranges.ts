/** The LIST of cut: numbers and ranges, merged into a test of positions. */
import { quote } from './quote.ts';

export interface Range {
  readonly low: number;
  readonly high: number;
}

export type RangeUnit = 'fields' | 'bytes';

const words = {
  fields: {
    from: 'fields are numbered from 1',
    range: 'invalid field range',
    value: 'invalid field value',
    large: (text: string) => `field number ${quote(text)} is too large`,
  },
  bytes: {
    from: 'byte/character positions are numbered from 1',
    range: 'invalid byte or character range',
    value: 'invalid byte/character position',
    large: (text: string) => `byte/character offset ${quote(text)} is too large`,
  },
};

/** Ascending, disjoint ranges; a string is the complaint. */
export const parseRanges = (list: string, unit: RangeUnit): readonly Range[] | string => {
  const say = words[unit];
  const ranges: Range[] = [];
  let place = 0;
  for (const item of list.split(/[, \t]/)) {
    const itemAt = place;
    place += item.length + 1;
    const dash = item.indexOf('-');
    const first = dash < 0 ? item : item.slice(0, dash);
    const second = dash < 0 ? '' : item.slice(dash + 1);
    if (second.includes('-')) return say.range;
    for (const part of [first, second]) {
      const bad = /[^0-9]/.exec(part);
      if (bad) {
        const from = list.slice(itemAt + (part === first ? bad.index : dash + 1 + bad.index));
        return `${say.value} ${quote(from)}`;
      }
      if (part !== '' && BigInt(part) >= 0xffffffffffffffffn) return say.large(part);
    }
    if (dash < 0) {
      if (first === '' || Number(first) === 0) return say.from;
      ranges.push({ low: Number(first), high: Number(first) });
      continue;
    }
    if (first === '' && second === '') return 'invalid range with no endpoint: -';
    if (first !== '' && Number(first) === 0) return say.from;
    const low = first === '' ? 1 : Number(first);
    const high = second === '' ? Number.POSITIVE_INFINITY : Number(second);
    if (second !== '' && high < low) return 'invalid decreasing range';
    ranges.push({ low, high });
  }
  ranges.sort((a, b) => a.low - b.low);
  const merged: Range[] = [];
  for (const range of ranges) {
    const last = merged.at(-1);
    // Ranges that only touch stay apart: an output delimiter goes between them.
    if (last && range.low <= last.high)
      merged[merged.length - 1] = { low: last.low, high: Math.max(last.high, range.high) };
    else merged.push(range);
  }
  return merged;
};

/** Everything that the ranges leave out. */
export const complement = (ranges: readonly Range[]): readonly Range[] => {
  const out: Range[] = [];
  let next = 1;
  for (const { low, high } of ranges) {
    if (low > next) out.push({ low: next, high: low - 1 });
    next = high + 1;
  }
  if (next < Number.POSITIVE_INFINITY) out.push({ low: next, high: Number.POSITIVE_INFINITY });
  return out;
};
