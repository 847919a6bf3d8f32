/** Which names pools and datasets may have (zfs(8), zpoolconcepts(7)), and libzfs's words for what is wrong with one. */

export type DatasetType = 'filesystem' | 'volume' | 'snapshot' | 'bookmark';

const ALLOWED = /[A-Za-z0-9\-_.: ]/;
const MAXIMUM_LENGTH = 255;

/**
 * libzfs's complaint about a dataset name, such as `trailing slash in name`; undefined for a good one.
 * @param types what the caller can use: without `snapshot` an `@` is refused, without `bookmark` a `#`.
 * @param modifying the checks that only apply when something is made or changed.
 */
export function datasetNameError(name: string, types: readonly DatasetType[], modifying = false): string | undefined {
  if (!types.includes('snapshot') && name.includes('@')) return "snapshot delimiter '@' is not expected here";
  if (types.every((t) => t === 'snapshot') && !name.includes('@')) return "missing '@' delimiter in snapshot name";
  if (!types.includes('bookmark') && name.includes('#')) return "bookmark delimiter '#' is not expected here";
  if (modifying && name.includes('%')) return 'invalid character % in name';
  const malformed = malformedName(name);
  if (malformed !== undefined) {
    switch (malformed.why) {
      case 'long':
        return 'name is too long';
      case 'leading':
        return 'leading slash in name';
      case 'empty':
        return "empty component or misplaced '@' or '#' delimiter in name";
      case 'trailing':
        return 'trailing slash in name';
      case 'character':
        return `invalid character '${quoted(malformed.character)}' in name`;
      case 'delimiters':
        return "multiple '@' and/or '#' delimiters in name";
      case 'self':
        return "self reference, '.' is found in name";
      case 'parent':
        return "parent reference, '..' is found in name";
    }
  }
  return undefined;
}

/** A character as libzfs shows it: a byte that is not printable as `\\x` and two digits. */
function quoted(character: string): string {
  const code = character.charCodeAt(0);
  return code > 126 || code < 32 ? `\\x${code.toString(16).padStart(2, '0')}` : character;
}

type Malformed =
  | { readonly why: 'long' | 'leading' | 'empty' | 'trailing' | 'delimiters' | 'self' | 'parent' }
  | { readonly why: 'character'; readonly character: string };

function malformedName(name: string): Malformed | undefined {
  if (name.length > MAXIMUM_LENGTH) return { why: 'long' };
  if (name.startsWith('/')) return { why: 'leading' };
  if (name === '') return { why: 'empty' };
  let delimiter = false;
  let start = 0;
  for (;;) {
    let end = start;
    while (end < name.length && !'/@#'.includes(name[end]!)) end++;
    if (end === start) return name.endsWith('/') && end === name.length ? { why: 'trailing' } : { why: 'empty' };
    const component = name.slice(start, end);
    for (const c of component) if (!ALLOWED.test(c) && c !== '%') return { why: 'character', character: c };
    if (component === '.') return { why: 'self' };
    if (component === '..') return { why: 'parent' };
    if (end === name.length) return undefined;
    if (name[end] === '/') {
      if (delimiter) return { why: 'character', character: '/' };
    } else {
      if (delimiter) return { why: 'delimiters' };
      delimiter = true;
    }
    start = end + 1;
  }
}

/** libzfs's complaint about a pool name; undefined for a good one. `creating` adds the words that old pools may still bear. */
export function poolNameError(name: string, creating = false): string | undefined {
  if (name.length > MAXIMUM_LENGTH) return 'name is too long';
  for (const c of name) if (!ALLOWED.test(c)) return `invalid character '${quoted(c)}' in pool name`;
  if (!/^[A-Za-z]/.test(name)) return 'name must begin with a letter';
  if (name === 'mirror' || name === 'raidz' || name === 'draid') return 'name is reserved';
  if (creating && (/^(mirror|raidz|draid|spare)/.test(name) || name === 'log')) return 'name is reserved';
  return undefined;
}

/** `pool` of `pool/a@b`. */
export const poolOf = (name: string): string => /^[^/@#]*/.exec(name)![0];

/** `pool/a` of `pool/a/b`; undefined for a pool's root dataset. */
export function parentOf(name: string): string | undefined {
  const slash = name.lastIndexOf('/');
  return slash < 0 ? undefined : name.slice(0, slash);
}

/** The name under which udev links a volume: `/dev/zvol/` and the dataset name with `+` for a space (zvol_id). */
export const zvolLink = (name: string): string => `/dev/zvol/${name.replaceAll(' ', '+')}`;
