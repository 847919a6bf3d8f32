/** Complaints about a scenario, with the keys that lead to the place. */
import type { LayoutError } from '../machine/zfs/layout.ts';

export type Path = readonly (string | number)[];
/** Takes a complaint about what stands at a path of keys. */
export type Complain = (path: Path, error: LayoutError) => void;
