/** The content of filesystems: superblocks made when somebody looks, frozen by snapshots, put back by rollbacks. */
import { frozen } from '../../vfs/frozen.ts';
import { Directory, Inode } from '../../vfs/inode.ts';
import { Superblock } from '../../vfs/superblock.ts';
import type { TreeIndex } from '../../vfs/tree-index.ts';
import type { Dataset } from './dataset.ts';
import { EMPTY_TREE, ROOT_TREE, USR_TREE } from './file-tree.ts';
import { mountpointOf } from './property-value.ts';
import type { ZfsHost } from './zfs-model.ts';

export class DatasetContent {
  readonly #host: ZfsHost;

  constructor(host: ZfsHost) {
    this.#host = host;
  }

  /** The superblock of a filesystem or snapshot; the same one each time. */
  superblock(dataset: Dataset): Superblock {
    dataset.superblock ??= new Superblock({
      type: 'zfs',
      source: dataset.name,
      nowUs: () => this.#host.kernel.clock.nowUs,
      index: this.#tree(dataset),
      readOnly: dataset.type === 'snapshot',
    });
    return dataset.superblock;
  }

  /** Gives `to` what `from` holds now. */
  copy(from: Dataset, to: Dataset): void {
    to.tree = from.superblock ? frozen(from.superblock) : this.#tree(from);
  }

  /** Puts a filesystem back to what its snapshot holds, mounted or not. */
  restore(snapshot: Dataset, dataset: Dataset): void {
    dataset.tree = snapshot.tree;
    const root = dataset.superblock?.root;
    if (!root) return;
    fill(root, snapshot.tree ?? EMPTY_TREE, '/');
  }

  /** What it starts with: its description's files, a root filesystem for `/` and for `bootfs`, its /usr for `/usr`, else nothing. */
  #tree(dataset: Dataset): TreeIndex {
    if (dataset.tree) return dataset.tree;
    if (dataset.type === 'snapshot') return dataset.parent ? this.#tree(dataset.parent) : EMPTY_TREE;
    const { path } = mountpointOf(dataset);
    const isRoot = path === '/' || dataset.pool.properties.get('bootfs') === dataset.name;
    return isRoot ? ROOT_TREE : path === '/usr' ? USR_TREE : EMPTY_TREE;
  }
}

/** Makes a directory hold what the tree has there. Directories that stay are the same ones: something may be mounted on them. */
function fill(directory: Directory, tree: TreeIndex, path: string): void {
  const { sb } = directory;
  const stays = (name: string): boolean =>
    tree.get(path === '/' ? `/${name}` : `${path}/${name}`)?.type === 'directory';
  for (const name of directory.names())
    if (!stays(name) || !(directory.lookup(name) instanceof Directory)) directory.remove(name);
  for (const name of tree.children(path)) {
    const at = path === '/' ? `/${name}` : `${path}/${name}`;
    const entry = tree.get(at)!;
    const kept = directory.lookup(name);
    if (kept instanceof Directory) {
      fill(kept, tree, at);
      continue;
    }
    switch (entry.type) {
      case 'directory':
        directory.add(name, new Directory(sb, entry.mode, directory, { index: tree, path: at }));
        break;
      case 'symlink':
        directory.add(name, new Inode(sb, 'symlink', 0o777, { target: entry.target }));
        break;
      case 'file':
        directory.add(name, new Inode(sb, 'file', entry.mode, { shared: entry.content }));
        break;
      case 'fifo':
        directory.add(name, new Inode(sb, 'fifo', entry.mode));
        break;
      default:
        directory.add(name, new Inode(sb, entry.type, entry.mode, { rdev: entry.rdev }));
    }
  }
}
