/** `"${ZFS}" load-key`: a command in a variable that nothing sets. */
import { wholeValueOf } from '../command-words.ts';
import type { Project } from '../project.ts';
import type { Rule } from '../rule.ts';
import type { LintedFile } from '../script-file.ts';

/** Set by systemd, udev, the login or the drivers of dracut and initramfs-tools. */
const ENVIRONMENT =
  /^(?:PATH|HOME|SHELL|TERM|USER|LANG|LC_\w+|EDITOR|PAGER|DEBUG|CC|MAKE|BUSYBOX|DRACUT\w*|SYSTEMCTL|UDEV\w*)$/;

export const unsetUppercase: Rule = {
  id: 'unset-uppercase',
  severity: 'error',
  group: 'image',
  problem: 'nothing sets the variable that should hold the command',
  remedy: 'Write the name of the program, or set the variable.',
  why:
    '`"${ZFS}" load-key` was copied from the scripts for initramfs-tools, where a library sets ZFS, into those for dracut, where nothing does: the key was never loaded, with ": not found" on the console ' +
    '(openzfs/zfs#9780). ShellCheck takes names in capitals for the environment and is silent.',
  bad: [
    { text: 'ds=$1\n"${ZFS}" load-key "$ds"\n', lines: [2] },
    { role: 'program', text: '#!/bin/sh\n$ZPOOL import -N rpool\n', lines: [2] },
  ],
  good: [
    { text: 'ZFS=/sbin/zfs\n"${ZFS}" load-key "$ds"\n' },
    { text: '. /lib/own-lib.sh\n"$ZFS" load-key "$ds"\n', also: { '/usr/lib/own-lib.sh': 'ZFS=zfs\n' } },
    { text: '. "$library"\n"$ZFS" load-key "$ds"\n', note: 'It may be set there.' },
    { text: '"${ZFS:-zfs}" load-key "$ds"\n[ -n "$ZFS" ] && "$ZFS" load-key "$ds"\n' },
  ],
  script(file, report, project) {
    if (file.execution !== 'sourced' && file.execution !== 'executed') return undefined;
    return {
      simple(node) {
        const [word] = node.words;
        const name = word && wholeValueOf(word);
        if (!word || name === undefined || !/^[A-Z][A-Z0-9_]+$/.test(name) || ENVIRONMENT.test(name)) return;
        if (mayBeSet(name, file, project)) return;
        report({ at: word, message: `nothing sets ${name}, so that the command is what comes after it` });
      },
    };
  },
};

function mayBeSet(name: string, file: LintedFile, project: Project): boolean {
  const scope = project.scope(file);
  // A library may be read by a script that sets it; what is read may lie elsewhere.
  if (file.role.kind === 'library' && project.sourcedBy(file).length === 0) return true;
  if (scope.some((one) => one.linted && project.sources(one).some(({ to }) => !to))) return true;
  const sets = new RegExp(
    `(?:^|[^\\w$])${name}\\+?=|\\b(?:read|for|local|export|getopts)\\b[^\\n]*\\b${name}\\b|\\$\\{${name}:?[-=+?]|-[nzx] +"?\\$\\{?${name}\\b`,
    'm',
  );
  return project.files.some(
    (one) => (one.linted || scope.includes(one)) && one.text.includes(name) && sets.test(one.text),
  );
}
