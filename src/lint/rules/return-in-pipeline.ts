/** `return` inside a pipeline leaves only the subshell of its part, and what comes after goes on. */
import type { Command, Pipeline } from '../../syntax/tree.ts';
import { nameOf } from '../command-words.ts';
import type { Rule } from '../rule.ts';
import type { LintedFile } from '../script-file.ts';
import type { Context } from '../walk.ts';

export const returnInPipeline: Rule = {
  id: 'return-in-pipeline',
  severity: 'error',
  group: 'process',
  problem: 'this `return` only ends its part of the pipeline: the function or hook goes on behind it',
  remedy: 'Read from a here-document or a file instead of a pipe, or test the status of the pipeline.',
  why:
    'Each part of a pipeline is a subshell in dash, busybox and bash. A loop that says `return 0` when it has found something gives that status to the ' +
    'pipeline, and the line behind it answers instead: "is it mounted" was always no (openzfs/zfs#8151, #9168).',
  bad: [
    {
      text: 'is_there() {\n    zfs list -Ho name | while read -r name; do\n        [ "$name" = "$1" ] && return 0\n    done\n    return 1\n}\n',
      lines: [3],
    },
    {
      text: 'zpool list -Ho name | while read -r pool; do\n    [ "$pool" = rpool ] && return\ndone\nwarn "no rpool"\n',
      lines: [2],
    },
  ],
  good: [
    {
      text: 'is_there() {\n    zfs list -Ho name | while read -r name; do\n        [ "$name" = "$1" ] && return 1\n    done\n}\n',
      note: 'Nothing comes behind it: the status is that of the function.',
    },
    {
      text: 'f() {\n    zfs list -Ho name | while read -r name; do\n        return 1\n    done || return 1\n    echo none\n}\n',
    },
    { text: 'f() {\n    if zfs list | { read -r name; return 0; }; then\n        echo "$name"\n    fi\n}\n' },
    { text: 'while read -r name; do\n    [ "$name" = x ] && return 0\ndone < /etc/names\n' },
  ],
  script(file, report) {
    /** Pipelines whose status nobody looks at, and behind which something comes. */
    const ignored = new Set<Pipeline>();
    return {
      pipeline(node, context) {
        if (!context.tested && isFollowed(node, context, file)) ignored.add(node);
      },
      simple(node, context) {
        if (nameOf(node) !== 'return') return;
        const pipeline = innermost(context.parents);
        if (pipeline && ignored.has(pipeline)) report({ at: node });
      },
    };
  },
};

/** The pipeline that a command leaves; none when a function or another kind of subshell stands between. */
function innermost(parents: readonly Command[]): Pipeline | undefined {
  for (const parent of parents.toReversed()) {
    if (parent.kind === 'pipeline') return parent;
    if (parent.kind === 'function' || parent.kind === 'subshell' || parent.kind === 'background') return undefined;
  }
  return undefined;
}

/** Whether a command comes behind it in its function or file that would run after it. */
function isFollowed(node: Command, context: Context, file: LintedFile): boolean {
  let inner = node;
  for (const parent of context.parents.toReversed()) {
    if (parent.kind === 'function' || parent.kind === 'subshell') return false;
    if (parent.kind === 'while' || parent.kind === 'for' || parent.kind === 'pipeline') return true;
    if (parent.kind === 'sequence' && parent.items.at(-1) !== inner) {
      const [next] = parent.items.slice(parent.items.indexOf(inner) + 1);
      // `return $?` behind it hands its status on.
      return !(next?.kind === 'simple' && nameOf(next) === 'return' && isStatus(next.words[1]?.parts[0]));
    }
    inner = parent;
  }
  return file.commands.at(-1) !== inner;
}

const isStatus = (part: { readonly kind: string; readonly name?: string } | undefined): boolean =>
  part === undefined || (part.kind === 'parameter' && part.name === '?');
