/** The scenario file's schema: the one source of validation, of the TypeScript types and of the JSON Schema for editors. Scalars arrive as text. */
import * as v from 'valibot';
import { namedFaults } from '../machine/faults/index.ts';
import { DURATION_PATTERN, parseDurationUs, parseSizeBytes, SIZE_PATTERN } from './quantities.ts';

/** `editor` is what the JSON Schema says about a scalar that we read as text. */
const scalar = <T>(editor: Readonly<Record<string, unknown>>) =>
  v.metadata<T, { readonly editor: Readonly<Record<string, unknown>> }>({ editor });

const text = v.pipe(v.string('text'), scalar({ type: ['string', 'number', 'boolean'] }));
const name = v.pipe(v.string('a name'), v.nonEmpty('a name, not empty'), scalar({ type: 'string', minLength: 1 }));
const path = v.pipe(v.string('a path'), v.nonEmpty('a path, not empty'), scalar({ type: 'string', minLength: 1 }));
const absolutePath = v.pipe(
  v.string('an absolute path'),
  v.startsWith('/', 'an absolute path'),
  scalar({ type: 'string', pattern: '^/' }),
);
const count = v.pipe(
  v.string('a whole number'),
  v.regex(/^\d+$/, 'a whole number'),
  v.transform(Number),
  scalar({ type: 'integer', minimum: 0 }),
);
/** Counted from 1. */
const ordinal = v.pipe(
  v.string('a number from 1 on'),
  v.regex(/^[1-9]\d*$/, 'a number from 1 on'),
  v.transform(Number),
  scalar({ type: 'integer', minimum: 1 }),
);
const flag = v.pipe(
  v.picklist(['true', 'false'], 'true or false'),
  v.transform((t) => t === 'true'),
  scalar({ type: 'boolean' }),
);
const durationUs = v.pipe(
  v.string('a duration such as 150ms or 2s'),
  v.regex(DURATION_PATTERN, 'a duration such as 150ms or 2s'),
  v.transform((t) => parseDurationUs(t) ?? 0),
  scalar({ type: 'string', pattern: DURATION_PATTERN.source }),
);
const sizeBytes = v.pipe(
  v.string('a size such as 20M'),
  v.regex(SIZE_PATTERN, 'a size such as 20M'),
  v.transform((t) => parseSizeBytes(t) ?? 0),
  scalar({ type: ['string', 'integer'], pattern: SIZE_PATTERN.source }),
);
const hostid = v.pipe(
  v.string('eight hexadecimal digits'),
  v.regex(/^[0-9a-fA-F]{8}$/, 'eight hexadecimal digits'),
  scalar({ type: ['string', 'integer'] }),
);

const file = v.union(
  [
    v.strictObject({ key: name }),
    v.strictObject({ text, mode: v.optional(text) }),
    v.strictObject({ link: text }),
    text,
  ],
  'text, {key: NAME}, {text: …, mode: …} or {link: …}',
);
const files = v.record(v.string(), file);

const image = v.union(
  [
    v.literal('builtin'),
    v.strictObject({ directory: path }),
    v.strictObject({ initrd: path }),
    v.strictObject({ modules: path }),
  ],
  'builtin, {directory: PATH}, {initrd: PATH} or {modules: PATH}',
);

const script = v.strictObject({ file: path, at: v.optional(absolutePath) });

const pool = v.objectWithRest(
  {
    state: v.optional(v.picklist(['ONLINE', 'DEGRADED', 'FAULTED', 'UNAVAIL'], 'ONLINE, DEGRADED, FAULTED or UNAVAIL')),
    imported: v.optional(flag),
    importable: v.optional(v.union([flag, text])),
    hostid: v.optional(hostid),
    vdevs: v.optional(v.array(name)),
    missing: v.optional(v.array(name)),
    features: v.optional(
      v.record(v.string(), v.picklist(['disabled', 'enabled', 'active'], 'disabled, enabled or active')),
    ),
  },
  text,
);

const dataset = v.objectWithRest(
  {
    type: v.optional(v.picklist(['filesystem', 'volume', 'snapshot'], 'filesystem, volume or snapshot')),
    luks: v.optional(name),
    key: v.optional(name),
    passphrase: v.optional(text),
    files: v.optional(files),
  },
  text,
);

const filesystemType = v.picklist(
  ['ext4', 'ext3', 'ext2', 'vfat', 'btrfs', 'xfs', 'swap'],
  'ext4, ext3, ext2, vfat, btrfs, xfs or swap',
);

const luks = v.strictObject({
  version: v.optional(v.picklist(['1', '2'], '1 or 2')),
  passphrase: v.optional(text),
  passphrases: v.optional(v.array(text)),
  tokens: v.optional(v.array(v.picklist(['tpm2', 'tpm2-pin', 'fido2', 'clevis'], 'tpm2, tpm2-pin, fido2 or clevis'))),
  label: v.optional(text),
  uuid: v.optional(text),
  corrupted: v.optional(flag),
  filesystem: v.optional(filesystemType),
  lvm: v.optional(name),
  files: v.optional(files),
});

const volume = {
  size: v.optional(sizeBytes),
  filesystem: v.optional(filesystemType),
  label: v.optional(text),
  uuid: v.optional(text),
  luks: v.optional(name),
  /** A physical volume of this group. */
  lvm: v.optional(name),
  files: v.optional(files),
};
const volumeGroup = v.strictObject({
  volumes: v.record(v.string(), v.strictObject(volume)),
});
const disk = v.strictObject({
  ...volume,
  partitions: v.optional(v.record(v.string(), v.strictObject(volume))),
  appears: v.optional(durationUs),
  gone: v.optional(durationUs),
});

