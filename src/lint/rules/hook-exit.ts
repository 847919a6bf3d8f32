/** `exit` in a sourced hook ends the phase: later hooks do not run, and the state is not saved. */
import type { Simple } from '../../syntax/tree.ts';
import { callsIn, reachedFrom } from '../own-shell.ts';
import type { Project } from '../project.ts';
import type { FlowStep, Rule } from '../rule.ts';
import type { LintedFile } from '../script-file.ts';

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
    {
      text: '. /lib/own-lib.sh\n[ -b "$dev" ] || give_up "no device"\n',
      also: { '/usr/lib/own-lib.sh': 'give_up() {\n    warn "$1"\n    exit 1\n}\n' },
      lines: [3],
      note: 'And so does one of a library.',
    },
  ],
  good: [
    { text: '[ -b "$dev" ] || return 0\n' },
    { text: '(\n    cd /run || exit 1\n    ls\n)\n' },
    { text: 'size=$(blockdev --getsz "$dev" || exit 1)\n' },
    { text: '[ -b "$dev" ] || die "no device"\n', note: 'That is what `die` is for.' },
    { role: 'hook:initqueue/finished', text: '[ -b "$dev" ] || exit 1\n' },
    { role: 'program', text: 'exit 0\n' },
    { text: 'usage() {\n    exit 2\n}\nx=$(usage)\n', note: 'Called in a subshell only.' },
  ],
  script(file, report, project) {
    if (file.role.kind !== 'hook' || file.sourcedFrom === 'subshell') return undefined;
    for (const { file: where, node, inside, flow } of exitsFrom(file, project)) {
      const word = node.words[0]!;
      const own = where === file && inside === undefined;
      const fix = {
        title: 'Write return instead of exit',
        edits: [{ start: word.start, end: word.end, text: 'return' }],
      };
      report({
        at: node,
        file: where,
        flow,
        ...(own ? { fix } : { remedy: 'Return a status from here, and `return` from the hook where it is called.' }),
        ...(where === file
          ? {}
          : {
              message:
                '`exit` in what a hook sources ends the whole phase: no later hook runs, and what it has exported is lost',
            }),
      });
    }
    return undefined;
  },
};

interface Found {
  readonly file: LintedFile;
  readonly node: Simple;
  /** The function that it stands in. */
  readonly inside: string | undefined;
  readonly flow: readonly FlowStep[];
}

/** The `exit`s that a file reaches in its own shell, through its functions and through what it sources. */
const exitsFrom = (start: LintedFile, project: Project): Found[] =>
  reachedFrom(start, project).flatMap(({ file, inside, flow }) =>
    callsIn(file, inside)
      .filter(({ name }) => name === 'exit')
      .map(({ node }) => ({ file, node, inside, flow })),
  );
