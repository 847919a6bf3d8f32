/** A mount hook that sets `f`, in which dracut-mount keeps the hook that it would remove. */
import { assignmentsOf, reachedFrom } from '../own-shell.ts';
import type { Rule } from '../rule.ts';

export const mountHookTouchesF: Rule = {
  id: 'mount-hook-touches-f',
  severity: 'error',
  group: 'process',
  problem:
    'a mount hook sets `f`: dracut-mount removes the file of that name when the root that is mounted then is no usable one',
  remedy: 'Use another name, or put it into a function that declares it `local`.',
  why:
    'dracut-mount runs mount hooks in `for f in …; do . "$f"`, at its top level. When what a hook has mounted holds no root filesystem it says ' +
    '"ignoring and removing offending mount hook" and removes "$f". If the hook has used f for its own files, one of those is deleted, and the ' +
    'hook mounts the same thing again in the next of the 20 rounds. openzfs/zfs#5157 shows mount hooks that are run again and again.',
  bad: [
    {
      role: 'hook:mount',
      text: 'for f in /etc/own.d/*.conf; do\n    . "$f"\ndone\nmount "$dev" "$NEWROOT"\n',
      lines: [1],
    },
    {
      role: 'hook:mount',
      text: 'own_mount() {\n    f=/etc/own.key\n    mount "$dev" "$NEWROOT"\n}\nown_mount\n',
      shell: 'busybox',
      lines: [2],
    },
  ],
  good: [
    { role: 'hook:mount', text: 'for _own in /etc/own.d/*.conf; do\n    . "$_own"\ndone\nmount "$dev" "$NEWROOT"\n' },
    {
      role: 'hook:mount',
      text: 'own_mount() {\n    local f=/etc/own.key\n    mount "$dev" "$NEWROOT"\n}\nown_mount\n',
    },
    { role: 'hook:pre-mount', text: 'for f in /etc/own.d/*.conf; do\n    . "$f"\ndone\n' },
  ],
  script(file, report, project) {
    if (file.phase !== 'mount') return undefined;
    for (const { file: where, inside, flow } of reachedFrom(file, project)) {
      const found = assignmentsOf(where).find((one) => one.name === 'f' && one.inside === inside);
      if (found) report({ at: found.at, file: where, flow });
    }
    return undefined;
  },
};
