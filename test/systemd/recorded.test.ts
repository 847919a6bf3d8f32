/** What systemctl 252 answered on a real machine, command by command, is what it answers here. */
import { expect, test } from 'vitest';
import { start, systemdMachine, type } from './machine.ts';

const oneshot = (lines: string, unit = ''): string => `[Unit]\n${unit}\n[Service]\nType=oneshot\n${lines}\n`;
const UNITS = {
  'default.target': '[Unit]\nDefaultDependencies=no\nAllowIsolate=yes\n',
  'network-online.target': '[Unit]\nDefaultDependencies=no\n',
  'lab-ok.service': oneshot('RemainAfterExit=yes\nExecStart=/bin/true'),
  'lab-oneshot.service': oneshot('ExecStart=/bin/true'),
  'lab-fail.service': oneshot('ExecStart=/bin/sh -c "exit 3"'),
  'lab-cond.service': oneshot('ExecStart=/bin/true', 'ConditionPathExists=/nonexistent'),
  'lab-dep.service': oneshot('ExecStart=/bin/true', 'Requires=lab-fail.service\nAfter=lab-fail.service'),
  'lab-to.service': oneshot('TimeoutStartSec=2\nExecStart=/bin/sleep 60'),
  'lab-signal.service': oneshot('ExecStart=/bin/killed'),
  'lab-ignore.service': oneshot('ExecStart=-/bin/false'),
  'lab-slow.service': oneshot('ExecStart=/bin/sleep 600'),
  'lab-envcond.service': oneshot(
    "RemainAfterExit=yes\nExecStart=/bin/sh -c 'echo LABVAR=$LABVAR'",
    'ConditionEnvironment=LABVAR',
  ),
  'lab.target': '[Unit]\nDefaultDependencies=no\n',
};

const SHOWN = 'ActiveState,SubState,Result,LoadState,ExecMainStatus,ExecMainCode';
const show = (name: string, stdout: string) => [`show -p ${SHOWN} ${name}`, 0, stdout, ''] as const;
const see = (name: string): string => `See "systemctl status ${name}" and "journalctl -xeu ${name}" for details.\n`;

