/** Small things as people read them: times, sizes, ends of paths. */
import { columns } from './text/cells.ts';

/** `2.318 s`: always three places, so that nothing moves. */
export const seconds = (us: number): string => `${(us / 1e6).toFixed(3)} s`;

export const basename = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** `20 MiB`; as a rule whole numbers. */
export function bytes(count: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  const power = count <= 0 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(count) / 10));
  const value = count / 2 ** (10 * power);
  return `${Number.isInteger(value) ? value : value.toFixed(1)} ${units[power]}`;
}

/** Filled up with blanks to a width. */
export const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - columns(text)));
