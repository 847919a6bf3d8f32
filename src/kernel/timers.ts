/** The virtual clock and its timers: a heap ordered by instant, then by when they were set. */
export interface Timer {
  readonly atUs: number;
  /** For deadlock and hang reports. */
  readonly label: string;
  /** The process that sleeps on it; undefined for hardware and models. */
  readonly sleeper: number | undefined;
  cancel(): void;
}

class Entry implements Timer {
  readonly atUs: number;
  readonly order: number;
  readonly label: string;
  readonly sleeper: number | undefined;
  run: (() => void) | undefined;
  readonly #timers: Timers;

  constructor(
    timers: Timers,
    atUs: number,
    order: number,
    label: string,
    sleeper: number | undefined,
    run: () => void,
  ) {
    this.#timers = timers;
    this.atUs = atUs;
    this.order = order;
    this.label = label;
    this.sleeper = sleeper;
    this.run = run;
  }

  cancel(): void {
    if (!this.run) return;
    this.run = undefined;
    this.#timers.cancelled(this);
  }
}

export class Timers {
  nowUs = 0;
  readonly #heap: Entry[] = [];
  readonly #external = new Set<Entry>();
  #order = 0;

  set(atUs: number, label: string, run: () => void, sleeper?: number): Timer {
    const entry = new Entry(this, Math.max(atUs, this.nowUs), this.#order++, label, sleeper, run);
    this.#heap.push(entry);
    if (sleeper === undefined) this.#external.add(entry);
    this.#up(this.#heap.length - 1);
    return entry;
  }

  /** Instant of the next timer that is still set. */
  get nextUs(): number | undefined {
    while (this.#heap[0] && !this.#heap[0].run) this.#pop();
    return this.#heap[0]?.atUs;
  }

  /** Timers of hardware and models, which may change what a poll sees. */
  get external(): readonly Timer[] {
    return [...this.#external];
  }

  get externalCount(): number {
    return this.#external.size;
  }

  /** Runs all timers that are due. */
  fire(): void {
    for (let next = this.nextUs; next !== undefined && next <= this.nowUs; next = this.nextUs) {
      const entry = this.#pop();
      this.#external.delete(entry);
      const { run } = entry;
      entry.run = undefined;
      run?.();
    }
  }

  cancelled(entry: Entry): void {
    this.#external.delete(entry);
  }

  #before(a: Entry, b: Entry): boolean {
    return a.atUs < b.atUs || (a.atUs === b.atUs && a.order < b.order);
  }

  #up(index: number): void {
    const heap = this.#heap;
    for (let at = index; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!this.#before(heap[at]!, heap[parent]!)) return;
      [heap[at], heap[parent]] = [heap[parent]!, heap[at]!];
      at = parent;
    }
  }

  #pop(): Entry {
    const heap = this.#heap;
    const top = heap[0]!;
    const last = heap.pop()!;
    if (heap.length > 0) {
      heap[0] = last;
      for (let at = 0; ; ) {
        const left = 2 * at + 1;
        if (left >= heap.length) break;
        const child = left + 1 < heap.length && this.#before(heap[left + 1]!, heap[left]!) ? left + 1 : left;
        if (!this.#before(heap[child]!, heap[at]!)) break;
        [heap[at], heap[child]] = [heap[child]!, heap[at]!];
        at = child;
      }
    }
    return top;
  }
}
