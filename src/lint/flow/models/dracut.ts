/** The functions of dracut-lib.sh and of OpenZFS's dracut library that hooks call, by what they are documented to do. */

import { tokensOf } from '../pattern.ts';
import { refine } from '../refine.ts';
import type { Invocation, Model } from '../run.ts';
import { readFields } from '../split.ts';
import { both, type Ends, succeeded, withVariable } from '../state.ts';
import { replacedEverywhere, unknownChange } from '../strip.ts';
import { EMPTY, either, literal, nameFrom, ofShapes, onlyText, type Value, valueOfName, withStep } from '../value.ts';
import { originOf, prints } from './output.ts';

/** What root= may hold for ZFS: a dataset behind a prefix, with + for spaces, or a word that means: look for it. */
export function rootArgument(call: Pick<Invocation, 'place'>, source: 'kernel argument' | 'driver variable'): Value {
  return valueOfName(
    nameFrom(
      'dataset',
      { source, subject: 'root', ...call.place },
      source === 'kernel argument' ? 'root= of the kernel command line' : 'root, which the driver has set',
      { sentinels: ['zfs:AUTO'], encoded: source === 'kernel argument', empty: source === 'kernel argument' },
    ),
  );
}

function getarg(call: Invocation): Ends {
  const names = call.fields
    .map(({ value }) => onlyText(value))
    .filter((each) => each !== undefined && !/^-/.test(each));
  const name = (names.at(-1) ?? '').replace(/=$/, '');
  if (name.includes('=')) return both(call.state);
  if (name === 'root') return prints(call, rootArgument(call, 'kernel argument'));
  const dataset = /^(bootfs|zfs|rpool|zfs\.?root)$/.test(name);
  return prints(
    call,
    valueOfName(
      nameFrom(
        dataset ? 'dataset' : 'argument',
        originOf(call, 'kernel argument', name),
        `${name}= of the kernel command line`,
        { empty: true, encoded: false },
      ),
      call.name === 'getargs',
    ),
  );
}

/** `str_starts TEXT PREFIX` and its like as tests. */
const tested =
  (pattern: (part: string) => string): Model =>
  ({ fields, state, place }) => {
    const [subject, part] = fields;
    const known = part && onlyText(part.value);
    if (!subject || known === undefined) return both(state);
    const patterns = [tokensOf(pattern(known))];
    return { ok: refine(state, subject, patterns, true, place), fail: refine(state, subject, patterns, false, place) };
  };

/** `splitsep SEPARATOR TEXT VARIABLE…` */
function splitsep({ fields, state, place }: Invocation): Ends {
  const [separator, subject, ...rest] = fields;
  const names = rest.map(({ value }) => onlyText(value)).filter((name) => name !== undefined);
  if (!separator || !subject || names.length === 0) return both(state);
  const ifs = onlyText(separator.value) ?? ' ';
  const rows = subject.value.shapes.map((shape) => readFields(shape, ifs, names.length, { place, by: 'splitsep' }));
  let next = state;
  for (const [index, name] of names.entries())
    next = withVariable(next, name, withStep(ofShapes(rows.map((row) => row[index]!)), place, `kept in ${name}`));
  return succeeded(next);
}

function strReplace(call: Invocation): Ends {
  const [subject, from, to] = call.fields.map(({ value }) => value);
  const [search, replacement] = [from && onlyText(from), to && onlyText(to)];
  const done = { place: call.place, by: 'str_replace' };
  if (!subject) return both(call.state);
  return prints(
    call,
    search !== undefined && replacement !== undefined && search.length === 1
      ? replacedEverywhere(subject, search, replacement, done)
      : unknownChange(subject, done),
  );
}

/** A unit name made by the library, or by systemd-escape: escaped as it must be. */
export function escaped(call: Invocation): Ends {
  const value = valueOfName(
    nameFrom('unknown', originOf(call, 'command', call.name), `escaped by ${call.name}`, { slash: false }),
  );
  return prints(call, value);
}

export const DRACUT_FUNCTIONS: Readonly<Record<string, Model>> = {
  getarg,
  getargs: getarg,
  getargbool: ({ state }) => both(state),
  getargnum: (call) =>
    prints(call, valueOfName(nameFrom('number', originOf(call, 'command', 'getargnum'), 'a number'))),
  getcmdline: (call) =>
    prints(
      call,
      valueOfName(
        nameFrom('command-line', originOf(call, 'kernel command line', 'getcmdline'), 'the kernel command line'),
      ),
    ),
  str_starts: tested((part) => `${quoted(part)}*`),
  str_ends: tested((part) => `*${quoted(part)}`),
  strstr: tested((part) => `*${quoted(part)}*`),
  strglob: tested((part) => part),
  strglobin: tested((part) => `*${part}*`),
  str_replace: strReplace,
  splitsep,
  dev_unit_name: escaped,
  trim: (call) => prints(call, call.fields[0]?.value ?? EMPTY),
  die: () => ({ ok: undefined, fail: undefined }),
};

const quoted = (part: string): string => part.replace(/[*?[]/g, '[$&]');

/** Known by what they do where the library itself is not among the files. */
export const ZFS_LIBRARY: Readonly<Record<string, Model>> = {
  decode_root_args: (call) => {
    const { state, place } = call;
    const name = nameFrom(
      'dataset',
      { source: 'kernel argument', subject: 'root', ...place },
      'root= of the kernel command line, as decode_root_args leaves it',
    );
    const root = either([literal('zfs:AUTO'), valueOfName({ ...name, spaces: true })]);
    return {
      ok: withVariable(withVariable(state, 'root', root), 'rootfstype', literal('zfs')),
      fail: state,
    };
  },
  for_relevant_root_children: (call) => {
    const { state, context, run, fields, place } = call;
    const [dataset, callback] = fields;
    const name = callback && onlyText(callback.value);
    if (!dataset || name === undefined) return both(state);
    const of = dataset.value;
    const child = valueOfName(
      nameFrom('dataset', { source: 'zfs list', subject: 'name', of, ...place }, 'a child from zfs list'),
    );
    const mountpoint = valueOfName(
      nameFrom('path', { source: 'zfs list', subject: 'mountpoint', of, ...place }, 'its mountpoint'),
    );
    run.invoke({
      ...call,
      name,
      fields: [
        { value: child, word: dataset.word, several: false },
        { value: mountpoint, word: dataset.word, several: false },
      ],
      context: { ...context, input: undefined, inputFrom: 'pipe' },
    });
    return both(state);
  },
  mount_dataset: ({ fields, state, run, context }) => {
    const [dataset] = fields;
    if (dataset) run.sink('dataset', 'mount_dataset', dataset, context);
    return both(state);
  },
};
