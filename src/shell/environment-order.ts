/** The order in which the Almquist shells pass the environment on: that of their hash table of variables, as `env` shows it. */

const BUCKETS = 39;

/** The same variables; those of one bucket stay in the order in which they were first set. */
export function inHashOrder(environment: ReadonlyMap<string, string>): Map<string, string> {
  const rows = [...environment].map((entry) => ({ entry, bucket: bucketOf(entry[0]) }));
  rows.sort((a, b) => a.bucket - b.bucket);
  return new Map(rows.map((row) => row.entry));
}

function bucketOf(name: string): number {
  let hash = name.charCodeAt(0) << 4;
  for (let index = 0; index < name.length; index++) hash += name.charCodeAt(index);
  return hash % BUCKETS;
}
