/** Jobs and transactions of pid 1: what is started with what, in which order, and what a failure takes along. */
import { expect, test } from 'vitest';
import { start, state, systemdMachine, told, type } from './machine.ts';

const PLAIN = 'DefaultDependencies=no\n';
const service = (unit: string, lines = 'ExecStart=/bin/true'): string =>
  `[Unit]\n${PLAIN}${unit}\n[Service]\nType=oneshot\nRemainAfterExit=yes\n${lines}\n`;
const target = (unit: string): string => `[Unit]\n${PLAIN}AllowIsolate=yes\n${unit}\n`;

test('what is wanted starts in the order of After=, the rest by type and name', () => {
  const m = systemdMachine({
    'default.target': target('Wants=a.service b.service c.service z.target\nAfter=a.service'),
    'a.service': service('After=b.service'),
    'b.service': service('After=c.service'),
    'c.service': service(''),
    'z.target': target(''),
  });
  start(m);
  expect(told(m)).toEqual([
    'Reached target z.target.',
    'Starting c.service...',
    'Finished c.service.',
    'Starting b.service...',
    'Finished b.service.',
    'Starting a.service...',
    'Finished a.service.',
    'Reached target default.target.',
  ]);
});

test('a failure takes along what requires the unit, not what wants it', () => {
  const m = systemdMachine({
    'default.target': target('Wants=top.target loose.service'),
    'top.target': target('Description=The top\nRequires=broken.service\nAfter=broken.service\nOnFailure=rescue.target'),
    'loose.service': service('Wants=broken.service\nAfter=broken.service'),
    'broken.service': service('Description=Breaks', 'ExecStart=/bin/false'),
    'rescue.target': target(''),
  });
  start(m);
  expect(told(m)).toEqual([
    'Reached target default.target.',
    'Starting broken.service - Breaks...',
    'broken.service: Main process exited, code=exited, status=1/FAILURE',
    "broken.service: Failed with result 'exit-code'.",
    'Failed to start broken.service - Breaks.',
    'Dependency failed for top.target - The top.',
    "top.target: Job top.target/start failed with result 'dependency'.",
    'top.target: Triggering OnFailure= dependencies.',
    'Reached target rescue.target.',
    'Starting loose.service...',
    'Finished loose.service.',
  ]);
  expect([state(m, 'broken.service'), state(m, 'top.target')]).toEqual(['failed', 'inactive']);
  const failed = m.trace.events.find((event) => event.kind === 'unit.changed' && event.to === 'failed');
  const because = failed?.kind === 'unit.changed' ? m.trace.events[failed.because!] : undefined;
  expect(because).toMatchObject({ kind: 'process.ended', status: 1 });
});

test('an ordering cycle loses a job that nobody needs, and says so', () => {
  const m = systemdMachine({
    'default.target': target('Wants=a.service b.service'),
    'a.service': service('After=b.service'),
    'b.service': service('After=a.service'),
  });
  start(m);
  const lines = told(m);
  expect(lines.filter((line) => /ordering cycle on|deleted to break ordering cycle/.test(line))).toHaveLength(2);
  expect(lines.filter((line) => line.startsWith('Finished '))).toHaveLength(1);
});

test('Conflicts= stops the other unit, and the later one of two stops first', () => {
  const m = systemdMachine({
    'default.target': target('Wants=a.service b.service'),
    'a.service': service('Conflicts=shut.target'),
    'b.service': service('After=a.service\nConflicts=shut.target'),
    'shut.target': target('After=a.service'),
  });
  start(m);
  m.journal.entries.length = 0;
  expect(type(m, ['systemctl', 'start', 'shut.target']).status).toBe(0);
  expect(told(m)).toEqual([
    'b.service: Deactivated successfully.',
    'Stopped b.service.',
    'a.service: Deactivated successfully.',
    'Stopped a.service.',
    'Reached target shut.target.',
  ]);
});

