/** busybox: a subshell that runs nothing but `trap` or `jobs` tells of the shell that it was forked from. */
import type { Command, Sequence } from '../../syntax/tree.ts';
import type { Exec } from '../function.ts';

/** `$( … )`: `trap` without words, or `jobs`. */
export function tellingSubstitution(body: Sequence, exec: Exec): Exec {
  const only = onlyCommand(body);
  if (!only) return exec;
  return isTrap(only) ? tellingTraps(exec) : isJobs(only) ? tellingJobs(exec) : exec;
}

/** A stage of a pipeline: `jobs`. */
export function tellingStage(command: Command, exec: Exec): Exec {
  const only = onlyCommand(command);
  return only && isJobs(only) ? tellingJobs(exec) : exec;
}

/** Braces and lists of one command are that command. */
function onlyCommand(command: Command): Command | undefined {
  if (command.kind === 'sequence') return command.items.length === 1 ? onlyCommand(command.items[0]!) : undefined;
  if (command.kind === 'group') return command.redirections.length === 0 ? onlyCommand(command.body) : undefined;
  return command;
}

const isTrap = (command: Command): boolean =>
  command.kind === 'simple' && command.words.length === 1 && command.words[0]!.plain === 'trap';

const isJobs = (command: Command): boolean => command.kind === 'simple' && command.words[0]?.plain === 'jobs';

const tellingTraps =
  (exec: Exec): Exec =>
  (sh, flags) => {
    const parent = sh.forkedFrom?.traps;
    if (parent) sh.traps.inherited = parent.inherited ?? parent.actions;
    return exec(sh, flags);
  };

const tellingJobs =
  (exec: Exec): Exec =>
  (sh, flags) => {
    if (sh.forkedFrom) sh.jobs.inherit(sh.forkedFrom.jobs);
    return exec(sh, flags);
  };
