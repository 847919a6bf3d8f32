/** What systemctl does to unit files' links, and the trees of dependencies: as systemd 252 answers. */
import { expect, test } from 'vitest';
import { ofKind } from '../../src/trace/trace.ts';
import { start, systemdMachine, type } from './machine.ts';

const UNITS = {
  'default.target': '[Unit]\nDefaultDependencies=no\n',
  'multi-user.target': '[Unit]\nDefaultDependencies=no\n',
  'a.service':
    '[Service]\nExecStart=/bin/true\n[Install]\nWantedBy=multi-user.target\nRequiredBy=x.target\nAlias=alias-a.service\nAlso=b.service\n',
  'b.service':
    '[Service]\nType=oneshot\nRemainAfterExit=yes\nExecStart=/bin/true\n[Install]\nWantedBy=multi-user.target\n',
  's.service': '[Service]\nExecStart=/bin/true\n',
  't@.service': '[Service]\nExecStart=/bin/true\n[Install]\nWantedBy=multi-user.target\nDefaultInstance=d\n',
  'u@.service': '[Service]\nExecStart=/bin/true\n[Install]\nWantedBy=multi-user.target\n',
  'ind.service': '[Service]\nExecStart=/bin/true\n[Install]\nAlso=b.service\n',
  'c.service': '[Service]\nExecStart=/bin/true\n[Install]\nAlso=nosuch.service\nWantedBy=multi-user.target\n',
} as const;

function machine(more: Parameters<typeof systemdMachine>[1] = {}) {
  const m = systemdMachine(UNITS, { '/usr/bin/ls': { program: 'ls' }, '/usr/bin/find': { program: 'find' }, ...more });
  start(m);
  return (line: string) => {
    const { status, stdout, stderr } = type(m, ['sh', '-c', line]);
    return [status, Buffer.from(stdout, 'latin1').toString(), Buffer.from(stderr, 'latin1').toString()];
  };
}

const ETC = '/etc/systemd/system';
const USR = '/usr/lib/systemd/system';
const lines = (...texts: readonly string[]): string => texts.map((text) => `${text}\n`).join('');

test('enable makes the links of [Install] and of Also=, says each, and finds nothing to do the second time', () => {
  const run = machine();
  const missing = `Unit ${USR}/a.service is added as a dependency to a non-existent unit x.target.`;
  expect(run('systemctl enable a')).toEqual([
    0,
    '',
    lines(
      `Created symlink ${ETC}/alias-a.service → ${USR}/a.service.`,
      `Created symlink ${ETC}/multi-user.target.wants/a.service → ${USR}/a.service.`,
      `Created symlink ${ETC}/x.target.requires/a.service → ${USR}/a.service.`,
      missing,
      `Created symlink ${ETC}/multi-user.target.wants/b.service → ${USR}/b.service.`,
    ),
  ]);
  expect(run('systemctl is-enabled a b alias-a.service s')).toEqual([
    0,
    lines('enabled', 'enabled', 'alias', 'static'),
    '',
  ]);
  expect(run('systemctl enable a')).toEqual([0, '', lines(missing)]);
  expect(run('systemctl list-dependencies multi-user.target')).toEqual([
    0,
    lines('multi-user.target', '○ ├─a.service', '○ └─b.service'),
    '',
  ]);
  expect((run('systemctl disable a')[2] as string).split('\n').sort()).toEqual([
    '',
    `Removed "${ETC}/alias-a.service".`,
    `Removed "${ETC}/multi-user.target.wants/a.service".`,
    `Removed "${ETC}/multi-user.target.wants/b.service".`,
    `Removed "${ETC}/x.target.requires/a.service".`,
  ]);
  expect(run('systemctl is-enabled a b; ls /etc/systemd/system')).toEqual([0, lines('disabled', 'disabled'), '']);
  expect(run('systemctl disable a')).toEqual([0, '', '']);
});

