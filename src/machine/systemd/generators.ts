/** Generators: programs that write unit files, or variables, before the units are read (systemd.generator(7), systemd.environment-generator(7)). */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import { isErrno } from '../../vfs/errno.ts';
import { assignment } from './environment.ts';
import { splitWords } from './exec-command.ts';
import type { Pid1 } from './pid1.ts';

const OUTPUT = ['/run/systemd/generator', '/run/systemd/generator.early', '/run/systemd/generator.late'];
const directories = (kind: string): string[] =>
  ['/run/systemd', '/etc/systemd', '/usr/local/lib/systemd', '/usr/lib/systemd'].map((parent) => `${parent}/${kind}`);

/** Environment generators run one after the other; each sees what those before it said. */
export function* runEnvironmentGenerators(pid1: Pid1): Task {
  const { p, environment } = pid1;
  for (const path of executables(p, directories('system-environment-generators'))) {
    const [read, write] = p.pipe();
    const child = p.spawn(path, [path], { env: new Map(environment), fds: nullExcept(pid1, [1, write]) });
    p.close(write);
    if (!isErrno(child)) {
      const text = yield* p.readAll(read);
      const ended = yield* p.wait(child.pid);
      if (!isErrno(ended) && ended.status !== 0) complain(pid1, path, ended.status);
      else if (!isErrno(text)) take(environment, text);
    }
    p.close(read);
  }
}

function take(environment: Map<string, string>, text: string): void {
  for (const line of text.split('\n')) {
    const word = splitWords(line)?.join(' ') ?? '';
    const pair = assignment(word.trim());
    if (pair) environment.set(pair[0], pair[1]);
  }
}

/** Generators run at the same time, in no order. Directories that nothing was written to are taken away again. */
export function* runGenerators(pid1: Pid1): Task {
  const { p } = pid1;
  for (const directory of OUTPUT) {
    removeTree(p, directory);
    makePath(p, directory);
  }
  const running = new Map<number, string>();
  const env = new Map([
    ...pid1.environment,
    ['SYSTEMD_SCOPE', 'system'],
    ['SYSTEMD_IN_INITRD', '1'],
    ['SYSTEMD_FIRST_BOOT', '0'],
    ['SYSTEMD_ARCHITECTURE', 'x86-64'],
  ]);
  for (const path of executables(p, directories('system-generators'))) {
    const child = p.spawn(path, [path, ...OUTPUT], { env, fds: nullExcept(pid1) });
    if (!isErrno(child)) running.set(child.pid, path);
  }
  for (const [pid, path] of running) {
    const ended = yield* p.wait(pid);
    if (!isErrno(ended) && ended.status !== 0) complain(pid1, path, ended.status);
  }
  for (const directory of OUTPUT) p.rmdir(directory);
}

function complain(pid1: Pid1, path: string, status: number): void {
  pid1.log(`${path} failed with exit status ${status}.`, undefined, 3);
}

/** Standard input, output and error are /dev/null, but for one. */
function nullExcept(pid1: Pid1, other?: readonly [number, number]): Map<number, number> {
  const { p } = pid1;
  let fd = p.descriptors().find((open) => p.descriptor(open)?.path === '/dev/null');
  if (fd === undefined) {
    const opened = p.open('/dev/null', { read: true, write: true });
    fd = isErrno(opened) ? undefined : opened;
  }
  const fds = new Map<number, number>(
    fd === undefined
      ? []
      : [
          [0, fd],
          [1, fd],
          [2, fd],
        ],
  );
  if (other) fds.set(other[0], other[1]);
  return fds;
}

/** Executables by name; of two with the same name, the one of the more important directory. A link to /dev/null hides. */
function executables(p: Process, places: readonly string[]): string[] {
  const found = new Map<string, string>();
  for (const directory of places) {
    const names = p.readdir(directory);
    if (isErrno(names)) continue;
    for (const name of names) if (!found.has(name)) found.set(name, `${directory}/${name}`);
  }
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, path]) => path)
    .filter((path) => {
      const stat = p.stat(path);
      return !isErrno(stat) && stat.type === 'file' && (stat.mode & 0o111) !== 0;
    });
}

function makePath(p: Process, path: string): void {
  const parts = path.split('/').filter(Boolean);
  for (let n = 1; n <= parts.length; n++) p.mkdir(`/${parts.slice(0, n).join('/')}`, 0o755);
}

function removeTree(p: Process, path: string): void {
  const names = p.readdir(path);
  if (isErrno(names)) {
    p.unlink(path);
    return;
  }
  for (const name of names) {
    const stat = p.lstat(`${path}/${name}`);
    if (!isErrno(stat) && stat.type === 'directory') removeTree(p, `${path}/${name}`);
    else p.unlink(`${path}/${name}`);
  }
  p.rmdir(path);
}
