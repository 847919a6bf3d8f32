/** What a part of pid 1 keeps for each unit, such as the run of a service; kept with the unit itself, as weak maps cost the garbage collector dear. */
import type { Unit } from './unit.ts';

let parts = 0;

export class KeptByUnit<T> {
  readonly #part = parts++;

  get(unit: Unit): T | undefined {
    // Only `set` of this very part puts something there.
    return unit.kept[this.#part] as T | undefined;
  }

  set(unit: Unit, value: T): void {
    unit.kept[this.#part] = value;
  }
}
