/** Options that the builtins of the image's shell do not have: `type -P`, `wait -n`, `export -f`, `local -a`. */
import type { Dialect } from '../../syntax/dialect.ts';
import { literalOf, nameOf, operandsOf } from '../command-words.ts';
import type { Rule } from '../rule.ts';
import { isAskedFor, lacking } from '../shell-differences.ts';

interface Option {
  readonly builtin: string;
  readonly pattern: RegExp;
  readonly shells: readonly Dialect[];
  /** What happens, a part of a sentence. */
  readonly harm: string;
}

const BOTH = ['dash', 'busybox'] as const;
const OPTIONS: readonly Option[] = [
  {
    builtin: 'type',
    pattern: /^-[aptPf]+$/,
    shells: ['dash'],
    harm: 'takes it for a name, so that the status is that of a program that is missing',
  },
  { builtin: 'wait', pattern: /^-[npf]+$/, shells: ['dash'], harm: 'refuses it and does not wait' },
  { builtin: 'export', pattern: /^-\w*f\w*$/, shells: BOTH, harm: 'refuses it, which ends the shell' },
  { builtin: 'export', pattern: /^-\w*n\w*$/, shells: ['dash'], harm: 'refuses it, which ends the shell' },
  { builtin: 'readonly', pattern: /^-[aAf]+$/, shells: BOTH, harm: 'refuses it, which ends the shell' },
  {
    builtin: 'local',
    pattern: /^-[aAilnruxg]+$/,
    shells: BOTH,
    harm: 'takes it for the name of a variable, which ends the shell',
  },
  { builtin: 'exec', pattern: /^-[acl]$/, shells: ['dash'], harm: 'takes it for the name of the program, and ends' },
  { builtin: 'jobs', pattern: /^-[rsx]+$/, shells: BOTH, harm: 'refuses it' },
];

export const builtinOptions: Rule = {
  id: 'builtin-options',
  severity: 'error',
  group: 'dialect',
  problem: 'the builtin of this shell does not have the option',
  remedy: 'Use what POSIX has: `command -v` for type, `wait "$pid"` for wait -n, plain `local x` for local -i.',
  why:
    'Special builtins (export, readonly, exec) end the shell when they are called wrongly, and local does on a bad name; the others go on with a status that looks like an answer. Each was run in ' +
    'dash 0.5.12 and busybox 1.35 (ShellCheck SC3045).',
  bad: [
    { text: 'if type -P plymouth > /dev/null; then\n    plymouth hide-splash\nfi\n', lines: [1] },
    { text: 'open() {\n    local -i tries=3\n}\nwait -n\n', lines: [2, 4] },
    { text: 'export -f open\n', shell: 'busybox', lines: [1] },
  ],
  good: [
    {
      text: 'command -v plymouth > /dev/null && plymouth hide-splash\nopen() {\n    local tries=3\n}\nwait "$pid"\nexport -p\n',
    },
    { text: 'type -P plymouth\nwait -n\nexport -n x\n', shell: 'busybox' },
    { text: 'local -a list\nexport -f open\n', shell: 'bash' },
  ],
  script(file, report, project) {
    if (!lacking(file, 'dash', 'busybox')) return undefined;
    return {
      simple(node, context) {
        const name = nameOf(node);
        const [word] = operandsOf(node);
        const text = literalOf(word);
        if (!word || text === undefined || !text.startsWith('-') || name === undefined) return;
        const option = OPTIONS.find(
          ({ builtin, pattern, shells }) => builtin === name && pattern.test(text) && lacking(file, ...shells),
        );
        const found = option && lacking(file, ...option.shells);
        if (!found || isAskedFor(context, file) || project.functionNamed(name, file)) return;
        report({ at: word, message: `${name} of ${found.shell} has no ${text}: it ${option.harm}`, ...found.severity });
      },
    };
  },
};
