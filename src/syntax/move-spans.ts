/** Moves the places of a tree: what was read from a text in which something is left out stands elsewhere in the source. */

/** Gives every node in a tree the places that `move` makes of its own. The tree is changed as it lies, so it must be nobody else's yet. */
export function moveSpans(tree: unknown, move: (offset: number) => number): void {
  if (typeof tree !== 'object' || tree === null) return;
  const node = tree as { start?: unknown; end?: unknown };
  if (typeof node.start === 'number' && typeof node.end === 'number') {
    node.start = move(node.start);
    node.end = move(node.end);
  }
  for (const child of Object.values(tree)) moveSpans(child, move);
}