/** Arguments of systemctl (blank-separated), status, stdout, stderr; in the order of the recording. */
const ROWS: readonly (readonly [string, number, string, string])[] = [
  ['is-active lab-ok.service', 3, 'inactive\n', ''],
  ['is-active --quiet lab-ok.service', 3, '', ''],
  ['is-failed lab-ok.service', 1, 'inactive\n', ''],
  ['is-active nosuch.service', 3, 'inactive\n', ''],
  ['is-active lab-masked.service', 3, 'inactive\n', ''],
  ['start lab-ok.service', 0, '', ''],
  ['is-active lab-ok.service', 0, 'active\n', ''],
  show(
    'lab-ok.service',
    'Result=success\nExecMainCode=1\nExecMainStatus=0\nLoadState=loaded\nActiveState=active\nSubState=exited\n',
  ),
  ['start lab-oneshot.service', 0, '', ''],
  ['is-active lab-oneshot.service', 3, 'inactive\n', ''],
  show(
    'lab-oneshot.service',
    'Result=success\nExecMainCode=0\nExecMainStatus=0\nLoadState=loaded\nActiveState=inactive\nSubState=dead\n',
  ),
  [
    'start lab-fail.service',
    1,
    '',
    `Job for lab-fail.service failed because the control process exited with error code.\n${see('lab-fail.service')}`,
  ],
  ['is-active lab-fail.service', 3, 'failed\n', ''],
  show(
    'lab-fail.service',
    'Result=exit-code\nExecMainCode=1\nExecMainStatus=3\nLoadState=loaded\nActiveState=failed\nSubState=failed\n',
  ),
  ['start lab-cond.service', 0, '', ''],
  ['is-active lab-cond.service', 3, 'inactive\n', ''],
  ['start lab-dep.service', 1, '', "A dependency job for lab-dep.service failed. See 'journalctl -xe' for details.\n"],
  show(
    'lab-dep.service',
    'Result=success\nExecMainCode=0\nExecMainStatus=0\nLoadState=loaded\nActiveState=inactive\nSubState=dead\n',
  ),
  ['start lab-masked.service', 1, '', 'Failed to start lab-masked.service: Unit lab-masked.service is masked.\n'],
  show(
    'lab-masked.service',
    'Result=success\nExecMainCode=0\nExecMainStatus=0\nLoadState=masked\nActiveState=inactive\nSubState=dead\n',
  ),
  ['start nosuch.service', 5, '', 'Failed to start nosuch.service: Unit nosuch.service not found.\n'],
  show(
    'nosuch.service',
    'Result=success\nExecMainCode=0\nExecMainStatus=0\nLoadState=not-found\nActiveState=inactive\nSubState=dead\n',
  ),
  [
    'start lab-to.service',
    1,
    '',
    `Job for lab-to.service failed because a timeout was exceeded.\n${see('lab-to.service')}`,
  ],
  show(
    'lab-to.service',
    'Result=timeout\nExecMainCode=2\nExecMainStatus=15\nLoadState=loaded\nActiveState=failed\nSubState=failed\n',
  ),
  [
    'start lab-signal.service',
    1,
    '',
    `Job for lab-signal.service failed because a fatal signal was delivered to the control process.\n${see('lab-signal.service')}`,
  ],
  show(
    'lab-signal.service',
    'Result=signal\nExecMainCode=2\nExecMainStatus=9\nLoadState=loaded\nActiveState=failed\nSubState=failed\n',
  ),
  ['start lab-ignore.service', 0, '', ''],
  ['start lab.target', 0, '', ''],
  show('lab.target', 'LoadState=loaded\nActiveState=active\nSubState=active\n'),
  ['start nosuch.target', 5, '', 'Failed to start nosuch.target: Unit nosuch.target not found.\n'],
  show('nosuch.target', 'LoadState=not-found\nActiveState=inactive\nSubState=dead\n'),
  ['start nosuch', 5, '', 'Failed to start nosuch.service: Unit nosuch.service not found.\n'],
  ['start nosuch.mount', 5, '', 'Failed to start nosuch.mount: Unit nosuch.mount not found.\n'],
  show('nosuch.mount', 'Result=success\nLoadState=not-found\nActiveState=inactive\nSubState=dead\n'),
  ['start nosuch.device', 1, '', 'Job for nosuch.device timed out.\n'],
  show('nosuch.device', 'LoadState=loaded\nActiveState=inactive\nSubState=dead\n'),
  ['--no-block start lab-slow.service', 0, '', ''],
  ['list-jobs', 0, 'JOB UNIT             TYPE  STATE\nNNN lab-slow.service start running\n\n1 jobs listed.\n', ''],
  ['is-failed lab-slow.service', 1, 'activating\n', ''],
  ['is-active lab-ok.service lab-fail.service nosuch.service', 0, 'active\nfailed\ninactive\n', ''],
  ['is-failed lab-ok.service lab-fail.service', 0, 'active\nfailed\n', ''],
  ['is-failed --quiet lab-fail.service lab-ok.service', 0, '', ''],
  ['start --quiet nosuch.service', 5, '', 'Failed to start nosuch.service: Unit nosuch.service not found.\n'],
  ['status nosuch.service', 4, '', 'Unit nosuch.service could not be found.\n'],
  [
    '--failed',
    0,
    '  UNIT               LOAD   ACTIVE SUB    DESCRIPTION\n● lab-fail.service   loaded failed failed lab-fail.service\n● lab-signal.service loaded failed failed lab-signal.service\n● lab-to.service     loaded failed failed lab-to.service\n\nLOAD   = Reflects whether the unit definition was properly loaded.\nACTIVE = The high-level unit activation state, i.e. generalization of SUB.\nSUB    = The low-level unit activation state, values depend on unit type.\n3 loaded units listed.\n',
    '',
  ],
  [
    '--failed --no-legend --plain',
    0,
    'lab-fail.service   loaded failed failed lab-fail.service\nlab-signal.service loaded failed failed lab-signal.service\nlab-to.service     loaded failed failed lab-to.service\n',
    '',
  ],
  ['cat nosuch.service', 1, '', 'No files found for nosuch.service.\n'],
  ['is-enabled nosuch.service', 1, '', 'Failed to get unit file state for nosuch.service: No such file or directory\n'],
  ['is-enabled lab-ok.service', 0, 'static\n', ''],
  ['is-enabled lab-masked.service', 1, 'masked-runtime\n', ''],
  ['stop nosuch.service', 5, '', 'Failed to stop nosuch.service: Unit nosuch.service not loaded.\n'],
  ['stop lab-ok.service', 0, '', ''],
  ['stop lab-ok.service', 0, '', ''],
  ['reset-failed lab-fail.service', 0, '', ''],
  ['is-failed lab-fail.service', 1, 'inactive\n', ''],
  ['restart nosuch.service', 5, '', 'Failed to restart nosuch.service: Unit nosuch.service not found.\n'],
  ['nosuchverb', 1, '', 'Unknown command verb nosuchverb.\n'],
  ['start', 1, '', 'Too few arguments.\n'],
  ['is-active', 1, '', 'Too few arguments.\n'],
  [
    'isolate nosuch.target',
    4,
    '',
    "Failed to start nosuch.target: Operation refused, unit may not be isolated.\nSee system logs and 'systemctl status nosuch.target' for details.\n",
  ],
  ['show nosuch.service -p LoadState', 0, 'LoadState=not-found\n', ''],
  ['-q start lab-fail.service', 1, '', ''],
  ['show-environment', 0, 'LANG=C.UTF-8\nPATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\n', ''],
  ['set-environment BOOTFS=rpool/ROOT/ubuntu_x BOOTFSFLAGS=zfsutil', 0, '', ''],
  [
    'show-environment',
    0,
    'LANG=C.UTF-8\nPATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\nBOOTFS=rpool/ROOT/ubuntu_x\nBOOTFSFLAGS=zfsutil\n',
    '',
  ],
  ['set-environment BADNAME', 1, '', 'Failed to set environment: Invalid environment assignments\n'],
  ['set-environment', 1, '', 'Too few arguments.\n'],
  ['set-environment 1X=2', 1, '', 'Failed to set environment: Invalid environment assignments\n'],
  ['unset-environment BOOTFS BOOTFSFLAGS', 0, '', ''],
  ['unset-environment NOSUCH', 0, '', ''],
  ['start lab-envcond.service', 0, '', ''],
  ['is-active lab-envcond.service', 3, 'inactive\n', ''],
  ['set-environment LABVAR=', 0, '', ''],
  ['start lab-envcond.service', 0, '', ''],
  ['is-active lab-envcond.service', 0, 'active\n', ''],
  ['stop lab-envcond.service', 0, '', ''],
  ['set-environment LABVAR=x', 0, '', ''],
  ['start lab-envcond.service', 0, '', ''],
];

