/** What filesystems of a layout hold: the tree of a description, and the trees that stand in for a real system's. */
import { type TreeEntry, TreeIndex } from '../../vfs/tree-index.ts';
import { keyMaterial, keyMaterialHex } from './key-material.ts';
import type { FileEntry, FileTree } from './layout.ts';

/** An immutable tree of a description's files. */
export const treeOf = (files: FileTree): TreeIndex =>
  new TreeIndex(
    Object.entries(files).map(
      ([path, entry]) => [`/${path.replace(/^\/+|\/+$/g, '').replace(/\/+/g, '/')}`, treeEntry(entry)] as const,
    ),
  );

function treeEntry(entry: FileEntry): TreeEntry {
  if (typeof entry === 'string') return { type: 'file', mode: 0o644, content: entry };
  if ('text' in entry) return { type: 'file', mode: entry.mode ?? 0o644, content: entry.text };
  if ('link' in entry) return { type: 'symlink', target: entry.link };
  if ('key' in entry)
    return { type: 'file', mode: 0o600, content: entry.hex ? keyMaterialHex(entry.key) : keyMaterial(entry.key) };
  return { type: 'directory', mode: entry.mode ?? 0o755 };
}

const OS_RELEASE = 'NAME="Ubuntu"\nVERSION_ID="25.10"\nID=ubuntu\nID_LIKE=debian\nPRETTY_NAME="Ubuntu 25.10"\n';

const PROGRAM = '\x7fELF dryboot program';

/** Enough of an installed system for a switch of root: an init, a shell, os-release, the usual empty directories. */
export const ROOT_TREE: TreeIndex = treeOf({
  bin: { link: 'usr/bin' },
  sbin: { link: 'usr/sbin' },
  lib: { link: 'usr/lib' },
  'usr/bin/sh': { text: `${PROGRAM} dash\n`, mode: 0o755 },
  'usr/sbin/init': { link: '../lib/systemd/systemd' },
  'usr/lib/systemd/systemd': { text: `${PROGRAM} systemd\n`, mode: 0o755 },
  'usr/lib/os-release': OS_RELEASE,
  'etc/os-release': { link: '../usr/lib/os-release' },
  'etc/fstab': '',
  'etc/hostname': 'localhost\n',
  ...Object.fromEntries(
    ['boot', 'dev', 'home', 'media', 'mnt', 'opt', 'proc', 'run', 'srv', 'sys', 'var/lib', 'var/log'].map((d) => [
      d,
      { directory: true as const },
    ]),
  ),
  root: { directory: true, mode: 0o700 },
  tmp: { directory: true, mode: 0o1777 },
});

/** What of it lies below /usr, for a layout that keeps that on a dataset of its own. */
export const USR_TREE: TreeIndex = new TreeIndex(
  [...ROOT_TREE.entries].flatMap(([path, entry]) =>
    path.startsWith('/usr/') ? [[path.slice('/usr'.length), entry] as const] : [],
  ),
);

export const EMPTY_TREE: TreeIndex = new TreeIndex([]);
