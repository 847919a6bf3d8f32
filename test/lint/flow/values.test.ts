/** What the analysis says of a word: kinds, what is ruled out by tests, where it comes from. */
import { describe, expect, test } from 'vitest';
import { builtinImage } from '../../../src/image/builtin/builtin-image.ts';
import { flowOf } from '../../../src/lint/flow/analyse.ts';
import {
  literalsOf,
  mayBeEmpty,
  mayBeMany,
  mayBeSentinel,
  mayHaveSlash,
  namesIn,
  stepsOf,
} from '../../../src/lint/flow/query.ts';
import type { Value } from '../../../src/lint/flow/value.ts';
import { inventoryOf } from '../../../src/lint/inventory.ts';
import { Project } from '../../../src/lint/project.ts';
import { LintedFile } from '../../../src/lint/script-file.ts';

/** The value of the operand of `use`. */
function used(text: string, shell: 'dash' | 'bash' = 'dash'): Value {
  const file = new LintedFile({
    name: 'hook.sh',
    text,
    role: { kind: 'hook', phase: 'pre-mount' },
    reasons: [],
    shells: [shell],
    linted: true,
  });
  const call = flowOf(new Project([file], inventoryOf(builtinImage(), false))).calls.find(({ name }) => name === 'use');
  const value = call?.arguments[0];
  if (!value) throw new Error('nothing is used');
  return value;
}

/** `dataset`, `/dev/zvol/<pool>/keystore`; alternatives by ` or `, several lines by `*`. */
const shown = (value: Value): string =>
  value.shapes
    .map(
      ({ pieces, lines }) =>
        pieces.map((piece) => (piece.kind === 'text' ? piece.text : `<${piece.kind}>`)).join('') + (lines ? '*' : ''),
    )
    .join(' or ');

const E = 'e=$(zfs get -Ho value encryptionroot rpool/a) || return 1\n';
const K = 'k=$(zfs get -Ho value keylocation rpool) || return 1\n';

test.each([
  [`${E}use "$e"`, '<dataset>'],
  [`${E}use "\${e%%/*}"`, '<pool>'],
  [`${E}use "\${e##*/}"`, '<part>'],
  [`${E}use "\${e%/*}"`, '<dataset>'],
  [`${E}use "/dev/zvol/\${e%%/*}/keystore"`, '/dev/zvol/<pool>/keystore'],
  [`${E}if [ "$e" = - ]; then use "$e"; fi`, '-'],
  [`${K}use "$k"`, '<key-uri>'],
  [`${K}use "\${k#file://}"`, '<key-path>'],
  [`${K}use "\${k%%:*}"`, '<scheme>'],
  [`${K}case $k in file://*) use "$k" ;; esac`, 'file://<key-path>'],
  [`${K}case $k in file://*) use "\${k#file://}" ;; esac`, '<key-path>'],
  [`${K}case $k in file:///run/*) use "\${k#file://}" ;; esac`, '/run/<key-path>'],
  [`${K}case \${k%%://*} in file) use "\${k#file://}" ;; esac`, '<key-path>'],
  [`${K}case $k in prompt) use "$k" ;; esac`, 'prompt'],
  ['use "$(zpool list -Ho name)"', '<pool>*'],
  ['use "$(zpool list -Ho name | head -n1)"', '<pool>'],
  ['zfs list -Ho name,mountpoint | while IFS="$(printf "\\t")" read -r d m; do use "$m"; done', '<path>'],
  ['for w in $(cat /proc/cmdline); do case $w in root=*) use "${w#root=}" ;; esac; done', '<dataset>'],
  ['for w in a b c; do use "$w"; done', 'a or b or c'],
  ['x=a; [ -e /y ] && x=b; use "$x"', 'b or a'],
  ['x=a; x=b; use "$x"', 'b'],
  ['x=a; f() { local x; x=b; }; f; use "$x"', 'a'],
  ['x=a; f() { x=b; }; f; use "$x"', 'b'],
  ['x=a; ( x=b ); use "$x"', 'a'],
  ['x=a; echo b | read -r x; use "$x"', 'a'],
  ['f() { echo "$1-$2"; }; use "$(f a b)"', 'a-b'],
  ['set -- a b c; shift; use "$1"', 'b'],
  ['x=a.b.c; use "${x%.*}"', 'a.b'],
  ['x=a.b.c; IFS=.; set -- $x; use "$2"', 'b'],
  ['x=no; case $x in y*) use a ;; n?) use b ;; *) use c ;; esac', 'b'],
  ['if [ a = b ]; then x=1; else x=2; fi; use "$x"', '2'],
  ['x=; use "${x:-d}"', 'd'],
  ['use "$(printf "%s/%s" a "$(basename /x/y)")"', 'a/y'],
  ['eval "x=\\"a b\\""; use "$x"', 'a b'],
  ['x=$(expr 1 + 1); use "$x"', '<number>'],
  ['f() { return 1; }; x=a; f && x=b; use "$x"', 'a'],
  ['x=a; while :; do x=b; break; done; use "$x"', 'b'],
  ['x=a; until [ "$x" = b ]; do x=b; done; use "$x"', 'b'],
])('%s', (text, expected) => {
  expect(shown(used(text))).toBe(expected);
});

