/** Calls of a module-setup.sh that no run reached, read from its text as far as they are plain: branches on what the building machine has. */
import { parse } from '../syntax/parse.ts';
import { SyntaxProblem } from '../syntax/syntax-problem.ts';
import type { Word } from '../syntax/tree.ts';
import { literalOf } from './command-words.ts';
import { SETUP_VARIABLES } from './setup-stand-ins.ts';
import { allCommands } from './walk.ts';

export interface SetupCall {
  readonly by: string;
  readonly args: readonly string[];
  /** 1-based line of module-setup.sh. */
  readonly line: number;
}

/** Every call of a function that installs something, whose words are made of literal text and the variables that dracut sets. */
export function callsInText(setup: string, moddir: string): SetupCall[] {
  const script = parse(setup, 'bash');
  const calls: SetupCall[] = [];
  for (let index = 0; ; index++) {
    const command = script.command(index);
    if (command === undefined || command instanceof SyntaxProblem) return calls;
    for (const node of allCommands([command])) {
      if (node.kind !== 'simple') continue;
      const by = literalOf(node.words[0]);
      if (by === undefined || !/^(?:inst(?:_\w+)?|dracut_install)$/.test(by)) continue;
      const args = node.words.slice(1).map((word) => textOf(word, moddir));
      if (args.every((arg) => arg !== undefined)) calls.push({ by, args, line: node.line });
    }
  }
}

function textOf(word: Word, moddir: string): string | undefined {
  let text = '';
  for (const part of word.parts) {
    if (part.kind === 'literal') text += part.value;
    else if (part.kind === 'parameter' && part.operator === '') {
      const value = part.name === 'moddir' ? moddir : SETUP_VARIABLES.get(part.name);
      if (value === undefined) return undefined;
      text += value;
    } else return undefined;
  }
  return text;
}
