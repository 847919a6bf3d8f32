/** Where in an image a script of a given name lives, so that a scenario need not say `at`. */
import { basename, type Image, ImageProblem } from './image.ts';

/** The order number that dracut puts before a hook's name: `90-` or `90`. */
const NUMBER = /^\d+-?/;

/**
 * The path of the image's file that a script of this name replaces: the same name, with or without the number before it.
 * A problem when there is none or more than one; it names what was found.
 */
export function locate(image: Image, script: string): string | ImageProblem {
  const wanted = basename(script);
  const plain = wanted.replace(NUMBER, '');
  const exact: string[] = [];
  const alike: string[] = [];
  for (const [path, entry] of image.tree.entries) {
    if (entry.type !== 'file') continue;
    const name = basename(path);
    if (name === wanted) exact.push(path);
    else if (name.replace(NUMBER, '') === plain) alike.push(path);
  }
  const found = exact.length > 0 ? exact : alike;
  const [only, second] = found;
  if (only !== undefined && second === undefined) return only;
  if (only === undefined)
    return new ImageProblem(
      `the image ${image.name} has no file named ${wanted}; say where it goes with "at", such as /var/lib/dracut/hooks/pre-mount/90-${plain}`,
    );
  return new ImageProblem(
    `the image ${image.name} has ${found.length} files named ${wanted}: ${found.sort().join(', ')}; say which one with "at"`,
  );
}
