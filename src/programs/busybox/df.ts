/** df of busybox. */
import { isErrno } from '../../vfs/errno.ts';
import type { Mount } from '../../vfs/mount-table.ts';
import { spaceOf } from '../files/filesystem-kinds.ts';
import { unsupported } from '../text/messages.ts';
import type { Applet } from './applet.ts';
import { humanSize } from './human.ts';

const NAME_WIDTH = 20;

export const df: Applet = {
  name: 'df',
  usage: 'df [-PkmhTai] [-B SIZE] [-t TYPE] [FILESYSTEM]...',
  options: 'kPTt:aimhB:',
  unmodelled: 'iB',
  *run({ p, m, has, value, operands }) {
    const mounts: Mount[] = [];
    let status = 0;
    const unit = has('m') ? 2 ** 20 : 1024;
    const shown = (bytes: number): string =>
      has('h') ? humanSize(bytes) : String(Math.floor((bytes + unit / 2) / unit));
    const title = has('h') ? '     Size' : has('m') ? '1M-blocks' : has('P') ? '1024-blocks' : '1K-blocks';
    yield* p.print(
      `${'Filesystem'.padEnd(NAME_WIDTH)} ${has('T') ? 'Type       ' : ''}${title.padEnd(15)}Used Available ${has('P') ? 'Capacity' : 'Use%'} Mounted on\n`,
    );
    if (operands.length === 0) mounts.push(...m.vfs.table.all.filter((mount) => m.vfs.table.at(mount.path) === mount));
    for (const path of operands) {
      const place = m.vfs.find(p.view, path);
      if (!isErrno(place)) mounts.push(place.mount);
      else {
        yield* p.warn(`df: ${path}: can't find mount point\n`);
        status = 1;
      }
    }
    for (const { sb, source, path } of mounts) {
      if (has('t') && sb.type !== value('t')) continue;
      const space = spaceOf(p, sb, m);
      if (!space) return yield* unsupported(p, `the size of ${source} (${sb.type})`);
      if (space.totalBytes === 0 && operands.length === 0 && !has('a')) continue;
      const free = space.totalBytes - space.usedBytes;
      const percent =
        space.totalBytes === 0 ? 0 : Math.floor((space.usedBytes * 100 + space.totalBytes / 2) / space.totalBytes);
      const name =
        source.length > NAME_WIDTH && !has('P') ? `${source}\n${' '.repeat(NAME_WIDTH)}` : source.padEnd(NAME_WIDTH);
      const numbers = [space.totalBytes, space.usedBytes, free].map((bytes) => shown(bytes).padStart(9)).join(' ');
      yield* p.print(
        `${name}${has('T') ? ` ${sb.type.padEnd(10)}` : ''} ${numbers} ${String(percent).padStart(3)}% ${path}\n`,
      );
    }
    return status;
  },
};
