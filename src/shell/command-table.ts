/** Where the Almquist shells remember commands: a hash table, listed bucket by bucket, in which `cd` makes entries doubtful. */
import type { HashedCommand } from './builtins/builtin.ts';

const BUCKETS = 31;

/** What is remembered in the order in which `hash` lists it: of one bucket what came first. */
export function inTableOrder(hashed: ReadonlyMap<string, HashedCommand>): readonly HashedCommand[] {
  const buckets: HashedCommand[][] = Array.from({ length: BUCKETS }, () => []);
  for (const [name, entry] of hashed) buckets[bucketOf(name)]!.push(entry);
  return buckets.flat();
}

function bucketOf(name: string): number {
  let hash = (name.charCodeAt(0) || 0) << 4;
  for (let index = 0; index < name.length; index++) hash += name.charCodeAt(index);
  return (hash & 0x7fff) % BUCKETS;
}

/** After `cd`: what was found through a relative directory of PATH may be elsewhere now. */
export function doubtAll(hashed: Map<string, HashedCommand>): void {
  for (const [name, entry] of hashed) hashed.set(name, { ...entry, doubtful: true });
}
