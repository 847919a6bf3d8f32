/** Parameter expansion to one string (XCU 2.6.2); `fields.ts` builds on its parts. */
import type { MaybeTask, Task } from '../../kernel/task.ts';
import { isBash } from '../../syntax/dialect.ts';
import type { Parameter, Word } from '../../syntax/tree.ts';
import { lengthOf } from '../bash/letters.ts';
import { narrowed } from '../bash/utf8-patterns.ts';
import type { Interpreter } from '../interpreter.ts';
import { NO_EVENT } from '../variables.ts';
import { compilePattern, type Fragment } from '../words/pattern.ts';
import type { Compiler, Fragments, Text } from './compiler.ts';
import { extendedParameter } from './parameter-extended.ts';

/** A parameter's value without operator, undefined when unset. */
export type Lookup = (sh: Interpreter) => string | undefined;

export function lookup(name: string): Lookup {
  if (/^[A-Za-z_]/.test(name)) {
    return (sh) => {
      const variable = sh.variables.find(name);
      if (variable === undefined || variable.value === undefined) return sh.dynamic(name);
      if (sh.trace.full && variable.event !== NO_EVENT) sh.used.push(variable.event);
      return variable.value;
    };
  }
  if (/^[1-9][0-9]*$/.test(name)) {
    const index = Number(name) - 1;
    return (sh) => {
      const sources = sh.positional_.sources[index];
      if (sources && sh.trace.full) sh.used.push(...sources);
      return sh.positional_.values[index];
    };
  }
  if (name === '@' || name === '*') {
    return (sh) => {
      usePositional(sh);
      return sh.special(name);
    };
  }
  return (sh) => sh.special(name);
}

export function usePositional(sh: Interpreter): void {
  if (sh.trace.full) for (const sources of sh.positional_.sources) if (sources) sh.used.push(...sources);
}

export function parameterText(c: Compiler, node: Parameter): Text {
  const extended = extendedParameter(c, node);
  if (extended) return extended.text;
  const { name, operator } = node;
  const get = lookup(name);
  const list = name === '@' || name === '*';
  switch (operator) {
    case '':
      return list ? (sh) => get(sh) ?? '' : (sh) => get(sh) ?? unset(sh, name);
    case 'length':
      return (sh) => {
        const value = get(sh) ?? unset(sh, name);
        if (list && isBash(sh.dialect)) return String(sh.positional.length);
        return String(sh.dialect === 'busybox' ? lengthOf(sh, value) : value.length);
      };
    case '%':
    case '%%':
    case '#':
    case '##': {
      const trim = trimmer(c, operator, node.word!);
      return (sh) => {
        const value = get(sh);
        // Nothing is taken off, so the pattern is not even expanded.
        if (value === undefined || (value === '' && isBash(sh.dialect))) return value ?? (list ? '' : unset(sh, name));
        return trim(sh, value);
      };
    }
    case 'bad':
      return badSubstitution(name);
    default: {
      const word = c.text(node.word!);
      return (sh) => {
        const value = get(sh);
        return chosen(sh, node, value) ?? alternative(sh, node, word);
      };
    }
  }
}

/** `${…}` that means nothing. */
export const badSubstitution =
  (written: string): ((sh: Interpreter) => never) =>
  (sh) =>
    sh.failExpansion(
      isBash(sh.dialect)
        ? `${written}: bad substitution`
        : sh.dialect === 'dash'
          ? 'Bad substitution'
          : 'syntax error: bad substitution',
    );

/** What an unset parameter expands to: nothing, or the end of the shell under `set -u`. */
export function unset(sh: Interpreter, name: string): string {
  if (sh.options.nounset)
    sh.failExpansion(
      isBash(sh.dialect) ? `${/^\d/.test(name) ? '$' : ''}${name}: unbound variable` : `${name}: parameter not set`,
      true,
    );
  return '';
}

/** With `:-`, `-`, `:=`, `=`, `:?`, `?`: the value when it serves; with `:+` and `+` nothing when the word does not. Undefined: the word is wanted. */
export function chosen(_sh: Interpreter, node: Parameter, value: string | undefined): string | undefined {
  const { operator } = node;
  const serves = operator.startsWith(':') ? value !== undefined && value !== '' : value !== undefined;
  if (operator === ':+' || operator === '+') return serves ? undefined : '';
  return serves ? value : undefined;
}

/** Expands the word after the operator and does with it what the operator says. */
export function alternative(sh: Interpreter, node: Parameter, word: Text): MaybeTask<string> {
  const text = word(sh);
  return typeof text === 'string' ? withAlternative(sh, node, text) : waitedAlternative(sh, node, text);
}

function* waitedAlternative(sh: Interpreter, node: Parameter, waiting: Task<string>): Task<string> {
  return withAlternative(sh, node, yield* waiting);
}

function withAlternative(sh: Interpreter, { name, operator, word }: Parameter, text: string): string {
  if (operator === ':=' || operator === '=') {
    if (!/^[A-Za-z_]/.test(name))
      sh.failExpansion(isBash(sh.dialect) ? `$${name}: cannot assign in this way` : `${name}: bad variable name`);
    sh.setVariable(name, text, sh.position, sh.trace.full ? [...sh.used] : []);
    return text;
  }
  if (operator !== ':?' && operator !== '?') return text;
  const missing = operator === ':?' ? 'parameter not set or null' : 'parameter not set';
  const nothing = word!.parts.length === 0;
  if (isBash(sh.dialect))
    sh.failExpansion(
      `${name}: ${nothing ? (operator === ':?' ? 'parameter null or not set' : 'parameter not set') : text}`,
      true,
    );
  sh.failExpansion(`${name}: ${nothing ? missing : text}`);
}

// ── removing prefixes and suffixes ───────────────────────────────────────

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
    const parts = word.parts.map((part) => (part.kind === 'literal' ? { text: part.value, quoted: part.quoted } : never()));
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

function trimmed(sh: Interpreter, value: string, parts: readonly Fragment[], suffix: boolean, longest: boolean): string {
  const narrow = isBash(sh.dialect) ? narrowed(sh, value, parts) : { value, fragments: parts, widen: undefined };
  const pattern = compilePattern(narrow.fragments, sh.dialect, sh.patterns);
  const rest = suffix ? pattern.withoutSuffix(narrow.value, longest) : pattern.withoutPrefix(narrow.value, longest);
  return narrow.widen ? narrow.widen(rest) : rest;
}

const never = (): never => {
  throw new Error('a literal was expected');
};
