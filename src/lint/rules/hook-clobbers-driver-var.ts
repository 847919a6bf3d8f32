/** A sourced hook that sets a variable of its driver: the driver, and all later hooks, go on with the other value. */
import { literalOf, parametersOf } from '../command-words.ts';
import { driverVariable } from '../driver-variables.ts';
import { type Assigned, assignmentsOf, reachedFrom } from '../own-shell.ts';
import type { Rule } from '../rule.ts';
import type { LintedFile } from '../script-file.ts';

export const hookClobbersDriverVariable: Rule = {
  id: 'hook-clobbers-driver-var',
  severity: 'warning',
  group: 'process',
  problem: 'a sourced hook sets a variable of the driver',
  remedy: 'Use a name of your own, such as `_zk_root`, and unset it at the end.',
  why:
    'Hooks are sourced: their variables are those of the program that runs the phase, and the exported ones are saved for the next. A hook that ' +
    'wrote a dataset into root made the mount hook of a later phase see that instead of zfs:…, and the boot ended in "Can\'t mount root ' +
    'filesystem" (openzfs/zfs#8913, openzfs/zfs#9379); another did so on machines without ZFS (openzfs/zfs#13592), a third while it walked up to ' +
    'the parents of a dataset (openzfs/zfs#7189).',
  bad: [
    {
      text: 'root=$(zpool get -Ho value bootfs rpool)\nzfs load-key "$root"\n',
      lines: [1],
    },
    { role: 'hook:pre-trigger', text: 'export root="block:$(own-find)"\n', lines: [1] },
    {
      role: 'hook:mount',
      text: 'for i in 1 2 3; do\n    mount "$dev" "$NEWROOT" && break\ndone\n',
      lines: [1],
      note: 'dracut-mount counts its own rounds in i.',
    },
    {
      role: 'hook:initqueue/settled',
      text: '. /lib/own-lib.sh\nfind_root\n',
      also: { '/usr/lib/own-lib.sh': 'find_root() {\n    root=block:/dev/sda1\n}\n' },
      lines: [2],
      note: 'The finding is in the library.',
    },
    { text: 'IFS=\',\'\nset -- $list\necho "$1"\n', lines: [1], note: 'And later hooks split at commas.' },
    { text: 'PATH=/opt/own/bin\nown-tool\n', lines: [1], shell: 'busybox' },
  ],
  good: [
    { role: 'hook:cmdline', text: 'root=zfs:AUTO\nrootok=1\n' },
    { text: '_zk_root=${root#zfs:}\nunset _zk_root\n' },
    { text: 'find_root() {\n    local root=$1\n    root=${root#zfs:}\n}\nfind_root "$root"\n' },
    { text: '(\n    root=${root#zfs:}\n    zfs load-key "$root"\n)\n' },
    { text: 'OLDIFS=$IFS\nIFS=,\nset -- $list\nIFS=$OLDIFS\n' },
    { text: 'for i in 1 2 3; do\n    sleep 1\ndone\n', note: "In pre-mount i is nobody else's." },
    { role: 'program', text: '#!/bin/sh\nroot=$1\n' },
    { role: 'hook:mount', text: 'NEWROOT=${NEWROOT:-/sysroot}\n' },
    { text: 'PATH=$PATH:/opt/own/bin\n' },
  ],
  script(file, report, project) {
    const { phase } = file;
    if (!phase || file.sourcedFrom === 'subshell') return undefined;
    const told = new Set<string>();
    for (const { file: where, inside, flow } of reachedFrom(file, project)) {
      const own = assignmentsOf(where).filter((one) => one.inside === inside);
      for (const one of own) {
        const harm = harmOf(one, own, where, phase);
        if (harm === undefined || told.has(one.name)) continue;
        told.add(one.name);
        const verb = one.how === 'unset' ? 'unset' : 'set';
        report({
          at: one.at,
          file: where,
          flow,
          message:
            where === file
              ? `\`${one.name}\` is ${verb} in a hook of ${phase}: ${harm}`
              : `\`${one.name}\` is ${verb} in what hooks run: ${harm}`,
          ...(one.name === 'IFS' ? { remedy: 'Keep its value before and set it back, or set it in `( … )`.' } : {}),
          ...(one.name === 'PATH' ? { remedy: 'Add to it: `PATH=$PATH:…`.' } : {}),
        });
      }
    }
    return undefined;
  },
};

function harmOf(
  one: Assigned,
  own: readonly Assigned[],
  file: LintedFile,
  phase: NonNullable<LintedFile['phase']>,
): string | undefined {
  // The value that it has anyway.
  if (one.name === 'NEWROOT' && one.value && /^(?:NEWROOT=)?"?\/sysroot"?$/.test(file.source(one.value)))
    return undefined;
  if (one.name === 'IFS') {
    const last = own.findLast(({ name }) => name === 'IFS');
    return last && isSetBack(last)
      ? undefined
      : 'it is not set back, and later hooks and the driver split words at other places';
  }
  if (one.name === 'PATH') {
    if (!one.value || one.how === 'export' || one.value.parts.some((part) => part.kind !== 'literal')) return undefined;
    const text = literalOf(one.value) ?? file.source(one.value);
    return /\/usr\/s?bin\b/.test(text) ? undefined : 'later hooks do not find their programs';
  }
  // `NEWROOT=${NEWROOT:-/sysroot}` changes nothing.
  const keeps =
    one.value && parametersOf(one.value).some(({ name, operator }) => name === one.name && /^:?[-=]$/.test(operator));
  return keeps ? undefined : driverVariable(one.name, phase)?.harm;
}

/** `IFS=$OLDIFS`, `unset IFS`, blanks: what it was before. */
function isSetBack({ how, value }: Assigned): boolean {
  if (how === 'unset') return true;
  if (!value) return false;
  if (parametersOf(value).length > 0) return true;
  const text = literalOf(value);
  return text === undefined ? value.parts.some((part) => part.kind === 'command') : /^ \t\n$/.test(text);
}
