/** The role that a text suggests when nothing else says what the file is: a guess, and called so. */

import { parse } from '../syntax/parse.ts';
import { SyntaxProblem } from '../syntax/syntax-problem.ts';
import type { Phase } from './role.ts';
import type { Told } from './role-by-place.ts';
import { type Visitor, walk } from './walk.ts';

/** What only dracut's drivers have read before they source a hook. */
const DRACUT_FUNCTION =
  /(?:^|[\s;&|!({`"])(?:getarg(?:bool|num|s)?|info|warn|die|initqueue|source_hook|emergency_shell|inst_hook|wait_for_dev|ask_for_password|label_uuid_to_dev)\b|\$\{?(?:hookdir|NEWROOT|netroot|rootok)\b/m;

/** Those that no other script is likely to have under the same name. */
const DRACUT_ALONE =
  /(?:^|[\s;&|!({`"])(?:getarg(?:bool|num|s)?|source_hook|inst_hook|wait_for_dev|label_uuid_to_dev)\b|\$\{?(?:hookdir|NEWROOT|netroot|rootok)\b/m;

const PHASE_BY_NAME: readonly (readonly [RegExp, Phase])[] = [
  [/^parse-/, 'cmdline'],
  [/^mount-/, 'mount'],
  [/genrules/, 'pre-udev'],
  [/cleanup|needshutdown/, 'cleanup'],
  [/shutdown|export-/, 'shutdown'],
  [/finished/, 'initqueue/finished'],
];

export function roleByContent(name: string, text: string): Told {
  const base = name
    .slice(name.lastIndexOf('/') + 1)
    .replace(/^\d+-?/, '')
    .replace(/\.in$/, '');
  if (
    /^(?:check|depends|install|installkernel)\s*\(\)/m.test(text) &&
    /^\s*(?:inst|dracut_install|instmods)/m.test(text)
  )
    return { role: { kind: 'module-setup' }, why: 'a guess: it defines install() and calls inst_…' };
  if (/^\s*prereqs\)/m.test(text)) {
    return /hook-functions|\bcopy_(?:exec|file|modules_dir)\b/.test(text)
      ? { role: { kind: 'build-hook' }, why: 'a guess: it answers prereqs and copies files into an image' }
      : {
          role: { kind: 'stage-script', stage: 'local-top' },
          why: 'a guess: it answers prereqs; of the stage nothing is known (say it with "# dryboot role=stage-script:STAGE" or --role)',
        };
  }
  const shebang = text.startsWith('#!');
  if (!shebang && !/\.(?:sh|bash)(?:\.in)?$/.test(name))
    return { role: { kind: 'other' }, why: 'neither its name nor a shebang says that it is a shell script' };
  if (definesOnly(text)) return { role: { kind: 'library' }, why: 'a guess: it only defines functions' };
  const leaves = waysToLeave(text);
  // Executed scripts read the library themselves and exit; hooks find it read, or read it only if it is not, and return.
  if (shebang && leaves.has('exit') && !leaves.has('return') && /^(?:\.|source) \S*dracut-lib\.sh/m.test(text))
    return { role: { kind: 'program' }, why: 'a guess: it has a shebang, reads dracut-lib.sh itself and exits' };
  if (leaves.has('return') && !leaves.has('exit') && !DRACUT_FUNCTION.test(text))
    return {
      role: { kind: 'hook', phase: 'pre-mount' },
      why: 'a guess: it returns outside any function, as only a sourced file can; of the phase nothing is known (say it with "# dryboot role=hook:PHASE" or --role)',
    };
  const code = text.replace(/^\s*#.*$/gm, '');
  // `#!/bin/bash` means nothing to a hook; who writes it, and calls `info` or `die` of their own, means a program.
  const program = /^#! *\S*\/(?:env +)?bash\b/.test(text) && !leaves.has('return') && !DRACUT_ALONE.test(code);
  if (DRACUT_FUNCTION.test(code) && !program) {
    const phase = PHASE_BY_NAME.find(([pattern]) => pattern.test(base))?.[1];
    return phase
      ? {
          role: { kind: 'hook', phase },
          why: `a guess: it uses dracut's functions, and its name is one of a ${phase} hook`,
        }
      : {
          role: { kind: 'hook', phase: 'pre-mount' },
          why: 'a guess: it uses dracut\'s functions; of the phase nothing is known (say it with "# dryboot role=hook:PHASE" or --role)',
        };
  }
  if (shebang)
    return { role: { kind: 'program' }, why: 'a guess: it has a shebang, and nothing says that it is sourced' };
  return { role: { kind: 'library' }, why: 'a guess: it has no shebang' };
}

/** `exit` and `return`, where they stand outside functions and subshells. */
function waysToLeave(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  const script = parse(text, 'dash');
  const visitor: Visitor = {
    simple(node, context) {
      const name = node.words[0]?.plain;
      if (!context.function && !context.subshell && (name === 'exit' || name === 'return')) found.add(name);
    },
  };
  for (let index = 0; ; index++) {
    const command = script.command(index);
    if (command === undefined || command instanceof SyntaxProblem) return found;
    walk([command], [visitor]);
  }
}

/** Nothing at the left margin but functions, comments and guarded `.`; cheap, as it is only a guess. */
function definesOnly(text: string): boolean {
  const outside = text.split('\n').filter((line) => /^[^\s#})]/.test(line) && !/^esac|^fi\b|^done\b/.test(line));
  return (
    outside.some((line) => /^(?:function\s+)?[A-Za-z_]\w*\s*\(\)/.test(line)) &&
    outside.every((line) =>
      /^(?:function\s+)?[A-Za-z_]\w*\s*\(\)|^\{|^\. |^(?:type|command -v) .*\|\| \. |^[A-Z_]+=|^export /.test(line),
    )
  );
}