const operatorStep = v.union(
  [
    v.strictObject({ prompt: v.optional(text), answer: text, after: v.optional(durationUs) }),
    v.strictObject({ prompt: v.optional(text), silent: v.pipe(v.literal('true', 'true'), scalar({ const: true })) }),
    v.strictObject({ console: v.array(text), after: v.optional(durationUs) }),
  ],
  '{answer: …}, {silent: true} or {console: [LINE, …]}',
);

const faultName = v.pipe(v.string('the name of a fault'), scalar({ enum: namedFaults.map((known) => known.name) }));
/** A call that fails (`when`), or a fault with a name; which keys go together is checked with the machine at hand. */
const fault = v.strictObject({
  fault: v.optional(faultName),
  device: v.optional(name),
  dataset: v.optional(name),
  volume: v.optional(name),
  path: v.optional(absolutePath),
  module: v.optional(name),
  after: v.optional(durationUs),
  when: v.optional(name),
  nth: v.optional(ordinal),
  status: v.optional(count),
  stdout: v.optional(text),
  stderr: v.optional(text),
});
/** Command lines, one after the other, or a script. */
const setup = v.union([v.array(text), text], 'a list of command lines, or a text of them');
const stub = v.strictObject({ status: v.optional(count), stdout: v.optional(text), stderr: v.optional(text) });

const at = v.pipe(
  v.string('an event: its kind, then what it is of, such as "case.compared /bin/script:12:1"'),
  v.regex(/^[a-z.]+ [\s\S]+$/, 'an event: its kind, then what it is of, such as "case.compared /bin/script:12:1"'),
  scalar({ type: 'string' }),
);
const place = { at, nth: v.optional(count) };
const change = v.union(
  [
    v.strictObject({ ...place, set: v.record(v.string(), text) }),
    v.strictObject({ ...place, property: v.strictObject({ dataset: name, name, value: text }) }),
    v.strictObject({ ...place, taken: flag }),
    v.strictObject({ ...place, item: v.union([count, v.literal('none')]) }),
    v.strictObject({ ...place, run: text }),
  ],
  '{at: EVENT, …} with set: {NAME: VALUE}, property: {dataset: …, name: …, value: …}, taken: true or false, item: NUMBER or none, or run: LINE',
);

const outcome = v.picklist(
  ['boots', 'emergency', 'hang', 'poweroff', 'inconclusive'],
  'boots, emergency, hang, poweroff or inconclusive',
);
const expectation = v.strictObject({
  outcome: v.optional(outcome),
  mounted: v.optional(
    v.record(
      v.string(),
      v.pipe(
        text,
        v.transform((t) => (t === 'false' ? false : t)),
      ),
    ),
  ),
  keystatus: v.optional(v.record(v.string(), text)),
  /** Datasets, snapshots and bookmarks that are there at the end, or (false) are not. */
  datasets: v.optional(v.record(v.string(), flag)),
  units: v.optional(
    v.record(
      v.string(),
      v.picklist(
        ['inactive', 'activating', 'active', 'deactivating', 'failed'],
        'a unit state: inactive, activating, active, deactivating or failed',
      ),
    ),
  ),
  journal: v.optional(
    v.strictObject({
      includes: v.optional(v.array(text)),
      excludes: v.optional(v.array(text)),
      order: v.optional(v.array(text)),
    }),
  ),
  prompts: v.optional(count),
  within: v.optional(durationUs),
});

const timing = v.strictObject({
  'zvol-link': v.optional(durationUs),
  'pool-import': v.optional(durationUs),
  'luks-open': v.optional(durationUs),
  'disk-link': v.optional(durationUs),
  answer: v.optional(durationUs),
});

/** Every key of a scenario but `matrix`; all optional, so that an override can be checked by the same entries. */
const entries = {
  name: v.optional(name),
  summary: v.optional(text),
  image: v.optional(image),
  /** Programs that the image has besides its own, and some that it lacks. */
  with: v.optional(v.array(name)),
  without: v.optional(v.array(name)),
  shell: v.optional(v.picklist(['dash', 'busybox', 'bash'], 'dash, busybox or bash')),
  scripts: v.optional(v.array(script)),
  patches: v.optional(v.array(path)),
  cmdline: v.optional(text),
  hostid: v.optional(hostid),
  pools: v.optional(v.record(v.string(), pool)),
  datasets: v.optional(v.record(v.string(), dataset)),
  luks: v.optional(v.record(v.string(), luks)),
  disks: v.optional(v.record(v.string(), disk)),
  /** Volume groups, whose physical volumes are the disks, partitions and LUKS volumes that name them. */
  lvm: v.optional(v.record(v.string(), volumeGroup)),
  setup: v.optional(setup),
  operator: v.optional(v.array(operatorStep)),
  changes: v.optional(v.array(change)),
  timing: v.optional(timing),
  faults: v.optional(v.array(fault)),
  stubs: v.optional(v.record(v.string(), stub)),
  expect: v.optional(expectation),
};

/** One rehearsal's worth of scenario: what is left after `matrix` has been spread out. */
export const variantSchema = v.strictObject(entries);
export type Variant = v.InferOutput<typeof variantSchema>;
export type Expectation = v.InferOutput<typeof expectation>;
export type Outcome = v.InferOutput<typeof outcome>;
export type FileSpec = v.InferOutput<typeof file>;

/** The file: a variant, and a matrix whose axes are lists of named overrides. */
export const scenarioSchema = v.strictObject({
  ...entries,
  matrix: v.optional(v.record(v.string(), v.array(v.strictObject(entries)))),
});
