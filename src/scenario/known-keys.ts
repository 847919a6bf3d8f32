/** Which keys the schema knows at a place, for messages about unknown ones. */
import { scenarioSchema } from './schema.ts';

interface SchemaNode {
  readonly type: string;
  readonly entries?: Readonly<Record<string, SchemaNode>>;
  readonly wrapped?: SchemaNode;
  readonly item?: SchemaNode;
  readonly value?: SchemaNode;
  readonly options?: readonly SchemaNode[];
}

const ROOT: readonly SchemaNode[] = [scenarioSchema as unknown as SchemaNode];

export function knownKeys(path: readonly (string | number)[]): string[] {
  let nodes = ROOT;
  for (const step of path) nodes = below(nodes, step);
  return [...new Set(nodes.flatMap(alternatives).flatMap((node) => Object.keys(node.entries ?? {})))];
}

/** Where a list stands although only a map can: the schema library takes a list for a map of numbers. */
export function listsForMaps(
  value: unknown,
  path: readonly (string | number)[] = [],
  nodes = ROOT,
): (string | number)[][] {
  if (value === null || typeof value !== 'object') return [];
  const types = nodes.flatMap(alternatives).map(({ type }) => type);
  if (Array.isArray(value) && types.length > 0 && types.every((type) => type === 'record')) return [[...path]];
  return Object.entries(value).flatMap(([key, inner]) => {
    const step = Array.isArray(value) ? Number(key) : key;
    return listsForMaps(inner, [...path, step], below(nodes, step));
  });
}

const below = (nodes: readonly SchemaNode[], step: string | number): readonly SchemaNode[] =>
  nodes.flatMap(alternatives).flatMap((node) => node.entries?.[String(step)] ?? node.value ?? node.item ?? []);

/** The known key that differs from `wrong` by at most two edits, if there is one. */
export function nearest(wrong: string, known: readonly string[]): string | undefined {
  const ranked = known
    .map((key) => ({ key, distance: editDistance(wrong.toLowerCase(), key.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  return ranked[0] && ranked[0].distance <= Math.min(2, wrong.length - 1) ? ranked[0].key : undefined;
}

function alternatives(node: SchemaNode): SchemaNode[] {
  if (node.wrapped) return alternatives(node.wrapped);
  return node.options && typeof node.options[0] === 'object' ? node.options.flatMap(alternatives) : [node];
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length]!;
}
