/** sysctl: reads and sets kernel parameters below /proc/sys (procps). */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import { Errno, isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { complain, unsupported, unsupportedOption } from '../text/messages.ts';

const LONG = [
  'all=a',
  'binary=b',
  'ignore=e',
  'names=N',
  'values=n',
  'load::=p',
  'quiet=q',
  'system',
  'write=w',
  'pattern:=r',
  'dry-run',
  'help=h',
  'version=V',
];

interface How {
  readonly show: 'both' | 'value' | 'name' | 'nothing';
  readonly ignore: boolean;
}

/** `net.ipv4.conf` or `net/ipv4/conf`: whichever separator comes first is the separator. */
const split = (name: string): { readonly path: string; readonly shown: string } => {
  const slashes = name.search(/[./]/) >= 0 && name[name.search(/[./]/)] === '/';
  const path = slashes ? name : name.replace(/[./]/g, (c) => (c === '.' ? '/' : '.'));
  return { path: `/proc/sys/${path}`, shown: slashes ? name.replace(/[./]/g, (c) => (c === '/' ? '.' : '/')) : name };
};

export const sysctl: Program = {
  name: 'sysctl',
  run: function* (p) {
    const { options, operands, error } = getopt(p.argv, 'AXaeNnp::qwfbxr:hV', LONG);
    let how: How = { show: 'both', ignore: false };
    let write = false;
    const files: string[] = [];
    let load = false;
    for (const { name, value } of options) {
      if (name === 'n') how = { ...how, show: 'value' };
      else if (name === 'N') how = { ...how, show: 'name' };
      else if (name === 'q') how = { ...how, show: 'nothing' };
      else if (name === 'e') how = { ...how, ignore: true };
      else if (name === 'w') write = true;
      else if (name === 'p' || name === 'f') {
        load = true;
        if (value !== undefined) files.push(value);
      } else return yield* unsupportedOption(p, name);
    }
    if (error !== undefined) return yield* unsupported(p, error);
    if (load) {
      let status = 0;
      for (const file of files.length + operands.length > 0 ? [...files, ...operands] : ['/etc/sysctl.conf'])
        if ((yield* loadFile(p, file, how)) !== 0) status = 1;
      return status;
    }
    if (operands.length === 0) {
      if (options.length === 0) return yield* unsupported(p, 'the help text');
      yield* p.warn("sysctl: no variables specified\nTry `sysctl --help' for more information.\n");
      return 1;
    }
    let status = 0;
    for (const word of operands) {
      const equals = word.indexOf('=');
      if (equals >= 0)
        status = (yield* set(p, word.slice(0, equals).trim(), word.slice(equals + 1).trim(), how)) || status;
      else if (write) status = yield* complain(p, 'command line(0): invalid syntax, continuing...');
      else status = (yield* show(p, word, how)) || status;
    }
    return status;
  },
};

function* missing(p: Process, path: string, errno: Errno, how: How): Task<number> {
  if (how.ignore && errno === Errno.ENOENT) return 0;
  return yield* complain(p, `cannot stat ${path}: ${errno.message}`);
}

function* show(p: Process, name: string, how: How): Task<number> {
  const { path, shown } = split(name);
  const stat = p.stat(path);
  if (isErrno(stat)) return yield* missing(p, path, stat, how);
  if (stat.type === 'directory') {
    const names = p.readdir(path);
    let status = 0;
    for (const entry of isErrno(names) ? [] : names)
      status = (yield* show(p, `${path.slice('/proc/sys/'.length)}/${entry}`, how)) || status;
    return status;
  }
  const text = p.readFile(path);
  if (isErrno(text)) return yield* complain(p, `reading key "${shown}": ${text.message}`);
  for (const line of text.replace(/\n$/, '').split('\n'))
    yield* p.print(how.show === 'value' ? `${line}\n` : how.show === 'name' ? `${shown}\n` : `${shown} = ${line}\n`);
  return 0;
}

function* set(p: Process, name: string, value: string, how: How): Task<number> {
  const { path, shown } = split(name);
  const stat = p.stat(path);
  if (isErrno(stat)) return yield* missing(p, path, stat, how);
  const fd = p.open(path, { write: true });
  const done = isErrno(fd) ? fd : yield* p.write(fd, `${value}\n`);
  if (!isErrno(fd)) p.close(fd);
  if (isErrno(done))
    return yield* complain(p, `setting key "${shown}"${done === Errno.EACCES ? '' : `: ${done.message}`}`);
  if (how.show !== 'nothing')
    yield* p.print(how.show === 'value' ? `${value}\n` : how.show === 'name' ? `${shown}\n` : `${shown} = ${value}\n`);
  return 0;
}

function* loadFile(p: Process, file: string, how: How): Task<number> {
  const text = file === '-' ? yield* p.readAll(0) : p.readFile(file);
  if (isErrno(text)) return yield* complain(p, `cannot open "${file}": ${text.message}`);
  let status = 0;
  for (const [n, line] of text.split('\n').entries()) {
    const entry = line.trim();
    if (entry === '' || entry.startsWith('#') || entry.startsWith(';')) continue;
    const equals = entry.indexOf('=');
    if (equals < 0) {
      yield* complain(p, `${file}(${n + 1}): invalid syntax, continuing...`);
      continue;
    }
    const optional = entry.startsWith('-');
    const failed = yield* set(p, entry.slice(optional ? 1 : 0, equals).trim(), entry.slice(equals + 1).trim(), how);
    if (failed !== 0 && !optional) status = 1;
  }
  return status;
}
