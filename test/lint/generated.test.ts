/** Shell text that other files hold or write is linted in its own role, and found where it stands. */
import { expect, test } from 'vitest';
import { lint } from '../../src/index.ts';

const found = (text: string, name = '/var/lib/dracut/hooks/cmdline/50-x.sh') =>
  lint({ [name]: text }, { rules: ['hook-exit', 'wait-unbounded', 'syntax-error'] }).map(
    (f) => `${f.line}:${f.column}: ${f.rule}`,
  );

test('a hook in a here-document', () => {
  expect(found('cat > "$hookdir/mount/90-y.sh" << \'E\'\n[ -b /dev/x ] ||\n  exit 0\nE\n')).toEqual(['3:3: hook-exit']);
});

test('a hook in a here-document that is filled in, with tabs taken away', () => {
  const text = 'f() {\n\tcat > "$hookdir/mount/90-$1.sh" <<- E\n\t\t[ -b "$1" ] && \\$go || exit 0\n\tE\n}\n';
  expect(found(text)).toEqual(['3:26: hook-exit']);
});

test('a hook that is printed in pieces', () => {
  const text =
    '{\n    echo \'#!/bin/sh\'\n    echo "until [ -b \\"$dev\\" ]; do sleep 1; done"\n    printf \'%s\\n\' \'exit 1\'\n} > "$hookdir/pre-mount/10-y.sh"\n';
  expect(found(text)).toEqual(['3:11: wait-unbounded', '4:20: hook-exit']);
});

test('a hook of a phase that sources in a subshell may exit, and what is filled in is no syntax error', () => {
  expect(found('echo "$1 || exit 1" > "$hookdir/initqueue/finished/y.sh"\n')).toEqual([]);
  expect(found('echo "if $1" > "$hookdir/mount/y.sh"\n')).toEqual([]);
  expect(found('echo "if true" > "$hookdir/mount/y.sh"\n')).toEqual(['1:13: syntax-error']);
});

test('the command of a udev rule', () => {
  const rule = 'KERNEL=="sd?", RUN+="/bin/sh -c \'until test -b $env{DEVNAME}; do sleep 1; done\'"\n';
  expect(found(rule, '60-x.rules')).toEqual(['1:34: wait-unbounded']);
});
