/** A comment that speaks to the linter and cannot be followed. Found by the linter itself (`directives.ts`), as it is about no shell text. */
import type { Rule } from '../rule.ts';

export const directive: Rule = {
  id: 'directive',
  severity: 'error',
  group: 'dialect',
  problem: 'this directive cannot be followed',
  remedy: 'Write "# dryboot disable=RULE why", "# dryboot role=ROLE" or "# dryboot shell=SHELL".',
  why:
    'A misspelt rule would silently leave the finding on, a misspelt role would silently change every finding of the file. The reason of a ' +
    'disable is for whoever reads the script next and wonders whether it still holds.',
  bad: [
    { text: 'exit 0 # dryboot disable=hook-exti the phase ends here\n', lines: [1] },
    { text: 'exit 0 # dryboot disable=hook-exit\n', lines: [1], note: 'The reason is missing.' },
    { text: '# dryboot role=hook:premount\n:\n', lines: [1] },
  ],
  good: [
    { text: 'exit 0 # dryboot disable=hook-exit nothing may run after this hook\n' },
    { text: '# dryboot role=hook:pre-mount shell=dash\n:\n' },
    { text: 'echo "# dryboot disable=anything"\n', note: 'No comment.' },
  ],
};
