/** The events that the values of the present expansion came from. */
import type { EventId } from '../trace/event.ts';

/** Most values have one source, for which no list is needed. */
export type Sources = EventId | readonly EventId[];
export const NO_SOURCES: Sources = [];

/** Sources of the words of a command, or of other values in a row; sparse. */
export type Origins = readonly (Sources | undefined)[];
export const NO_ORIGINS: Origins = [];

export const listOf = (sources: Sources): readonly EventId[] => (typeof sources === 'number' ? [sources] : sources);

/** A list that is filled and emptied by every command, so it keeps its room: an array that shrinks to nothing would be made anew each time. */
export class UsedEvents {
  readonly #events: EventId[] = [-1, -1, -1, -1];
  #length = 0;
  /** What was given last, while nothing has come since: the words and the command ask for the same. */
  #given: Sources = NO_SOURCES;
  #givenFrom = 0;

  get length(): number {
    return this.#length;
  }

  push(event: EventId): void {
    this.#events[this.#length++] = event;
    this.#given = NO_SOURCES;
  }

  add(events: Sources): void {
    if (typeof events === 'number') this.push(events);
    else for (let index = 0; index < events.length; index++) this.push(events[index]!);
  }

  clear(): void {
    this.#length = 0;
    this.#given = NO_SOURCES;
  }

  /** Those that were noted since the list had this length. */
  since(from: number): Sources {
    const count = this.#length - from;
    if (count <= 0) return NO_SOURCES;
    if (count === 1) return this.#events[from]!;
    if (this.#given === NO_SOURCES || this.#givenFrom !== from) {
      this.#given = this.#events.slice(from, this.#length);
      this.#givenFrom = from;
    }
    return this.#given;
  }

  /** All of them; none are left. */
  take(): Sources {
    const events = this.since(0);
    this.clear();
    return events;
  }
}
