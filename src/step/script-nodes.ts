/** The commands of a script's tree by their place. */
import type { Dialect } from '../syntax/dialect.ts';
import { innerCommands } from '../syntax/inner-commands.ts';
import { parse } from '../syntax/parse.ts';
import { SyntaxProblem } from '../syntax/syntax-problem.ts';
import type { Command, Part, Sequence, Word } from '../syntax/tree.ts';

/** Every command by where it begins, outer ones before inner ones; those in substitutions too. */
export function nodesOf(text: string, dialect: Dialect): ReadonlyMap<number, readonly Command[]> {
  const all = new Map<number, Command[]>();
  const script = parse(text, dialect);
  for (let index = 0; ; index++) {
    const command = script.command(index);
    if (command === undefined || command instanceof SyntaxProblem) return all;
    collect(command, all);
  }
}

function collect(command: Command, into: Map<number, Command[]>): void {
  const here = into.get(command.start);
  if (here) here.push(command);
  else into.set(command.start, [command]);
  const word = (each: Word | undefined): void => {
    for (const part of each?.parts ?? []) partOf(part, into);
  };
  switch (command.kind) {
    case 'simple':
      for (const each of command.words) word(each);
      for (const each of command.assignments) word(each.value);
      break;
    case 'case':
      word(command.word);
      for (const item of command.items) for (const pattern of item.patterns) word(pattern);
      break;
    case 'for':
    case 'select':
      for (const each of command.words ?? []) word(each);
      break;
    default:
      break;
  }
  if ('redirections' in command) for (const each of command.redirections) word(each.target);
  for (const inner of innerCommands(command)) collect(inner, into);
}

function partOf(part: Part, into: Map<number, Command[]>): void {
  if (part.kind === 'command' || part.kind === 'process') collect(part.body as Sequence, into);
  else if (part.kind === 'parameter')
    for (const word of [part.word, part.second]) for (const inner of word?.parts ?? []) partOf(inner, into);
}
