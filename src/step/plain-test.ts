/** Tests that need no shell to work out: quoted variables and plain words, compared as texts or whole numbers. */
import type { Dialect } from '../syntax/dialect.ts';
import { parse } from '../syntax/parse.ts';
import { SyntaxProblem } from '../syntax/syntax-problem.ts';
import type { Word } from '../syntax/tree.ts';
import type { ShellState } from './snapshot.ts';

/** Gives what a test says for a shell's variables; undefined when only a shell can tell. */
export type PlainTest = (shell: ShellState) => boolean | undefined;

/** @param text what stands between `[` and `]`. Undefined: the test is of another kind. */
export function plainTest(text: string, dialect: Dialect): PlainTest | undefined {
  const script = parse(`[ ${text} ]`, dialect);
  const sequence = script.command(0);
  if (!sequence || sequence instanceof SyntaxProblem || sequence.items.length !== 1) return undefined;
  const [command] = sequence.items;
  if (command?.kind !== 'simple' || command.assignments.length + command.redirections.length > 0) return undefined;
  const words = command.words.slice(1, -1).map(plainWord);
  const [first, second, third] = words;
  if (words.length === 2 && first && second) {
    const operator = first(NOBODY);
    if (operator !== '-n' && operator !== '-z') return undefined;
    return (shell) => (second(shell) === '') === (operator === '-z');
  }
  if (words.length !== 3 || !first || !second || !third) return undefined;
  const operator = second(NOBODY);
  if (operator === '=' || operator === '!=') return (shell) => (first(shell) === third(shell)) === (operator === '=');
  const compare = NUMBERS[operator];
  if (!compare) return undefined;
  return (shell) => {
    const [a, b] = [first(shell), third(shell)];
    return WHOLE.test(a) && WHOLE.test(b) ? compare(Number(a), Number(b)) : undefined;
  };
}

const WHOLE = /^-?(?:0|[1-9]\d{0,14})$/;

const NUMBERS: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '-eq': (a, b) => a === b,
  '-ne': (a, b) => a !== b,
  '-lt': (a, b) => a < b,
  '-le': (a, b) => a <= b,
  '-gt': (a, b) => a > b,
  '-ge': (a, b) => a >= b,
};

const NOBODY: ShellState = {
  pid: 0,
  name: '',
  variables: [],
  positional: [],
  positionalSources: [],
  status: 0,
  rootPid: 0,
  background: undefined,
};

/** A word that is one field whatever its variables hold. */
function plainWord(word: Word): ((shell: ShellState) => string) | undefined {
  const parts = word.parts.map((part) => {
    if (part.kind === 'literal' && (part.quoted || !/[*?[\\]/.test(part.value))) return () => part.value;
    const plain = part.kind === 'parameter' && part.operator === '' && part.quoted && !part.index && !part.indirect;
    if (!plain || !/^[A-Za-z_]/.test(part.name)) return undefined;
    return (shell: ShellState) => shell.variables.find(({ name }) => name === part.name)?.value ?? '';
  });
  if (parts.some((part) => part === undefined)) return undefined;
  return (shell) => parts.map((part) => part!(shell)).join('');
}
