/** The session's changes as scenario text: alone, and in the file that they belong to. */
import { isMap, isScalar, isSeq, type Pair, parseDocument, stringify, type YAMLMap } from 'yaml';
import { UnusableInput } from '../report/finding.ts';
import { parseScenario } from '../scenario/load.ts';
import type { Prepared } from '../scenario/load-scenario.ts';
import { formatDurationUs } from '../scenario/quantities.ts';
import type { Outcome, Variant } from '../scenario/schema.ts';
import type { Problem } from './session.ts';

type Plain = Readonly<Record<string, unknown>>;

/** What the scenario would have to say, as YAML; empty when nothing was changed. */
export function exportedChanges(base: Prepared, changed: Prepared): string {
  return Object.entries(changedKeys(base.spec, changed.spec))
    .map(([key, value]) => `${snippet(key, value, '')}\n`)
    .join('');
}

/** The file with the changes laid over the variant that was stepped through; everything else stays as it is written. */
export function savedScenario(text: string, base: Prepared, changed: Prepared): { readonly text: string } | Problem {
  const keys = changedKeys(base.spec, changed.spec);
  if (Object.keys(keys).length === 0) return { problem: 'nothing was changed' };
  let saved = text;
  for (const [key, value] of Object.entries(keys)) {
    const map = variantMap(saved, base);
    if ('problem' in map) return map;
    saved = withKey(saved, map, key, value);
  }
  return checked(saved, base, base.variant, changed.spec);
}

/** The file with one more variant: the one that was stepped through, with the changes, and with the outcome that they have. */
export function savedVariant(
  text: string,
  base: Prepared,
  changed: Prepared,
  name: string,
  outcome: Outcome,
): { readonly text: string } | Problem {
  const keys = changedKeys(base.spec, changed.spec);
  if (Object.keys(keys).length === 0) return { problem: 'nothing was changed' };
  const axis = Object.keys(base.axes).at(-1);
  const map = variantMap(text, base);
  if ('problem' in map) return map;
  if (axis === undefined) {
    if (map.flow) return { problem: `${base.file} is written in one line; save without a name` };
    const own = Object.entries({ ...keys, expect: { outcome } }).map(([key, value]) => snippet(key, value, '      '));
    const matrix = ['matrix:', '  stepped:', '    - name: as written', `    - name: ${scalar(name)}`, ...own].join(
      '\n',
    );
    return checked(`${text.replace(/\n*$/, '\n')}${matrix}\n`, base, name, changed.spec);
  }
  if (map.flow) return { problem: `the variant "${base.variant}" is written in one line; save without a name` };
  const start = text.lastIndexOf('\n', map.range![0]) + 1;
  const end = lineAfter(text, map.range![1]);
  const dash = text.slice(start, map.range![0]);
  const indent = ' '.repeat(dash.length);
  const kept = map.items.filter(
    (pair) => isScalar(pair.key) && !['name', 'expect', ...Object.keys(keys)].includes(String(pair.key.value)),
  );
  const own = [
    ...kept.map((pair) => `${indent}${text.slice(...rangeOf(pair, text)).trimEnd()}`),
    ...Object.entries({ ...keys, expect: { outcome } }).map(([key, value]) => snippet(key, value, indent)),
  ];
  const added = [`${dash}name: ${scalar(name)}`, ...own].join('\n');
  const axes = [
    ...Object.entries(base.axes)
      .slice(0, -1)
      .map(([, choice]) => choice),
    name,
  ].join(', ');
  return checked(`${text.slice(0, end)}${added}\n${text.slice(end)}`, base, axes, changed.spec);
}

function changedKeys(base: Variant, changed: Variant): Plain {
  return {
    ...(changed.operator === base.operator ? {} : { operator: (changed.operator ?? []).map(writtenStep) }),
    ...(changed.changes === base.changes ? {} : { changes: changed.changes ?? [] }),
  };
}

/** Durations are written as people write them. */
function writtenStep(step: NonNullable<Variant['operator']>[number]): Plain {
  return 'after' in step && step.after !== undefined ? { ...step, after: formatDurationUs(step.after) } : { ...step };
}

// ── writing ──────────────────────────────────────────────────────────────

/** A key with its value, each element of a list on a line of its own. */
function snippet(key: string, value: unknown, indent: string): string {
  if (!Array.isArray(value)) return `${indent}${key}: ${flow(value)}`;
  return [`${indent}${key}:`, ...value.flatMap((each) => element(each, `${indent}  `))].join('\n');
}

/** Longer than this, the lines typed at a console stand one below the other. */
const LINE = 100;