test('what cannot be enabled is told as pid 1 tells it', () => {
  const run = machine({ [`${USR}/m.service`]: { link: '/dev/null' } });
  expect(run('systemctl enable nosuch')).toEqual([
    1,
    '',
    'Failed to enable unit: Unit file nosuch.service does not exist.\n',
  ]);
  expect(run('systemctl enable m')).toEqual([1, '', `Failed to enable unit: Unit file ${USR}/m.service is masked.\n`]);
  expect(run('systemctl enable u@.service')).toEqual([
    1,
    '',
    'Failed to enable unit: Destination unit multi-user.target is a non-template unit.\n',
  ]);
  const [status, , told] = run('systemctl enable s');
  expect([status, (told as string).split('\n')[0]]).toEqual([
    0,
    'The unit files have no installation config (WantedBy=, RequiredBy=, Also=,',
  ]);
  expect(run('systemctl enable c')[2]).toBe(
    lines(
      `Created symlink ${ETC}/multi-user.target.wants/c.service → ${USR}/c.service.`,
      'Failed to enable auxiliary unit nosuch.service, ignoring.',
    ),
  );
  expect(run('systemctl enable')).toEqual([1, '', 'Too few arguments.\n']);
  expect(run('systemctl is-enabled nosuch m')).toEqual([
    1,
    'masked\n',
    'Failed to get unit file state for nosuch.service: No such file or directory\n',
  ]);
});

test('instances of templates are enabled by name or by default, and go with their template', () => {
  const run = machine();
  expect(run('systemctl enable t@.service t@x.service')[2]).toBe(
    lines(
      `Created symlink ${ETC}/multi-user.target.wants/t@d.service → ${USR}/t@.service.`,
      `Created symlink ${ETC}/multi-user.target.wants/t@x.service → ${USR}/t@.service.`,
    ),
  );
  expect(run('systemctl is-enabled t@x.service t@.service t@y.service')[1]).toBe(
    lines('enabled', 'enabled', 'disabled'),
  );
  run('systemctl disable t@.service');
  expect(run('ls /etc/systemd/system')[1]).toBe('');
});

test('mask and unmask speak of links, of units that do not exist and of files in the way', () => {
  const run = machine({ [`${ETC}/own.service`]: '[Service]\nExecStart=/bin/true\n' });
  expect(run('systemctl mask b')).toEqual([0, '', `Created symlink ${ETC}/b.service → /dev/null.\n`]);
  expect(run('systemctl is-enabled b')).toEqual([1, 'masked\n', '']);
  expect(run('systemctl mask b')).toEqual([0, '', '']);
  expect(run('systemctl disable b')).toEqual([0, '', `Unit ${ETC}/b.service is masked, ignoring.\n`]);
  expect(run('systemctl unmask b; systemctl unmask b')).toEqual([0, '', `Removed "${ETC}/b.service".\n`]);
  expect(run('systemctl mask own')).toEqual([1, '', `Failed to mask unit: File ${ETC}/own.service already exists.\n`]);
  expect(run('systemctl mask --runtime nosuch')).toEqual([
    0,
    '',
    lines(
      'Unit nosuch.service does not exist, proceeding anyway.',
      'Created symlink /run/systemd/system/nosuch.service → /dev/null.',
    ),
  ]);
});

test('--now starts and stops, --runtime writes below /run, links of the vendor do not count', () => {
  const run = machine({ [`${USR}/default.target.wants/b.service`]: { link: '../b.service' } });
  expect(run('systemctl is-enabled b ind')[1]).toBe(lines('disabled', 'indirect'));
  expect(
    run('systemctl stop b; systemctl enable --runtime --now b; systemctl is-enabled b; systemctl is-active b'),
  ).toEqual([
    0,
    lines('enabled-runtime', 'active'),
    `Created symlink /run/systemd/system/multi-user.target.wants/b.service → ${USR}/b.service.\n`,
  ]);
  expect(run('systemctl disable -q --runtime --now b; systemctl is-enabled b; systemctl is-active b')[1]).toBe(
    lines('disabled', 'inactive'),
  );
});

