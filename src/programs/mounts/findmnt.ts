/** findmnt: lists mounts, as a tree or by what is asked for (findmnt(8), util-linux 2.38). */
import type { Process } from '../../kernel/process.ts';
import { labelOf, uuidOf } from '../../machine/block/content.ts';
import type { Machine } from '../../machine/machine.ts';
import { isErrno } from '../../vfs/errno.ts';
import { Directory } from '../../vfs/inode.ts';
import type { Mount } from '../../vfs/mount-table.ts';
import { reachableMounts } from '../../vfs/reachable-mounts.ts';
import { getopt } from '../arguments.ts';
import { spaceOf } from '../files/filesystem-kinds.ts';
import type { Program } from '../program.ts';
import { fail, unsupportedOption, usageFailure, version } from './failure.ts';
import { readFstab } from './fstab.ts';
import { humanSize } from './human-size.ts';
import { type JsonRow, jsonOutput } from './json-output.ts';
import { matchesTypes } from './mount.ts';
import { canonicalSource, deviceOfTag, isTag } from './mount-source.ts';
import { formatTable, type TableStyle } from './table-output.ts';

const SHORT = 'aAbCd:DehiF:fJlkmM:nN:o:O:pPrRst:T:uvw:xS:V';
const LONG = [
  'all=A',
  'ascii=a',
  'bytes=b',
  'canonicalize',
  'nocanonicalize=C',
  'direction:=d',
  'df=D',
  'evaluate=e',
  'first-only=f',
  'fstab=s',
  'help=h',
  'invert=i',
  'json=J',
  'kernel=k',
  'list=l',
  'mtab=m',
  'mountpoint:=M',
  'noheadings=n',
  'notruncate=u',
  'options:=O',
  'output:=o',
  'output-all',
  'pairs=P',
  'poll::=p',
  'raw=r',
  'real',
  'pseudo',
  'shadowed',
  'source:=S',
  'submounts=R',
  'tab-file:=F',
  'target:=T',
  'task:=N',
  'timeout:=w',
  'tree',
  'types:=t',
  'nofsroot=v',
  'uniq=U',
  'verify=x',
  'verbose',
  'version=V',
  'vfs-all',
];
const NOT_MODELLED = ['b', 'd', 'F', 'h', 'p', 'N', 'w', 'x', 'real', 'pseudo', 'shadowed', 'output-all', 'vfs-all'];
const DEFAULT_COLUMNS = ['TARGET', 'SOURCE', 'FSTYPE', 'OPTIONS'];

/** One line: a mount, or a line of fstab. */
interface Entry {
  readonly source: string;
  readonly target: string;
  readonly type: string;
  readonly options: string;
  readonly mount?: Mount;
}

type Column = (entry: Entry, m: Machine, p: Process) => string | undefined;

const COLUMNS: Readonly<Record<string, Column>> = {
  TARGET: ({ target }) => target,
  SOURCE: ({ source, mount }) => (mount && mount.root !== mount.sb.root ? `${source}[${rootOf(mount)}]` : source),
  FSTYPE: ({ type }) => type,
  OPTIONS: ({ options }) => options,
  LABEL: ({ source }, m) => deviceLabel(m, source),
  UUID: ({ source }, m) => {
    const device = m.block.byPath(source);
    return device && uuidOf(device.content);
  },
  PARTUUID: ({ source }, m) => m.block.byPath(source)?.partition?.uuid,
  PARTLABEL: ({ source }, m) => m.block.byPath(source)?.partition?.label,
  'MAJ:MIN': ({ source, mount }, m) => {
    const device = m.block.byPath(source);
    return device ? `${device.major}:${device.minor}` : mount && `0:${mount.sb.dev}`;
  },
  ID: ({ mount }) => mount && String(mount.id),
  PARENT: ({ mount }) => mount && String(mount.parent?.id ?? 1),
  FSROOT: ({ mount }) => mount && rootOf(mount),
  PROPAGATION: ({ mount }) => mount && 'shared',
  SIZE: (entry, m, p) => sizeText(spaceIn(p, m, entry)?.totalBytes),
  USED: (entry, m, p) => sizeText(spaceIn(p, m, entry)?.usedBytes),
  AVAIL: (entry, m, p) => {
    const space = spaceIn(p, m, entry);
    return space && sizeText(space.totalBytes - space.usedBytes);
  },
  'USE%': (entry, m, p) => {
    const space = spaceIn(p, m, entry);
    return (
      space &&
      `${space.totalBytes === 0 ? '-' : Math.round((space.usedBytes / space.totalBytes) * 100)}${space.totalBytes === 0 ? '' : '%'}`
    );
  },
};
const DF_COLUMNS = ['SOURCE', 'FSTYPE', 'SIZE', 'USED', 'AVAIL', 'USE%', 'TARGET'];
const RIGHT = new Set(['ID', 'PARENT', 'MAJ:MIN', 'SIZE', 'USED', 'AVAIL', 'USE%']);
const NUMBERS = new Set(['ID', 'PARENT']);
const KNOWN_ELSEWHERE = new Set([
  'ACTION',
  'FREQ',
  'FS-OPTIONS',
  'VFS-OPTIONS',
  'OLD-OPTIONS',
  'OLD-TARGET',
  'OPT-FIELDS',
  'PASSNO',
  'TID',
]);

