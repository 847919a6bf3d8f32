/** How an override is laid over a scenario: maps join, everything else replaces; an override's `expect` replaces the whole expectation. */
type Plain = Record<string, unknown>;

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function merge(base: Plain, layer: Plain): Plain {
  const result: Plain = { ...base };
  for (const [key, value] of Object.entries(layer)) {
    const below = result[key];
    result[key] = key !== 'expect' && isPlain(below) && isPlain(value) ? merge(below, value) : value;
  }
  return result;
}
