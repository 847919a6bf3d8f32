/** Reading the words of a command: its name, its operands, what is literal in them. */
import type { Parameter, Part, Simple, Word } from '../syntax/tree.ts';

/** The word's text where it is the same in every run; undefined when something is expanded in it. */
export function literalOf(word: Word | undefined): string | undefined {
  if (word === undefined) return undefined;
  if (word.plain !== undefined) return word.plain;
  if (word.fixed !== undefined) return word.fixed;
  let text = '';
  for (const part of word.parts) {
    if (part.kind !== 'literal') return undefined;
    text += part.value;
  }
  return text;
}

/** The literal text of a word's parts, with `\0` for what is expanded: `/dev/zvol/\0/keystore`. */
export const shapeOf = (word: Word): string =>
  word.plain ?? word.parts.map((part) => (part.kind === 'literal' ? part.value : '\0')).join('');

/** Commands that run the command in their operands, and their options that take a value. */
const WRAPPERS: ReadonlyMap<string, RegExp> = new Map([
  ['command', /^$/],
  ['builtin', /^$/],
  ['exec', /^-a$/],
  ['env', /^-[uCS]$/],
  ['nice', /^-n$/],
  ['nohup', /^$/],
  ['setsid', /^$/],
  ['time', /^$/],
  ['timeout', /^-[ks]$/],
]);

/** The words of the command that is run in the end: `timeout 5 zfs list` is `zfs list`. A name may be a path. */
export function runWords(node: Simple): readonly Word[] {
  let words = node.words;
  for (;;) {
    const name = literalOf(words[0]);
    const valued = name === undefined ? undefined : WRAPPERS.get(name);
    if (valued === undefined) return words;
    let at = 1;
    for (let text = literalOf(words[at]); text !== undefined; text = literalOf(words[at])) {
      if (name === 'command' && /^-[vV]/.test(text)) return words;
      if (valued.test(text)) at += 2;
      else if (/^-./.test(text) || (name === 'env' && /^\w+=/.test(text))) at++;
      else break;
    }
    if (name === 'timeout') at++;
    if (at >= words.length) return words;
    words = words.slice(at);
  }
}

/** The base name of the command that is run, past `command`, `exec`, `timeout` and their like; undefined when it is not literal. */
export function nameOf(node: Simple): string | undefined {
  const name = literalOf(runWords(node)[0]);
  return name?.slice(name.lastIndexOf('/') + 1);
}

/** The words after the command's name. */
export const operandsOf = (node: Simple): readonly Word[] => runWords(node).slice(1);

/** True when the command is of this name and its next words are these: `isCall(node, 'zpool', 'import')`. */
export function isCall(node: Simple, name: string, ...next: readonly string[]): boolean {
  if (nameOf(node) !== name) return false;
  const words = operandsOf(node);
  return next.every((text, index) => literalOf(words[index]) === text);
}

/**
 * The expansions of variables directly in a word, those in `${x:-…}` and in quotes too, not those in `$( )`.
 * @public for rules
 */
export function parametersOf(word: Word): Parameter[] {
  const found: Parameter[] = [];
  const visit = (part: Part): void => {
    if (part.kind === 'parameter') {
      found.push(part);
      for (const inner of [part.word, part.second]) if (inner) inner.parts.forEach(visit);
    } else if (part.kind === 'arithmetic') part.expression.parts.forEach(visit);
  };
  word.parts.forEach(visit);
  return found;
}

/** True for `$x`, `"$x"`, `${x}`: nothing but the whole value of one variable. */
export function wholeValueOf(word: Word): string | undefined {
  const parts = word.parts.filter((part) => part.kind !== 'literal' || part.value !== '');
  const [only] = parts;
  return parts.length === 1 && only?.kind === 'parameter' && only.operator === '' ? only.name : undefined;
}