test('systemctl answers as it did on the real machine', () => {
  const m = systemdMachine(UNITS, { '/usr/bin/killed': { program: 'killed' } }, [
    { name: 'killed', run: (p) => p.die('KILL') },
  ]);
  start(m);
  expect(
    type(m, [
      'sh',
      '-c',
      'mkdir -p /run/systemd/system && ln -s /dev/null /run/systemd/system/lab-masked.service; systemctl daemon-reload',
    ]).status,
  ).toBe(0);
  for (const [words, status, stdout, stderr] of ROWS) {
    const got = type(m, ['systemctl', ...words.split(' ')]);
    const shown = {
      ...got,
      stdout: Buffer.from(got.stdout, 'latin1')
        .toString()
        .replace(/^ *\d+ (lab-slow)/m, 'NNN $1'),
    };
    expect({ words, ...shown }).toEqual({ words, status, stdout, stderr });
  }
  expect(type(m, ['journalctl', '-o', 'cat', '-u', 'lab-envcond.service', '-n', '20']).stdout).toBe(
    'lab-envcond.service was skipped because of an unmet condition check (ConditionEnvironment=LABVAR).\nStarting lab-envcond.service...\nLABVAR=\nFinished lab-envcond.service.\nlab-envcond.service: Deactivated successfully.\nStopped lab-envcond.service.\nStarting lab-envcond.service...\nLABVAR=x\nFinished lab-envcond.service.\n',
  );
});
