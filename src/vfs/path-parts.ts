/** A path taken apart: its components, and whether a slash stands before and behind them. */

export interface PathParts {
  /** Without empty ones; `.` and `..` are there. */
  readonly names: readonly string[];
  readonly absolute: boolean;
  /** A slash behind the last name: it must be a directory. */
  readonly slash: boolean;
}

const MOST_PATHS = 10_000;

const known = new Map<string, PathParts>();

/** The parts of a path. The same paths are walked again and again, so they are kept between rehearsals. */
export function pathParts(path: string): PathParts {
  let parts = known.get(path);
  if (!parts) {
    parts = {
      names: path.split('/').filter((name) => name !== ''),
      absolute: path.startsWith('/'),
      slash: path.endsWith('/'),
    };
    if (known.size >= MOST_PATHS) known.clear();
    known.set(path, parts);
  }
  return parts;
}
