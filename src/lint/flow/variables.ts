/** Variables at one point of a script. Never changed: a change gives another one that shares the rest, for states are many and differ little. */
import { EMPTY, either, fingerprint, hasNames, type Value } from './value.ts';

interface Change {
  readonly name: string;
  /** undefined: not set any more. */
  readonly value: Value | undefined;
  readonly before: Change | undefined;
  readonly count: number;
}

/** With more changes than this a new base is made. */
const MOST_CHANGES = 16;

/** Names of a base whose values are not known to the last character. */
const named = new WeakMap<ReadonlyMap<string, Value>, readonly string[]>();

export class Variables {
  static readonly NONE = new Variables(new Map(), undefined);

  readonly #base: ReadonlyMap<string, Value>;
  readonly #changes: Change | undefined;

  private constructor(base: ReadonlyMap<string, Value>, changes: Change | undefined) {
    this.#base = base;
    this.#changes = changes;
  }

  static of(entries: Iterable<readonly [string, Value]>): Variables {
    return new Variables(new Map(entries), undefined);
  }

  get(name: string): Value | undefined {
    for (let each = this.#changes; each; each = each.before) if (each.name === name) return each.value;
    return this.#base.get(name);
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  /** The same with another value; undefined takes the variable away. */
  with(name: string, value: Value | undefined): Variables {
    if (this.get(name) === value) return this;
    const count = (this.#changes?.count ?? 0) + 1;
    const changed = new Variables(this.#base, { name, value, before: this.#changes, count });
    return count > MOST_CHANGES ? changed.#compact() : changed;
  }

  #compact(): Variables {
    const base = new Map(this.#base);
    const changes: Change[] = [];
    for (let each = this.#changes; each; each = each.before) changes.push(each);
    for (const { name, value } of changes.reverse()) {
      if (value) base.set(name, value);
      else base.delete(name);
    }
    return new Variables(base, undefined);
  }

  *[Symbol.iterator](): Generator<readonly [string, Value]> {
    const seen = new Set<string>();
    for (let each = this.#changes; each; each = each.before) {
      if (seen.has(each.name)) continue;
      seen.add(each.name);
      if (each.value) yield [each.name, each.value];
    }
    for (const entry of this.#base) if (!seen.has(entry[0])) yield entry;
  }

  /** Every name whose value may differ. */
  #differing(other: Variables): Set<string> {
    const names = new Set<string>();
    let [one, two] = [this.#changes, other.#changes];
    if (this.#base === other.#base) {
      while (one !== two) {
        if (one && (!two || one.count >= two.count)) {
          names.add(one.name);
          one = one.before;
        } else if (two) {
          names.add(two.name);
          two = two.before;
        }
      }
      return names;
    }
    for (const [name] of this) names.add(name);
    for (const [name] of other) names.add(name);
    return names;
  }

  /** What holds on either way. What is not set on one of them is empty there. */
  joined(other: Variables): Variables {
    if (this === other) return this;
    let result: Variables = this;
    for (const name of this.#differing(other)) {
      const [one, two] = [this.get(name), other.get(name)];
      if (one !== two) result = result.with(name, either([one ?? EMPTY, two ?? EMPTY]));
    }
    return result;
  }

  alike(other: Variables): boolean {
    if (this === other) return true;
    for (const name of this.#differing(other)) {
      const [one, two] = [this.get(name), other.get(name)];
      if (one !== two && (!one || !two || fingerprint(one) !== fingerprint(two))) return false;
    }
    return true;
  }

  /** Every value that has names in it put through a function. */
  mapped(change: (value: Value) => Value): Variables {
    let result: Variables = this;
    const seen = new Set<string>();
    for (let each = this.#changes; each; each = each.before) {
      if (seen.has(each.name)) continue;
      seen.add(each.name);
      if (each.value) result = result.with(each.name, change(each.value));
    }
    for (const name of namedIn(this.#base))
      if (!seen.has(name)) result = result.with(name, change(this.#base.get(name)!));
    return result;
  }

  /** The variables that are not as they were. */
  changesFrom(before: Variables): readonly (readonly [string, Value | undefined])[] {
    return [...this.#differing(before)].flatMap((name) => {
      const value = this.get(name);
      return value === before.get(name) ? [] : [[name, value] as const];
    });
  }
}

function namedIn(base: ReadonlyMap<string, Value>): readonly string[] {
  let names = named.get(base);
  if (!names) {
    names = [...base].flatMap(([name, value]) => (hasNames(value) ? [name] : []));
    named.set(base, names);
  }
  return names;
}
