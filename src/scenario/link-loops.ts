/** Links of a declared file tree that lead in a circle: nobody can have meant them. */
import type { FileSpec } from './schema.ts';

/** As many as the kernel follows. */
const MAX_LINKS = 40;

/** The names, as the scenario has them, of links that never arrive; a link out of the tree or to what is not there is none. */
export function linkLoops(files: Readonly<Record<string, FileSpec>>): string[] {
  const targets = new Map<string, string>();
  for (const [path, file] of Object.entries(files))
    if (typeof file !== 'string' && 'link' in file) targets.set(normal(path), file.link);
  return Object.keys(files).filter((path) => targets.has(normal(path)) && neverArrives(targets, normal(path)));
}

const parts = (path: string): string[] => path.split('/').filter((part) => part !== '' && part !== '.');
const normal = (path: string): string => parts(path).join('/');

function neverArrives(targets: ReadonlyMap<string, string>, path: string): boolean {
  const rest = parts(path).reverse();
  const done: string[] = [];
  for (let links = 0; rest.length > 0; ) {
    const part = rest.pop()!;
    if (part === '..') {
      done.pop();
      continue;
    }
    const target = targets.get([...done, part].join('/'));
    if (target === undefined) {
      done.push(part);
      continue;
    }
    if (++links > MAX_LINKS) return true;
    if (target.startsWith('/')) done.length = 0;
    rest.push(...parts(target).reverse());
  }
  return false;
}
