/** Faults and stubs of a scenario. */
import { expect, test } from 'vitest';
import { ofKind } from '../../src/trace/trace.ts';
import { machineWithPrograms, run } from './commands.ts';

test('the nth call that fits fails as told, the others do not', () => {
  const m = machineWithPrograms({ faults: [{ when: 'echo hello', nth: 2, status: 7, stderr: 'broken\n' }] });
  const results = [
    ['echo', 'hello'],
    ['echo', 'other'],
    ['echo', '-n', 'hello'],
    ['echo', 'hello'],
  ].map((argv) => run(m, { argv }));
  expect(results.map(({ status, stdout, stderr }) => [status, stdout, stderr])).toEqual([
    [0, 'hello\n', ''],
    [0, 'other\n', ''],
    [7, '', 'broken\n'],
    [0, 'hello\n', ''],
  ]);
  expect(m.trace.events.filter(ofKind('fault.triggered'))).toHaveLength(1);
});

test('without a number every call fails, with status 1', () => {
  const m = machineWithPrograms({ faults: [{ when: 'true' }] });
  expect([
    run(m, { argv: ['true'] }).status,
    run(m, { argv: ['true'] }).status,
    run(m, { argv: ['echo', 'true'] }).status,
  ]).toEqual([1, 1, 0]);
});

test('a stub stands for a program by its name', () => {
  const m = machineWithPrograms({ stubs: new Map([['mkswap', { status: 3, stdout: 'ready\n' }]]) });
  expect(run(m, { argv: ['mkswap', '/dev/null'] })).toMatchObject({ status: 3, stdout: 'ready\n' });
  expect(m.trace.last('unsupported')).toBeUndefined();
});
