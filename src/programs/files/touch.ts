/** touch: changes times of files, making those that are not there. */
import { Errno, isErrno } from '../../vfs/errno.ts';
import { getopt } from '../arguments.ts';
import { type Instant, virtualTime, wallClock } from '../dates/calendar.ts';
import { parseDate, parseStamp } from '../dates/parse.ts';
import type { Program } from '../program.ts';
import { complain, unsupportedOption, usageError } from '../text/messages.ts';
import { quote, quoteAlways } from '../text/quote.ts';

const LONG = ['time:', 'no-create=c', 'date:=d', 'reference:=r', 'no-dereference=h', 'help', 'version'];
const WHICH: Readonly<Record<string, 'a' | 'm'>> = { atime: 'a', access: 'a', use: 'a', mtime: 'm', modify: 'm' };

export const touch: Program = {
  name: 'touch',
  run: function* (p, m) {
    const { options, operands, error } = getopt(p.argv, 'acd:fhmr:t:', LONG);
    let [access, modify, create, follow] = [false, false, true, true];
    let reference: string | undefined;
    let date: string | undefined;
    let stamp: string | undefined;
    for (const { name, value = '' } of options) {
      if (name === 'a') access = true;
      else if (name === 'm') modify = true;
      else if (name === 'c') create = false;
      else if (name === 'h') follow = create = false;
      else if (name === 'r') reference = value;
      else if (name === 'd') date = value;
      else if (name === 't') stamp = value;
      else if (name === 'time' && WHICH[value]) {
        if (WHICH[value] === 'a') access = true;
        else modify = true;
      } else if (name !== 'f') return yield* unsupportedOption(p, name);
    }
    if (error !== undefined) return yield* usageError(p, error);
    if (!access && !modify) access = modify = true;
    if (stamp !== undefined && (date !== undefined || reference !== undefined))
      return yield* usageError(p, 'cannot specify times from more than one source');
    const now = p.kernel.clock.nowUs;
    let [atimeUs, mtimeUs] = [now, now];
    let from: Instant = wallClock(m, now);
    if (reference !== undefined) {
      const stat = follow ? p.stat(reference) : p.lstat(reference);
      if (isErrno(stat))
        return yield* complain(p, `failed to get attributes of ${quoteAlways(reference)}: ${stat.message}`);
      [atimeUs, mtimeUs] = [stat.atimeUs, stat.mtimeUs];
      from = wallClock(m, stat.mtimeUs);
    }
    if (date !== undefined || stamp !== undefined) {
      const asked = stamp === undefined ? parseDate(date!, from) : parseStamp(stamp, from, true);
      if (asked === undefined) return yield* complain(p, `invalid date format ${quote(stamp ?? date!)}`);
      atimeUs = mtimeUs = virtualTime(m, asked);
    }
    if (operands.length === 0) return yield* usageError(p, 'missing file operand');
    let status = 0;
    for (const path of operands) {
      let failed: Errno | undefined;
      if (path !== '-' && create) {
        const fd = yield* p.openTask(path, { write: true, create: true });
        if (typeof fd === 'number') p.close(fd);
        // A directory, or what is named like one, cannot be opened for writing; its times can be set all the same.
        else if (fd !== Errno.EISDIR && !path.endsWith('/')) failed = fd;
      }
      const stat = path === '-' ? p.fstat(1) : follow ? p.stat(path) : p.lstat(path);
      const done =
        isErrno(stat) || path === '-'
          ? stat
          : p.utimes(path, access ? atimeUs : stat.atimeUs, modify ? mtimeUs : stat.mtimeUs, follow);
      if (!isErrno(done)) continue;
      if (failed) status = yield* complain(p, `cannot touch ${quoteAlways(path)}: ${failed.message}`);
      else if (done !== Errno.ENOENT || (create && follow))
        status = yield* complain(p, `setting times of ${quoteAlways(path)}: ${done.message}`);
      else if (!follow && !options.some(({ name }) => name === 'c'))
        status = yield* complain(p, `setting times of ${quoteAlways(path)}: ${done.message}`);
    }
    return status;
  },
};
