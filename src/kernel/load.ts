/** From a path to something that runs: execute permission, `#!` lines, and the injected programs behind binaries (execve(2)). */
import { Errno, isErrno } from '../vfs/errno.ts';
import { pathOf, type Vfs, type View } from '../vfs/vfs.ts';
import type { Body } from './process.ts';

/** Gives the program of an executable by its basename; undefined when there is no model of it. */
export type Loader = (name: string, argv0: string) => Body | undefined;

export interface Loaded {
  readonly body: Body;
  readonly argv: readonly string[];
  /** The binary that runs, without symlinks. */
  readonly path: string;
}

/** Binaries that look at the name they are called by. */
const MULTI_CALL: ReadonlySet<string> = new Set([
  'coreutils',
  'kmod',
  'systemctl',
  'dracut-util',
  'toybox',
  'cryptsetup-multi',
]);
const MAX_INTERPRETERS = 5;

export const basename = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

export function load(
  vfs: Vfs,
  view: View,
  path: string,
  argv: readonly string[],
  loader: Loader,
  unknown: (path: string) => Body,
): Loaded | Errno {
  let file = path;
  let words = argv;
  for (let depth = 0; depth < MAX_INTERPRETERS; depth++) {
    const place = vfs.find(view, file);
    if (isErrno(place)) return place;
    const { inode } = place;
    if (inode.type !== 'file') return Errno.EACCES;
    if ((inode.mode & 0o111) === 0) return Errno.EACCES;
    const head = inode.content?.read(0, 256) ?? '';
    if (head.startsWith('\x7fELF')) {
      const resolved = pathOf(place);
      const name = basename(resolved);
      const called = basename(words[0] ?? file);
      const body =
        (MULTI_CALL.has(name) && called !== name ? loader(called, called) : undefined) ?? loader(name, called);
      return { body: body ?? unknown(resolved), argv: words, path: resolved };
    }
    if (!head.startsWith('#!')) return Errno.ENOEXEC;
    const [, interpreter, argument] = /^#![ \t]*([^ \t\n]+)(?:[ \t]+([^\n]*?))?[ \t]*(?:\n|$)/.exec(head) ?? [];
    if (interpreter === undefined) return Errno.ENOEXEC;
    words = [interpreter, ...(argument ? [argument] : []), file, ...words.slice(1)];
    file = interpreter;
  }
  return Errno.ELOOP;
}
