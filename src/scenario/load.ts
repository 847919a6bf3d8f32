/** Reads a scenario file: YAML with positions, checked against the schema, its matrix spread out into variants. */
import * as v from 'valibot';
import { type Document, isMap, isNode, isPair, isScalar, LineCounter, parseDocument, type Scalar } from 'yaml';
import { type Finding, UnusableInput } from '../report/finding.ts';
import { knownKeys, listsForMaps, nearest } from './known-keys.ts';
import { merge } from './merge.ts';
import { scenarioSchema, type Variant, variantSchema } from './schema.ts';

/** A position in the scenario file for a path of keys, such as `['pools', 'rpool', 'state']`. */
export type Locate = (
  path: readonly (string | number)[],
  /** A line (from 0) of the text there. */
  textLine?: number,
) => { readonly line: number; readonly column: number };

/** One rehearsal that a scenario file asks for. */
export interface NamedVariant {
  /** The file's `name`, else its basename without `.yaml`. */
  readonly scenario: string;
  /** Names of the matrix overrides, joined by `, `; empty without a matrix. */
  readonly variant: string;
  /** Override names by axis. */
  readonly axes: Readonly<Record<string, string>>;
  readonly spec: Variant;
}

export interface LoadedScenario {
  /** As the user named the file; paths inside are relative to its folder. */
  readonly file: string;
  readonly summary: string;
  readonly variants: readonly NamedVariant[];
  readonly locate: Locate;
}

/**
 * Checks the text of a scenario file.
 * @param sets `key.path=value` overrides of the command line, laid over every variant.
 * @throws UnusableInput with a finding for each thing that is wrong.
 */
export function parseScenario(file: string, text: string, sets: readonly string[] = []): LoadedScenario {
  if (text.includes('\0'))
    throw new UnusableInput([{ severity: 'error', file, message: 'this is binary data, expected a scenario in YAML' }]);
  const lines = new LineCounter();
  const document = parseDocument(text, {
    schema: 'failsafe',
    lineCounter: lines,
    uniqueKeys: true,
    prettyErrors: false,
    logLevel: 'silent',
  });
  const at = (offset: number) => ({ line: lines.linePos(offset).line, column: lines.linePos(offset).col });
  const broken = [...document.errors, ...document.warnings].map(
    (e): Finding => ({
      severity: 'error',
      file,
      ...at(e.pos[0]),
      message: `not valid YAML: ${e.message.split('\n')[0]}`,
    }),
  );
  if (broken.length > 0) throw new UnusableInput(broken);
  if (!isMap(document.contents)) {
    throw new UnusableInput([
      {
        severity: 'error',
        file,
        line: 1,
        column: 1,
        message: document.contents === null ? 'the scenario is empty' : 'expected a map of keys at the top',
        remedy: 'A scenario starts with keys such as `name:`, `pools:` and `datasets:`.',
      },
    ]);
  }

  const locate: Locate = (path, textLine) => {
    const block = textLine === undefined ? undefined : blockAt(document, path);
    if (block?.range == null || textLine === undefined) return at(offsetOf(document, path));
    const line = at(block.range[0]).line + 1 + textLine;
    const start = lines.lineStarts[line - 1] ?? text.length;
    return { line, column: text.slice(start).search(/[^ ]/) + 1 };
  };
  const raw = plain(document, file);
  const parsed = v.safeParse(scenarioSchema, raw);
  const findings = [
    ...listsForMaps(raw).map(
      (path): Finding => ({
        severity: 'error',
        file,
        ...locate(path),
        message: `${path.join('.')}: expected a map, found a list`,
        remedy: 'Write `NAME: VALUE` on each line, without a dash.',
      }),
    ),
    ...(parsed.success ? [] : parsed.issues.flatMap((issue) => describe(issue, file, locate))),
  ];
  if (findings.length > 0) throw new UnusableInput(findings);

  const given = sets.map((set) => parseSet(set));
  const overrides = given.filter((set) => !('matrix' in set));
  const name = (raw.name as string | undefined) ?? basename(file);
  const { matrix: own, ...base } = raw;
  const matrix = given.findLast((set) => 'matrix' in set)?.matrix ?? own;
  const empty = Object.entries((matrix ?? {}) as Matrix).find(([, choices]) => choices.length === 0);
  if (empty)
    throw new UnusableInput([
      {
        severity: 'error',
        file,
        ...locate(['matrix', empty[0]]),
        message: `matrix.${empty[0]}: expected at least one override, found none`,
        remedy: 'Without a choice on this axis there is nothing to rehearse.',
      },
    ]);
  const variants = spread(matrix as Matrix | undefined).map(({ axes, layers }) => {
    const merged = [...layers, ...overrides].reduce<Plain>(merge, base);
    const checked = v.safeParse(variantSchema, merged);
    if (!checked.success)
      throw new UnusableInput(
        checked.issues.flatMap((issue) => describe(issue, file, locate).map((finding) => blamed(finding, issue, sets))),
      );
    return { scenario: name, variant: Object.values(axes).join(', '), axes, spec: checked.output };
  });
  return { file, summary: (raw.summary as string | undefined) ?? '', variants, locate };
}

/** A complaint about what the command line says, not the file: told with the option's own words. */
function blamed(finding: Finding, issue: v.BaseIssue<unknown>, sets: readonly string[]): Finding {
  const path = (issue.path ?? []).map((item) => String(item.key)).join('.');
  const set = sets.findLast((text) => {
    const key = text.slice(0, text.indexOf('='));
    return path === key || path.startsWith(`${key}.`) || key.startsWith(`${path}.`);
  });
  if (set === undefined) return finding;
  const { file: _file, line: _line, column: _column, ...rest } = finding;
  return { ...rest, message: `on the command line, ${set}: ${finding.message}` };
}

