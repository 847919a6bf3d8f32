/** The events that the values of the present expansion came from. */
import type { EventId } from '../trace/event.ts';

export type Sources = readonly EventId[];
export const NO_SOURCES: Sources = [];

/** A list that is filled and emptied by every command, so it keeps its room: an array that shrinks to nothing would be made anew each time. */
export class UsedEvents {
  readonly #events: EventId[] = [-1, -1, -1, -1];
  #length = 0;
  /** What was given last, while nothing has come since: the words and the command ask for the same. */
  #given = NO_SOURCES;
  #givenFrom = 0;

  get length(): number {
    return this.#length;
  }

  push(event: EventId): void {
    this.#events[this.#length++] = event;
    this.#given = NO_SOURCES;
  }

  add(events: Sources): void {
    for (let index = 0; index < events.length; index++) this.push(events[index]!);
  }

  clear(): void {
    this.#length = 0;
    this.#given = NO_SOURCES;
  }

  /** Those that were noted since the list had this length. */
  since(from: number): Sources {
    if (this.#length <= from) return NO_SOURCES;
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
