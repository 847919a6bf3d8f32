/** Something is destroyed, or made, under a name that is empty when a variable is. */
import { literalOf } from '../command-words.ts';
import { flowOf } from '../flow/analyse.ts';
import { literalsOf } from '../flow/query.ts';
import type { Call } from '../flow/sinks.ts';
import { isName, type Name, type Value } from '../flow/value.ts';
import type { Project } from '../project.ts';
import type { Rule } from '../rule.ts';
import type { LintedFile } from '../script-file.ts';

export const destructiveUnset: Rule = {
  id: 'destructive-unset',
  severity: 'error',
  group: 'names',
  problem: 'an operand of this command is empty, because nothing sets its variable',
  remedy: 'Set the variable, or write ${name:?} so that the command is not run without it.',
  why:
    'After a renaming, one use was forgotten: the clone of the boot environment was made under an empty name (openzfs/zfs#18442). With rm -r "$x/" the whole ' +
    'root goes, with zfs rollback or destroy the wrong dataset.',
  bad: [
    { text: 'target="${root#zfs:}_boot"\nzfs clone "${root#zfs:}@good" "$destination"\n', lines: [2] },
    { text: 'rm -rf "$scratch_directory"/*\n', lines: [1] },
  ],
  good: [
    { text: 'target="${root#zfs:}_boot"\nzfs clone "${root#zfs:}@good" "$target"\n' },
    { text: 'rm -rf "${scratch_directory:?}"/*\n' },
    { text: 'scratch_directory=$(mktemp -d) || return 1\nrm -rf "$scratch_directory"\n' },
    { text: '[ -n "$scratch_directory" ] || return 0\nrm -rf "$scratch_directory"/*\n' },
  ],
  project(project, report) {
    for (const call of flowOf(project).calls) {
      if (call.entry.execution === 'build') continue;
      const name = unsetIn(call);
      if (!name || mayBeSet(name.origin.subject, call.entry, project)) continue;
      report({
        file: call.file,
        at: call.at,
        message: `nothing sets ${name.origin.subject}, so that an operand of ${call.name} is empty`,
        remedy: `Set ${name.origin.subject}, or write \${${name.origin.subject}:?} so that the command is not run without it.`,
      });
    }
  },
};

const CHANGING = /^(?:destroy|rollback|clone|create|rename|promote|snapshot|set|inherit)$/;

function unsetIn({ name, arguments: given }: Call): Name | undefined {
  const literals = given.flatMap(literalsOf);
  if (name === 'zfs' || name === 'zpool') {
    const [verb] = literals;
    if (verb === undefined || !CHANGING.test(verb)) return undefined;
    return first(
      given,
      (pieces) => pieces.length === 1 || (pieces[1]?.kind === 'text' && /^[@#]/.test(pieces[1].text)),
    );
  }
  if (name !== 'rm' || !literals.some((word) => /^-\w*[rR]/.test(word))) return undefined;
  return first(given, (pieces) => pieces[1]?.kind === 'text' && /^\/\*?$/.test(pieces[1].text) && pieces.length === 2);
}

type Pieces = Value['shapes'][number]['pieces'];

function first(given: readonly Value[], wrong: (pieces: Pieces) => boolean): Name | undefined {
  for (const { shapes } of given) {
    if (shapes.length !== 1) continue;
    const { pieces } = shapes[0]!;
    const [name] = pieces;
    if (name && isName(name) && name.empty && name.origin.source === 'unset variable' && wrong(pieces)) return name;
  }
  return undefined;
}

/** What the environment of a boot may hold. */
const ENVIRONMENT =
  /^(?:[A-Z][A-Z0-9_]*|root|rootok|netroot|rflags|fstype|hookdir|initdir|moddir|NEWROOT|rootmnt|resume|ro|quiet|init|DPKG_\w+)$/;

/** Set somewhere in the project, or perhaps in a file that is not there. */
function mayBeSet(name: string, entry: LintedFile, project: Project): boolean {
  if (ENVIRONMENT.test(name)) return true;
  const scope = project.scope(entry);
  if (unknownSources(scope, project)) return true;
  const sets = new RegExp(
    `(?:^|[^\\w$])${name}\\+?=|\\bread\\b[^\\n]*\\b${name}\\b|\\b(?:for|local|export|declare|getopts|select|mapfile|readarray|typeset|readonly)\\b[^\\n]*\\b${name}\\b|\\$\\{${name}:?=|-v\\s+${name}\\b|splitsep[^\\n]*\\b${name}\\b`,
    'm',
  );
  return project.files.some((file) => (file.linted || scope.includes(file)) && sets.test(file.text));
}

/** A linted file sources something that is not among the files, under a name that is not known. */
const unknownSources = (scope: readonly LintedFile[], project: Project): boolean =>
  scope.some(
    (file) => file.linted && project.sources(file).some(({ to, at }) => !to && literalOf(at.words[1]) === undefined),
  );
