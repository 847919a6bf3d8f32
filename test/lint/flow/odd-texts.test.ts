/** Whatever a text holds, the analysis ends and gives the same again. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { builtinImage } from '../../../src/image/builtin/builtin-image.ts';
import { flowOf } from '../../../src/lint/flow/analyse.ts';
import { namesIn, stepsOf } from '../../../src/lint/flow/query.ts';
import { inventoryOf } from '../../../src/lint/inventory.ts';
import { Project } from '../../../src/lint/project.ts';
import { LintedFile } from '../../../src/lint/script-file.ts';

const project = (texts: readonly string[]) =>
  new Project(
    texts.map(
      (text, index) =>
        new LintedFile({
          name: `${index}.sh`,
          text,
          role: index % 2 === 0 ? { kind: 'hook', phase: 'pre-mount' } : { kind: 'program' },
          reasons: [],
          shells: ['bash'],
          linted: true,
        }),
    ),
    inventoryOf(builtinImage(), false),
  );

/** All that was found, as text. */
const shown = (texts: readonly string[]): string => {
  const flow = flowOf(project(texts));
  return flow.sinks
    .map(
      (sink) =>
        `${sink.file.name}:${sink.at.start} ${sink.expects} ${sink.use} ${namesIn(sink.value)
          .map(({ id, trail }) => `${id} ${stepsOf(trail).map(({ text }) => text)}`)
          .join()}`,
    )
    .join('\n');
};

test('the cases of the shells are gone through', () => {
  const cases = readdirSync('test/spec', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.sh'))
    .map((name) => readFileSync(join('test/spec', name), 'latin1'));
  expect(cases.length).toBeGreaterThan(20);
  expect(() => shown(cases)).not.toThrow();
});

const ODD: Readonly<Record<string, string>> = {
  'functions that call each other': 'a() { b "$1/x"; }\nb() { a "$1"; zpool status "$1"; }\na "$root"\n',
  'a function that calls itself with more': 'a() { zpool status "$1"; a "$1" "$1$1" "$@"; }\na "$root"\n',
  'many alternatives': `${Array.from({ length: 40 }, (_, n) => `[ -e /${n} ] && x="$x${n}$root"`).join('\n')}\nzpool status "$x"\n`,
  'loops in loops in loops':
    'while :; do for a in $root; do until b; do for c in $a; do x=$c$x; zpool status "$x"; done; done; done; done\n',
  'arrays, indirection, eval of the unknown':
    'a=("$root" "${a[@]}"); b=${!a}; eval "$b"; zpool status "${a[0]}" "${b@Q}"\n',
  'names of what every object has':
    'constructor() { toString "$1"; }\n__proto__=$root\nhasOwnProperty "$__proto__"\nzpool status "$__proto__"\n',
  'a text that does not end': 'if [ -n "$root" ]; then\n    zpool status "$root"\nelse\n',
  'doubling by functions': `${Array.from({ length: 30 }, (_, n) => `f${n}() { f${n + 1} "$1"; f${n + 1} "$1/"; }`).join('\n')}\nf30() { zpool status "$1"; }\nf0 "$root"\n`,
};

test.each(Object.entries(ODD))('%s', (_name, text) => {
  const first = shown([text]);
  expect(shown([text])).toBe(first);
});
