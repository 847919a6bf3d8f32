/** An immutable file tree that many superblocks share: an image, a root dataset's content. */
export type TreeEntry =
  | { readonly type: 'directory'; readonly mode: number }
  | {
      readonly type: 'file';
      readonly mode: number;
      readonly content: string;
      /** Where it ends in a hole that reads as NUL; default: the length of the content. */
      readonly sizeBytes?: number;
    }
  | { readonly type: 'symlink'; readonly target: string }
  | { readonly type: 'fifo'; readonly mode: number }
  | { readonly type: 'char' | 'block'; readonly mode: number; readonly rdev: readonly [number, number] };

/** One directory of the tree: its names, sorted bytewise, and what they are. */
export interface DirectoryIndex {
  readonly names: readonly string[];
  readonly entries: ReadonlyMap<string, TreeEntry>;
}

const NOTHING: DirectoryIndex = { names: [], entries: new Map() };

export class TreeIndex {
  /** Absolute, normalized paths; `/` itself may be left out. */
  readonly entries: ReadonlyMap<string, TreeEntry>;
  readonly #below = new Map<string, DirectoryIndex>();

  /** Parent directories that are not given are made with mode 755. */
  constructor(entries: Iterable<readonly [string, TreeEntry]>) {
    const all = new Map<string, TreeEntry>();
    const below = new Map<string, Map<string, TreeEntry>>();
    const place = (path: string, entry: TreeEntry): void => {
      all.set(path, entry);
      if (path === '/') return;
      const cut = path.lastIndexOf('/');
      const parent = cut === 0 ? '/' : path.slice(0, cut);
      if (!all.has(parent)) place(parent, { type: 'directory', mode: 0o755 });
      let siblings = below.get(parent);
      if (!siblings) {
        siblings = new Map();
        below.set(parent, siblings);
      }
      siblings.set(path.slice(cut + 1), entry);
    };
    for (const [path, entry] of entries) place(path, entry);
    this.entries = all;
    for (const [path, siblings] of below)
      this.#below.set(path, { names: [...siblings.keys()].sort(), entries: siblings });
  }

  /** What is directly below a directory. */
  below(path: string): DirectoryIndex {
    return this.#below.get(path) ?? NOTHING;
  }

  /** Names directly below a directory, sorted bytewise. */
  children(path: string): readonly string[] {
    return this.below(path).names;
  }

  get(path: string): TreeEntry | undefined {
    return this.entries.get(path);
  }

  /** The tree with some paths replaced or, where undefined, taken away (with all below). */
  with(changes: ReadonlyMap<string, TreeEntry | undefined>): TreeIndex {
    const gone = [...changes].filter(([, entry]) => entry === undefined).map(([path]) => path);
    const kept = [...this.entries].filter(([path]) => !gone.some((cut) => path === cut || path.startsWith(`${cut}/`)));
    return new TreeIndex([
      ...kept,
      ...[...changes].filter((change): change is [string, TreeEntry] => change[1] !== undefined),
    ]);
  }
}
