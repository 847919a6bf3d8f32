/** `echo "a\nb"`: two lines in dash, one with a backslash elsewhere. */
import { nameOf, operandsOf } from '../command-words.ts';
import type { Rule } from '../rule.ts';
import { lacking } from '../shell-differences.ts';

export const echoBackslash: Rule = {
  id: 'echo-backslash',
  severity: 'warning',
  group: 'dialect',
  problem: 'what echo makes of this backslash depends on the shell: dash interprets it, bash and busybox print it',
  remedy: "Write `printf '%s\\n'` with the text, or `printf` with the escapes.",
  why:
    'Which shell reads the hook is decided by the modules in the image: adding clevis or network-manager to an Ubuntu image turns dash into bash, and what was a new line becomes a backslash and an n in ' +
    'the rule or configuration that was written; the other way round a pattern for sed loses its `\\t`. POSIX leaves it open (XCU echo; ShellCheck SC2028).',
  bad: [
    { text: 'echo "[Unit]\\nAfter=zfs-import.target" > /run/x.conf\n', lines: [1] },
    { text: 'echo "done\\n"\n', shell: 'busybox', lines: [1] },
  ],
  good: [
    { text: "printf '[Unit]\\nAfter=zfs-import.target\\n' > /run/x.conf\necho 'a\\x2db'\necho -n x\n" },
    { text: 'echo -e "a\\nb"\n', shell: 'bash' },
    { text: 'echo "\\$HOME"\n' },
  ],
  script(file, report) {
    const dash = lacking(file, 'dash');
    return {
      simple(node) {
        if (nameOf(node) !== 'echo') return;
        const words = operandsOf(node);
        if (words.some(({ plain }) => /^-[neE]*e/.test(plain ?? ''))) return;
        for (const word of words) {
          const text = word.parts.map((part) => (part.kind === 'literal' && part.quoted ? part.value : '\0')).join('');
          const sequence = /(?:^|[^\\])(?:\\\\)*(\\[abcfnrtv0])/.exec(text)?.[1];
          if (sequence === undefined) continue;
          report({
            at: word,
            message: dash
              ? `echo of dash interprets \`${sequence}\`, that of bash and busybox prints it`
              : `echo prints \`${sequence}\` as it is here; only dash interprets it`,
          });
          return;
        }
      },
    };
  },
};
