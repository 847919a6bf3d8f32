/** What stands before and behind a command in the order in which a script runs. */
import type { Command, Sequence } from '../syntax/tree.ts';
import { literalOf, nameOf, operandsOf } from './command-words.ts';
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

/**
 * False for what is run again until it succeeds (initqueue), what udev runs when the node is there, and what runs when all has long been there
 * (from pre-pivot on).
 */
export const isTriedOnce = ({ role, phase }: LintedFile): boolean =>
  role.kind !== 'udev-helper' &&
  (phase === undefined || !/^(?:initqueue|netroot|pre-pivot|cleanup|emergency|pre-shutdown|shutdown)/.test(phase));

interface Repeated {
  readonly looped: ReadonlySet<string>;
  readonly repeated: ReadonlySet<string>;
}

const known = new WeakMap<Project, Repeated>();

/** Names of commands that are called in a loop somewhere, or by a function that is. */
export const loopedNames = (project: Project): ReadonlySet<string> => repetition(project).looped;

/** Those, and functions that are handed to others to be called for each of something. */
export const repeatedNames = (project: Project): ReadonlySet<string> => repetition(project).repeated;

function repetition(project: Project): Repeated {
  const before = known.get(project);
  if (before) return before;
  const looped = new Set<string>();
  const handed = new Set<string>();
  const calls: { readonly from: string; readonly name: string }[] = [];
  for (const file of project.linted) {
    walk(file.commands, [
      {
        simple(node, context) {
          const name = nameOf(node);
          if (name === undefined) return;
          if (context.parents.some(isLoop)) looped.add(name);
          else if (context.function) calls.push({ from: context.function.name, name });
          if (project.functionNamed(name, file))
            for (const word of operandsOf(node)) {
              const text = literalOf(word);
              if (text !== undefined && file.functions.has(text)) handed.add(text);
            }
        },
      },
    ]);
  }
  const result = { looped: closed(looped, calls), repeated: closed(new Set([...looped, ...handed]), calls) };
  known.set(project, result);
  return result;
}

/** With what they call. */
function closed(names: Set<string>, calls: readonly { readonly from: string; readonly name: string }[]): Set<string> {
  for (let grown = true; grown; ) {
    grown = false;
    for (const { from, name } of calls)
      if (names.has(from) && !names.has(name)) {
        names.add(name);
        grown = true;
      }
  }
  return names;
}
