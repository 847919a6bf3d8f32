/** A program that a script of the image calls and that nothing puts into the image. */
import { literalOf, nameOf, runWords } from '../command-words.ts';
import { KNOWN_PROGRAMS, OF_SYSTEMD, programsWith } from '../image-programs.ts';
import type { Project } from '../project.ts';
import type { Rule } from '../rule.ts';
import type { LintedFile } from '../script-file.ts';

export const missingBinary: Rule = {
  id: 'missing-binary',
  severity: 'error',
  group: 'image',
  problem: 'this program is not in the image',
  remedy:
    'Install it in module-setup.sh with inst_multiple, or do without it: `${x##*/}` for basename, `${x%%/*}` for cut, `read` for head and cat.',
  why:
    'The command fails with status 127 and one line on the console; what depends on its output goes on with an empty value. openzfs/zfs#8197 (cut), #7562 (basename), #6443 (awk, grep, head for ' +
    'vdev_id) and #8938 (whereis) are such boots, and grep was missing in a hook that dracut itself wrote. It works for the author because another module has brought the program.',
  bad: [
    {
      text: 'pool=$(echo "$root" | cut -d/ -f1)\nzpool import "$pool"\n',
      programs: ['zpool', 'zfs', 'sed'],
      lines: [1],
    },
    {
      role: 'program',
      text: '#!/bin/sh\nfor dev in $(lsblk -no NAME); do\n    /usr/bin/stat "$dev"\ndone\n',
      programs: ['lsblk'],
      lines: [3],
    },
  ],
  good: [
    { text: 'pool=${root%%/*}\nzpool import "$pool"\n', programs: ['zpool'] },
    { text: 'if command -v plymouth > /dev/null; then\n    plymouth hide-splash\nfi\n', programs: ['zpool'] },
    { text: 'cut() { sed "s,/.*,,"; }\necho "$root" | cut\n', programs: ['sed'] },
    { text: 'echo "$root" | cut -d/ -f1\n', note: 'The builtin image has it.' },
  ],
  script(file, report, project) {
    if ((file.execution !== 'sourced' && file.execution !== 'executed') || file.role.kind === 'stage-script')
      return undefined;
    const { inventory } = project;
    const brought =
      inventory.exact || file.imagePath === undefined ? undefined : file.module && programsWith(file.module, project);
    if (!inventory.exact && !brought) return undefined;
    const there = (name: string): boolean => (inventory.exact ? inventory.hasProgram(name) : brought!.has(name));
    const told = new Set<string>();
    return {
      simple(node, context) {
        const word = runWords(node)[0];
        const name = nameOf(node);
        if (!word || name === undefined || !isProgram(name, literalOf(word)!, inventory.exact) || told.has(name))
          return;
        // That it may be missing is thought of: `if plymouth --ping 2> /dev/null`.
        if (
          context.tested &&
          node.redirections.some(({ descriptor, operator }) => descriptor === 2 || operator === '&>')
        ) {
          told.add(name);
          return;
        }
        if (there(name) || project.functionNamed(name, file) || isAskedFor(name, file, project)) return;
        told.add(name);
        const where = inventory.exact
          ? `${inventory.name} has no ${name}`
          : `neither the module ${file.module!.name} nor one that it depends on installs ${name}`;
        report({ at: word, message: where, ...(inventory.exact ? {} : { severity: 'warning' as const }) });
      },
    };
  },
};

/** No function, no builtin, and no script that is called by a path of its own. Scripts for images without systemd too ask for that in their own ways. */
const isProgram = (name: string, written: string, exact: boolean): boolean =>
  (KNOWN_PROGRAMS.has(name) || (exact && OF_SYSTEMD.has(name))) &&
  (!written.includes('/') || /^\/(?:usr\/)?s?bin\//.test(written));

/** Somewhere the script asks whether it is there, or is ready for that it is not. */
function isAskedFor(name: string, file: LintedFile, project: Project): boolean {
  const escaped = name.replace(/[.+]/g, '\\$&');
  const asks = new RegExp(
    `(?:command -[vV]|type(?: -[a-zA-Z])?|which|hash|whereis)\\s+\\S*${escaped}\\b|-[xefs]\\s+\\S*/${escaped}\\b|\\b${escaped}\\s*\\(\\)`,
  );
  return project.scope(file).some(({ text, linted }) => linted && asks.test(text));
}
