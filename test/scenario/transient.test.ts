/** What hooks start beside themselves, and what is expected of datasets at the end. */
import { expect, test } from 'vitest';
import type { ScenarioHost } from '../../src/scenario/load-scenario.ts';
import { loadScenario } from '../../src/scenario/load-scenario.ts';
import { rehearse } from '../../src/scenario/rehearse.ts';

const SCENARIO = (expectation: string): string => `with: [systemd-cat]
pools: { rpool: { bootfs: rpool/r } }
datasets:
  rpool: { mountpoint: none, canmount: off }
  rpool/r: { mountpoint: /, canmount: noauto }
scripts:
  - { file: hook.sh, at: /var/lib/dracut/hooks/pre-mount/10-hook.sh }
expect: ${expectation}
`;

function rehearsed(hook: string, expectation = '{ outcome: boots }') {
  const host: ScenarioHost = {
    readText: () => SCENARIO(expectation),
    readBytes: () => hook,
    beside: (_, path) => path,
    directoryImage: () => {
      throw new Error('no directory');
    },
  };
  return rehearse(loadScenario('s.yaml', host).rehearsals[0]!);
}

const said = ({ journal }: ReturnType<typeof rehearsed>): string[] =>
  journal.map(({ identifier, message }) => `${identifier}: ${message}`);

test('systemd-run makes a service that runs beside the hook, with its settings', () => {
  const lines = said(
    rehearsed(
      '#!/bin/sh\nsystemd-run --unit=mine --description="My own" -E WHO=me /bin/sh -c \'echo "hello $1 $WHO 5%"\' x "a b"\nsleep 1\n',
    ),
  );
  expect(lines).toContain('systemd: Started mine.service - My own.');
  expect(lines).toContain('dracut-pre-mount: Running as unit: mine.service');
  expect(lines).toContain('sh: hello a b me 5%');
});

test('systemd-run fails where there is no such command, and its service where the command fails', () => {
  const lines = said(rehearsed('#!/bin/sh\nsystemd-run nosuch\nsystemd-run -q sh -c "exit 3"\nsleep 1\n'));
  expect(lines).toContain('dracut-pre-mount: Failed to find executable nosuch: No such file or directory');
  expect(lines).toContain('systemd: Started run-u1.service - /usr/bin/sh -c "exit 3".');
  expect(lines).toContain("systemd: run-u1.service: Failed with result 'exit-code'.");
});

test("systemd-cat puts lines into the journal under a command's name, or another", () => {
  const lines = said(rehearsed('#!/bin/sh\necho one | systemd-cat -t mine\nsystemd-cat echo two\n'));
  expect(lines).toContain('mine: one');
  expect(lines).toContain('echo: two');
});

test('snapshots can be expected to be there, or not', () => {
  const hook = '#!/bin/sh\nzfs snapshot rpool/r@boot\n';
  expect(rehearsed(hook, '{ datasets: { rpool/r@boot: true, rpool/r@other: false } }').failedExpectations).toEqual([]);
  expect(rehearsed(hook, '{ datasets: { rpool/r@boot: false, rpool/x: true } }').failedExpectations).toEqual([
    'datasets: expected rpool/r@boot not to be there, found it',
    'datasets: expected rpool/x to be there, found no such dataset in an imported pool',
  ]);
});