function element(value: unknown, indent: string): readonly string[] {
  const line = `${indent}- ${flow(value)}`;
  const typed = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  const [first, ...more] = typed;
  if (line.length <= LINE || first === undefined || more.length > 0 || !Array.isArray(first[1])) return [line];
  return [`${indent}- ${scalar(first[0])}:`, ...first[1].map((each) => `${indent}    - ${flow(each)}`)];
}

/** In one line, as scenarios are written: blanks inside braces, none inside brackets. */
function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return scalar(String(value));
  return `{ ${Object.entries(value)
    .map(([key, inner]) => `${scalar(key)}: ${flow(inner)}`)
    .join(', ')} }`;
}

/** Quoted where it must be; never over several lines. */
function scalar(text: string): string {
  const plain = /^[A-Za-z0-9/_.^$][A-Za-z0-9/_.$=+@%^()~ -]*$/.test(text) && !/ $/.test(text);
  return plain ? text : stringify(text, { defaultStringType: 'QUOTE_DOUBLE', lineWidth: 0 }).trimEnd();
}

/** Puts a key into a map of the text, or another value in the place of the one that it has. */
function withKey(text: string, map: YAMLMap, key: string, value: unknown): string {
  const pair = map.items.find((each) => isScalar(each.key) && String(each.key.value) === key);
  if (pair) {
    const [from, to] = rangeOf(pair, text);
    const column = from - (text.lastIndexOf('\n', from - 1) + 1);
    const written = map.flow ? `${key}: ${flow(value)}` : snippet(key, value, ' '.repeat(column)).trimStart();
    return text.slice(0, from) + written + text.slice(to);
  }
  if (map.flow) {
    const end = map.range![1] - 1;
    const before = text.slice(0, end).trimEnd();
    return `${before}${before.endsWith('{') ? ' ' : ', '}${key}: ${flow(value)} ${text.slice(end)}`;
  }
  const first = rangeOf(map.items[0]!, text)[0];
  const indent = ' '.repeat(first - (text.lastIndexOf('\n', first - 1) + 1));
  const end = lineAfter(text, rangeOf(map.items.at(-1)!, text)[1]);
  const before = text.slice(0, end);
  return `${before}${before.endsWith('\n') ? '' : '\n'}${snippet(key, value, indent)}\n${text.slice(end)}`;
}

/** From the key to the end of the value. */
function rangeOf(pair: Pair, text: string): [number, number] {
  const key = (pair.key as { readonly range?: readonly number[] }).range!;
  const value = (pair.value as { readonly range?: readonly number[] } | null)?.range;
  const end = value?.[1] ?? key[1]!;
  // A block ends before the line break of its last line.
  return [key[0]!, end - (/\s*$/.exec(text.slice(key[0], end))?.[0].length ?? 0)];
}

/** Where the next line begins: what else stands on the line, such as a comment, stays there. */
function lineAfter(text: string, offset: number): number {
  if (text[offset - 1] === '\n') return offset;
  const newline = text.indexOf('\n', offset);
  return newline < 0 ? text.length : newline + 1;
}

// ── the variant's place ──────────────────────────────────────────────────

/** The map that the variant's own keys stand in: its override on the last axis, or the top of a file without a matrix. */
function variantMap(text: string, base: Prepared): YAMLMap | Problem {
  const document = parseDocument(text, { schema: 'failsafe', logLevel: 'silent' });
  const { contents, errors } = document;
  if (errors.length > 0 || !isMap(contents))
    return { problem: `${base.file} is no scenario any more: ${errors[0]?.message.split('\n')[0] ?? 'no map'}` };
  const axis = Object.keys(base.axes).at(-1);
  if (axis === undefined) return contents;
  const choices = document.getIn(['matrix', axis]);
  const wanted = base.axes[axis];
  const found = isSeq(choices)
    ? choices.items.find((item, at) => isMap(item) && String(item.get('name') ?? `${axis} ${at + 1}`) === wanted)
    : undefined;
  return isMap(found) ? found : { problem: `${base.file} has no variant "${wanted}" any more` };
}

/** What is written must say what was done, and still be a scenario. */
function checked(
  text: string,
  base: Prepared,
  variant: string,
  { operator, changes }: Variant,
): { readonly text: string } | Problem {
  try {
    const { variants } = parseScenario(base.file, text);
    const same = variants.find((each) => each.variant === variant);
    const said = same && JSON.stringify([same.spec.operator, same.spec.changes]);
    if (said === JSON.stringify([operator, changes])) return { text };
    return { problem: `the changes cannot be written into ${base.file}` };
  } catch (error) {
    if (!(error instanceof UnusableInput)) throw error;
    return { problem: error.findings[0]?.message ?? `the changes cannot be written into ${base.file}` };
  }
}
