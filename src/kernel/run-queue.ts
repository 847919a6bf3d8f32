/** Who waits for the CPU: a ring, as an array that is emptied by every turn would be made anew for the next. */
import type { Process } from './process.ts';

export class RunQueue {
  #ring: (Process | undefined)[] = Array.from({ length: 16 }, () => undefined);
  #first = 0;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  add(process: Process): void {
    if (this.#length === this.#ring.length) this.#grow();
    this.#ring[this.#place(this.#length++)] = process;
  }

  /** Takes out the nth of those that wait. */
  take(n: number): Process {
    const process = this.#ring[this.#place(n)]!;
    // Those before it move up.
    for (let i = n; i > 0; i--) this.#ring[this.#place(i)] = this.#ring[this.#place(i - 1)];
    this.#ring[this.#first] = undefined;
    this.#first = this.#place(1);
    this.#length--;
    return process;
  }

  some(test: (process: Process) => boolean): boolean {
    for (let i = 0; i < this.#length; i++) if (test(this.#ring[this.#place(i)]!)) return true;
    return false;
  }

  /** The size of the ring is a power of two. */
  #place(n: number): number {
    return (this.#first + n) & (this.#ring.length - 1);
  }

  #grow(): void {
    const { length } = this.#ring;
    this.#ring = Array.from({ length: 2 * length }, (_, i) => (i < length ? this.#ring[this.#place(i)] : undefined));
    this.#first = 0;
  }
}
