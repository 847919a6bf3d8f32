/** Random words and arithmetic expressions. */
import fc from 'fast-check';
import { name, number, plain, quoteBack, quoteDouble, quoteNeeded, quoteSingle } from './atoms.ts';

type Text = fc.Arbitrary<string>;
interface Choice {
  readonly arbitrary: Text;
  readonly weight: number;
}

const OPERATORS = [
  '+',
  '-',
  '*',
  '/',
  '%',
  '<',
  '<=',
  '>',
  '>=',
  '==',
  '!=',
  '&',
  '|',
  '^',
  '&&',
  '||',
  '<<',
  '>>',
] as const;

/** @param arithmetic the arbitrary that this one is part of */
export const arithmeticChoices = (arithmetic: Text): Choice[] => [
  { arbitrary: number, weight: 30 },
  { arbitrary: fc.constantFrom('n', 'm', '$n', 'unset_one', '${m}', '$(echo 3)', '${#b}'), weight: 30 },
  {
    arbitrary: fc.tuple(arithmetic, fc.constantFrom(...OPERATORS), arithmetic).map(([l, op, r]) => `${l} ${op} ${r}`),
    weight: 30,
  },
  { arbitrary: fc.tuple(fc.constantFrom('-', '+', '!', '~'), arithmetic).map(([op, e]) => `${op} ${e}`), weight: 10 },
  { arbitrary: arithmetic.map((e) => `(${e})`), weight: 10 },
  { arbitrary: fc.tuple(arithmetic, arithmetic, arithmetic).map(([c, t, e]) => `${c} ? ${t} : ${e}`), weight: 10 },
  {
    arbitrary: fc
      .tuple(
        fc.constantFrom('n', 'm'),
        fc.constantFrom('=', '+=', '-=', '*=', '|=', '<<=', '/=', '%=', '&=', '^=', '>>='),
        arithmetic,
      )
      .map(([n, op, e]) => `(${n} ${op} ${e})`),
    weight: 10,
  },
];

/** Expressions that are wrong, or hold values that are. */
export const brokenArithmetic = fc.constantFrom(
  '1 +',
  '08',
  '1 / 0',
  'n m',
  ')',
  '',
  ' ',
  '1 % (n - n)',
  '3x',
  'a',
  '$b',
  '1 ? 2',
  '= 3',
  '1 = 2',
  '*',
  '1,2',
  'n++',
  '0x',
  '99999999999999999999',
  '"1"',
  '1 :',
  '@',
  '1.5',
  "'1'",
  '!',
  '--n',
  '2**3',
  '\\1',
);

const PATTERNS = [
  '*',
  '?',
  '*o',
  'f*',
  '[a-c]',
  '"*"',
  '*/',
  '\\*',
  '$a',
  '[!f]',
  '??',
  '*[a',
  '[[:alpha:]]',
  "'o'*",
  '*"$b"',
  '[]x]*',
  '\\',
  '[\\a]',
  '""',
  '*:',
  '$x_1*',
  '~',
  '?*?',
  '[!a-f]*',
  '${c:-o}',
] as const;

/** @param word the arbitrary that this one is part of; `list` gives commands */
export const wordChoices = (word: Text, arithmetic: Text, list: Text): Choice[] => [
  { arbitrary: plain.map(quoteNeeded), weight: 40 },
  { arbitrary: plain.map(quoteSingle), weight: 10 },
  { arbitrary: plain.map(quoteDouble), weight: 10 },
  { arbitrary: name.map((n) => `$${n}`), weight: 30 },
  { arbitrary: name.map((n) => `"$${n}"`), weight: 30 },
  {
    arbitrary: fc.constantFrom(
      '$*',
      '"$*"',
      '$@',
      '"$@"',
      '$#',
      '$?',
      '$-',
      '"a$@b"',
      '${1}',
      '"${2-none}"',
      '$0',
      '${#1}',
      '"$1$2"',
      '${10}',
      '$10',
      '${#}',
      '${#-}',
      '${#?}',
      '${@}',
      '"${*}"',
      '${@:-none}',
      '"${*-none}"',
      '${#*}',
      '${#@}',
      '"$@$@"',
      'a$@',
      '"${@+set}"',
      '${1+"$@"}',
      '"${1+$@}"',
      '$OPTIND',
      '${OPTARG-no}',
      '"$PWD"',
      '${-#e}',
      '${?:-x}',
      '${!-none}',
      '${1:=x}',
    ),
    weight: 30,
  },
  {
    arbitrary: fc
      .tuple(name, fc.constantFrom(':-', '-', ':+', '+', ':=', '='), word)
      .map(([n, op, w]) => `\${${n}${op}${w}}`),
    weight: 20,
  },
  {
    arbitrary: fc
      .tuple(name, fc.constantFrom(':-', '-', '+', ':=', ':+', '='), word)
      .map(([n, op, w]) => `"\${${n}${op}${w}}"`),
    weight: 20,
  },
  {
    arbitrary: fc
      .tuple(name, fc.constantFrom(':-', '-', '+', ':+'), word, word)
      .map(([n, op, v, w]) => `\${${n}${op}${v} ${w}}`),
    weight: 10,
  },
  {
    arbitrary: fc
      .tuple(fc.constantFrom('nope', 'c', '1', 'a', '9'), fc.constantFrom(':?', '?'), word)
      .map(([n, op, w]) => `\${${n}${op}${w}}`),
    weight: 2,
  },
  {
    arbitrary: fc
      .tuple(name, fc.constantFrom('#', '##', '%', '%%'), fc.constantFrom(...PATTERNS))
      .map(([n, op, w]) => `\${${n}${op}${w}}`),
    weight: 20,
  },
  {
    arbitrary: fc
      .tuple(name, fc.constantFrom('#', '##', '%', '%%'), fc.constantFrom(...PATTERNS))
      .map(([n, op, w]) => `"\${${n}${op}${w}}"`),
    weight: 10,
  },
  { arbitrary: fc.tuple(name, fc.constantFrom('#', '%%'), word).map(([n, op, w]) => `\${${n}${op}${w}}`), weight: 10 },
  { arbitrary: name.map((n) => `\${#${n}}`), weight: 10 },
  { arbitrary: arithmetic.map((e) => `$((${e}))`), weight: 20 },
  { arbitrary: arithmetic.map((e) => `"$((${e}))"`), weight: 10 },
  { arbitrary: brokenArithmetic.map((e) => `$((${e}))`), weight: 1 },
  { arbitrary: list.map((l) => `$(${l}\n)`), weight: 10 },
  { arbitrary: list.map((l) => `"$(${l}\n)"`), weight: 10 },
  { arbitrary: list.map((l) => `\`${quoteBack(l)}\n\``), weight: 10 },
  { arbitrary: list.map((l) => `"\`${quoteBack(l)}\n\`"`), weight: 5 },
  { arbitrary: fc.tuple(word, word).map(([v, w]) => `${v}${w.startsWith('#') ? '' : w}`), weight: 20 },
];
