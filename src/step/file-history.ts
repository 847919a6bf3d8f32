/** Files that were made, written or removed, by path. */
import type { EventId } from '../trace/event.ts';
import { type Chronicle, countUpTo } from './chronicle.ts';
import type { FileView } from './view.ts';

export class FileHistory {
  readonly #chronicle: Chronicle;
  /** Path -> events, sorted by path. */
  readonly #events: readonly (readonly [string, readonly EventId[]])[];

  constructor(chronicle: Chronicle) {
    this.#chronicle = chronicle;
    const events = new Map<string, EventId[]>();
    const ids = [...chronicle.all('path.created'), ...chronicle.all('path.written'), ...chronicle.all('path.removed')];
    for (const id of ids.sort((a, b) => a - b)) {
      const event = chronicle.events[id] as { readonly path: string };
      const list = events.get(event.path);
      if (list) list.push(id);
      else events.set(event.path, [id]);
    }
    this.#events = [...events].sort(([a], [b]) => (a < b ? -1 : 1));
  }

  /** Those changed up to an event; `now`: after `before`. A file that came and went is not listed, unless it went just now. */
  upTo(cursor: EventId, before: EventId): readonly FileView[] {
    const from = Math.min(before, cursor);
    const to = Math.max(before, cursor);
    return this.#events.flatMap(([path, ids]): FileView[] => {
      const count = countUpTo(ids, cursor);
      // Changed between the two places, whichever way the step went.
      const now = countUpTo(ids, from) !== countUpTo(ids, to);
      if (count === 0) return [];
      const event = this.#chronicle.events[ids[count - 1]!]!;
      const made = this.#chronicle.events[ids[0]!]!;
      if (event.kind === 'path.removed') {
        if (made.kind === 'path.created' && !now) return [];
        return [{ path, state: 'removed', type: undefined, since: event.id, now }];
      }
      const ours = ids.slice(0, count).findLast((id) => this.#chronicle.events[id]!.kind === 'path.created');
      const created = ours === undefined ? undefined : this.#chronicle.event(ours, 'path.created');
      return [{ path, state: created ? 'created' : 'written', type: created?.type, since: event.id, now }];
    });
  }
}
