/** The commands that stand right inside a command, in their order; those in its words are not among them. */
import type { Command } from './tree.ts';

export function innerCommands(command: Command): readonly Command[] {
  switch (command.kind) {
    case 'sequence':
      return command.items;
    case 'and-or':
      return [command.first, ...command.rest.map((link) => link.command)];
    case 'pipeline':
      return command.commands;
    case 'not':
    case 'time':
      return command.command ? [command.command] : [];
    case 'background':
    case 'coproc':
      return [command.command];
    case 'subshell':
    case 'group':
    case 'for':
    case 'select':
    case 'for-arithmetic':
    case 'function':
      return [command.body];
    case 'if':
      return [
        ...command.branches.flatMap((branch) => [branch.condition, branch.body]),
        ...(command.otherwise ? [command.otherwise] : []),
      ];
    case 'while':
      return [command.condition, command.body];
    case 'case':
      return command.items.flatMap((item) => (item.body ? [item.body] : []));
    case 'simple':
    case 'arithmetic-command':
    case 'conditional':
      return [];
  }
}
