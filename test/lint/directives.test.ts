/** Comments that speak to the linter, as a library user sees it: what they switch off, and what is wrong with them. */
import { expect, test } from 'vitest';
import { lint } from '../../src/index.ts';

const HOOK = '/var/lib/dracut/hooks/pre-mount/50-x.sh';
const found = (text: string) => lint({ [HOOK]: text }).map((f) => `${f.line}: ${f.rule}: ${f.message}`);

test('a directive at the end of a line is about that line only', () => {
  expect(found('exit 0 # dryboot disable=hook-exit on purpose\nexit 0\n')).toEqual([
    expect.stringMatching(/^2: hook-exit: /),
  ]);
});

test('a directive that stands alone is about the next line that holds a command', () => {
  expect(found('# dryboot disable=hook-exit on purpose\n\n# and why\nexit 0\nexit 0\n')).toEqual([
    expect.stringMatching(/^5: hook-exit: /),
  ]);
});

test('several rules may be switched off at once, and other findings of the line stay', () => {
  expect(found('exit 0 # dryboot disable=wait-unbounded,syntax-error on purpose\n')).toEqual([
    expect.stringMatching(/^1: hook-exit: /),
    '1: directive: there is nothing here for disable=wait-unbounded to switch off',
    '1: directive: there is nothing here for disable=syntax-error to switch off',
  ]);
});

test('an unknown rule, a missing reason, an unknown word, role or shell are errors', () => {
  expect(
    found(
      [
        ': # dryboot disable=hook-exti because',
        ': # dryboot disable=hook-exit',
        '# dryboot disable= because',
        '# dryboot ignore',
        '# dryboot role=hook shell=zsh',
        ':\n',
      ].join('\n'),
    ),
  ).toEqual([
    '1: directive: there is no rule "hook-exti"',
    '2: directive: disable=hook-exit gives no reason',
    '3: directive: disable names no rule',
    '4: directive: "ignore" is no directive',
    '5: directive: there is no role "hook"',
    '5: directive: there is no shell "zsh"',
  ]);
});

test('what only looks like a directive is text', () => {
  expect(found('echo "x # dryboot nonsense"\ncat << E\n# dryboot nonsense\nE\n')).toEqual([]);
});

test('the shell of a file can be said in it', () => {
  expect(found('# dryboot shell=bash\nfiles=(a b)\n')).toEqual([]);
  expect(found('files=(a b)\n')).toEqual([expect.stringMatching(/^1: syntax-error: dash: /)]);
});

test('directives work in units', () => {
  const unit = (comment: string) =>
    `[Service]\n${comment}ExecStart=/bin/sh -c 'until test -b /dev/x; do sleep 1; done'\n`;
  const rules = (text: string) =>
    lint({ 'x.service': text }, { rules: ['wait-unbounded', 'directive'] }).map((f) => f.rule);
  expect(rules(unit(''))).toEqual(['wait-unbounded']);
  expect(rules(unit('# dryboot disable=wait-unbounded the disk is soldered in\n'))).toEqual([]);
});
