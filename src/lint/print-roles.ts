/** What `dryboot lint --explain-roles` prints: each file, what it is taken for, and why. */
import type { Project } from './project.ts';

export function printRoles(project: Project): string {
  const files = project.linted
    .filter((file) => !file.facts.within)
    .map((file) => `${file.name}\n${file.facts.reasons.map((reason) => `    ${reason}\n`).join('')}`);
  const gaps = [...project.modules.values()].flatMap((module) =>
    module.gaps.map((gap) => `${module.folder}/module-setup.sh: ${gap}\n`),
  );
  return [...files, ...(gaps.length > 0 ? ['Not understood:\n', ...gaps.map((gap) => `    ${gap}`)] : [])].join('');
}
