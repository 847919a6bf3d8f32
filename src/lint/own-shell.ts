/** What a script does in its own shell: the variables that it sets there, and the functions and files that it runs there. */
import type { Command, Simple, Span, Word } from '../syntax/tree.ts';
import { literalOf, nameOf, operandsOf } from './command-words.ts';
import type { Project } from './project.ts';
import type { FlowStep } from './rule.ts';
import type { LintedFile } from './script-file.ts';
import { walk } from './walk.ts';

/** A variable that gets another value for all that runs in the same shell: not in a subshell, not one that is local to a function. */
export interface Assigned {
  readonly name: string;
  readonly at: Span;
  readonly node: Command;
  readonly how: 'set' | 'for' | 'read' | 'unset' | 'export';
  /** What it gets, where it is one word. */
  readonly value: Word | undefined;
  /** The function around it. */
  readonly inside: string | undefined;
}

interface Own {
  readonly assigned: readonly Assigned[];
  /** Names that each function declares local. */
  readonly locals: ReadonlyMap<string, ReadonlySet<string>>;
  /** Calls that stay in the shell that makes them. */
  readonly calls: readonly { readonly name: string; readonly node: Simple; readonly inside: string | undefined }[];
}

const known = new WeakMap<LintedFile, Own>();

function ownOf(file: LintedFile): Own {
  let own = known.get(file);
  if (!own) {
    own = gather(file);
    known.set(file, own);
  }
  return own;
}

/** Those of a file, in order. What a function declares local, or finds local in all its callers of this file, is left out. */
export function assignmentsOf(file: LintedFile): readonly Assigned[] {
  const own = ownOf(file);
  return own.assigned.filter(({ name, inside }) => inside === undefined || !isLocal(own, inside, name, new Set()));
}

function isLocal(own: Own, inside: string, name: string, seen: Set<string>): boolean {
  if (own.locals.get(inside)?.has(name)) return true;
  if (seen.has(inside)) return false;
  seen.add(inside);
  const callers = own.calls.filter((call) => call.name === inside);
  return (
    callers.length > 0 && callers.every((call) => call.inside !== undefined && isLocal(own, call.inside, name, seen))
  );
}

/** Those of one function, local in its callers or not; what it declares local itself is left out. */
export const assignedBy = (file: LintedFile, inside: string | undefined): readonly Assigned[] =>
  ownOf(file).assigned.filter(
    (one) => one.inside === inside && !(inside !== undefined && localsOf(file, inside).has(one.name)),
  );

/** The names that a function of a file declares local. */
export const localsOf = (file: LintedFile, inside: string): ReadonlySet<string> =>
  ownOf(file).locals.get(inside) ?? new Set();

/** The calls of a file outside its functions, or of one function, that stay in the shell that makes them; `source` as `.`. */
export const callsIn = (file: LintedFile, inside: string | undefined): Own['calls'] =>
  ownOf(file).calls.filter((call) => call.inside === inside);

/** A file, or a function of it, that runs in the shell of the one that was asked about. */
export interface Reached {
  readonly file: LintedFile;
  readonly inside: string | undefined;
  readonly flow: readonly FlowStep[];
}

/** The file itself, or a function of it, first; then what it sources and the functions that it calls, directly or not, outside subshells. dracut's library is left out. */
export function reachedFrom(start: LintedFile, project: Project, inside?: string): readonly Reached[] {
  const reached: Reached[] = [];
  const seen = new Set<string>();
  const pending: Reached[] = [{ file: start, inside, flow: [] }];
  for (const one of pending) {
    const { file, inside, flow } = one;
    const key = `${file.name}\0${inside ?? ''}`;
    if (seen.has(key)) continue;
    seen.add(key);
    reached.push(one);
    for (const call of callsIn(file, inside)) {
      const step = (text: string): FlowStep[] => [...flow, { file, at: call.node, text }];
      if (call.name === '.') {
        const to = project.sources(file).find((edge) => edge.at === call.node)?.to;
        if (to && !isDracutLibrary(to)) pending.push({ file: to, inside: undefined, flow: step(`sources ${to.name}`) });
        continue;
      }
      const target = file.functions.has(call.name) ? { file } : project.functionNamed(call.name, start);
      if (target && !isDracutLibrary(target.file))
        pending.push({ file: target.file, inside: call.name, flow: step(`calls ${call.name}`) });
    }
  }
  return reached;
}

export const isDracutLibrary = (file: LintedFile): boolean =>
  /(?:^|\/)dracut(?:-dev)?-lib\.sh$/.test(file.imagePath ?? file.name);

function gather(file: LintedFile): Own {
  const assigned: Assigned[] = [];
  const locals = new Map<string, Set<string>>();
  const calls: { name: string; node: Simple; inside: string | undefined }[] = [];
  walk(file.commands, [
    {
      simple(node, context) {
        const inside = context.function?.name;
        const words = operandsOf(node);
        const name = nameOf(node);
        if (name !== undefined && inside !== undefined && /^(?:local|declare|typeset)$/.test(name)) {
          const own = locals.get(inside) ?? new Set();
          locals.set(inside, own);
          for (const word of words) if (declared(file, word) !== undefined) own.add(declared(file, word)!);
          return;
        }
        if (context.subshell) return;
        const add = (name: string | undefined, how: Assigned['how'], at: Span, value?: Word): void => {
          if (name !== undefined) assigned.push({ name, at, node, how, value, inside });
        };
        if (node.words.length === 0) {
          for (const one of node.assignments) add(one.name, 'set', one, one.value);
          return;
        }
        if (name === undefined) return;
        if (name === 'export' || name === 'readonly')
          for (const word of words) if (word.assignment > 0) add(declared(file, word), 'export', word, word);
        if (name === 'unset' && literalOf(words[0]) !== '-f')
          for (const word of words) add(nameIn(word), 'unset', word);
        if (name === 'read') for (const word of namesOfRead(words)) add(nameIn(word), 'read', word);
        calls.push({ name: name === 'source' ? '.' : name, node, inside });
      },
      for(node, context) {
        if (!context.subshell)
          assigned.push({
            name: node.name,
            at: { start: node.start, end: endOfName(file, node) },
            node,
            how: 'for',
            value: undefined,
            inside: context.function?.name,
          });
      },
    },
  ]);
  return { assigned, locals, calls };
}

/** `x` of `x=1` or `x` given to local, export. */
function declared(file: LintedFile, word: Word): string | undefined {
  return /^[A-Za-z_]\w*/.exec(file.source(word))?.[0];
}

const nameIn = (word: Word): string | undefined => {
  const text = literalOf(word);
  return text !== undefined && /^[A-Za-z_]\w*$/.test(text) ? text : undefined;
};

/** The variables of `read -r -t 5 a b`. */
export function namesOfRead(words: readonly Word[]): readonly Word[] {
  let at = 0;
  for (; at < words.length; at++) {
    const text = literalOf(words[at]);
    if (text === undefined || !/^-./.test(text)) break;
    if (/^-[a-zA-Z]*[dnNptu]$/.test(text)) at++;
  }
  return words.slice(at);
}

/** Behind the name in `for x in …`. */
function endOfName(file: LintedFile, { start, name }: { readonly start: number; readonly name: string }): number {
  const at = file.text.indexOf(name, start + 'for'.length);
  return at < 0 ? start : at + name.length;
}