export const findmnt: Program = {
  name: 'findmnt',
  *run(p, m) {
    const { options, operands, error } = getopt(p.argv, SHORT, LONG);
    if (error !== undefined) return yield* usageFailure(p, m, error);
    const has = (name: string): boolean => options.some((option) => option.name === name);
    const value = (name: string): string | undefined => options.findLast((option) => option.name === name)?.value;
    if (has('V')) return yield* version(p);
    for (const name of NOT_MODELLED) if (has(name)) return yield* unsupportedOption(p, m, name);
    const given = value('o');
    const names = (
      given === undefined
        ? has('D')
          ? DF_COLUMNS
          : DEFAULT_COLUMNS
        : given.startsWith('+')
          ? [...DEFAULT_COLUMNS, ...given.slice(1).split(',')]
          : given.split(',')
    ).map((name) => name.toUpperCase());
    const unknown = names.find((name) => !Object.hasOwn(COLUMNS, name));
    if (unknown !== undefined)
      return KNOWN_ELSEWHERE.has(unknown)
        ? yield* unsupportedOption(p, m, `output ${unknown}`)
        : yield* fail(
            p,
            m,
            1,
            `unknown column: ${(given ?? '')
              .replace(/^\+/, '')
              .split(',')
              .find((name) => name.toUpperCase() === unknown)}`,
          );
    if (operands.length > 2) return 1;

    const entries = has('s')
      ? fstabEntries(p)
      : [...reachableMounts(m.vfs.table, p.view.root.mount)].map(
          ({ mount, path }): Entry => ({
            source: mount.source,
            target: path,
            type: mount.sb.type,
            options: mount.optionText,
            mount,
          }),
        );
    const query: Query = {
      source: value('S') ?? (operands.length === 2 ? operands[0] : undefined),
      target: value('M') ?? (operands.length === 2 ? operands[1] : undefined),
      inside: value('T'),
      either: operands.length === 1 ? operands[0] : undefined,
    };
    const types = value('t');
    const wanted = value('O')?.split(',') ?? [];
    const passes = (entry: Entry): boolean => {
      const fits =
        matchesTypes(entry.type, types) && wanted.every((option) => entry.options.split(',').includes(option));
      return has('i') && (types !== undefined || wanted.length > 0) ? !fits : fits;
    };
    const all =
      query.source === undefined &&
      query.target === undefined &&
      query.inside === undefined &&
      query.either === undefined;
    const json = has('J');
    const style: TableStyle = has('r') ? 'raw' : has('P') ? 'pairs' : 'aligned';
    const tree = style === 'aligned' && !has('l') && !has('s') && !has('D') && (all || has('R'));
    let found = (all ? entries : matching(p, m, entries, query)).filter(passes);
    if (has('D')) found = found.filter((entry) => (spaceIn(p, m, entry)?.totalBytes ?? 1) > 0);
    if (found.some((entry) => needsSpace(names) && entry.mount && !spaceIn(p, m, entry)))
      return yield* unsupportedOption(p, m, 'output of sizes');
    if (has('f')) found = found.slice(0, 1);
    if (found.length === 0) return tree && all ? 0 : 1;
    const glyphs =
      has('a') || !/utf-?8/i.test(['LC_ALL', 'LC_CTYPE', 'LANG'].map((name) => p.env.get(name)).find(Boolean) ?? '')
        ? ASCII
        : UNICODE;
    const shown = tree && has('R') && !all ? withSubmounts(entries, found[0]!) : found;
    const lines = tree ? asTree(shown, glyphs) : shown.map((entry) => ({ entry, branch: '' }));
    if (json) {
      const cellsOf = (entry: Entry): JsonRow['cells'] =>
        names.map((name) => {
          const text = COLUMNS[name]!(entry, m, p);
          return [name.toLowerCase(), NUMBERS.has(name) && text ? { plain: text } : text] as const;
        });
      const row = ({ entry, children }: Branch): JsonRow => ({ cells: cellsOf(entry), children: children.map(row) });
      yield* p.print(
        jsonOutput('filesystems', tree ? branches(shown).map(row) : shown.map((entry) => ({ cells: cellsOf(entry) }))),
      );
      return 0;
    }
    const rows = lines.map(({ entry, branch }) =>
      names.map((name) => (name === 'TARGET' ? branch : '') + (COLUMNS[name]!(entry, m, p) ?? '')),
    );
    yield* p.print(
      formatTable(
        names.map((name) => ({ name, right: RIGHT.has(name) })),
        rows,
        style,
        !has('n'),
      ),
    );
    return 0;
  },
};