type Plain = Record<string, unknown>;
type Matrix = Readonly<Record<string, readonly Plain[]>>;

/** Every combination of one override per axis, in the order of the file. */
function spread(matrix: Matrix | undefined): { axes: Record<string, string>; layers: Plain[] }[] {
  let rows: { axes: Record<string, string>; layers: Plain[] }[] = [{ axes: {}, layers: [] }];
  for (const [axis, choices] of Object.entries(matrix ?? {})) {
    rows = rows.flatMap((row) =>
      choices.map((choice, index) => {
        const { name, ...layer } = choice;
        return {
          axes: { ...row.axes, [axis]: String(name ?? `${axis} ${index + 1}`) },
          layers: [...row.layers, layer],
        };
      }),
    );
  }
  return rows;
}

/** The document as plain maps, lists and texts. Aliases are bounded by the YAML library. */
function plain(document: Document, file: string): Plain {
  try {
    return document.toJS({ maxAliasCount: 100 }) as Plain;
  } catch (error) {
    throw new UnusableInput([{ severity: 'error', file, message: `not usable YAML: ${(error as Error).message}` }]);
  }
}

/** `a.b.c=value` as nested maps; a value that looks like a YAML flow collection is read as one. */
function parseSet(set: string): Plain {
  const equals = set.indexOf('=');
  if (equals <= 0)
    throw new UnusableInput([
      {
        severity: 'error',
        message: `--set ${set}: expected KEY=VALUE`,
        remedy: 'Example: --set timing.zvol-link=2s, or --set "datasets.rpool/enc.keylocation=prompt".',
      },
    ]);
  const value = set.slice(equals + 1);
  let parsed: unknown = value;
  if (/^[[{]/.test(value)) {
    const document = parseDocument(value, { schema: 'failsafe', prettyErrors: false, logLevel: 'silent' });
    const [problem] = document.errors;
    if (problem)
      throw new UnusableInput([
        { severity: 'error', message: `--set ${set}: not valid YAML: ${problem.message.split('\n')[0]}` },
      ]);
    parsed = document.toJS({ maxAliasCount: 100 });
  }
  return set
    .slice(0, equals)
    .split('.')
    .reduceRight<unknown>((inner, key) => ({ [key]: inner }), parsed) as Plain;
}

function offsetOf(document: Document, path: readonly (string | number)[]): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(
        (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(step),
      );
      if (!pair) break;
      if (isNode(pair.key) && pair.key.range) offset = pair.key.range[0];
      node = pair.value;
    } else if (isNode(node) && 'items' in node && Array.isArray(node.items)) {
      node = node.items[Number(step)];
      if (isNode(node) && node.range) offset = node.range[0];
    } else break;
  }
  return offset;
}

/** The block of text at a path, whose lines are lines of the file. */
function blockAt(document: Document, path: readonly (string | number)[]): Scalar | undefined {
  const node = document.getIn(path, true);
  return isScalar(node) && (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED') ? node : undefined;
}

function describe(issue: v.BaseIssue<unknown>, file: string, locate: Locate): Finding[] {
  const path = (issue.path ?? []).map((item) => item.key as string | number);
  const where = { severity: 'error' as const, file, ...locate(path) };
  const last = String(path.at(-1) ?? '');
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    const known = knownKeys(path.slice(0, -1));
    const guess = nearest(last, known);
    return [
      {
        ...where,
        message: `unknown key "${last}"`,
        remedy: guess ? `Did you mean "${guess}"?` : `Known here: ${known.join(', ')}.`,
      },
    ];
  }
  // A failed choice between shapes: when one shape is nearly right, its own complaint says more than the list of shapes.
  if (issue.issues && issue.input !== null && typeof issue.input === 'object' && !Array.isArray(issue.input)) {
    const known = knownKeys(path);
    const strange = Object.keys(issue.input).find((key) => known.length > 0 && !known.includes(key));
    const guess = strange === undefined ? undefined : nearest(strange, known);
    if (strange !== undefined)
      return [
        {
          ...where,
          ...locate([...path, strange]),
          message: `${path.join('.')}: unknown key "${strange}"`,
          remedy: guess ? `Did you mean "${guess}"?` : `Expected ${issue.message}.`,
        },
      ];
  }
  const inner = issue.issues?.filter((i) => i.path !== undefined && i.expected === 'never');
  if (inner?.length === 1)
    return describe(
      { ...inner[0]!, path: [...(issue.path ?? []), ...(inner[0]!.path ?? [])] } as v.BaseIssue<unknown>,
      file,
      locate,
    );
  const found =
    issue.input === undefined
      ? 'nothing'
      : typeof issue.input === 'string'
        ? `"${issue.input}"`
        : Array.isArray(issue.input)
          ? 'a list'
          : 'a map';
  const expected = issue.message.startsWith('Invalid') ? (issue.expected ?? 'something else') : issue.message;
  return [
    {
      ...where,
      message: `${path.join('.') || 'the scenario'}: expected ${expected === 'Object' ? 'a map' : expected === 'Array' ? 'a list' : expected}, found ${found}`,
    },
  ];
}

const basename = (file: string): string => file.replace(/^.*\//, '').replace(/\.ya?ml$/, '');
