/** bash's indexed arrays: values by integers, in the order of the integers, with holes where nothing is. */
import type { Integer } from '../words/integers.ts';

export class IndexedArray {
  readonly kind = 'indexed';
  /** What stands at 0, 1, 2 … without a hole. */
  #dense: string[];
  /** Everything behind the first hole. */
  #sparse: Map<Integer, string> | undefined;
  /** Keys of `#sparse` in order, until it changes. */
  #order: readonly Integer[] | undefined;

  constructor(values: readonly string[] = []) {
    this.#dense = [...values];
  }

  copy(): IndexedArray {
    const copy = new IndexedArray(this.#dense);
    if (this.#sparse) copy.#sparse = new Map(this.#sparse);
    return copy;
  }

  get size(): number {
    return this.#dense.length + (this.#sparse?.size ?? 0);
  }

  get(index: Integer): string | undefined {
    return this.#dense[index as number] ?? this.#sparse?.get(index);
  }

  /** @param index not negative. */
  set(index: Integer, value: string): void {
    const dense = this.#dense;
    if (index < dense.length) dense[index as number] = value;
    else if (index === dense.length) {
      dense.push(value);
      if (this.#sparse) this.#join();
    } else {
      this.#sparse ??= new Map();
      if (!this.#sparse.has(index)) this.#order = undefined;
      this.#sparse.set(index, value);
    }
  }

  delete(index: Integer): void {
    const dense = this.#dense;
    if (index >= dense.length) {
      if (this.#sparse?.delete(index)) this.#order = undefined;
      return;
    }
    const behind = dense.splice(index as number);
    if (behind.length === 1) return;
    this.#sparse ??= new Map();
    this.#order = undefined;
    for (let at = 1; at < behind.length; at++) this.#sparse.set((index as number) + at, behind[at]!);
  }

  /** What stood behind a hole that is filled stands in the row now. */
  #join(): void {
    const sparse = this.#sparse!;
    for (let at = this.#dense.length; sparse.size > 0; at++) {
      const value = sparse.get(at);
      if (value === undefined) break;
      this.#dense.push(value);
      sparse.delete(at);
      this.#order = undefined;
    }
    if (sparse.size === 0) this.#sparse = undefined;
  }

  /** The greatest index; -1 when the array is empty. */
  get last(): Integer {
    return this.#sparseOrder().at(-1) ?? this.#dense.length - 1;
  }

  keys(): Integer[] {
    return [...this.#dense.keys(), ...this.#sparseOrder()];
  }

  values(): string[] {
    if (!this.#sparse) return [...this.#dense];
    return [...this.#dense, ...this.#sparseOrder().map((index) => this.#sparse!.get(index)!)];
  }

  #sparseOrder(): readonly Integer[] {
    if (!this.#sparse) return [];
    this.#order ??= [...this.#sparse.keys()].sort((a, b) => (a < b ? -1 : 1));
    return this.#order;
  }
}
