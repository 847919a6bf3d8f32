/** A question that ends by itself after a minute and a half. */
import { flowOf } from '../flow/analyse.ts';
import { literalsOf } from '../flow/query.ts';
import type { Rule } from '../rule.ts';

export const promptTimeout: Rule = {
  id: 'prompt-timeout',
  severity: 'warning',
  group: 'waiting',
  problem: 'systemd-ask-password gives up after 90 seconds when it is not told otherwise',
  remedy: 'Say how long: --timeout=0 waits for ever, --timeout=300 for five minutes, and decide what comes after it.',
  why:
    'Who makes coffee during the boot, or types a long passphrase on a foreign keyboard, finds an emergency shell: the question ended with status 1 and ' +
    'no message, and zfs load-key read an empty key from the pipe (openzfs/zfs#14341).',
  bad: [{ text: 'systemd-ask-password "Passphrase for $1" | zfs load-key "$1"\n', lines: [1] }],
  good: [
    { text: 'systemd-ask-password --timeout=0 "Passphrase for $1" | zfs load-key "$1"\n' },
    { text: 'ask() { systemd-ask-password "$@"; }\nask --timeout=300 "Passphrase"\n' },
  ],
  project(project, report) {
    for (const call of flowOf(project).calls) {
      if (call.name !== 'systemd-ask-password' || call.entry.execution === 'build') continue;
      if (call.node.words.some((word) => /timeout/.test(call.file.source(word)))) continue;
      const words = call.arguments.map(literalsOf);
      // Something that is not known to the last word may be the option, when it stands where options do.
      if (words.some((each) => each.some((word) => /^--timeout|^--(help|version)/.test(word)))) continue;
      if (
        call.arguments.some(({ shapes }) =>
          shapes.some(({ pieces }) => pieces[0]?.kind === 'unknown' && pieces.length === 1),
        ) &&
        words.every((each) => each.length === 0)
      )
        continue;
      report({ file: call.file, at: call.at });
    }
  },
};
