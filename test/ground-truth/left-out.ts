/** Rows that are not compared, and rows that differ: each with its reason. */

/** Rows by id, from the first to the last of a run; they are run, because later rows build on what they do. */
export const LEFT_OUT: readonly (readonly [from: number, to: number, why: string])[] = [
  [1467, 1467, 'looks which version of a library Debian has installed'],
  [
    2162,
    2162,
    'udevadm test shows how the hardware database and the rules of Debian are read, on stderr, for debugging',
  ],
  [2222, 2222, 'shows what Debian has compiled into systemd'],
  [2358, 2362, 'a race: the record says itself that these rows give different results from round to round'],
];

/** Rows that are run and answer differently, and why. */
export const DIFFERENT: ReadonlyMap<number, string> = new Map([]);

export const leftOut = (id: number): string | undefined => LEFT_OUT.find(([from, to]) => from <= id && id <= to)?.[2];
