/** Commands that make something available that later ones need: a pool, an opened container, a key, a mount. */
import type { Simple } from '../syntax/tree.ts';
import { literalOf, nameOf, operandsOf, wholeValueOf } from './command-words.ts';
import type { Project } from './project.ts';
import type { LintedFile } from './script-file.ts';
import { allCommands } from './walk.ts';

/** What the command opens, in a word or two; undefined for all others. */
export function opens(node: Simple): string | undefined {
  if (node.words.length === 0) return undefined;
  const words = operandsOf(node).map(literalOf);
  const asks = (...verbs: readonly string[]): boolean =>
    words.some((word) => word !== undefined && verbs.includes(word));
  switch (nameOf(node) ?? NAMED.get(wholeValueOf(node.words[0]!) ?? '')) {
    case 'zpool':
      // Without a pool it only lists.
      return words[0] === 'import' && words.length > 1 ? 'zpool import' : undefined;
    case 'zfs':
      return words[0] === 'load-key' ? 'zfs load-key' : undefined;
    case 'cryptsetup':
      return asks('open', 'luksOpen') ? 'cryptsetup open' : undefined;
    case 'systemd-cryptsetup':
      return words[0] === 'attach' ? 'systemd-cryptsetup attach' : undefined;
    default:
      return undefined;
  }
}

/** As the scripts of initramfs-tools name them. */
const NAMED: ReadonlyMap<string, string> = new Map([
  ['ZFS', 'zfs'],
  ['ZPOOL', 'zpool'],
]);

/** The same for a call of a function that does it, and of mount and losetup. */
export function opensWithin(node: Simple, file: LintedFile, project: Project): string | undefined {
  const own = opens(node) ?? mounts(node);
  if (own !== undefined) return own;
  const name = nameOf(node);
  const target = name === undefined ? undefined : project.functionNamed(name, file);
  if (!target) return undefined;
  for (const command of allCommands([target.node.body])) {
    if (command.kind !== 'simple') continue;
    const inner = opens(command) ?? mounts(command);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

const mounts = (node: Simple): string | undefined => {
  const name = nameOf(node);
  return (name === 'mount' && operandsOf(node).length > 1) || name === 'losetup' ? name : undefined;
};
