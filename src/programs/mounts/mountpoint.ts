/** mountpoint: tells whether a path is one (mountpoint(1)). */
import { isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { fail, unsupportedOption, usageFailure, version } from './failure.ts';

const NO_MOUNTPOINT = 32;

export const mountpoint: Program = {
  name: 'mountpoint',
  *run(p, m) {
    const { options, operands, error } = getopt(p.argv, 'qdxhV', [
      'quiet=q',
      'nofollow',
      'fs-devno=d',
      'devno=x',
      'help=h',
      'version=V',
    ]);
    if (error !== undefined) return yield* usageFailure(p, m, error);
    const has = (name: string): boolean => options.some((option) => option.name === name);
    if (has('V')) return yield* version(p);
    if (has('h')) return yield* unsupportedOption(p, m, 'help');
    const [path] = operands;
    if (path === undefined || operands.length > 1) return yield* usageFailure(p, m);
    const stat = has('nofollow') ? p.lstat(path) : p.stat(path);
    if (isErrno(stat))
      return has('q') ? 1 : yield* fail(p, m, 1, `${path}: ${stat.message}`, { kind: 'path-missing', path });
    if (has('x')) {
      if (stat.type !== 'block')
        return has('q') ? NO_MOUNTPOINT : yield* fail(p, m, NO_MOUNTPOINT, `${path}: not a block device`);
      yield* p.print(`${stat.rdev?.join(':') ?? '0:0'}\n`);
      return 0;
    }
    const place = m.vfs.find(p.view, path, !has('nofollow'));
    if (isErrno(place) || place.inode !== place.mount.root) {
      if (!has('q')) yield* p.print(`${path} is not a mountpoint\n`);
      return NO_MOUNTPOINT;
    }
    if (has('d')) {
      const device = m.block.byPath(place.mount.source);
      yield* p.print(device ? `${device.major}:${device.minor}\n` : `0:${stat.dev}\n`);
    } else if (!has('q')) yield* p.print(`${path} is a mountpoint\n`);
    return 0;
  },
};
