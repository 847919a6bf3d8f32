/** Which kernel an image was made for. */
import { follow } from './follow.ts';
import type { Image } from './image.ts';

/** The name of the directory of kernel modules, the last one of several; undefined when there is none. */
export function kernelReleaseOf(image: Image): string | undefined {
  const modules = follow(image.tree, '/lib/modules') ?? follow(image.tree, '/usr/lib/modules');
  return modules === undefined ? undefined : image.tree.children(modules).at(-1);
}
