/** Endless input and exploding patterns end by themselves, with a finding. */
import { expect, test } from 'vitest';
import { runProgram } from '../run-program.ts';

const run = (argv: readonly string[], stdin = '') => runProgram('/tmp/x', {}, [{ argv, stdin }]);

test.each([
  [['sort', '/dev/zero']],
  [['tail', '/dev/zero']],
  [['tail', '-c', '1G', '/dev/zero']],
  [['head', '-n', '-5', '/dev/zero']],
  [['grep', 'x', '/dev/zero']],
  [['cut', '-c1', '/dev/zero']],
  [['sed', 's/x/y/', '/dev/zero']],
  [['md5sum', '/dev/zero']],
  [['cmp', '/dev/zero', '/dev/zero']],
  [['wc', '/dev/zero']],
  [['awk', '{print $1}', '/dev/zero']],
  [['awk', 'BEGIN{x="a";while(1)x=x x}']],
  [['awk', 'BEGIN{x="a";while(1)sub(/^/,"xx",x)}']],
  [['dd', 'if=/dev/zero', 'of=/dev/null', 'bs=64M']],
])('%j is ended by a limit', (argv) => {
  expect(() => run(argv)).toThrow(/ended with limit/);
});

test.each([':a;ba', ':a;G;h;ba', ':a;s/^/xx/;ba'])('the sed script %s is ended by a limit', (script) => {
  expect(() => run(['sed', script], 'a\n')).toThrow(/ended with limit/);
});

test('patterns that explode elsewhere are matched in linear time', () => {
  const many = 'a'.repeat(20_000);
  expect(run(['grep', '-cE', '(a*)*b'], `${many}\n`).stdout).toBe('0\n');
  expect(run(['grep', '-cE', '^(a|aa)+$'], `${many}b\n${many}\n`).stdout).toBe('1\n');
  expect(run(['sed', '-E', 's/(a|aa)+$/x/'], `${many}\n`).stdout).toBe('x\n');
});

test('a back-reference that cannot be decided within bounds is told as unsupported', () => {
  const { unsupported, status } = run(['grep', '-E', '((a*)(a*)(a*)(a*))*\\2\\3b'], `${'a'.repeat(400)}\n`);
  expect(unsupported).toHaveLength(1);
  expect(status).not.toBe(0);
});

test('a block larger than the machine holds is refused as the real dd refuses it', () => {
  expect(run(['dd', 'bs=10G', 'if=/dev/zero', 'of=/dev/null']).stderr).toBe(
    'dd: memory exhausted by input buffer of size 10737418240 bytes (10 GiB)\n',
  );
});
