/** An image: the initramfs file tree that a rehearsal boots, immutable and shared between rehearsals. */
import type { TreeEntry, TreeIndex } from '../vfs/tree-index.ts';
import { follow } from './follow.ts';

/** Which interpreter `/bin/sh` is; a bash called `sh` runs in POSIX mode. */
export type ImageShell = 'dash' | 'busybox' | 'bash-posix';

export interface Image {
  /** `builtin`, or what it was read from; for messages. */
  readonly name: string;
  readonly tree: TreeIndex;
  /** What `/bin/sh` resolves to. */
  readonly shell: ImageShell;
}

/** What is wrong with an image or with what was asked of it; `message` says what was found and what was expected. */
export class ImageProblem {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

const SHELLS: ReadonlyMap<string, ImageShell> = new Map([
  ['dash', 'dash'],
  ['busybox', 'busybox'],
  ['bash', 'bash-posix'],
]);

/** Directories a program is looked for in, in the order of the PATH that services get. */
export const PROGRAM_DIRECTORIES = [
  '/usr/local/sbin',
  '/usr/local/bin',
  '/usr/sbin',
  '/usr/bin',
  '/sbin',
  '/bin',
] as const;

/** An image of a tree; a problem when `/bin/sh` is missing or is no shell that we know. */
export function image(name: string, tree: TreeIndex): Image | ImageProblem {
  const shell = follow(tree, '/bin/sh');
  if (shell === undefined || tree.get(shell)?.type !== 'file') {
    return new ImageProblem(`image ${name}: there is no /bin/sh; expected an unpacked initramfs`);
  }
  const known = SHELLS.get(basename(shell));
  if (known) return { name, tree, shell: known };
  return new ImageProblem(`image ${name}: /bin/sh is ${shell}; expected dash, busybox or bash`);
}

/** The image with files laid over it (a script's parent directories are made, links on the way are followed). */
export function overlay(base: Image, files: ReadonlyMap<string, TreeEntry>): Image {
  if (files.size === 0) return base;
  const placed = new Map<string, TreeEntry>();
  for (const [path, entry] of files) placed.set(physical(base.tree, path), entry);
  return { ...base, tree: base.tree.with(placed) };
}

/** The image with another `/bin/sh`; the interpreter's own file is added when the image has none. */
export function withShell(base: Image, shell: 'dash' | 'busybox' | 'bash'): Image {
  const path = physical(base.tree, '/bin/sh');
  const directory = path.slice(0, path.lastIndexOf('/'));
  const interpreter = PROGRAM_DIRECTORIES.map((d) => follow(base.tree, `${d}/${shell}`)).find(
    (found) => found !== undefined && base.tree.get(found)?.type === 'file',
  );
  const changes = new Map<string, TreeEntry | undefined>();
  if (!interpreter) changes.set(`${directory}/${shell}`, programFile(shell));
  changes.set(path, { type: 'symlink', target: interpreter ?? shell });
  return { ...base, tree: base.tree.with(changes), shell: SHELLS.get(shell) ?? base.shell };
}

/** The image without some programs: their files, and every link that led to them. */
export function withoutPrograms(base: Image, names: readonly string[]): Image | ImageProblem {
  const gone = new Set<string>();
  for (const name of names) {
    const found = programPaths(base.tree, name);
    if (found.length === 0) return new ImageProblem(`without: the image ${base.name} has no program ${name}`);
    for (const path of found) gone.add(path);
  }
  for (const [path, entry] of base.tree.entries) {
    if (entry.type !== 'symlink' || gone.has(path)) continue;
    const target = follow(base.tree, path);
    if (target !== undefined && gone.has(target)) gone.add(path);
  }
  return { ...base, tree: base.tree.with(new Map([...gone].map((path) => [path, undefined]))) };
}

/** The image with programs of these names in /usr/bin, where it has none. */
export function withPrograms(base: Image, names: readonly string[]): Image {
  const missing = names.filter((name) => !name.includes('/') && programPaths(base.tree, name).length === 0);
  return overlay(base, new Map(missing.map((name) => [`/usr/bin/${name}`, programFile(name)])));
}

/** The file that stands for a native program: the loader finds the program by the file's name. */
export function programFile(name: string): TreeEntry {
  return { type: 'file', mode: 0o755, content: `\x7fELF dryboot program ${name}\n` };
}

/** `/etc/hostid` as a file: four bytes, least significant first, of eight hexadecimal digits. */
export function hostidFile(hex: string): TreeEntry {
  const value = Number.parseInt(hex, 16);
  return {
    type: 'file',
    mode: 0o644,
    content: String.fromCharCode(value & 255, (value >>> 8) & 255, (value >>> 16) & 255, value >>> 24),
  };
}

/** The path with all links among its parent directories followed. */
function physical(tree: TreeIndex, path: string): string {
  const cut = path.lastIndexOf('/');
  const directory = path.slice(0, cut);
  if (directory === '') return path;
  const real = follow(tree, directory) ?? physical(tree, directory);
  return `${real === '/' ? '' : real}${path.slice(cut)}`;
}

function programPaths(tree: TreeIndex, name: string): string[] {
  const directories = new Set(
    [...PROGRAM_DIRECTORIES, '/usr/lib/systemd', '/lib/systemd', '/usr/lib/udev']
      .map((d) => follow(tree, d))
      .filter((d) => d !== undefined),
  );
  return [...directories].map((d) => `${d}/${name}`).filter((path) => tree.get(path) !== undefined);
}

export const basename = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
