/** Which of zfs and zpool a command is, also where a variable holds its name, as in the scripts for initramfs-tools. */
import type { Simple } from '../syntax/tree.ts';
import { nameOf, wholeValueOf } from './command-words.ts';

export function zfsToolOf(node: Simple): 'zfs' | 'zpool' | undefined {
  const [word] = node.words;
  const name = nameOf(node) ?? (word && wholeValueOf(word)?.toLowerCase());
  return name === 'zfs' || name === 'zpool' ? name : undefined;
}
