/** The builtin image: an initramfs as dracut 108 makes it on an Ubuntu 25.10 with ZFS on root, in our own text. */
import { type TreeEntry, TreeIndex } from '../../vfs/tree-index.ts';
import { hostidFile, type Image, ImageProblem, image, overlay, programFile } from '../image.ts';
import { EMBEDDED_LVM } from './embedded-lvm.ts';
import { EMBEDDED_TREE } from './embedded-tree.ts';
import { DIRECTORIES, KERNEL_MODULES, KERNEL_RELEASE, LINKS, PROGRAMS } from './inventory.ts';

/** The id that `zgenhostid` gives when asked for none; a scenario's `hostid` takes its place. */
const HOSTID = '00bab10c';

let made: Image | undefined;
let madeWithLvm: Image | undefined;

/** The image `builtin`, always the same object. */
export function builtinImage(): Image {
  if (made) return made;
  const built = image('builtin', new TreeIndex(entries()));
  if (built instanceof ImageProblem) throw new Error(built.message);
  made = built;
  return built;
}

/** The same with what dracut's module lvm brings, as it does on a machine that has volume groups. */
export function builtinImageWithLvm(): Image {
  madeWithLvm ??= overlay(
    builtinImage(),
    new Map([
      ['/usr/sbin/lvm', programFile('lvm')],
      ...Object.entries(EMBEDDED_LVM).map(([path, entry]) => [path, treeEntry(entry)] as const),
    ]),
  );
  return madeWithLvm;
}

const treeEntry = (entry: (typeof EMBEDDED_TREE)[string]): TreeEntry =>
  'link' in entry
    ? { type: 'symlink', target: entry.link }
    : { type: 'file', mode: entry.mode, content: entry.content };

function* entries(): Iterable<readonly [string, TreeEntry]> {
  for (const [path, mode] of DIRECTORIES) yield [path, { type: 'directory', mode }];
  for (const [path, target] of Object.entries(LINKS)) yield [path, { type: 'symlink', target }];
  for (const [directory, names] of Object.entries(PROGRAMS)) {
    for (const name of names) yield [`${directory}/${name}`, programFile(name)];
  }
  yield* kernelModules();
  yield ['/etc/hostid', hostidFile(HOSTID)];
  yield ['/etc/machine-id', { type: 'file', mode: 0o444, content: '' }];
  for (const [path, entry] of Object.entries(EMBEDDED_TREE)) {
    yield [path, treeEntry(entry)];
  }
}

function* kernelModules(): Iterable<readonly [string, TreeEntry]> {
  const base = `/usr/lib/modules/${KERNEL_RELEASE}`;
  const file = (content: string): TreeEntry => ({ type: 'file', mode: 0o644, content });
  for (const path of KERNEL_MODULES.keys())
    yield [`${base}/kernel/${path}`, file(`\x7fELF dryboot kernel module ${path}\n`)];
  const dependencies = [...KERNEL_MODULES].map(
    ([path, needs]) => `kernel/${path}:${needs.map((need) => ` kernel/${need}`).join('')}\n`,
  );
  yield [`${base}/modules.dep`, file(dependencies.join(''))];
  yield [
    `${base}/modules.devname`,
    file('# Device nodes to trigger on-demand module loading.\ndm-mod mapper/control c10:236\nzfs zfs c10:249\n'),
  ];
}
