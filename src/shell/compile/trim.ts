/** `${x#…}`, `${x##…}`, `${x%…}`, `${x%%…}`: values without a prefix or a suffix. */
import type { MaybeTask, Task } from '../../kernel/task.ts';
import { isBash } from '../../syntax/dialect.ts';
import type { Word } from '../../syntax/tree.ts';
import { narrowed } from '../bash/utf8-patterns.ts';
import type { Interpreter } from '../interpreter.ts';
import { compilePattern, type Fragment } from '../words/pattern.ts';
import type { Compiler, Fragments } from './compiler.ts';

export type Trimmer = (sh: Interpreter, value: string) => MaybeTask<string>;

export function trimmer(c: Compiler, operator: '%' | '%%' | '#' | '##', word: Word): Trimmer {
  const longest = operator.length === 2;
  const suffix = operator[0] === '%';
  if (word.fixed !== undefined) {
    const pattern = compilePattern([{ text: word.fixed, quoted: true }], c.dialect);
    return (_sh, value) => (suffix ? pattern.withoutSuffix(value, longest) : pattern.withoutPrefix(value, longest));
  }
  const constant = word.parts.every((part) => part.kind === 'literal')
    ? compilePattern(
        word.parts.map((part) => (part.kind === 'literal' ? { text: part.value, quoted: part.quoted } : never())),
        c.dialect,
        { extended: isBash(c.dialect) },
      )
    : undefined;
  if (constant && isBash(c.dialect)) {
    const parts = word.parts.map((part) =>
      part.kind === 'literal' ? { text: part.value, quoted: part.quoted } : never(),
    );
    return (sh, value) =>
      /[\x80-\xff]/.test(value)
        ? trimmed(sh, value, parts, suffix, longest)
        : suffix
          ? constant.withoutSuffix(value, longest)
          : constant.withoutPrefix(value, longest);
  }
  if (constant)
    return (_sh, value) => (suffix ? constant.withoutSuffix(value, longest) : constant.withoutPrefix(value, longest));
  const fragments = c.fragments(word);
  return (sh, value) => {
    const expanded = fragments(sh);
    if ('next' in expanded)
      return waitedTrim(sh, expanded as ReturnType<Fragments> & Task<never>, value, suffix, longest);
    return trimmed(sh, value, expanded, suffix, longest);
  };
}

function* waitedTrim(
  sh: Interpreter,
  waiting: Task<Parameters<typeof compilePattern>[0]>,
  value: string,
  suffix: boolean,
  longest: boolean,
): Task<string> {
  return trimmed(sh, value, yield* waiting, suffix, longest);
}

function trimmed(
  sh: Interpreter,
  value: string,
  parts: readonly Fragment[],
  suffix: boolean,
  longest: boolean,
): string {
  const narrow = isBash(sh.dialect) ? narrowed(sh, value, parts) : { value, fragments: parts, widen: undefined };
  const pattern = compilePattern(narrow.fragments, sh.dialect, sh.patterns);
  const rest = suffix ? pattern.withoutSuffix(narrow.value, longest) : pattern.withoutPrefix(narrow.value, longest);
  return narrow.widen ? narrow.widen(rest) : rest;
}

const never = (): never => {
  throw new Error('a literal was expected');
};
