/** Parses the expression of find(1): operators, options, and the tests and actions of the tables. */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import type { Machine } from '../../machine/machine.ts';
import { actions } from './actions.ts';
import { type Expression, type Plan, type Predicate, Refused, type Walk } from './expression.ts';
import { tests } from './tests.ts';

/** What the parsers of single predicates work on. */
export interface Parsing {
  readonly p: Process;
  readonly m: Machine;
  /** The argument of the predicate at hand; throws when there is none. */
  readonly argument: () => string;
  /** All words up to `;` or `+`. */
  readonly rest: () => readonly string[];
  readonly atEnd: ((walk: Walk) => Task)[];
  depthFirst: boolean;
  regexType: string;
}

/** Makes a predicate of its arguments; `Refused` is thrown for wrong ones. */
export type PredicateParser = (name: string, parsing: Parsing) => Predicate;

const ALWAYS: Predicate = () => true;
const NO_EFFECT = new Set(['-noleaf', '-warn', '-nowarn', '-ignore_readdir_race', '-noignore_readdir_race']);
const PRINTING = new Set([
  '-print',
  '-print0',
  '-printf',
  '-exec',
  '-execdir',
  '-ok',
  '-okdir',
  '-delete',
  '-ls',
  '-fprint',
  '-fprint0',
  '-fprintf',
  '-fls',
]);

/** True for a word with which the expression begins. */
export const startsExpression = (word: string): boolean =>
  (word.startsWith('-') && word.length > 1) || word === '(' || word === '!';

export function parseExpression(p: Process, m: Machine, words: readonly string[]): Plan | Refused {
  let at = 0;
  let [minDepth, maxDepth, oneFileSystem, acts] = [0, Number.POSITIVE_INFINITY, false, false];
  let previous = '';
  const parsing: Parsing = {
    p,
    m,
    argument: () => {
      const word = words[at++];
      if (word === undefined) throw new Refused(`missing argument to \`${previous}'`);
      return word;
    },
    rest: () => {
      const from = at;
      for (; at < words.length; at++) {
        if (words[at] === ';' || (words[at] === '+' && at > from && words[at - 1] === '{}'))
          return words.slice(from, ++at);
      }
      throw new Refused(`missing argument to \`${previous}'`);
    },
    atEnd: [],
    depthFirst: false,
    regexType: 'findutils-default',
  };
  const level = (name: string): number => {
    const text = parsing.argument();
    if (!/^\d+$/.test(text))
      throw new Refused(`Expected a positive decimal integer argument to ${name}, but got '${text}'`);
    return Number(text);
  };
  const primary = (operator: string): Expression => {
    const word = words[at++];
    if (word === undefined || word === ')') {
      if (word === ')' && operator === '(') throw new Refused('invalid expression; empty parentheses are not allowed.');
      throw new Refused(
        `expected an expression ${operator === '(' ? 'between' : 'after'} '${operator}'${operator === '(' ? " and ')'" : ''}`,
      );
    }
    if (word === '!' || word === '-not') return { kind: 'not', of: primary(word) };
    if (word === '(') {
      if (at >= words.length)
        throw new Refused(
          "invalid expression; expected to find a ')' but didn't see one. Perhaps you need an extra predicate after '('",
        );
      if (words[at] === ')') throw new Refused('invalid expression; empty parentheses are not allowed.');
      const inner = list();
      if (words[at++] !== ')')
        throw new Refused("invalid expression; I was expecting to find a ')' somewhere but did not see one.");
      return inner;
    }
    if (['-o', '-or', '-a', '-and', ','].includes(word)) {
      throw new Refused(
        operator === ''
          ? `invalid expression; you have used a binary operator '${word}' with nothing before it.`
          : `invalid expression; you have used a binary operator '${word}' with nothing before it.`,
      );
    }
    const before = previous;
    previous = word;
    if (word === '-depth' || word === '-d') parsing.depthFirst = true;
    else if (word === '-maxdepth') maxDepth = level(word);
    else if (word === '-mindepth') minDepth = level(word);
    else if (word === '-mount' || word === '-xdev') oneFileSystem = true;
    else if (word === '-regextype') parsing.regexType = parsing.argument();
    else if (!NO_EFFECT.has(word)) {
      const parser =
        actions.get(word) ??
        tests.get(word) ??
        (/^-newer[aBcm][aBcmt]$/.test(word) ? tests.get('-newerXY') : undefined);
      if (parser) {
        if (PRINTING.has(word)) acts = true;
        return { kind: 'predicate', test: parser(word, parsing) };
      }
      if (word.startsWith('-') && word.length > 1) {
        if (
          [
            '-ls',
            '-fls',
            '-fprint',
            '-fprint0',
            '-fprintf',
            '-daystart',
            '-used',
            '-context',
            '-files0-from',
            '-help',
            '-version',
            '--help',
            '--version',
          ].includes(word)
        )
          throw new Refused(word, 'unmodelled');
        throw new Refused(`unknown predicate \`${word}'`);
      }
      const hint =
        before !== '' &&
        /^-(?:name|iname|path|ipath|wholename|iwholename|lname|ilname)$/.test(before) &&
        p.lstat(word) instanceof Object &&
        'mode' in (p.lstat(word) as object);
      throw new Refused(
        `paths must precede expression: \`${word}'${hint ? `\nfind: possible unquoted pattern after predicate \`${before}'?` : ''}`,
      );
    }
    return { kind: 'predicate', test: ALWAYS };
  };
  const and = (): Expression => {
    let left = primary('');
    for (;;) {
      const word = words[at];
      if (word === undefined || word === ')' || word === ',' || word === '-o' || word === '-or') return left;
      if (word === '-a' || word === '-and') at++;
      left = { kind: 'and', left, right: primary(word === '-a' || word === '-and' ? word : '') };
    }
  };
  const or = (): Expression => {
    let left = and();
    while (words[at] === '-o' || words[at] === '-or') {
      const word = words[at++]!;
      if (at >= words.length || words[at] === ')') throw new Refused(`expected an expression after '${word}'`);
      left = { kind: 'or', left, right: and() };
    }
    return left;
  };
  const list = (): Expression => {
    let left = or();
    while (words[at] === ',') {
      at++;
      if (at >= words.length) throw new Refused("expected an expression after ','");
      left = { kind: 'list', left, right: or() };
    }
    return left;
  };
  try {
    let expression: Expression = words.length === 0 ? { kind: 'predicate', test: ALWAYS } : list();
    if (at < words.length) throw new Refused("you have too many ')'");
    if (!acts)
      expression = {
        kind: 'and',
        left: expression,
        right: { kind: 'predicate', test: actions.get('-print')!('-print', parsing) },
      };
    return { expression, atEnd: parsing.atEnd, depthFirst: parsing.depthFirst, minDepth, maxDepth, oneFileSystem };
  } catch (thrown) {
    if (thrown instanceof Refused) return thrown;
    throw thrown;
  }
}