describe('tests rule out', () => {
  test('the dash, in either form', () => {
    expect(mayBeSentinel(used(`${E}use "$e"`), '-')).toBe(true);
    for (const guard of [
      '[ "$e" = - ] && return 0',
      '[ "$e" != "-" ] || return 0',
      'if [ "x$e" = x- ]; then return 0; fi',
      'test -z "$e" -o "$e" = - && exit 0',
      'case $e in -|"") return ;; esac',
      'usable() { [ "$1" != - ] || return 1; }\nusable "$e" || return 0',
      'zfs list "$e" > /dev/null 2>&1 || return 1',
      'e=$(echo "$e" | grep -vFx -)',
    ])
      expect(mayBeSentinel(used(`${E}${guard}\nuse "$e"`), '-'), guard).toBe(false);
  });

  test('nothing at all', () => {
    const asked = 'e=$(zfs get -Ho value encryptionroot rpool/a)\n';
    expect(mayBeEmpty(used(`${asked}use "$e"`))).toBe(true);
    for (const guard of [
      '[ -n "$e" ] || return',
      '[ -z "$e" ] && return',
      '[ "$e" ] || return',
      ': "${e:=x}"',
      'case $e in "") return ;; esac',
    ])
      expect(mayBeEmpty(used(`${asked}${guard}\nuse "$e"`)), guard).toBe(false);
  });

  test('a slash', () => {
    expect(mayHaveSlash(used(`${E}use "$e"`))).toBe(true);
    for (const guard of [
      'case $e in */*) return ;; esac',
      '[ "${e%/*}" = "$e" ] || return',
      'echo "$e" | grep -q / && return',
    ])
      expect(mayHaveSlash(used(`${E}${guard}\nuse "$e"`)), guard).toBe(false);
  });
});

test('double brackets do as brackets', () => {
  expect(mayBeSentinel(used(`${E}[[ $e == - ]] && return\nuse "$e"`, 'bash'), '-')).toBe(false);
  expect(mayHaveSlash(used(`${E}if [[ $e != */* ]]; then use "$e"; fi`, 'bash'))).toBe(false);
});

test('a list is many until it is read line by line', () => {
  expect(mayBeMany(used('use "$(zfs list -Ho name)"'))).toBe(true);
  expect(mayBeMany(used('zfs list -Ho name | while read -r d; do use "$d"; done'))).toBe(false);
});

test('the steps lead from the origin to the use', () => {
  const [name] = namesIn(used(`f() { p=\${1%%/*}; }\n${E}f "$e"\nuse "$p"`));
  expect(stepsOf(name!.trail).map(({ at, file, text }) => `${file.lineOf(at.start)}: ${text}`)).toEqual([
    '2: encryptionroot from zfs get',
    '2: kept in e',
    '3: passed to f as $1',
    '1: cut to its first part by ${1%%/*}',
    '1: kept in p',
  ]);
});

test('literals are alternatives too', () => {
  expect(literalsOf(used('[ -e /x ] && x=a || x=b\nuse "$x"')).toSorted()).toEqual(['a', 'b']);
});
