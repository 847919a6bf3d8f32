/** Texts of the image's files, by any path that leads to them. */
import { follow } from './follow.ts';
import type { Image } from './image.ts';

/** The bytes of a file of the image; undefined when there is none at the path. */
export function textInImage(image: Image, path: string): string | undefined {
  const real = follow(image.tree, path);
  const entry = real === undefined ? undefined : image.tree.get(real);
  return entry?.type === 'file' ? entry.content : undefined;
}
