/** `exit` in a sourced hook ends the phase: later hooks do not run, and the state is not saved. */
import type { Simple } from '../../syntax/tree.ts';
import { nameOf } from '../command-words.ts';
import type { Rule } from '../rule.ts';

export const hookExit: Rule = {
  id: 'hook-exit',
  severity: 'error',
  group: 'process',
  problem: '`exit` in a sourced hook ends the whole phase: no later hook runs, and what the phase has exported is lost',
  remedy: 'Write `return`, or put what may exit into `( … )`.',
  why:
    'dracut sources its hooks, so `exit` ends the program that runs the phase. Its unit still counts as a success (`ExecStart=-`), so that ' +
    'nothing is said: later hooks are silently missing. dracut-ng#2227 lists hooks that did this for years, coreos-installer#234 is one where ' +
    'the network did not come up. Hooks in initqueue/finished and shutdown are sourced in a subshell, where `exit` is harmless.',
  bad: [
    {
      text: '[ -b "$dev" ] || exit 0\nmount "$dev" /run/keystore\n',
      lines: [1],
      fixed: '[ -b "$dev" ] || return 0\nmount "$dev" /run/keystore\n',
    },
    {
      text: 'give_up() {\n    warn "$1"\n    exit 1\n}\n[ -b "$dev" ] || give_up "no device"\n',
      lines: [3],
      note: 'A function of the hook runs in the same shell.',
    },
  ],
  good: [
    { text: '[ -b "$dev" ] || return 0\n' },
    { text: '(\n    cd /run || exit 1\n    ls\n)\n' },
    { text: 'size=$(blockdev --getsz "$dev" || exit 1)\n' },
    { role: 'hook:initqueue/finished', text: '[ -b "$dev" ] || exit 1\n' },
    { role: 'program', text: 'exit 0\n' },
    { text: 'usage() {\n    exit 2\n}\nx=$(usage)\n', note: 'Called in a subshell only.' },
  ],
  script(file, report) {
    if (file.role.kind !== 'hook' || file.sourcedFrom === 'subshell') return undefined;
    const exits: { readonly node: Simple; readonly inside: string | undefined }[] = [];
    /** Calls that stay in the shell that makes them: the caller (undefined: the hook itself) and the name. */
    const calls: { readonly from: string | undefined; readonly name: string }[] = [];
    return {
      simple(node, context) {
        const name = nameOf(node);
        if (name === undefined || context.subshell) return;
        if (name === 'exit') exits.push({ node, inside: context.function?.name });
        else if (file.functions.has(name)) calls.push({ from: context.function?.name, name });
      },
      end() {
        const reached = new Set<string | undefined>([undefined]);
        for (const function_ of reached) for (const { from, name } of calls) if (from === function_) reached.add(name);
        for (const { node, inside } of exits) {
          if (!reached.has(inside)) continue;
          const word = node.words[0]!;
          report({
            at: node,
            ...(inside === undefined
              ? {
                  fix: {
                    title: 'Write return instead of exit',
                    edits: [{ start: word.start, end: word.end, text: 'return' }],
                  },
                }
              : { remedy: 'Return a status from the function and `return` from the hook where it is called.' }),
          });
        }
      },
    };
  },
};
