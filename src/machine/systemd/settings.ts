/** What a unit's files say together: its fragment and its drop-ins, in order. */
import { remembered } from './remember.ts';
import type { Assignment, UnitFile } from './unit-file.ts';

/** The settings of a list of files, and of the longer lists that begin so. */
interface Known {
  settings: Settings | undefined;
  readonly longer: WeakMap<UnitFile, Known>;
}

const known: Known = { settings: undefined, longer: new WeakMap() };

/** The settings of files, made once for the same ones. */
export function settingsOf(files: readonly UnitFile[]): Settings {
  let at = known;
  for (const file of files) {
    let next = at.longer.get(file);
    if (!next) {
      next = { settings: undefined, longer: new WeakMap() };
      at.longer.set(file, next);
    }
    at = next;
  }
  at.settings ??= new Settings(files);
  return at.settings;
}

const NONE: readonly string[] = [];

export class Settings {
  readonly #values = new Map<string, { readonly values: readonly string[]; readonly last: string | undefined }>();
  readonly #ordered: readonly Assignment[];
  readonly #beginnings = new Map<string, readonly Assignment[]>();

  constructor(files: readonly UnitFile[]) {
    this.#ordered = files.flatMap(({ assignments }) => assignments);
    const lists = new Map<string, string[]>();
    for (const { section, key, value } of this.#ordered) {
      const name = `${section}.${key}`;
      const list = lists.get(name);
      if (list) list.push(value);
      else lists.set(name, [value]);
    }
    for (const [name, list] of lists)
      this.#values.set(name, { values: list.slice(list.lastIndexOf('') + 1), last: list.at(-1) || undefined });
  }

  /** The last value of `Section.Key`; undefined when it is not set or was set to nothing. */
  get(name: string): string | undefined {
    return this.#values.get(name)?.last;
  }

  /** Every value of a list; an empty assignment forgets those before it. */
  all(name: string): readonly string[] {
    return this.#values.get(name)?.values ?? NONE;
  }

  /** Every assignment of keys that begin so, in order: what conditions are made of. */
  beginning(prefix: string): readonly Assignment[] {
    let found = this.#beginnings.get(prefix);
    if (!found) {
      found = this.#ordered.filter(({ section, key }) => `${section}.${key}`.startsWith(prefix));
      this.#beginnings.set(prefix, found);
    }
    return found;
  }

  boolean(name: string, fallback: boolean): boolean {
    const value = this.get(name);
    return value === undefined ? fallback : (parseBoolean(value) ?? fallback);
  }

  /** Microseconds; Infinity for `infinity` and, where a zero means so, for 0. */
  timeUs(name: string, fallback: number): number {
    const value = this.get(name);
    return value === undefined ? fallback : (parseTimeUs(value) ?? fallback);
  }
}

/** parse_boolean of systemd; undefined for what is none. */
export function parseBoolean(text: string): boolean | undefined {
  if (/^(?:1|yes|y|true|t|on)$/i.test(text)) return true;
  if (/^(?:0|no|n|false|f|off)$/i.test(text)) return false;
  return undefined;
}

/** Microseconds of the units of systemd.time(7). */
export const TIME_UNITS_US: ReadonlyMap<string, number> = new Map([
  ['us', 1],
  ['usec', 1],
  ['\xc2\xb5s', 1],
  ['ms', 1e3],
  ['msec', 1e3],
  ['', 1e6],
  ['s', 1e6],
  ['sec', 1e6],
  ['second', 1e6],
  ['seconds', 1e6],
  ['m', 6e7],
  ['min', 6e7],
  ['minute', 6e7],
  ['minutes', 6e7],
  ['h', 3.6e9],
  ['hr', 3.6e9],
  ['hour', 3.6e9],
  ['hours', 3.6e9],
  ['d', 8.64e10],
  ['day', 8.64e10],
  ['days', 8.64e10],
  ['w', 6.048e11],
  ['week', 6.048e11],
  ['weeks', 6.048e11],
]);

/** A time span (systemd.time(7)): `90`, `1min 30s`, `infinity`; undefined for what is none. */
export const parseTimeUs = remembered((text): number | undefined => {
  if (text.trim() === 'infinity') return Number.POSITIVE_INFINITY;
  if (!/^\s*(?:\d+(?:\.\d*)?\s*[a-z\xc2\xb5]*\s*)+$/.test(text)) return undefined;
  let total = 0;
  for (const [, number, unit] of text.matchAll(/(\d+(?:\.\d*)?)\s*([a-z\xc2\xb5]*)/g)) {
    const factor = TIME_UNITS_US.get(unit!);
    if (factor === undefined) return undefined;
    total += Number(number) * factor;
  }
  return Math.round(total);
});
