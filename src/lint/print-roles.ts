/** What `dryboot lint --explain-roles` prints: each file, what it is taken for, and why. */
import type { Project } from './project.ts';

export function printRoles(project: Project): string {
  const files = project.linted.map((file) => {
    // What a file holds or writes stands below it.
    const indent = file.facts.within ? '      ' : '    ';
    const reasons = file.facts.reasons.map((reason) => `${indent}${reason}\n`).join('');
    return file.facts.within ? reasons : `${file.name}\n${reasons}`;
  });
  const gaps = [...project.modules.values()].flatMap((module) =>
    module.gaps.map((gap) => `${module.folder}/module-setup.sh: ${gap}\n`),
  );
  return [...files, ...(gaps.length > 0 ? ['Not understood:\n', ...gaps.map((gap) => `    ${gap}`)] : [])].join('');
}
