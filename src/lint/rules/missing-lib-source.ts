/** A function of a library that the script does not read. */
import { nameOf } from '../command-words.ts';
import type { Project } from '../project.ts';
import type { Rule } from '../rule.ts';
import type { LintedFile } from '../script-file.ts';

export const missingLibSource: Rule = {
  id: 'missing-lib-source',
  severity: 'warning',
  group: 'image',
  problem: 'this function comes from a library that is not read here',
  remedy: 'Read it where it is used: `command -v FUNCTION > /dev/null || . /lib/LIBRARY`.',
  why: 'The call is "not found", or works only as long as an earlier hook of the phase has read the library. dracut has had `str_replace: command not found`, after which a file to wait for was named "devexists-.sh" (dracut-ng#1523).',
  bad: [
    {
      role: 'program',
      text: '#!/bin/sh\nwait_for_store /dev/x\n',
      also: { '/usr/lib/store-lib.sh': 'wait_for_store() {\n    udevadm settle\n}\n' },
      lines: [2],
    },
    {
      text: 'warn "no store"\nwait_for_store /dev/x\n',
      also: { '/usr/lib/store-lib.sh': 'wait_for_store() {\n    udevadm settle\n}\n' },
      lines: [2],
    },
  ],
  good: [
    {
      text: 'command -v wait_for_store > /dev/null || . /lib/store-lib.sh\nwait_for_store /dev/x\n',
      also: { '/usr/lib/store-lib.sh': 'wait_for_store() {\n    udevadm settle\n}\n' },
    },
    {
      text: 'command -v wait_for_store > /dev/null && wait_for_store /dev/x\n',
      also: { '/usr/lib/store-lib.sh': 'wait_for_store() {\n    udevadm settle\n}\n' },
    },
    {
      text: '. "$library"\nwait_for_store /dev/x\n',
      also: { '/usr/lib/store-lib.sh': 'wait_for_store() {\n    udevadm settle\n}\n' },
    },
    { text: 'info "x"\n', note: "dracut's driver has read dracut-lib.sh." },
  ],
  script(file, report, project) {
    if (
      file.role.kind !== 'hook' &&
      !(file.execution === 'executed' && /^(?:program|generator|udev-helper)$/.test(file.role.kind))
    )
      return undefined;
    if (project.scope(file).some((one) => one.linted && project.sources(one).some(({ to }) => !to))) return undefined;
    const told = new Set<string>();
    return {
      simple(node) {
        const name = nameOf(node);
        if (name === undefined || told.has(name) || node.words[0]?.plain !== name || project.functionNamed(name, file))
          return;
        const library = definedIn(name, project);
        if (
          !library ||
          new RegExp(`(?:command -[vV]|type|hash)\\s+${name}\\b`).test(file.text) ||
          project.inventory.hasProgram(name)
        )
          return;
        told.add(name);
        report({
          at: node.words[0]!,
          message: `${name} is a function of ${library.imagePath ?? library.name}, which is not read here`,
        });
      },
    };
  },
};

/** The only library that defines it, when no other script has a function of that name. */
function definedIn(name: string, project: Project): LintedFile | undefined {
  const definitions = indexOf(project).get(name);
  const [only] = definitions ?? [];
  return definitions?.length === 1 && only?.role.kind === 'library' ? only : undefined;
}

const indexed = new WeakMap<Project, ReadonlyMap<string, readonly LintedFile[]>>();

function indexOf(project: Project): ReadonlyMap<string, readonly LintedFile[]> {
  let index = indexed.get(project) as Map<string, LintedFile[]> | undefined;
  if (index) return index;
  index = new Map();
  for (const file of project.files) {
    if (!file.isScript || file.role.kind === 'module-setup' || !/\(\)|function /.test(file.text)) continue;
    for (const name of file.functions.keys()) index.set(name, [...(index.get(name) ?? []), file]);
  }
  indexed.set(project, index);
  return index;
}
