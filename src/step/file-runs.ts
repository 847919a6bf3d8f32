/** When each line of each script ran. */
import type { EventId } from '../trace/event.ts';
import type { Position } from '../trace/position.ts';

/** Column -> events, of one line. */
type Columns = Map<number, EventId[]>;

export class FileRuns {
  readonly #files = new Map<string, Map<number, Columns>>();

  add({ file, line, column }: Position, id: EventId): void {
    let lines = this.#files.get(file);
    if (!lines) {
      lines = new Map();
      this.#files.set(file, lines);
    }
    let columns = lines.get(line);
    if (!columns) {
      columns = new Map();
      lines.set(line, columns);
    }
    const events = columns.get(column);
    if (events) events.push(id);
    else columns.set(column, [id]);
  }

  /** Files in which something ran, in the order of their first command. */
  get files(): readonly string[] {
    return [...this.#files.keys()];
  }

  /** The first event of a file. */
  first(file: string): EventId | undefined {
    let first: EventId | undefined;
    for (const columns of this.#files.get(file)?.values() ?? [])
      for (const [id] of columns.values()) if (id !== undefined && (first === undefined || id < first)) first = id;
    return first;
  }

  lines(file: string): readonly number[] {
    return [...(this.#files.get(file)?.keys() ?? [])];
  }

  /** Events with which a line ran: those of the command on it that ran most often, the first of them when several did. */
  runs(file: string, line: number): readonly EventId[] {
    let most: readonly EventId[] = [];
    for (const events of this.#files.get(file)?.get(line)?.values() ?? [])
      if (events.length > most.length) most = events;
    return most;
  }
}
