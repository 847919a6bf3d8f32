/** df: how full filesystems are. */
import { isErrno } from '../../vfs/errno.ts';
import type { Mount } from '../../vfs/mount-table.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { complain, complainAbout, unsupported, unsupportedOption, usageError } from '../text/messages.ts';
import { spaceOf } from './filesystem-kinds.ts';
import { humanText } from './human.ts';

const LONG = [
  'all=a',
  'block-size:=B',
  'inodes=i',
  'human-readable=h',
  'si=H',
  'local=l',
  'output::',
  'portability=P',
  'print-type=T',
  'sync',
  'no-sync',
  'total',
  'type:=t',
  'exclude-type:=x',
  'help',
  'version',
];

export const df: Program = {
  name: 'df',
  run: function* (p, m) {
    const { options, operands, error } = getopt(p.argv, 'aB:iF:hHklmPTt:vx:', LONG);
    let [all, showType, portable] = [false, false, false];
    let unit = 1024;
    let human: 1000 | 1024 | undefined;
    const [only, without] = [new Set<string>(), new Set<string>()];
    for (const { name, value = '' } of options) {
      if (name === 'a') all = true;
      else if (name === 'h') human = 1024;
      else if (name === 'H') human = 1000;
      else if (name === 'k') [human, unit] = [undefined, 1024];
      else if (name === 'm') [human, unit] = [undefined, 2 ** 20];
      else if (name === 'B' && /^(?:1|1?K|1?M|1?G)$/.test(value))
        [human, unit] = [undefined, { K: 1024, M: 2 ** 20, G: 2 ** 30 }[value.slice(-1)] ?? 1];
      else if (name === 'P') portable = true;
      else if (name === 'T') showType = true;
      else if (name === 't') only.add(value);
      else if (name === 'x') without.add(value);
      else if (!['l', 'v', 'sync', 'no-sync'].includes(name)) return yield* unsupportedOption(p, name);
    }
    if (error !== undefined) return yield* usageError(p, error);
    const mounts: Mount[] = [];
    let status = 0;
    if (operands.length === 0) {
      for (const mount of m.vfs.table.all) if (all || m.vfs.table.at(mount.path) === mount) mounts.push(mount);
    }
    for (const path of operands) {
      const place = m.vfs.find(p.view, path);
      if (isErrno(place)) status = yield* complainAbout(p, path, place);
      else mounts.push(place.mount);
    }
    const rows: string[][] = [];
    const seen = new Set<number>();
    for (const mount of mounts) {
      const { type } = mount.sb;
      if ((only.size > 0 && !only.has(type)) || without.has(type)) continue;
      const space = spaceOf(p, mount.sb, m);
      if (!space) return yield* unsupported(p, `the size of ${mount.source} (${type})`);
      if (operands.length === 0 && !all && (space.totalBytes === 0 || seen.has(mount.sb.dev))) continue;
      seen.add(mount.sb.dev);
      const shown = (bytes: number): string => (human ? humanText(bytes, human) : String(Math.ceil(bytes / unit)));
      const free = space.totalBytes - space.usedBytes;
      const percent = space.totalBytes === 0 ? '-' : `${Math.ceil((space.usedBytes / space.totalBytes) * 100)}%`;
      rows.push([
        mount.source,
        ...(showType ? [type] : []),
        shown(space.totalBytes),
        shown(space.usedBytes),
        shown(free),
        percent,
        mount.path,
      ]);
    }
    if (rows.length === 0) return status !== 0 ? status : yield* complain(p, 'no file systems processed');
    const size = human
      ? 'Size'
      : portable
        ? `${unit}-blocks`
        : unit === 1024
          ? '1K-blocks'
          : unit === 1
            ? '1B-blocks'
            : unit === 2 ** 20
              ? '1M-blocks'
              : '1G-blocks';
    const head = [
      'Filesystem',
      ...(showType ? ['Type'] : []),
      size,
      'Used',
      human && !portable ? 'Avail' : 'Available',
      portable ? 'Capacity' : 'Use%',
      'Mounted on',
    ];
    const least = head.map((_, n) =>
      n === 0 ? 14 : showType && n === 1 ? 4 : n === head.length - 2 ? 4 : n === head.length - 1 ? 0 : 5,
    );
    const widths = head.map((title, n) => Math.max(least[n]!, title.length, ...rows.map((row) => row[n]!.length)));
    const left = (n: number): boolean => n === 0 || (showType && n === 1) || n === head.length - 1;
    const text = [head, ...rows]
      .map(
        (row) =>
          `${row.map((cell, n) => (n === head.length - 1 ? cell : left(n) ? cell.padEnd(widths[n]!) : cell.padStart(widths[n]!))).join(' ')}\n`,
      )
      .join('');
    const written = yield* p.print(text);
    return isErrno(written) ? yield* complain(p, `write error: ${written.message}`) : status;
  },
};
