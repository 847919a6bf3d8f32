/** When something changed: variables, files, mounts, devices, pools, keys, datasets, units. */
import type { Event, EventId, EventKind } from '../trace/event.ts';
import { type Chronicle, nextIn } from './chronicle.ts';
import type { Subject } from './view.ts';

type Ask = {
  readonly [K in Subject['kind']]: {
    readonly kinds: readonly EventKind[];
    readonly is: (event: Event, subject: Extract<Subject, { readonly kind: K }>) => boolean;
  };
};

const field = (event: Event, name: string): unknown => (event as unknown as Readonly<Record<string, unknown>>)[name];

const ASK: Ask = {
  variable: {
    kinds: ['variable.assigned', 'variable.unset'],
    is: (event, { name }) => field(event, 'name') === name,
  },
  file: {
    kinds: ['path.created', 'path.written', 'path.removed'],
    is: (event, { path }) => field(event, 'path') === path,
  },
  mount: { kinds: ['mount.mounted', 'mount.unmounted'], is: (event, { target }) => field(event, 'target') === target },
  device: { kinds: ['device.added', 'device.removed'], is: (event, { path }) => field(event, 'path') === path },
  mapping: { kinds: ['luks.opened', 'luks.closed'], is: (event, { name }) => field(event, 'name') === name },
  pool: { kinds: ['pool.imported', 'pool.exported'], is: (event, { name }) => field(event, 'pool') === name },
  key: {
    kinds: ['key.loaded', 'key.unloaded'],
    is: (event, { encryptionRoot }) => field(event, 'encryptionRoot') === encryptionRoot,
  },
  dataset: {
    kinds: ['property.set', 'dataset.created', 'dataset.destroyed', 'mount.mounted', 'mount.unmounted'],
    is: (event, { name }) => field(event, 'dataset') === name || field(event, 'source') === name,
  },
  unit: { kinds: ['unit.changed'], is: (event, { name }) => field(event, 'unit') === name },
};

/** The last change before an event, or the first after it. */
export function changeOf(chronicle: Chronicle, subject: Subject, from: EventId, ahead: boolean): EventId | undefined {
  const { kinds, is } = ASK[subject.kind];
  const matches = is as (event: Event, subject: Subject) => boolean;
  let best: EventId | undefined;
  for (const kind of kinds) {
    const ids = chronicle.all(kind);
    for (let at = nextIn(ids, from, !ahead); at !== undefined; at = nextIn(ids, at, !ahead)) {
      if (best !== undefined && (ahead ? at >= best : at <= best)) break;
      if (!matches(chronicle.events[at]!, subject)) continue;
      best = at;
      break;
    }
  }
  return best;
}
