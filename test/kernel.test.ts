/** Processes, pipes, signals, time and the ends of a run. */
import { expect, test } from 'vitest';
import { Kernel } from '../src/kernel/kernel.ts';
import type { Process } from '../src/kernel/process.ts';
import { ProcSuperblock } from '../src/kernel/procfs.ts';
import type { Task } from '../src/kernel/task.ts';
import { Errno, isErrno } from '../src/vfs/errno.ts';
import { plantDevice, plantFile } from '../src/vfs/plant.ts';
import { Superblock } from '../src/vfs/superblock.ts';

function machine(seed = 0): Kernel {
  const kernel = new Kernel({ seed });
  const nowUs = () => kernel.clock.nowUs;
  const sb = new Superblock({ type: 'tmpfs', source: 'rootfs', nowUs });
  kernel.vfs.mount(undefined, '/', { sb });
  plantFile(sb, '/bin/prog', '\x7fELF', 0o755);
  plantFile(sb, '/bin/plain', 'no program', 0o644);
  plantFile(sb, '/bin/script', '#!/bin/prog -x y\n', 0o755);
  plantDevice(sb, '/dev/null', 'char', [1, 3], 0o666);
  for (const name of ['proc', 'mnt', 'run', 'mnt/in'])
    kernel.vfs.create(kernel.vfs.view, `/${name}`, 'directory', 0o755);
  kernel.vfs.mount(kernel.vfs.view, '/proc', {
    sb: new ProcSuperblock(
      kernel,
      {
        commandLine: 'root=zfs:AUTO ro',
        hostname: 'h',
        release: '6.1',
        consoles: [],
        filesystems: () => ['nodev\tproc'],
        modules: () => [],
        memoryKiB: 1024,
      },
      nowUs,
    ),
  });
  return kernel;
}

/** Runs a body as a process and gives its status. */
function run(kernel: Kernel, body: (p: Process) => Task<number> | number): number {
  const p = kernel.start(body);
  expect(kernel.run()).toEqual({ why: 'done' });
  return p.ended!.status;
}

const value = <T>(result: T | Errno): T => {
  if (isErrno(result)) throw new Error(result.name);
  return result;
};

test('a pipe carries bytes from one process to another and ends when the writer goes', () => {
  let seen = '';
  run(machine(), function* (p) {
    const [r, w] = p.pipe();
    p.fork(['writer'], function* (child) {
      child.close(r);
      yield* child.write(w, 'x'.repeat(200_000));
      return 0;
    });
    p.close(w);
    seen = value(yield* p.readAll(r));
    value(yield* p.wait());
    return 0;
  });
  expect(seen.length).toBe(200_000);
});

test('a writer without a reader dies of SIGPIPE', () => {
  let status = 0;
  run(machine(), function* (p) {
    const [r, w] = p.pipe();
    p.fork(['yes'], function* (child) {
      child.close(r);
      for (;;) yield* child.write(w, 'y\n'.repeat(1000));
    });
    p.close(w);
    yield* p.read(r, 2);
    p.close(r);
    status = value(yield* p.wait()).status;
    return 0;
  });
  expect(status).toBe(141);
});

test('programs start by path: scripts through their interpreter, errors as errno', () => {
  const kernel = machine();
  const argvs: (readonly string[])[] = [];
  kernel.loader = (name) => (name === 'prog' ? (p) => (argvs.push(p.argv) > 0 ? 3 : 0) : undefined);
  run(kernel, function* (p) {
    for (const path of ['/bin/prog', '/bin/script']) {
      const child = value(p.spawn(path, [path, 'a']));
      expect(value(yield* p.wait(child.pid)).status).toBe(3);
    }
    expect(p.spawn('/bin/plain', ['plain'])).toBe(Errno.EACCES);
    expect(p.spawn('/bin/none', ['none'])).toBe(Errno.ENOENT);
    expect(value(p.chmod('/bin/plain', 0o755))).toBe(true);
    expect(p.spawn('/bin/plain', ['plain'])).toBe(Errno.ENOEXEC);
    return 0;
  });
  expect(argvs).toEqual([
    ['/bin/prog', 'a'],
    ['/bin/prog', '-x y', '/bin/script', 'a'],
  ]);
});

test('an executable without a model is an unsupported event and status 127', () => {
  const kernel = machine();
  let status = 0;
  run(kernel, function* (p) {
    value(p.spawn('/bin/prog', ['prog', '--x']));
    status = value(yield* p.wait()).status;
    return 0;
  });
  expect(status).toBe(127);
  expect(kernel.trace.last('unsupported')?.detail).toBe('/bin/prog --x');
});

test('sleeping moves the virtual clock, not ours', () => {
  const kernel = machine();
  run(kernel, function* (p) {
    yield* p.sleep(3_000_000_000);
    return 0;
  });
  expect(kernel.clock.nowUs).toBeGreaterThanOrEqual(3_000_000_000);
  expect(kernel.clock.nowUs).toBeLessThan(3_000_100_000);
});

test('who waits for each other is a deadlock that says who', () => {
  const kernel = machine();
  kernel.start(
    function* (p) {
      const [r] = p.pipe();
      yield* p.read(r, 1);
      return 0;
    },
    { argv: ['reader'] },
  );
  const end = kernel.run();
  expect(end.why).toBe('deadlock');
  expect(end).toHaveProperty('detail', expect.stringContaining('reader[1] waits for read from pipe'));
});