interface Query {
  readonly source: string | undefined;
  /** A mount point. */
  readonly target: string | undefined;
  /** Any path on the mount. */
  readonly inside: string | undefined;
  /** A mount point, else a source. */
  readonly either: string | undefined;
}

function matching(
  p: Process,
  m: Machine,
  entries: readonly Entry[],
  { source, target, inside, either }: Query,
): Entry[] {
  const atTarget = (path: string): Entry[] => {
    const real = p.realpath(path);
    const wanted = isErrno(real) ? path.replace(/(?<=.)\/+$/, '') : real.path;
    return entries.filter((entry) => entry.target === wanted);
  };
  const ofSource = (name: string): Entry[] => {
    const device = isTag(name) ? deviceOfTag(m, name) : undefined;
    const wanted = device?.shownPath ?? (name.startsWith('/') ? canonicalSource(p, m, name) : name);
    return entries.filter((entry) => entry.source === wanted || entry.source === name);
  };
  if (either !== undefined) {
    const targets = atTarget(either);
    return targets.length > 0 ? targets : ofSource(either);
  }
  let found = [...entries];
  if (source !== undefined) found = found.filter((entry) => ofSource(source).includes(entry));
  if (target !== undefined) found = found.filter((entry) => atTarget(target).includes(entry));
  if (inside !== undefined) {
    const place = m.vfs.find(p.view, inside);
    const path = isErrno(place) ? undefined : place.mount.path;
    found = found.filter((entry) => entry.target === path);
  }
  return found;
}

const fstabEntries = (p: Process): Entry[] =>
  readFstab(p).map(({ source, target, type, options }) => ({ source, target, type, options }));

/** A mount and all mounts below it. */
function withSubmounts(entries: readonly Entry[], top: Entry): Entry[] {
  const within = (mount: Mount | undefined): boolean =>
    mount !== undefined && (mount === top.mount || within(mount.parent));
  return entries.filter((entry) => within(entry.mount));
}

interface Glyphs {
  readonly branch: string;
  readonly last: string;
  readonly through: string;
}

const ASCII: Glyphs = { branch: '|-', last: '`-', through: '| ' };
/** In UTF-8. */
const UNICODE: Glyphs = {
  branch: '\xe2\x94\x9c\xe2\x94\x80',
  last: '\xe2\x94\x94\xe2\x94\x80',
  through: '\xe2\x94\x82 ',
};

interface Branch {
  readonly entry: Entry;
  readonly children: readonly Branch[];
}

/** Every entry below the nearest of its ancestors that is listed too. */
function branches(entries: readonly Entry[]): readonly Branch[] {
  const listed = new Map(entries.map((entry) => [entry.mount, entry]));
  const parentOf = (entry: Entry): Entry | undefined => {
    for (let at = entry.mount?.parent; at; at = at.parent) if (listed.has(at)) return listed.get(at);
    return undefined;
  };
  const below = (parent: Entry | undefined): readonly Branch[] =>
    entries.filter((entry) => parentOf(entry) === parent).map((entry) => ({ entry, children: below(entry) }));
  return below(undefined);
}

function asTree(entries: readonly Entry[], glyphs: Glyphs): { readonly entry: Entry; readonly branch: string }[] {
  const visit = ({ entry, children }: Branch, before: string, branch: string): { entry: Entry; branch: string }[] => [
    { entry, branch },
    ...children.flatMap((child, index) =>
      visit(
        child,
        before + (index === children.length - 1 ? '  ' : glyphs.through),
        before + (index === children.length - 1 ? glyphs.last : glyphs.branch),
      ),
    ),
  ];
  return branches(entries).flatMap((top) => visit(top, '', ''));
}

const needsSpace = (names: readonly string[]): boolean =>
  names.some((name) => ['SIZE', 'USED', 'AVAIL', 'USE%'].includes(name));

const spaceIn = (p: Process, m: Machine, { mount }: Entry): ReturnType<typeof spaceOf> =>
  mount && spaceOf(p, mount.sb, m);

const sizeText = (bytes: number | undefined): string | undefined =>
  bytes === undefined ? undefined : bytes === 0 ? '0' : humanSize(bytes);

/** Path of what is mounted inside its filesystem; not `/` for a bind mount. */
function rootOf(mount: Mount): string {
  let path = '';
  for (let at = mount.root; at !== mount.sb.root && at instanceof Directory && at.parent; at = at.parent) {
    const { parent } = at;
    path = `/${parent.names().find((name) => parent.lookup(name) === at) ?? '?'}${path}`;
  }
  return path || '/';
}

const deviceLabel = (m: Machine, source: string): string | undefined => {
  const device = m.block.byPath(source);
  return device && labelOf(device.content);
};
