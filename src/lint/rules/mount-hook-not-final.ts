/** A mount hook that does something each time, though it is run again until the root is mounted. */
import type { Simple } from '../../syntax/tree.ts';
import { isCall, nameOf } from '../command-words.ts';
import type { Project } from '../project.ts';
import type { Rule } from '../rule.ts';
import { commandsOf, type LintedFile } from '../script-file.ts';

export const mountHookNotFinal: Rule = {
  id: 'mount-hook-not-final',
  severity: 'warning',
  group: 'process',
  problem: 'a mount hook that mounts nothing is run again in every round until another has mounted the root',
  remedy:
    'Make it a pre-mount hook, or leave at once when it has been done: test for it, or remove the hook with rm -f -- "$f".',
  why:
    'Hooks of the phase mount are sourced in a loop of about 20 rounds, each time all of them, until the root is mounted. What only prepares ' +
    'the mount is done 20 times: passwords are asked for again, keys loaded again, pools imported again, each with its message. ' +
    'openzfs/zfs#5157 and openzfs/zfs#5204 are about hooks that did not count with it.',
  bad: [
    { role: 'hook:mount', text: 'zpool import -N rpool\n', lines: [1] },
    {
      role: 'hook:mount',
      text: 'key=$(systemd-ask-password "Key")\nprintf %s "$key" | zfs load-key rpool\n',
      shell: 'busybox',
      lines: [1],
    },
  ],
  good: [
    { role: 'hook:mount', text: 'zpool import -N rpool\nmount -t zfs rpool/root "$NEWROOT"\n' },
    { role: 'hook:mount', text: 'zpool list rpool > /dev/null 2>&1 || zpool import -N rpool\n', note: 'Tests first.' },
    { role: 'hook:mount', text: 'zpool import -N rpool\nrm -f -- "$f"\n' },
    { role: 'hook:pre-mount', text: 'zpool import -N rpool\n' },
    { role: 'hook:mount', text: 'ismounted "$NEWROOT" && return\nown_prepare\n' },
  ],
  script(file, report, project) {
    if (file.phase !== 'mount' || file.sourcedFrom !== 'top') return undefined;
    const calls = callsOf(file, project);
    if (calls.some((call) => isFinal(call))) return undefined;
    const first = calls.find((call) => commandsInFile(file).has(call) && isDone(call));
    if (first)
      report({ at: first, message: `this mount hook mounts nothing, and \`${nameOf(first)}\` is run in each round` });
    return undefined;
  },
};

const simpleOf = (file: LintedFile): Simple[] =>
  [...commandsOf(file)].filter((command): command is Simple => command.kind === 'simple');

const commandsInFile = (file: LintedFile): ReadonlySet<Simple> => new Set(simpleOf(file));

/** All commands of the file and of the files that it sources. */
const callsOf = (file: LintedFile, project: Project): Simple[] =>
  [file, ...project.sources(file).flatMap(({ to }) => (to ? [to] : []))].flatMap(simpleOf);

/** Mounts, leaves, tests or removes: it looks as if somebody had thought of it. */
const isFinal = (call: Simple): boolean =>
  /mount|^(?:\[|test|return|rm|die|emergency_shell|eval)$/.test(nameOf(call) ?? '') ||
  isCall(call, 'zpool', 'list') ||
  (call.words.length > 0 && nameOf(call) === undefined);

/** What should not be done twenty times. */
const isDone = (call: Simple): boolean =>
  isCall(call, 'zpool', 'import') ||
  isCall(call, 'zfs', 'load-key') ||
  /^(?:cryptsetup|systemd-cryptsetup|systemd-ask-password|plymouth|losetup|mkfs(?:\..*)?|mdadm|sleep)$/.test(
    nameOf(call) ?? '',
  );
