/** Words that expand to one string: values of assignments, `case` words, targets of redirections, here-documents, quoted arguments (XCU 2.6 without splitting). */
import type { Task } from '../../kernel/task.ts';
import type { Part, Word } from '../../syntax/tree.ts';
import type { Interpreter } from '../interpreter.ts';
import { arithmeticText } from './arithmetic.ts';
import { substitutionText } from './command-substitution.ts';
import type { Compiler, Text } from './compiler.ts';
import { parameterText } from './parameter.ts';
import { processText } from './process-substitution.ts';
import { tildeText } from './tilde.ts';

export function compileText(c: Compiler, word: Word): Text {
  if (word.fixed !== undefined) {
    const { fixed } = word;
    return () => fixed;
  }
  return joined(word.parts.map((part) => partText(c, part)));
}

export function partText(c: Compiler, part: Part): Text {
  switch (part.kind) {
    case 'literal': {
      const { value } = part;
      return () => value;
    }
    case 'tilde':
      return tildeText(c, part);
    case 'parameter':
      return parameterText(c, part);
    case 'command':
      return substitutionText(c, part);
    case 'arithmetic':
      return arithmeticText(c, part);
    case 'process':
      return processText(c, part);
  }
}

function joined(texts: readonly Text[]): Text {
  const [first, second] = texts;
  if (!first) return () => '';
  if (!second) return first;
  return (sh) => {
    let text = '';
    for (let index = 0; index < texts.length; index++) {
      const value = texts[index]!(sh);
      if (typeof value !== 'string') return rest(sh, text, index, value, texts);
      text += value;
    }
    return text;
  };
}

function* rest(
  sh: Interpreter,
  before: string,
  at: number,
  waiting: Task<string>,
  texts: readonly Text[],
): Task<string> {
  let text = before + (yield* waiting);
  for (let index = at + 1; index < texts.length; index++) {
    const value = texts[index]!(sh);
    text += typeof value === 'string' ? value : yield* value;
  }
  return text;
}