test('preset follows the first rule that matches; without one a unit is enabled', () => {
  const run = machine({ '/usr/lib/systemd/system-preset/50-x.preset': '# none\ndisable c*\n' });
  run('systemctl enable c.service');
  expect(run('systemctl preset c.service b.service')).toEqual([
    0,
    '',
    lines(
      `Removed "${ETC}/multi-user.target.wants/c.service".`,
      `Created symlink ${ETC}/multi-user.target.wants/b.service → ${USR}/b.service.`,
    ),
  ]);
});

test('list-dependencies shows targets last, goes on below them, and marks states', () => {
  const m = systemdMachine({
    'default.target': '[Unit]\nDefaultDependencies=no\nRequires=mid.target\nWants=z.service bad.service\n',
    'mid.target': '[Unit]\nDefaultDependencies=no\nWants=deep.service Also.service\n',
    'z.service':
      '[Unit]\nDefaultDependencies=no\nRequires=deep.service\n[Service]\nType=oneshot\nRemainAfterExit=yes\nExecStart=/bin/true\n',
    'bad.service': '[Unit]\nDefaultDependencies=no\n[Service]\nType=oneshot\nExecStart=/bin/false\n',
    'deep.service':
      '[Unit]\nDefaultDependencies=no\n[Service]\nType=oneshot\nRemainAfterExit=yes\nExecStart=/bin/true\n',
    'Also.service': '[Unit]\nDefaultDependencies=no\n[Service]\nType=oneshot\nExecStart=/bin/true\n',
  });
  start(m);
  const tree = (...words: readonly string[]): string =>
    Buffer.from(type(m, ['systemctl', 'list-dependencies', ...words]).stdout, 'latin1').toString();
  expect(tree()).toBe(
    lines(
      'default.target',
      '× ├─bad.service',
      '● ├─z.service',
      '● └─mid.target',
      '○   ├─Also.service',
      '●   └─deep.service',
    ),
  );
  expect(tree('--plain')).toBe(
    lines('default.target', '  bad.service', '  z.service', '  mid.target', '  Also.service', '  deep.service'),
  );
  expect(tree('--reverse', 'deep')).toBe(
    lines('deep.service', '● ├─z.service', '● └─mid.target', '●   └─default.target'),
  );
  expect(tree('--all', 'z.service')).toContain(
    lines('z.service', '● ├─deep.service', '● │ └─system.slice', '● └─system.slice'),
  );
});

test('list-jobs shows the jobs of the units asked for', () => {
  const m = systemdMachine({
    'default.target': '[Unit]\nDefaultDependencies=no\n',
    'slow.service': '[Unit]\nDefaultDependencies=no\n[Service]\nType=oneshot\nExecStart=/bin/sleep 100\n',
    'after.service':
      '[Unit]\nDefaultDependencies=no\nAfter=slow.service\n[Service]\nType=oneshot\nExecStart=/bin/true\n',
  });
  start(m);
  type(m, ['systemctl', 'start', '--no-block', 'slow', 'after']);
  const jobs = (...words: readonly string[]): string => type(m, ['systemctl', 'list-jobs', ...words]).stdout;
  expect(jobs().replace(/^ *\d+/gm, 'N')).toBe(
    lines(
      'JOB UNIT          TYPE  STATE',
      'N slow.service  start running',
      'N after.service start waiting',
      '',
      '2 jobs listed.',
    ).replace('2 jobs', 'N jobs'),
  );
  expect(jobs('aft*', '--no-legend').replace(/^ *\d+/gm, 'N')).toBe('N after.service start waiting\n');
  expect(jobs('nosuch*')).toBe('No jobs listed.\n');
  type(m, ['systemctl', 'cancel']);
  expect(jobs()).toBe('No jobs running.\n');
});

test('swap in fstab is told as not modelled by the generator and by the unit', () => {
  const m = systemdMachine(UNITS, {
    '/etc/fstab': '/dev/vdb none swap sw 0 0\n/dev/vdc none swap noauto 0 0\n',
    '/usr/lib/systemd/system-generators/systemd-fstab-generator': { program: 'systemd-fstab-generator' },
  });
  start(m);
  const told = () => m.trace.events.filter(ofKind('unsupported')).map(({ detail }) => detail);
  expect(told()).toEqual(['swap on /dev/vdb']);
});
