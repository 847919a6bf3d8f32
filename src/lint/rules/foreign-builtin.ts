/** A builtin of bash that the image's shell does not have. */
import type { Dialect } from '../../syntax/dialect.ts';
import type { Rule } from '../rule.ts';
import { isAskedFor, lacking } from '../shell-differences.ts';

const NEITHER = [
  'declare',
  'typeset',
  'shopt',
  'mapfile',
  'readarray',
  'pushd',
  'popd',
  'dirs',
  'builtin',
  'disown',
  'compgen',
  'caller',
  'enable',
  'coproc',
];

/** Builtins of bash -> the shells that lack them. */
const LACKED_BY: ReadonlyMap<string, readonly Dialect[]> = new Map<string, readonly Dialect[]>([
  ...NEITHER.map((name): [string, readonly Dialect[]] => [name, ['dash', 'busybox']]),
  ['let', ['dash']],
]);

export const foreignBuiltin: Rule = {
  id: 'foreign-builtin',
  severity: 'error',
  group: 'dialect',
  problem: 'this is a builtin of bash, which the shell of the image does not have',
  remedy: 'Use what POSIX has: `x=…` for declare and let, a loop with `read` for mapfile, `cd` in `( … )` for pushd.',
  why:
    'The shell looks for a program of that name and goes on with status 127: the variable stays empty, the option is not set. The same hook works in ' +
    'images where some module has brought bash, so that adding or removing that module decides whether the machine boots. Checked with dash 0.5.12 and ' +
    'busybox 1.35 (ShellCheck SC3044).',
  bad: [
    { text: 'declare dev="$1"\nmount "$dev" /mnt\n', lines: [1] },
    { text: 'let _n=_n+1\n', lines: [1] },
    { text: 'shopt -s nullglob\n', shell: 'busybox', lines: [1] },
  ],
  good: [
    { text: 'declare dev="$1"\n', shell: 'bash' },
    { text: 'let _n=_n+1\n', shell: 'busybox' },
    { text: 'popd() { cd "$_before"; }\npopd\n' },
    { text: 'command -v shopt > /dev/null && shopt -s nullglob\n' },
  ],
  script(file, report, project) {
    if (!lacking(file, 'dash', 'busybox')) return undefined;
    return {
      simple(node, context) {
        const name = node.words[0]?.plain;
        const lackedBy = name === undefined ? undefined : LACKED_BY.get(name);
        const found = lackedBy && lacking(file, ...lackedBy);
        if (name === undefined || !found || isAskedFor(context, file, name) || project.functionNamed(name, file))
          return;
        report({
          at: node.words[0]!,
          message: `\`${name}\` is a builtin of bash that ${found.shell} does not have`,
          ...found.severity,
        });
      },
    };
  },
};
