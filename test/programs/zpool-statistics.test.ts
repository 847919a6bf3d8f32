/** zpool iostat, events and checkpoint: layout and refusals as in OpenZFS, and what is not modelled said so. */
import { expect, test } from 'vitest';
import { ofKind } from '../../src/trace/trace.ts';
import { answer, machineToBuildOn } from './man-pages.ts';

const HEAD = [
  '              capacity     operations     bandwidth ',
  'pool        alloc   free   read  write   read  write',
  '----------  -----  -----  -----  -----  -----  -----',
];

test('iostat shows each pool with what zpool list says of its room, and a line below several', () => {
  const m = machineToBuildOn(['zpool create rpool mirror vdb vdc']);
  const [alloc, free] = answer(m, 'zpool list -Hp -o alloc,free').stdout.trim().split('\t');
  expect(answer(m, 'zpool iostat -Hp').stdout).toBe(`rpool\t${alloc}\t${free}\t0\t0\t0\t0\n`);
  const one = answer(m, 'zpool iostat rpool').stdout.split('\n');
  expect(one.slice(0, 3)).toEqual(HEAD);
  expect(one[3]).toMatch(/^rpool {5} {2} *[\d.]+K {2} *[\d.]+M {6}0 {6}0 {6}0 {6}0$/);
  expect(one.slice(4)).toEqual(['']);
  answer(m, 'zpool create tank vdd');
  expect(answer(m, 'zpool iostat').stdout.split('\n').slice(4)).toEqual([
    expect.stringMatching(/^tank {6} /),
    HEAD[2],
    '',
  ]);
  expect(answer(m, 'zpool iostat -v rpool').stdout.split('\n').slice(4)).toEqual([
    expect.stringMatching(/^ {2}mirror-0 {2} *[\d.]+K/),
    '    vdb         -      -      0      0      0      0',
    '    vdc         -      -      0      0      0      0',
    HEAD[2],
    '',
  ]);
});

test('iostat refuses what is no pool and says what is not modelled', () => {
  const m = machineToBuildOn();
  expect(answer(m, 'zpool iostat')).toMatchObject({ status: 1, stdout: '', stderr: 'no pools available\n' });
  expect(answer(m, 'zpool iostat nosuch')).toMatchObject({
    status: 1,
    stderr: 'Unable to parse pools/vdevs list.\n\n',
  });
  expect(answer(m, 'zpool iostat 0').stderr).toMatch(/^interval cannot be zero\nusage:\n\tiostat /);
  answer(m, 'zpool create rpool vdb');
  for (const line of ['zpool iostat 1', 'zpool iostat -l', 'zpool iostat rpool vdb'])
    expect([line, answer(m, line).status]).toEqual([line, 2]);
  expect(m.trace.events.filter(ofKind('unsupported'))).toHaveLength(3);
});

test('events are none before the first pool; after that they are not modelled', () => {
  const m = machineToBuildOn();
  expect(answer(m, 'zpool events').stdout).toBe('TIME                           CLASS\n');
  expect(answer(m, 'zpool events -H')).toEqual(expect.objectContaining({ status: 0, stdout: '' }));
  expect(answer(m, 'zpool events -c').stdout).toBe('cleared 0 events\n');
  expect(answer(m, 'zpool events -vc').stderr).toMatch(/^invalid options combined with -c\nusage:\n\tevents /);
  expect(answer(m, 'zpool events a b').stderr).toMatch(/^too many arguments\n/);
  answer(m, 'zpool create rpool vdb');
  answer(m, 'zpool export rpool');
  expect(answer(m, 'zpool events -v').status).toBe(2);
  expect(m.trace.events.filter(ofKind('unsupported'))).toHaveLength(1);
});

test('no pool has a checkpoint to discard, and none is made', () => {
  const m = machineToBuildOn(['zpool create rpool vdb']);
  for (const option of ['-d', '--discard', '-dw'])
    expect(answer(m, `zpool checkpoint ${option} rpool`)).toMatchObject({
      status: 1,
      stderr: "cannot discard checkpoint in 'rpool': checkpoint does not exist\n",
    });
  expect(answer(m, 'zpool checkpoint -w rpool').stderr).toMatch(
    /^--wait only valid when --discard also specified\nusage:\n\tcheckpoint \[-d \[-w\]\] <pool> \.\.\.\n/,
  );
  expect(answer(m, 'zpool checkpoint').stderr).toMatch(/^missing pool argument\n/);
  expect(answer(m, 'zpool checkpoint nosuch').stderr).toBe("cannot open 'nosuch': no such pool\n");
  expect(answer(m, 'zpool checkpoint rpool')).toMatchObject({ status: 2 });
  expect(answer(m, 'zpool get -Ho value checkpoint rpool').stdout).toBe('-\n');
});
