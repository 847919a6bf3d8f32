/** The shell of the image cannot read the script. */
import { wording } from '../../syntax/syntax-problem.ts';
import type { Rule } from '../rule.ts';

export const syntaxError: Rule = {
  id: 'syntax-error',
  severity: 'error',
  group: 'dialect',
  problem: 'the shell cannot read this script',
  remedy: 'Write it so that the shell of the image can read it; what comes after this place was not looked at.',
  why:
    'A sourced hook with a syntax error ends the phase on dash and busybox: the shell that runs the phase reads the hook as its own text. ' +
    'Which texts are errors differs from shell to shell, so the script is read as the shell of its image reads it.',
  bad: [
    { text: 'if [ -b "$dev" ]; then\n    mount "$dev" /sysroot\n', lines: [2] },
    { text: 'files=(a b c)\n', lines: [1], note: 'Arrays are unknown to dash and busybox.' },
  ],
  good: [
    { text: 'if [ -b "$dev" ]; then\n    mount "$dev" /sysroot\nfi\n' },
    { text: 'files=(a b c)\n', shell: 'bash' },
  ],
  script(file, report) {
    const { problem, shell } = file;
    // What is filled in when a text is written may be what makes it whole.
    if (!problem || file.facts.partial) return undefined;
    const end = Math.min(problem.offset, Math.max(0, file.text.trimEnd().length - 1));
    report({
      at: { start: end, end: end + 1 },
      ...(file.text.includes('\r\n')
        ? {
            remedy:
              'The lines end in carriage returns, which a shell takes for text: remove them (sed -i "s/\\r$//" FILE).',
          }
        : {}),
      message: `${shell === 'bash-posix' ? 'bash' : shell}: ${wording(problem, shell).join('; ')}`,
    });
    return undefined;
  },
};
