/** zfs(8), zpool(8) and mount.zfs(8): what they print, and what their operands must be. */

import type { Redirection } from '../../../syntax/tree.ts';
import type { Field, Invocation, Model } from '../run.ts';
import type { Expectation } from '../sinks.ts';
import { both, type Ends, type State, substitute } from '../state.ts';
import {
  concatenate,
  EMPTY,
  either,
  literal,
  mapShapes,
  type NameFacts,
  type NameKind,
  nameFrom,
  onlyName,
  onlyText,
  type Source,
  type Value,
  valueOfName,
} from '../value.ts';
import { type Operands, operandsOf } from './arguments.ts';
import { originOf, prints, unknownOutput } from './output.ts';

type Described = readonly [kind: NameKind, facts?: NameFacts];

/** What zfsprops(7) and zpoolprops(7) say of values; others are words that may be `-`. */
const ZFS_PROPERTIES: Readonly<Record<string, Described>> = {
  name: ['dataset'],
  encryptionroot: ['dataset', { sentinels: ['-'] }],
  origin: ['snapshot', { sentinels: ['-'] }],
  keylocation: ['key-uri', { sentinels: ['none', 'prompt', 'file://', 'http://', 'https://'] }],
  mountpoint: ['path', { sentinels: ['none', 'legacy'] }],
  keystatus: ['keyword', { sentinels: ['-'] }],
  keyformat: ['keyword', { sentinels: ['none'] }],
  canmount: ['keyword', { sentinels: ['-'] }],
  mounted: ['keyword', { sentinels: ['-'] }],
  type: ['keyword'],
  encryption: ['keyword'],
};
const ZPOOL_PROPERTIES: Readonly<Record<string, Described>> = {
  name: ['pool'],
  bootfs: ['dataset', { sentinels: ['-'] }],
  guid: ['number'],
  size: ['number'],
  health: ['keyword'],
  altroot: ['path', { sentinels: ['-'] }],
  cachefile: ['path', { sentinels: ['-', 'none'] }],
};

const listOf = (value: Value | undefined): readonly string[] => (value ? (onlyText(value) ?? '?').split(',') : []);

/** One column of what `get` and `list` print. */
function column(
  call: Invocation,
  source: Source,
  property: string,
  of: Value | undefined,
  facts: NameFacts = {},
): Value {
  const known = (source.startsWith('zfs') ? ZFS_PROPERTIES : ZPOOL_PROPERTIES)[property];
  const [kind, described] = known ?? (['unknown', { sentinels: ['-'] }] as const);
  const said =
    property === 'name'
      ? `a name from ${source}`
      : source.endsWith('get')
        ? `${property} from ${source}`
        : `${property} from ${source}`;
  return valueOfName(nameFrom(kind, originOf(call, source, property, of), said, { ...described, ...facts }));
}

const inLines = (value: Value): Value => mapShapes(value, (shape) => ({ ...shape, lines: true }));
const tabbed = (values: readonly Value[]): Value =>
  concatenate(values.flatMap((value, index) => (index > 0 ? [literal('\t'), value] : [value])));

/** `zfs get`, `zpool get`. */
function get(call: Invocation, source: 'zfs get' | 'zpool get', options: Operands): Ends {
  const [first, ...operands] = options.operands;
  const properties = listOf(first?.value);
  const of = operands.length > 0 ? either(operands.map(({ value }) => value)) : undefined;
  const fields = options.options.has('o') ? listOf(options.options.get('o')) : ['name', 'property', 'value', 'source'];
  const lines =
    operands.length !== 1 || operands[0]!.several || options.flags.includes('r') || options.options.has('d');
  const rows = properties.map((property) =>
    tabbed(
      fields.map((field) => {
        if (field === 'property') return literal(property);
        if (field === 'name') return of && !lines ? of : column(call, source, 'name', of);
        if (field !== 'value') return valueOfName(nameFrom('keyword', originOf(call, source, field, of), field));
        return column(call, source, property, of);
      }),
    ),
  );
  const separator = options.flags.includes('H');
  const value = rows.length === 0 ? EMPTY : either(rows);
  return prints(
    call,
    separator
      ? lines || rows.length > 1
        ? inLines(value)
        : value
      : fields.length === 1
        ? inLines(value)
        : unknownOutput(call),
  );
}