test('too many processes at once is EAGAIN, too many steps end the run', () => {
  const kernel = new Kernel({ limits: { processes: 3, steps: 1000 } });
  const sb = new Superblock({ type: 'tmpfs', source: 'rootfs', nowUs: () => 0 });
  kernel.vfs.mount(undefined, '/', { sb });
  let refused: unknown;
  kernel.start(function* (p) {
    for (let i = 0; i < 3; i++) refused = p.fork(['child'], (child) => child.sleep(1e6) as unknown as Task<number>);
    for (;;) p.stat('/');
  });
  expect(kernel.run().why).toBe('limit');
  expect(refused).toBe(Errno.EAGAIN);
  expect(kernel.trace.last('limit.reached')?.limit).toBe('steps');
});

test('a trapped signal breaks in, an untrapped one ends the process', () => {
  const got: string[] = [];
  const statuses: number[] = [];
  run(machine(), function* (p) {
    const trapping = value(
      p.fork(['trapping'], function* (child) {
        child.onSignal('TERM', () => got.push('TERM'));
        yield* child.sleep(1_000_000);
        return 0;
      }),
    );
    const plain = value(p.fork(['plain'], (child) => child.sleep(1_000_000) as unknown as Task<number>));
    yield* p.sleep(1000);
    p.kill(trapping.pid, 'TERM');
    p.kill(plain.pid, 'TERM');
    for (const child of [trapping, plain]) statuses.push(value(yield* p.wait(child.pid)).status);
    return 0;
  });
  expect(got).toEqual(['TERM']);
  expect(statuses).toEqual([0, 143]);
});

test('files: append, truncate, rename over, unlink while open, read-only mounts', () => {
  const kernel = machine();
  run(kernel, function* (p) {
    value(p.writeFile('/run/a', 'one\n'));
    const fd = value(p.open('/run/a', { write: true, append: true }));
    yield* p.write(fd, 'two\n');
    expect(p.readFile('/run/a')).toBe('one\ntwo\n');
    value(p.unlink('/run/a'));
    expect(p.stat('/run/a')).toBe(Errno.ENOENT);
    expect(p.fstat(fd)).toMatchObject({ nlink: 0, sizeBytes: 8 });
    value(p.writeFile('/run/b', 'b'));
    value(p.writeFile('/run/c', 'c'));
    value(p.rename('/run/b', '/run/c'));
    expect(p.readFile('/run/c')).toBe('b');
    const sb = new Superblock({ type: 'ext4', source: '/dev/vda', nowUs: () => 0, readOnly: true });
    kernel.vfs.mount(p.view, '/mnt', { sb });
    expect(p.writeFile('/mnt/x', '')).toBe(Errno.EROFS);
    expect(p.stat('/mnt/in')).toBe(Errno.ENOENT);
    expect(p.readFile('/proc/self/mounts')).toMatch(/^\/dev\/vda \/mnt ext4 ro,relatime 0 0$/m);
    expect(kernel.vfs.unmount(p.view, '/mnt')).toBe(true);
    expect(p.stat('/mnt/in')).toMatchObject({ type: 'directory' });
    return 0;
  });
});

test('a filesystem that is full says ENOSPC', () => {
  const kernel = machine();
  run(kernel, (p) => {
    kernel.vfs.mount(p.view, '/mnt', {
      sb: new Superblock({ type: 'tmpfs', source: 'tmpfs', nowUs: () => 0, limitBytes: 10 }),
    });
    expect(p.writeFile('/mnt/x', 'x'.repeat(11))).toBe(Errno.ENOSPC);
    expect(p.writeFile('/mnt/y', 'x'.repeat(10))).toBe(true);
    return 0;
  });
});

test('symlinks across mounts, .. above a mount, loops of links', () => {
  const kernel = machine();
  run(kernel, (p) => {
    const sb = new Superblock({ type: 'tmpfs', source: 'tmpfs', nowUs: () => 0 });
    plantFile(sb, '/etc/real', 'yes');
    kernel.vfs.mount(p.view, '/mnt', { sb });
    value(p.symlink('../mnt/etc', '/run/link'));
    expect(p.readFile('/run/link/real')).toBe('yes');
    expect(p.readFile('/mnt/etc/../../run/link/real')).toBe('yes');
    value(p.symlink('loop', '/run/loop'));
    expect(p.stat('/run/loop')).toBe(Errno.ELOOP);
    expect(p.stat('/run/link/real/')).toBe(Errno.ENOTDIR);
    expect(value(p.chdir('/run/link'))).toBe(true);
    expect(p.cwd).toBe('/mnt/etc');
    expect(kernel.vfs.unmount(p.view, '/mnt', { inUse: (mount) => kernel.inUse(mount) })).toBe(Errno.EBUSY);
    return 0;
  });
});

test('a seed gives the same run every time', () => {
  const order = (seed: number): string => {
    const kernel = machine(seed);
    let seen = '';
    run(kernel, function* (p) {
      for (const name of 'abcdefgh')
        p.fork([name], () => {
          seen += name;
          return 0;
        });
      while (!isErrno(yield* p.wait())) {}
      return 0;
    });
    return seen;
  };
  expect(order(0)).toBe('abcdefgh');
  expect(order(5)).toBe(order(5));
  expect([1, 2, 3, 4, 5].map(order).some((o) => o !== 'abcdefgh')).toBe(true);
});
