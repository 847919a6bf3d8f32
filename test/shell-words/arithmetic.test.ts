/** Arithmetic on its own: values, the dialects' complaints, and sizes that must not hurt. */
import { describe, expect, test } from 'vitest';
import { ArithmeticError, evaluate, parseArithmetic } from '../../src/shell/words/arithmetic.ts';
import type { Dialect } from '../../src/syntax/dialect.ts';

function run(text: string, dialect: Dialect, variables: Record<string, string> = {}) {
  const values = new Map(Object.entries(variables));
  const value = evaluate(parseArithmetic(text, dialect), {
    get: (name) => values.get(name),
    set: (name, to) => void values.set(name, to),
  });
  return {
    value: value instanceof ArithmeticError ? value.message : String(value),
    fatal: value instanceof ArithmeticError ? value.fatal : undefined,
    values,
  };
}

describe('values', () => {
  test.each([
    ['1+2*3-4', '3'],
    ['2-3-4', '-5'],
    ['-7/2', '-3'],
    ['-7%3', '-1'],
    ['1<<63', '-9223372036854775808'],
    ['9223372036854775807+1', '-9223372036854775808'],
    ['3037000500*3037000500', '-9223372036709301616'],
    ['9007199254740993+0', '9007199254740993'],
    ['-1>>70', '-1'],
    ['1?2:3?4:5', '2'],
    ['0x10+010', '24'],
    ['!5||!0&&~0', '1'],
  ])('%s is %s in every dialect', (text, expected) => {
    for (const dialect of ['dash', 'busybox', 'bash'] as const) expect(run(text, dialect).value).toBe(expected);
  });

  test('assignments reach the variables', () => {
    const { value, values } = run('x = y += 3', 'dash', { y: '4' });
    expect([value, values.get('x'), values.get('y')]).toEqual(['7', '7', '7']);
  });

  test('a branch that is not taken assigns nothing, except in busybox', () => {
    expect(run('0 && (x = 1)', 'dash', { x: '5' }).values.get('x')).toBe('5');
    expect(run('0 && (x = 1)', 'bash', { x: '5' }).values.get('x')).toBe('5');
    expect(run('0 && (x = 1)', 'busybox', { x: '5' }).values.get('x')).toBe('1');
  });
});

describe('complaints', () => {
  test.each([
    ['dash', '1 +', 'arithmetic expression: expecting primary: "1 +"'],
    ['dash', '1/0', 'arithmetic expression: division by zero: "1/0"'],
    ['dash', '(1', `arithmetic expression: expecting ')': "(1"`],
    ['dash', 'x', 'Illegal number: abc'],
    ['busybox', '1 +', 'arithmetic syntax error'],
    ['busybox', '1/0', 'divide by zero'],
    ['bash', '1 + ', '1 + : syntax error: operand expected (error token is "+ ")'],
    ['bash', '1/0 ', '1/0 : division by 0 (error token is "0 ")'],
    ['bash', '08', '08: value too great for base (error token is "08")'],
  ] as const)('%s: %s', (dialect, text, message) => {
    expect(run(text, dialect, { x: 'abc' }).value).toBe(message);
  });

  test('what stands before a syntax error has been done', () => {
    for (const dialect of ['dash', 'busybox', 'bash'] as const)
      expect(run('(x = 5) + (', dialect).values.get('x')).toBe('5');
  });

  test('a syntax error counts in a branch that is not taken, division by zero does not', () => {
    expect(run('1 || 1/0', 'dash').value).toBe('1');
    expect(run('1 || 1/', 'dash').value).toBe('arithmetic expression: expecting primary: "1 || 1/"');
  });

  test('the smallest number divided by -1 is a signal in dash', () => {
    expect(run('x / -1', 'dash', { x: '-9223372036854775808' }).fatal).toBe('FPE');
    expect(run('x / -1', 'bash', { x: '-9223372036854775808' }).value).toBe('-9223372036854775808');
  });
});

describe('sizes', () => {
  test('a long chain is evaluated', () => {
    for (const dialect of ['dash', 'bash'] as const)
      expect(run(Array(50_000).fill('1').join('+'), dialect).value).toBe('50000');
  });

  test('deep nesting is refused instead of overflowing', () => {
    for (const dialect of ['dash', 'busybox', 'bash'] as const) {
      expect(run(`${'('.repeat(5000)}1${')'.repeat(5000)}`, dialect).fatal).toBe('too-deep');
      expect(run(`${'-'.repeat(20_000)}1`, dialect).fatal).toBe('too-deep');
    }
  });

  test('variables that name each other in a circle end in a complaint', () => {
    expect(run('a', 'busybox', { a: 'b', b: 'a' }).value).toBe('expression recursion loop detected');
    expect(run('a', 'bash', { a: 'b', b: 'a' }).value).toMatch(/expression recursion level exceeded/);
  });
});
