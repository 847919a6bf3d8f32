/** Patterns on their own, held against a slow matcher that is plainly right, and against sizes that must not hurt. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compilePattern, compilePatternText } from '../../src/shell/words/pattern.ts';

/** Tries everything. */
function slow(pattern: string, value: string): boolean {
  const [head, ...rest] = pattern;
  if (head === undefined) return value === '';
  const tail = rest.join('');
  if (head === '*')
    return Array.from({ length: value.length + 1 }, (_, at) => value.slice(at)).some((left) => slow(tail, left));
  return value !== '' && (head === '?' || head === value[0]) && slow(tail, value.slice(1));
}

const patterns = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 7 });
const values = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8 });
const ends = (value: string): number[] => Array.from({ length: value.length + 1 }, (_, at) => at);

describe('against the slow matcher', () => {
  test('the whole value', () => {
    fc.assert(
      fc.property(
        patterns,
        values,
        (pattern, value) => compilePatternText(pattern, 'dash').matches(value) === slow(pattern, value),
      ),
      { numRuns: 2000 },
    );
  });

  test('the shortest and the longest beginning', () => {
    fc.assert(
      fc.property(patterns, values, fc.boolean(), (pattern, value, longest) => {
        const matching = ends(value).filter((end) => slow(pattern, value.slice(0, end)));
        const end = matching.at(longest ? -1 : 0) ?? 0;
        return compilePatternText(pattern, 'dash').withoutPrefix(value, longest) === value.slice(end);
      }),
      { numRuns: 2000 },
    );
  });

  test('the shortest and the longest end', () => {
    fc.assert(
      fc.property(patterns, values, fc.boolean(), (pattern, value, longest) => {
        const matching = ends(value).filter((start) => slow(pattern, value.slice(start)));
        const start = matching.at(longest ? 0 : -1) ?? value.length;
        return compilePatternText(pattern, 'dash').withoutSuffix(value, longest) === value.slice(0, start);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('quoting', () => {
  test('quoted fragments are literal, unquoted ones are not', () => {
    const pattern = compilePattern(
      [
        { text: '*', quoted: true },
        { text: '*', quoted: false },
      ],
      'dash',
    );
    expect(pattern.matches('*x')).toBe(true);
    expect(pattern.matches('x')).toBe(false);
  });

  test('a backslash at the end: itself, and in busybox nothing', () => {
    expect(compilePatternText('a\\', 'dash').matches('a\\')).toBe(true);
    expect(compilePatternText('a\\', 'busybox').matches('a\\')).toBe(false);
  });
});

describe('brackets', () => {
  test.each([
    ['[a-c]', 'b', true],
    ['[!a-c]', 'b', false],
    ['[]]', ']', true],
    ['[a-]', '-', true],
    ['[[:digit:]x]', '7', true],
    ['[a', '[a', true],
    ['[\\]]', ']', true],
  ])('%s holds %s: %s', (pattern, value, expected) => {
    for (const dialect of ['dash', 'busybox', 'bash'] as const)
      expect(compilePatternText(pattern, dialect).matches(value)).toBe(expected);
  });

  test('only dash takes ^ as a member', () => {
    expect(compilePatternText('[^a]', 'dash').matches('a')).toBe(true);
    expect(compilePatternText('[^a]', 'bash').matches('a')).toBe(false);
  });
});

describe('extended patterns of bash', () => {
  test.each([
    ['@(a|b)c', 'bc', true],
    ['+(ab)', 'ababab', true],
    ['+(ab)', 'aba', false],
    ['*(a|b)', '', true],
    ['?(a)b', 'b', true],
    ['!(a*)', 'ba', true],
    ['!(a*)', 'ab', false],
    ['a!(b)c', 'abbc', true],
    ['@(+(a)|b*)x', 'aaax', true],
  ])('%s against %s: %s', (pattern, value, expected) => {
    expect(compilePatternText(pattern, 'bash', { extended: true }).matches(value)).toBe(expected);
  });
});

describe('sizes', () => {
  const text = 'a'.repeat(20_000);

  test('many stars against a text that does not match', () => {
    expect(compilePatternText(`${'*a'.repeat(40)}*b`, 'dash').matches(text)).toBe(false);
    expect(compilePatternText(`${'*[ab]'.repeat(40)}*c`, 'dash').matches(text)).toBe(false);
  });

  test('nested repetition against a text that does not match', () => {
    expect(compilePatternText('*(*(a|b)|+(a))c', 'bash', { extended: true }).matches(text.slice(0, 200))).toBe(false);
  });
});
