/** Parts of path names, as basename(1) and dirname(1) cut them. */

/** The last component, without trailing slashes; `/` of the root; empty of an empty name. */
export const baseName = (path: string): string => {
  const trimmed = path.replace(/\/+$/, '');
  return trimmed === '' ? (path === '' ? '' : '/') : trimmed.slice(trimmed.lastIndexOf('/') + 1);
};

/** Everything but the last component: `.` when there is no slash. */
export const dirName = (path: string): string => {
  const trimmed = path.replace(/\/+$/, '');
  if (trimmed === '') return path === '' ? '.' : '/';
  const slash = trimmed.lastIndexOf('/');
  if (slash < 0) return '.';
  return trimmed.slice(0, slash).replace(/\/+$/, '') || '/';
};