/** `zfs list`, `zpool list`. */
function list(call: Invocation, source: 'zfs list' | 'zpool list', options: Operands): Ends {
  const fields = options.options.has('o')
    ? listOf(options.options.get('o'))
    : ['name', 'used', 'avail', 'refer', 'mountpoint'];
  const of = options.operands.length > 0 ? either(options.operands.map(({ value }) => value)) : undefined;
  const single = options.operands.length === 1 && !/[rv]/.test(options.flags) && !options.options.has('d');
  const types = listOf(options.options.get('t'));
  const kind: NameKind | undefined =
    types.length > 0 && types.every((type) => type === 'snapshot' || type === 'snap') ? 'snapshot' : undefined;
  const volume = types.length > 0 && types.every((type) => /^vol/.test(type));
  const columns = fields.map((field) => {
    const value = column(call, source, field, of);
    // Volumes and snapshots have no mountpoint.
    if (field === 'mountpoint' && types.some((type) => !/^(filesystem|fs)$/.test(type)))
      return column(call, source, field, of, { sentinels: ['none', 'legacy', '-'] });
    if (field !== 'name') return value;
    // A dataset with depth 0 and no operand is a pool's root dataset.
    if (source === 'zfs list' && !of && onlyText(options.options.get('d') ?? EMPTY) === '0')
      return valueOfName(nameFrom('pool', originOf(call, source, 'name', of), 'a pool from zfs list'));
    if (volume) return valueOfName(nameFrom('dataset', originOf(call, source, 'volume', of), 'a volume from zfs list'));
    return kind ? valueOfName(nameFrom(kind, originOf(call, source, 'name', of), 'a snapshot from zfs list')) : value;
  });
  if (!options.flags.includes('H') && fields.length > 1) return prints(call, unknownOutput(call));
  return prints(call, single ? tabbed(columns) : inLines(tabbed(columns)));
}

/** Options that take a value, and what each operand must be, by subcommand. */
interface Subcommand {
  readonly valued: string;
  readonly operands: readonly (Expectation | undefined)[];
  /** The last expectation holds for all further operands. */
  readonly repeats?: boolean;
}
const ZFS: Readonly<Record<string, Subcommand>> = {
  get: { valued: 'ostd', operands: [undefined, 'dataset'], repeats: true },
  list: { valued: 'osStd', operands: ['dataset'], repeats: true },
  set: { valued: '', operands: [undefined] },
  inherit: { valued: '', operands: [undefined, 'dataset'], repeats: true },
  'load-key': { valued: 'L', operands: ['dataset'] },
  'unload-key': { valued: '', operands: ['dataset'] },
  'change-key': { valued: 'o', operands: ['dataset'] },
  mount: { valued: 'o', operands: ['dataset'] },
  unmount: { valued: '', operands: [undefined] },
  create: { valued: 'oVb', operands: ['dataset'] },
  destroy: { valued: '', operands: ['dataset'] },
  rollback: { valued: '', operands: ['dataset'] },
  snapshot: { valued: 'o', operands: ['dataset'], repeats: true },
  clone: { valued: 'o', operands: ['dataset', 'dataset'] },
  promote: { valued: '', operands: ['dataset'] },
  rename: { valued: '', operands: ['dataset', 'dataset'] },
};
const POOL: Subcommand = { valued: '', operands: ['pool'] };
const ZPOOL: Readonly<Record<string, Subcommand>> = {
  import: { valued: 'ocdRT', operands: ['pool', 'pool'] },
  export: { valued: '', operands: ['pool'], repeats: true },
  get: { valued: 'o', operands: [undefined, 'pool'], repeats: true },
  list: { valued: 'oT', operands: ['pool'], repeats: true },
  set: { valued: '', operands: [undefined, 'pool'] },
  status: { valued: 'cT', operands: ['pool'], repeats: true },
  upgrade: { valued: 'V', operands: ['pool'], repeats: true },
  wait: { valued: 'Tt', operands: ['pool'] },
  sync: { ...POOL, repeats: true },
  scrub: POOL,
  trim: { valued: 'r', operands: ['pool'] },
  clear: POOL,
  online: POOL,
  offline: POOL,
  reopen: POOL,
  checkpoint: POOL,
  destroy: POOL,
  events: POOL,
  history: POOL,
};

