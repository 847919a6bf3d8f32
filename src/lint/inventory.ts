/** What the image holds: its programs, paths and shell. Questions of rules; where it comes from is not their business. */
import { follow } from '../image/follow.ts';
import { type Image, type ImageShell, PROGRAM_DIRECTORIES } from '../image/image.ts';

export interface Inventory {
  /** For messages: `the builtin image`, `the image ./unpacked`. */
  readonly name: string;
  /** True when the image is the user's own, so that what it lacks is really missing; false for the builtin one, which only stands for a common one. */
  readonly exact: boolean;
  /** What /bin/sh is. */
  readonly shell: ImageShell;
  /** True when a program of that base name can be found in the PATH of services, or is an applet of the image's busybox. */
  readonly hasProgram: (name: string) => boolean;
  /** True when there is something at the path, links followed. */
  readonly hasPath: (path: string) => boolean;
  /** The path with all links followed; undefined when there is nothing. */
  readonly real: (path: string) => string | undefined;
}

export function inventoryOf(image: Image, exact: boolean): Inventory {
  return {
    name: exact ? `the image ${image.name}` : 'the builtin image',
    exact,
    shell: image.shell,
    hasProgram: (name) =>
      PROGRAM_DIRECTORIES.some((directory) => follow(image.tree, `${directory}/${name}`) !== undefined),
    hasPath: (path) => follow(image.tree, path) !== undefined,
    real: (path) => follow(image.tree, path),
  };
}