test('isolating a target stops what it does not want, but for what asks to be left alone', () => {
  const m = systemdMachine({
    'default.target': target('Wants=a.service b.service c.service'),
    'a.service': service(''),
    'b.service': service('IgnoreOnIsolate=yes'),
    'c.service': service(''),
    'other.target': target('Wants=c.service'),
  });
  start(m);
  expect(type(m, ['systemctl', 'isolate', 'other.target']).status).toBe(0);
  expect(['a', 'b', 'c'].map((name) => state(m, `${name}.service`))).toEqual(['inactive', 'active', 'active']);
  expect(state(m, 'default.target')).toBe('inactive');
});

test('an irreversible job is not undone by a later one', () => {
  const m = systemdMachine({
    'default.target': target(''),
    'slow.service': service('', 'ExecStart=/bin/sleep 100'),
    'other.service': service('Conflicts=slow.service'),
  });
  start(m);
  expect(type(m, ['systemctl', '--no-block', '--job-mode=replace-irreversibly', 'start', 'slow.service']).status).toBe(
    0,
  );
  const refused = type(m, ['systemctl', 'start', 'other.service']);
  expect(refused.status).toBe(4);
  expect(refused.stderr).toBe(
    "Failed to start other.service: Transaction for other.service/start is destructive (slow.service has 'start' job queued, but 'stop' is included in transaction).\nSee system logs and 'systemctl status other.service' for details.\n",
  );
});

test('a device that never comes fails its dependents after 90 seconds', () => {
  const m = systemdMachine({
    'default.target': target('Wants=needs.service'),
    'needs.service': service('Description=Needs it\nRequires=dev-sdz.device\nAfter=dev-sdz.device'),
  });
  start(m);
  expect(told(m)).toEqual([
    'Expecting device dev-sdz.device - /dev/sdz...',
    'Reached target default.target.',
    'dev-sdz.device: Job dev-sdz.device/start timed out.',
    'Timed out waiting for device dev-sdz.device - /dev/sdz.',
    'Dependency failed for needs.service - Needs it.',
    "needs.service: Job needs.service/start failed with result 'dependency'.",
    "dev-sdz.device: Job dev-sdz.device/start failed with result 'timeout'.",
  ]);
  expect(m.kernel.clock.nowUs).toBeGreaterThanOrEqual(90_000_000);
  expect(m.kernel.clock.nowUs).toBeLessThan(91_000_000);
});

test('conditions: all plain ones and one of the triggering ones must hold', () => {
  const m = systemdMachine({
    'default.target': target('Wants=a.service b.service c.service'),
    'a.service': service('ConditionPathExists=/nothing'),
    'b.service': service('ConditionPathExists=|/nothing\nConditionKernelCommandLine=|none'),
    'c.service': service(
      'ConditionPathExists=!/nothing\nConditionPathExists=|/nothing\nConditionPathIsDirectory=|/usr/bin',
    ),
  });
  start(m);
  expect(told(m)).toEqual([
    'Reached target default.target.',
    'a.service was skipped because of an unmet condition check (ConditionPathExists=/nothing).',
    'b.service was skipped because no trigger condition checks were met.',
    'Starting c.service...',
    'Finished c.service.',
  ]);
});

test('drop-ins, links in .wants, aliases and templates make up a unit', () => {
  const m = systemdMachine(
    {
      'default.target': target(''),
      'default.target.d/more.conf': '[Unit]\nDescription=Default\nWants=say@one-two.service\n',
      'say@.service':
        '[Unit]\nDefaultDependencies=no\nDescription=Says %I\n[Service]\nType=oneshot\nExecStart=/bin/echo %i %I %n\n',
      'say@one-two.service.d/also.conf': '[Service]\nExecStart=\nExecStart=/bin/echo changed %p\n',
      'real.service': service('Description=Real'),
    },
    {
      '/usr/lib/systemd/system/default.target.wants/alias.service': { link: '../alias.service' },
      '/usr/lib/systemd/system/alias.service': { link: 'real.service' },
    },
  );
  start(m);
  expect(told(m)).toContain('Reached target default.target - Default.');
  expect(told(m)).toContain('Finished real.service - Real.');
  expect(told(m)).toContain('Finished say@one-two.service - Says one/two.');
  expect(m.journal.entries.filter((entry) => entry.identifier === 'echo').map((entry) => entry.message)).toEqual([
    'changed say',
  ]);
  expect(type(m, ['systemctl', 'is-active', 'alias.service']).stdout).toBe('active\n');
});
