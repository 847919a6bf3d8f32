/** Rows that are not run, and rows that still differ: each with its reason. */

/** Rows by id (the first and the last of a run), and why they are not run. */
export const LEFT_OUT: readonly (readonly [from: number, to: number, why: string])[] = [];

/** Rows that are run and answer differently, and why. */
export const DIFFERENT: ReadonlyMap<number, string> = new Map([]);

export const leftOut = (id: number): string | undefined =>
  LEFT_OUT.find(([from, to]) => from <= id && id <= to)?.[2];
