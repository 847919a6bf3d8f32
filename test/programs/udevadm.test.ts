/** udevadm info --attribute-walk, test and control, as udevadm 252 answers. */
import { expect, test } from 'vitest';
import { addDisk } from '../../src/machine/block/add-disk.ts';
import { ofKind } from '../../src/trace/trace.ts';
import { machineWithPrograms, pause, plantAt, run, succeed } from '../machine/commands.ts';

function machine() {
  const m = machineWithPrograms();
  m.zfs.loadModule();
  for (const letter of 'bc') addDisk(m, { name: `vd${letter}`, sizeBytes: 768 * 2 ** 20 });
  succeed(m, 'zpool', 'create', 'rpool', 'vdb');
  succeed(m, 'zfs', 'create', '-V', '64M', 'rpool/keystore');
  succeed(m, 'mkfs.ext4', '-q', '-U', '01234567-89ab-cdef-0123-456789abcdef', '/dev/zd0');
  pause(m, 1_000_000);
  return m;
}

const ask = (m: ReturnType<typeof machine>, ...argv: string[]) => {
  const { status, stdout, stderr } = run(m, { argv: ['udevadm', ...argv] });
  return { status, stdout, stderr };
};

test('an attribute walk of a device without parents shows its attributes as keys of rules', () => {
  const { status, stdout } = ask(machine(), 'info', '-a', '/dev/zvol/rpool/keystore');
  expect(status).toBe(0);
  expect(stdout).toMatch(/^\nUdevadm info starts with the device specified by the devpath and then\n/);
  const [, walk] = stdout.split('and the attributes from one single parent device.\n\n');
  expect(walk).toMatch(
    /^ {2}looking at device '\/devices\/virtual\/block\/zd0':\n {4}KERNEL=="zd0"\n {4}SUBSYSTEM=="block"\n {4}DRIVER==""\n {4}ATTR\{/,
  );
  expect(walk).toContain('    ATTR{queue/logical_block_size}=="512"\n');
  expect(walk).toContain('    ATTR{size}=="131072"\n');
  expect(walk).not.toMatch(/ATTR\{(?:uevent|dev|subsystem)\}/);
  const names = [...walk!.matchAll(/ATTR\{(.*?)\}/g)].map(([, name]) => name);
  expect(names).toEqual([...names].sort());
});

test('the walk of a partition goes to its disk; parents on a bus are told as not modelled', () => {
  const m = machine();
  const { stdout, status } = ask(m, 'info', '--attribute-walk', '--name=vdb1');
  expect(stdout).toMatch(/\n\n {2}looking at parent device '\/devices\/pci\S+\/block\/vdb':\n {4}KERNELS=="vdb"\n/);
  expect(stdout).toContain('    ATTR{partition}=="1"\n');
  expect(status).toBe(1);
  expect(m.trace.events.filter(ofKind('unsupported')).map(({ detail }) => detail)).toContain(
    'attributes of the parents of /dev/vdb',
  );
});

test('info tells a word that is no path from a device that is not there', () => {
  const m = machine();
  expect(ask(m, 'info', '-a')).toEqual({ status: 1, stdout: '', stderr: 'A device name or path is required\n' });
  expect(ask(m, 'info', '-a', '-n', 'nosuch').stderr).toBe('Unknown device "/dev/nosuch": No such device\n');
  expect(ask(m, 'info', 'nosuch').stderr).toBe(
    'Bad argument "nosuch", expected an absolute path in /dev/ or /sys/ or a unit name: Invalid argument\n',
  );
});

test('test shows properties, links and what rules would run, and runs nothing', () => {
  const m = machine();
  plantAt(
    m,
    '/etc/udev/rules.d/64-x.rules',
    'ACTION!="remove", SUBSYSTEM=="block", KERNEL=="zd*", RUN+="/sbin/initqueue --settled --unique /bin/touch /run/ran-%k"\n',
  );
  const { status, stdout, stderr } = ask(m, 'test', '--action=change', '/sys/class/block/zd0');
  expect(status).toBe(0);
  expect(stderr).toContain('Reading rules file: /etc/udev/rules.d/64-x.rules\n');
  expect(stdout).toMatch(/^This program is for debugging only, it does not run any program\n/);
  for (const line of ['DEVPATH=/devices/virtual/block/zd0', 'ACTION=change', 'ID_FS_TYPE=ext4', 'TAGS=:systemd:'])
    expect(stdout).toContain(`\n${line}\n`);
  expect(stdout).toMatch(/\nDEVLINKS=\S*.*\/dev\/zvol\/rpool\/keystore/);
  expect(stdout).toMatch(/\nrun: '\/sbin\/initqueue --settled --unique \/bin\/touch \/run\/ran-zd0'\n$/);
  expect(run(m, { argv: ['ls', '/run/ran-zd0'] }).status).not.toBe(0);
});

test('test and control refuse what the real ones refuse', () => {
  const m = machine();
  const said = (...argv: string[]): string => ask(m, ...argv).stderr;
  expect(said('test')).toBe('syspath parameter missing.\n');
  expect(said('test', '-a', 'foo', '/sys/class/block/zd0')).toBe("Invalid action 'foo'\n");
  expect(said('test', '-N', 'bad', '/sys/class/block/zd0')).toBe('--resolve-names= must be early, late or never\n');
  expect(said('test', '/sys/nosuch')).toBe("Failed to open device '/sys/nosuch': No such device\n");
  expect(said('control')).toBe('This command expects one or more options.\n');
  expect(said('control', '-l', 'bad')).toBe("Failed to parse log level 'bad': Invalid argument\n");
  expect(said('control', '-p', 'x')).toBe("expect <KEY>=<value> instead of 'x'\n");
  expect(said('control', '-m', 'x')).toBe("Failed to parse maximum number of children 'x': Invalid argument\n");
  expect(said('control', '-t', 'x')).toBe("Failed to parse timeout value 'x': Invalid argument\n");
  for (const [option, what] of [
    ['--ping', 'a ping message'],
    ['-R', 'reload request'],
    ['-pA=1', 'request to update environment'],
    ['-s', 'request to stop exec queue'],
  ] as const) {
    expect([option, ask(m, 'control', option).status]).toEqual([option, 0]);
    m.udev.stop();
    expect(said('control', option)).toBe(`Failed to send ${what}: No such file or directory\n`);
    m.udev.start();
  }
});