function subcommand(call: Invocation, program: 'zfs' | 'zpool'): Ends {
  const [head, ...rest] = call.fields;
  const name = head && onlyText(head.value);
  if (name === undefined) return both(call.state);
  const known = (program === 'zfs' ? ZFS : ZPOOL)[name];
  if (!known) return prints(call, unknownOutput(call));
  const options = operandsOf(rest, known.valued);
  const asked = (name === 'list' || name === 'get') && call.node.redirections.some(discards);
  const use = asked ? `${program} ${name} ${ASKED}` : `${program} ${name}`;
  for (const [index, field] of options.operands.entries()) {
    const expected =
      index < known.operands.length ? known.operands[index] : known.repeats ? known.operands.at(-1) : undefined;
    if (expected && !(name === 'import' && options.flags.includes('a')))
      call.run.sink(expected, use, field, call.context);
  }
  if (program === 'zfs' && name === 'set')
    for (const field of datasetsOfSet(options.operands)) call.run.sink('dataset', 'zfs set', field, call.context);
  if (
    name === 'load-key' &&
    /inherited|null/.test(call.context.inputFrom) &&
    !options.options.has('L') &&
    askedForPrompt(call)
  )
    for (const field of options.operands) call.run.sink('unanswered', 'zfs load-key', field, call.context);
  if (asked) return { ok: found(call.state, options.operands), fail: call.state };
  if (name === 'get') return get(call, `${program} get`, options);
  if (name === 'list') return list(call, `${program} list`, options);
  if (name === 'import' && options.operands.length === 0) return prints(call, unknownOutput(call));
  return both(call.state);
}

/** Nobody reads what is printed: it is asked whether the operand is there at all. */
const discards = ({ operator, descriptor, target }: Redirection): boolean =>
  target.plain === '/dev/null' && (operator === '&>' || (operator === '>' && descriptor === 1));

/** Behind the subcommand in `use`, where only the status counts. */
export const ASKED = 'as a test';

/** What was found is no word that means something else. */
function found(state: State, operands: readonly Field[]): State {
  let next = state;
  for (const { value } of operands)
    for (const shape of value.shapes) {
      const name = onlyName(shape);
      if (name && (name.sentinels.length > 0 || name.empty))
        next = substitute(next, name, [{ ...name, sentinels: [], empty: false }]);
    }
  return next;
}

/** dracut's own switch was asked: the phase is run by init itself, with the console as stdin. */
export const withoutSystemd = ({ variables }: State): boolean => {
  const value = variables.get('DRACUT_SYSTEMD');
  return value !== undefined && onlyText(value) === '';
};

/** The script has compared a keylocation with `prompt`, and that is what it is here. */
const askedForPrompt = ({ state }: Invocation): boolean =>
  [...[...state.variables].map(([, value]) => value), ...state.positional.values].some(
    (value) => onlyText(value) === 'prompt',
  );

/** `zfs set a=b c=d DATASET…`: the operands without a value. */
const datasetsOfSet = (operands: readonly Field[]): readonly Field[] => {
  const last = operands.at(-1);
  return last && operands.length > 1 ? [last] : [];
};

/** `mount -t zfs DATASET DIRECTORY`. */
function mount(call: Invocation): Ends {
  const { options, operands } = operandsOf(call.fields, 'otOLU', true);
  const type = onlyText(options.get('t') ?? options.get('types') ?? EMPTY);
  const [source, directory] = operands;
  if (call.name === 'mount.zfs' || type === 'zfs') {
    if (source)
      call.run.sink('dataset', call.name === 'mount.zfs' ? 'mount.zfs' : 'mount -t zfs', source, call.context);
  } else if (source && directory) call.run.sink('path', 'mount', source, call.context);
  if (directory) call.run.sink('mountpoint', 'mount', directory, call.context);
  return both(call.state);
}

export const ZFS_PROGRAMS: Readonly<Record<string, Model>> = {
  zfs: (call) => subcommand(call, 'zfs'),
  zpool: (call) => subcommand(call, 'zpool'),
  mount,
  'mount.zfs': mount,
};
