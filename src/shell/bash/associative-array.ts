/** bash's associative arrays. Their order is the one of bash's hash table, so that loops over keys run as they do there. */

const FIRST_BUCKETS = 1024;
/** hashlib.c: the table grows fourfold when it holds twice as many entries as buckets. */
const ENTRIES_A_BUCKET = 2;
const GROWTH = 4;

interface Entry {
  readonly key: string;
  readonly hash: number;
  value: string;
}

export class AssociativeArray {
  readonly kind = 'associative';
  #entries = new Map<string, Entry>();
  #bucketCount = FIRST_BUCKETS;
  /** By bucket, newest first; a sparse list. */
  #buckets: Map<number, Entry[]> = new Map();

  copy(): AssociativeArray {
    const copy = new AssociativeArray();
    copy.#bucketCount = this.#bucketCount;
    for (const [bucket, entries] of this.#buckets) {
      const own = entries.map((entry) => ({ ...entry }));
      copy.#buckets.set(bucket, own);
      for (const entry of own) copy.#entries.set(entry.key, entry);
    }
    return copy;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: string): string | undefined {
    return this.#entries.get(key)?.value;
  }

  set(key: string, value: string): void {
    const found = this.#entries.get(key);
    if (found) {
      found.value = value;
      return;
    }
    if (this.#entries.size >= this.#bucketCount * ENTRIES_A_BUCKET) this.#grow();
    const entry: Entry = { key, hash: hash(key), value };
    this.#entries.set(key, entry);
    this.#put(entry);
  }

  delete(key: string): void {
    const found = this.#entries.get(key);
    if (!found) return;
    this.#entries.delete(key);
    const bucket = found.hash & (this.#bucketCount - 1);
    const rest = this.#buckets.get(bucket)!.filter((entry) => entry !== found);
    if (rest.length > 0) this.#buckets.set(bucket, rest);
    else this.#buckets.delete(bucket);
  }

  #put(entry: Entry): void {
    const bucket = entry.hash & (this.#bucketCount - 1);
    const entries = this.#buckets.get(bucket);
    if (entries) entries.unshift(entry);
    else this.#buckets.set(bucket, [entry]);
  }

  #grow(): void {
    const old = this.#ordered();
    this.#bucketCount *= GROWTH;
    this.#buckets = new Map();
    for (const entry of old) this.#put(entry);
  }

  #ordered(): Entry[] {
    return [...this.#buckets.keys()].sort((a, b) => a - b).flatMap((bucket) => this.#buckets.get(bucket)!);
  }

  keys(): string[] {
    return this.#ordered().map(({ key }) => key);
  }

  values(): string[] {
    return this.#ordered().map(({ value }) => value);
  }
}

/** Keys in the order of a table of bash's that does not grow, the last put in first in its bucket. */
export function inTable<T>(entries: Iterable<readonly [string, T]>, buckets: number): (readonly [string, T])[] {
  return [...entries]
    .map((entry, index) => ({ entry, index, bucket: hash(entry[0]) & (buckets - 1) }))
    .sort((a, b) => a.bucket - b.bucket || b.index - a.index)
    .map(({ entry }) => entry);
}

/** FNV-1 over signed bytes, in 32 bits (hash_string in hashlib.c). */
function hash(key: string): number {
  let value = 2166136261;
  for (let at = 0; at < key.length; at++) value = Math.imul(value, 16777619) ^ ((key.charCodeAt(at) << 24) >> 24);
  return value >>> 0;
}
