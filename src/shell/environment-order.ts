/** The order in which the Almquist shells pass the environment on: that of their hash table of variables, as `env` shows it. */

const BUCKETS = 39;

/** The same variables; those of one bucket stay in the order in which they were first set. */
export function inHashOrder(environment: ReadonlyMap<string, string>): Map<string, string> {
  const buckets: [string, string][][] = Array.from({ length: BUCKETS }, () => []);
  for (const entry of environment) buckets[bucketOf(entry[0])]!.push(entry);
  return new Map(buckets.flat());
}

function bucketOf(name: string): number {
  let hash = name.charCodeAt(0) << 4;
  for (let index = 0; index < name.length; index++) hash += name.charCodeAt(index);
  return hash % BUCKETS;
}
