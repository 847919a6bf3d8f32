/** What a unit's files say together: its fragment and its drop-ins, in order. */
import type { Assignment, UnitFile } from './unit-file.ts';

const alone = new WeakMap<UnitFile, Settings>();

/** The settings of files; those of a single file are made once. */
export function settingsOf(files: readonly UnitFile[]): Settings {
  const [only, more] = files;
  if (only === undefined || more !== undefined) return new Settings(files);
  let settings = alone.get(only);
  if (!settings) {
    settings = new Settings(files);
    alone.set(only, settings);
  }
  return settings;
}

export class Settings {
  readonly #values = new Map<string, Assignment[]>();
  readonly #ordered: readonly Assignment[];
  readonly #beginnings = new Map<string, readonly Assignment[]>();

  constructor(files: readonly UnitFile[]) {
    this.#ordered = files.flatMap(({ assignments }) => assignments);
    for (const assignment of this.#ordered) {
      const name = `${assignment.section}.${assignment.key}`;
      const list = this.#values.get(name);
      if (list) list.push(assignment);
      else this.#values.set(name, [assignment]);
    }
  }

  /** The last value of `Section.Key`; undefined when it is not set or was set to nothing. */
  get(name: string): string | undefined {
    return this.#values.get(name)?.at(-1)?.value || undefined;
  }

  /** Every value of a list; an empty assignment forgets those before it. */
  all(name: string): readonly string[] {
    const list = this.#values.get(name) ?? [];
    const from = list.findLastIndex((assignment) => assignment.value === '') + 1;
    return list.slice(from).map((assignment) => assignment.value);
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

const UNITS_US: Readonly<Record<string, number>> = {
  us: 1,
  usec: 1,
  µs: 1,
  ms: 1e3,
  msec: 1e3,
  '': 1e6,
  s: 1e6,
  sec: 1e6,
  second: 1e6,
  seconds: 1e6,
  m: 6e7,
  min: 6e7,
  minute: 6e7,
  minutes: 6e7,
  h: 3.6e9,
  hr: 3.6e9,
  hour: 3.6e9,
  hours: 3.6e9,
  d: 8.64e10,
  day: 8.64e10,
  days: 8.64e10,
  w: 6.048e11,
  week: 6.048e11,
  weeks: 6.048e11,
};

/** A time span (systemd.time(7)): `90`, `1min 30s`, `infinity`; undefined for what is none. */
export function parseTimeUs(text: string): number | undefined {
  if (text.trim() === 'infinity') return Number.POSITIVE_INFINITY;
  if (!/^\s*(?:\d+(?:\.\d*)?\s*[a-zµ]*\s*)+$/.test(text)) return undefined;
  let total = 0;
  for (const [, number, unit] of text.matchAll(/(\d+(?:\.\d*)?)\s*([a-zµ]*)/g)) {
    const factor = UNITS_US[unit!];
    if (factor === undefined) return undefined;
    total += Number(number) * factor;
  }
  return Math.round(total);
}
