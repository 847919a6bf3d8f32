/** Finds and starts programs by name, as execvp(3) does. */
import type { Process } from '../../kernel/process.ts';
import { Errno, isErrno } from '../../vfs/errno.ts';

/** The path of glibc when PATH is unset. */
const DEFAULT_PATH = '/bin:/usr/bin';

/** The file that `name` stands for; a name with a slash is taken as it is. */
export const findProgram = (p: Process, name: string): string | Errno => {
  if (name.includes('/')) return name;
  if (name === '') return Errno.ENOENT;
  let refused = false;
  for (const directory of (p.env.get('PATH') ?? DEFAULT_PATH).split(':')) {
    const path = directory === '' ? name : `${directory}/${name}`;
    const stat = p.stat(path);
    if (isErrno(stat) || stat.type === 'directory') {
      if (isErrno(stat) && stat === Errno.EACCES) refused = true;
      continue;
    }
    const allowed = p.access(path, 'x');
    if (!isErrno(allowed)) return path;
    refused = true;
  }
  return refused ? Errno.EACCES : Errno.ENOENT;
};

/** Starts a program as a child; a file that is neither a program nor has an interpreter goes to /bin/sh. */
export const spawnByName = (
  p: Process,
  argv: readonly string[],
  fds?: ReadonlyMap<number, number>,
): Process | Errno => {
  const path = findProgram(p, argv[0] ?? '');
  if (isErrno(path)) return path;
  const options = fds ? { fds } : {};
  const child = p.spawn(path, argv, options);
  return child === Errno.ENOEXEC ? p.spawn('/bin/sh', ['/bin/sh', path, ...argv.slice(1)], options) : child;
};

/** Replaces the running program; gives the errno when that cannot be. */
export const execByName = (
  p: Process,
  argv: readonly string[],
  env: ReadonlyMap<string, string>,
): ReturnType<Process['exec']> => {
  const path = findProgram(p, argv[0] ?? '');
  if (isErrno(path)) return path;
  const ended = p.exec(path, argv, env);
  return ended === Errno.ENOEXEC ? p.exec('/bin/sh', ['/bin/sh', path, ...argv.slice(1)], env) : ended;
};
