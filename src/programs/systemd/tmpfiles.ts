/** systemd-tmpfiles(8): creates, adjusts and removes what tmpfiles.d says. */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import type { Machine } from '../../machine/machine.ts';
import { splitWords } from '../../machine/systemd/exec-command.ts';
import { globPaths } from '../../machine/systemd/glob-paths.ts';
import { expandSpecifiers } from '../../machine/systemd/specifiers.ts';
import { isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { configurationFiles } from './configuration-files.ts';
import { makeDirectories } from './generated-unit.ts';

export const systemdTmpfiles: Program = { name: 'systemd-tmpfiles', run };

interface Line {
  readonly type: string;
  /** After the type: `!` only at boot, `+` replace, `-` errors do not matter. */
  readonly modifiers: string;
  readonly path: string;
  readonly mode: number | undefined;
  readonly argument: string;
}

function* run(p: Process, m: Machine): Task<number> {
  const parsed = getopt(p.argv, 'hE', [
    'create',
    'clean',
    'remove',
    'boot',
    'prefix:',
    'exclude-prefix:',
    'root:',
    'replace:',
    'cat-config',
    'no-pager',
    'graceful',
    'purge',
    'user',
    'help=h',
    'version',
    'dry-run',
  ]);
  if (parsed.error !== undefined) {
    yield* p.warn(`systemd-tmpfiles: ${parsed.error}\n`);
    return 1;
  }
  const has = (name: string): boolean => parsed.options.some((option) => option.name === name);
  const values = (name: string): string[] =>
    parsed.options.filter((option) => option.name === name).map((option) => option.value ?? '');
  for (const name of ['root', 'replace', 'cat-config', 'purge', 'user', 'dry-run']) {
    if (!has(name)) continue;
    m.trace.add(p.pid, { kind: 'unsupported', what: 'systemd-tmpfiles', detail: `--${name}` });
    return 1;
  }
  if (!has('create') && !has('clean') && !has('remove')) {
    yield* p.warn('You need to specify at least one of --clean, --create, --remove, or --purge.\n');
    return 1;
  }
  const seen = new Set<string>();
  let invalid = false;
  for (const file of parsed.operands.length > 0 ? parsed.operands : configurationFiles(p, 'tmpfiles.d')) {
    const text = p.readFile(file);
    if (isErrno(text)) continue;
    for (const [index, raw] of text.split('\n').entries()) {
      const line = parse(raw, m);
      if (line === undefined) continue;
      if (line === 'invalid') {
        yield* p.warn(`${file}:${index + 1}: Failed to parse line, ignoring.\n`);
        invalid = true;
        continue;
      }
      const prefixes = values('prefix');
      if (prefixes.length > 0 && !prefixes.some((prefix) => below(line.path, prefix))) continue;
      if (values('exclude-prefix').some((prefix) => below(line.path, prefix))) continue;
      if (line.modifiers.includes('!') && !has('boot')) continue;
      if (seen.has(line.path) && !/[tahTAHzZxXrRwm]/.test(line.type)) {
        yield* p.warn(`${file}:${index + 1}: Duplicate line for path "${line.path}", ignoring.\n`);
        continue;
      }
      seen.add(line.path);
      if (has('remove')) remove(p, line);
      if (has('create')) create(p, m, line);
    }
  }
  return invalid ? 65 : 0;
}

const below = (path: string, prefix: string): boolean =>
  path === prefix || path.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`);

function parse(raw: string, m: Machine): Line | 'invalid' | undefined {
  const text = raw.trim();
  if (text === '' || text.startsWith('#')) return undefined;
  const words = splitWords(text);
  const [type, path, mode = '-', , , , ...rest] = words ?? [];
  if (type === undefined || path === undefined || !/^[a-zA-Z][!+=~^$?-]*$/.test(type)) return 'invalid';
  const facts = m.systemd.pid1?.facts ?? { kernelRelease: '', hostname: '', machineId: '', bootId: '' };
  const expanded = expandSpecifiers(path, 'tmpfiles.service', facts).replace(/(.)\/+$/, '$1');
  if (!expanded.startsWith('/')) return 'invalid';
  return {
    type: type[0]!,
    modifiers: type.slice(1),
    path: expanded,
    mode: mode === '-' ? undefined : Number.parseInt(mode.replace(/^[:~]+/, ''), 8),
    argument:
      rest[0] === '-' || rest[0] === undefined ? '' : expandSpecifiers(rest.join(' '), 'tmpfiles.service', facts),
  };
}

function create(p: Process, m: Machine, { type, modifiers, path, mode, argument }: Line): void {
  const parent = path.slice(0, path.lastIndexOf('/'));
  const there = !isErrno(p.lstat(path));
  switch (type) {
    case 'd':
    case 'D':
    case 'v':
    case 'q':
    case 'Q':
      makeDirectories(p, path);
      if (mode !== undefined) p.chmod(path, mode);
      return;
    case 'e':
      if (mode !== undefined) for (const found of globPaths(p, path)) p.chmod(found, mode);
      return;
    case 'f':
    case 'F':
      makeDirectories(p, parent);
      if (there && type === 'f' && !modifiers.includes('+')) return;
      p.writeFile(path, argument.replace(/\\n/g, '\n'));
      p.chmod(path, mode ?? 0o644);
      return;
    case 'w': {
      const text = argument.replace(/\\n/g, '\n');
      for (const found of globPaths(p, path)) {
        const before = modifiers.includes('+') ? p.readFile(found) : '';
        p.writeFile(found, `${isErrno(before) ? '' : before}${text}`);
      }
      return;
    }
    case 'L':
      if (argument === '') return;
      makeDirectories(p, parent);
      if (there && modifiers.includes('+')) p.unlink(path);
      // A link to nothing is not made with `L?`.
      if (!(modifiers.includes('?') && isErrno(p.stat(argument)))) p.symlink(argument, path);
      return;
    case 'p':
      makeDirectories(p, parent);
      p.mknod(path, 'fifo', mode ?? 0o644);
      return;
    case 'c':
    case 'b': {
      const [major, minor] = argument.split(':').map(Number);
      makeDirectories(p, parent);
      if (!there && major !== undefined && minor !== undefined)
        p.mknod(path, type === 'c' ? 'char' : 'block', mode ?? 0o644, [major, minor]);
      return;
    }
    case 'z':
    case 'Z':
    case 'm':
      if (mode !== undefined) for (const found of globPaths(p, path)) p.chmod(found, mode);
      return;
    case 'C':
      if (!there) m.trace.add(p.pid, { kind: 'unsupported', what: 'systemd-tmpfiles', detail: `C ${path}` });
      return;
    default:
      // What is only cleaned, ignored or given attributes changes nothing at boot.
      return;
  }
}

function remove(p: Process, { type, path }: Line): void {
  if (type === 'r') for (const found of globPaths(p, path)) if (isErrno(p.unlink(found))) p.rmdir(found);
  if (type === 'R') for (const found of globPaths(p, path)) removeTree(p, found);
  if (type === 'D') {
    const names = p.readdir(path);
    if (!isErrno(names)) for (const name of names) removeTree(p, `${path}/${name}`);
  }
}

function removeTree(p: Process, path: string): void {
  const stat = p.lstat(path);
  if (isErrno(stat)) return;
  if (stat.type !== 'directory') {
    p.unlink(path);
    return;
  }
  const names = p.readdir(path);
  if (!isErrno(names)) for (const name of names) removeTree(p, `${path}/${name}`);
  p.rmdir(path);
}
