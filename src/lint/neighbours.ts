/** What stands before and behind a command in the order in which a script runs. */
import type { Command, Sequence, Simple } from '../syntax/tree.ts';
import { nameOf } from './command-words.ts';
import type { Project } from './project.ts';
import type { LintedFile } from './script-file.ts';
import { allCommands, type Context, walk } from './walk.ts';

/** The commands behind it in its sequence, then those behind what holds that, to the end of the function, subshell or file. Other branches are not among them. */
export const behind = (node: Command, context: Context, file: LintedFile): Command[] =>
  siblings(node, context, file, (items, at) => items.slice(at + 1));

/** Those before it, the nearest first. */
export const ahead = (node: Command, context: Context, file: LintedFile): Command[] =>
  siblings(node, context, file, (items, at) => items.slice(0, at).toReversed());

type Take = <T>(items: readonly T[], at: number) => readonly T[];

function siblings(node: Command, context: Context, file: LintedFile, take: Take): Command[] {
  const found: Command[] = [];
  let inner = node;
  for (const parent of context.parents.toReversed()) {
    // A simple command around it means that it stands in a substitution.
    if (parent.kind === 'function' || parent.kind === 'subshell' || parent.kind === 'simple') return found;
    if (parent.kind === 'sequence') found.push(...take(parent.items, parent.items.indexOf(inner)));
    inner = parent;
  }
  const at = file.commands.indexOf(inner as Sequence);
  if (at >= 0) for (const { items } of take(file.commands, at)) found.push(...items);
  return found;
}

/** True for what waits: sleep, udevadm settle, zvol_wait, dracut's and initramfs-tools' functions for it. */
export const isWait = (node: Command): boolean =>
  node.kind === 'simple' &&
  /^(?:u?sleep|udevadm|udevsettle|zvol_wait|wait_for_\w+|wait-for-root|inotifywait)$/.test(nameOf(node) ?? '');

export const isLoop = ({ kind }: Command): boolean =>
  kind === 'while' || kind === 'for' || kind === 'for-arithmetic' || kind === 'select';

/** A loop with a wait in it. */
export const isWaitLoop = (node: Command): boolean => isLoop(node) && allCommands([node]).some(isWait);

const calledInLoops = new WeakMap<Project, ReadonlySet<string>>();

/** Names of commands that are called in a loop somewhere, or by a function that is. */
export function loopedNames(project: Project): ReadonlySet<string> {
  const known = calledInLoops.get(project);
  if (known) return known;
  const names = new Set<string>();
  const calls: { readonly from: string; readonly name: string }[] = [];
  for (const file of project.linted) {
    walk(file.commands, [
      {
        simple(node: Simple, context) {
          const name = nameOf(node);
          if (name === undefined) return;
          const looped = context.parents.some(isLoop);
          if (looped || context.conditionOf) names.add(name);
          else if (context.function) calls.push({ from: context.function.name, name });
        },
      },
    ]);
  }
  for (let grown = true; grown; ) {
    grown = false;
    for (const { from, name } of calls)
      if (names.has(from) && !names.has(name)) {
        names.add(name);
        grown = true;
      }
  }
  calledInLoops.set(project, names);
  return names;
}
