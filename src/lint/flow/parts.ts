/** What becomes of a name when a piece of it is cut off or characters of it are replaced. */
import { extend, type Place } from './trail.ts';
import { derive, type Name, type NameKind, type Piece } from './value.ts';

/** Words for what is done, and where: each cut leaves a step behind. */
export interface Done {
  readonly place: Place;
  /** As it is written: `${x%%/*}`, `cut -d/ -f1`. */
  readonly by: string;
}

const stepped = (name: Name, done: Done, said: string) => extend(name.trail, { ...done.place, text: said });

/** `rpool/enc` to `rpool`. */
export function firstPart(name: Name, done: Done): Name {
  if (!name.slash && name.separator === '/') return name;
  return derive(name, 'first', {
    kind: name.kind === 'dataset' || name.kind === 'snapshot' ? 'pool' : partOf(name.kind),
    slash: false,
    separator: '/',
    whole: name,
    trail: stepped(name, done, `cut to its first part by ${done.by}`),
  });
}

/** `rpool/enc` to `enc`. */
export function lastPart(name: Name, done: Done): Name {
  if (!name.slash && name.separator === '/') return name;
  return derive(name, 'last', {
    kind: partOf(name.kind),
    slash: false,
    separator: '/',
    whole: name,
    trail: stepped(name, done, `cut to its last part by ${done.by}`),
  });
}

/** `rpool/enc/a` to `enc/a`. */
export const withoutFirst = (name: Name, done: Done): Name =>
  derive(name, 'rest', {
    kind: partOf(name.kind),
    trail: stepped(name, done, `its first part cut off by ${done.by}`),
  });

/** `rpool/enc/a` to `rpool/enc`; a pool stays one. */
export const withoutLast = (name: Name, done: Done): Name =>
  !name.slash || name.id.endsWith('|parent')
    ? name
    : derive(name, 'parent', {
        whole: name,
        trail: stepped(name, done, `its last part cut off by ${done.by}`),
      });

const partOf = (kind: NameKind): NameKind => (kind === 'dataset' || kind === 'snapshot' ? 'part' : 'unknown');

/** `rpool/x@a` to `rpool/x`. */
export const withoutSnapshot = (name: Name, done: Done): Name =>
  name.kind === 'snapshot'
    ? derive(name, 'of', { kind: 'dataset', trail: stepped(name, done, `its snapshot's name cut off by ${done.by}`) })
    : name;

/** `file:///a` to `file`. */
export const schemeOf = (name: Name, done: Done): Name =>
  derive(name, 'scheme', {
    kind: name.kind === 'key-uri' ? 'scheme' : 'unknown',
    slash: false,
    whole: name,
    trail: stepped(name, done, `cut to its scheme by ${done.by}`),
  });

/** Something was done to it that cannot be told; only its origin is left. */
export const changed = (name: Name, done: Done): Name =>
  derive(name, done.by, {
    kind: 'unknown',
    sentinels: [],
    empty: true,
    trail: stepped(name, done, `changed by ${done.by}`),
  });

/** All of one character replaced by another text. */
export function replaced(name: Name, from: string, to: string, done: Done): Name {
  if (from === '+' && to === ' ')
    return derive(name, 'decoded', {
      encoded: false,
      spaces: true,
      trail: stepped(name, done, `every + made a space by ${done.by}`),
    });
  if (from === ' ' && to === '+')
    return derive(name, 'spaces encoded', {
      spaces: false,
      trail: stepped(name, done, `every space made a + by ${done.by}`),
    });
  if (from === name.separator && to !== from) {
    if (!name.slash) return name;
    return derive(name, `slashes ${to}`, {
      kind: name.kind,
      slash: false,
      separator: to,
      trail: stepped(name, done, `every ${from} replaced by ${done.by}`),
    });
  }
  return derive(name, `${from} by ${to}`, { trail: name.trail });
}

/**
 * What is left of a name behind a prefix. `sure`: it is known to have begun with it, so that what it might have been otherwise is ruled out.
 */
export function behind(name: Name, prefix: string, sure: boolean, place: Place): Piece {
  const stays = name.sentinels.filter((each) => !each.startsWith(prefix) && !sure);
  const shortened = name.sentinels.filter((each) => each.startsWith(prefix) && each !== prefix);
  const sentinels = [...stays, ...shortened.map((each) => each.slice(prefix.length)).filter((each) => each !== '')];
  const trail = extend(name.trail, { ...place, text: sure ? `begins with ${prefix}` : `${prefix} cut off` });
  const changes = { sentinels, trail, cut: [...name.cut, prefix] };
  const how = `behind ${prefix}`;
  if (name.kind === 'command-line-word') {
    const argument = /^([\w.-]+)=$/.exec(prefix)?.[1];
    return argument === undefined
      ? derive(name, how, { ...changes, kind: 'unknown' })
      : fromArgument(name, argument, changes);
  }
  if (name.kind === 'key-uri')
    return derive(name, how, { ...changes, kind: /^file:\/?\/?/.test(prefix) ? 'key-path' : 'unknown' });
  if (name.kind === 'dataset' && prefix.includes('/')) return derive(name, how, { ...changes, kind: 'part' });
  if (name.kind === 'scheme' || name.kind === 'keyword') return derive(name, how, { ...changes, kind: 'unknown' });
  return derive(name, how, changes);
}

/** The value of a kernel argument, taken from the command line by hand. */
function fromArgument(word: Name, argument: string, changes: Pick<Name, 'trail' | 'cut'>): Name {
  const root = argument === 'root';
  const name = derive(word, argument, {
    ...changes,
    cut: [],
    kind: root ? 'dataset' : 'argument',
    slash: true,
    encoded: root,
    sentinels: root ? ['zfs:AUTO'] : [],
  });
  return { ...name, origin: { ...word.origin, source: 'kernel argument', subject: argument } };
}
