/** Path resolution in an image's tree, before there is a machine: symbolic links are followed as in the running system. */
import type { TreeIndex } from '../vfs/tree-index.ts';

const MAX_LINKS = 40;

/** The path that a path leads to with every link followed; undefined when something on the way is missing or links go in a circle. */
export function follow(tree: TreeIndex, path: string): string | undefined {
  const rest = path
    .split('/')
    .filter((part) => part !== '')
    .reverse();
  const done: string[] = [];
  for (let links = 0; rest.length > 0; ) {
    const part = rest.pop() as string;
    if (part === '.') continue;
    if (part === '..') {
      done.pop();
      continue;
    }
    const here = `/${[...done, part].join('/')}`;
    const entry = tree.get(here);
    if (!entry) return undefined;
    if (entry.type !== 'symlink') {
      done.push(part);
      continue;
    }
    if (++links > MAX_LINKS) return undefined;
    if (entry.target.startsWith('/')) done.length = 0;
    rest.push(
      ...entry.target
        .split('/')
        .filter((next) => next !== '')
        .reverse(),
    );
  }
  return `/${done.join('/')}`;
}
