/** stat: what the filesystem knows about a file, or about itself (-f). */
import type { Process } from '../../kernel/process.ts';
import type { Machine } from '../../machine/machine.ts';
import { isErrno } from '../../vfs/errno.ts';
import type { Mount } from '../../vfs/mount-table.ts';
import type { Stat } from '../../vfs/stat.ts';
import { getopt } from '../arguments.ts';
import { momentOf, wallClock } from '../dates/calendar.ts';
import { formatDate } from '../dates/format.ts';
import type { Program } from '../program.ts';
import { escapeAt } from '../text/escapes.ts';
import { complain, unsupported, unsupportedOption, usageError } from '../text/messages.ts';
import { Output } from '../text/output.ts';
import { quoteAlways } from '../text/quote.ts';
import { typeText } from './file-type.ts';
import { filesystemKind, spaceOf } from './filesystem-kinds.ts';
import { groupName, userName } from './ids.ts';
import { modeText, TYPE_BITS } from './mode.ts';

const LONG = ['cached:', 'dereference=L', 'file-system=f', 'format:=c', 'printf:', 'terse=t', 'help', 'version'];
const DEFAULT =
  '  File: %\n  Size: %-10s\tBlocks: %-10b IO Block: %-6o %F\nDevice: %Hd,%Ld\tInode: %-10i  Links: %h\nAccess: (%04a/%10.10A)  Uid: (%5u/%8U)   Gid: (%5g/%8G)\nAccess: %x\nModify: %y\nChange: %z\n Birth: %w\n';
const DEFAULT_DEVICE = DEFAULT.replace('Links: %h', 'Links: %-5h Device type: %Hr,%Lr');
const TERSE = '%n %s %b %f %u %g %D %i %h %t %T %X %Y %Z %W %o\n';
const DIRECTIVE = /%([-+ 0'#]*)(\d*)(?:\.(\d*))?([HL]?[a-zA-Z]|%|\n|$)/g;

/** A value of a directive; undefined when the model does not know it. */
type Value = string | number | { readonly seconds: bigint; readonly microseconds: number } | undefined;

export const stat: Program = {
  name: 'stat',
  run: function* (p, m) {
    const { options, operands, error } = getopt(p.argv, 'c:fLt', LONG);
    let [follow, filesystem] = [false, false];
    let format: string | undefined;
    let end = '\n';
    let terse = false;
    for (const { name, value } of options) {
      if (name === 'L') follow = true;
      else if (name === 'f') filesystem = true;
      else if (name === 'c') [format, end] = [value!, '\n'];
      else if (name === 'printf') [format, end] = [withoutEscapes(value!), ''];
      else if (name === 't') terse = true;
      else if (name !== 'cached') return yield* unsupportedOption(p, name);
    }
    if (error !== undefined) return yield* usageError(p, error);
    if (operands.length === 0) return yield* usageError(p, 'missing operand');
    if (filesystem && format === undefined) return yield* unsupported(p, 'option -f without a format');
    const out = new Output(p);
    let status = 0;
    for (const path of operands) {
      if (path === '-' && filesystem) {
        status = yield* complain(
          p,
          `using ${quoteAlways('-')} to denote standard input does not work in file system mode`,
        );
        continue;
      }
      const got = path === '-' ? p.fstat(0) : follow || filesystem ? p.stat(path) : p.lstat(path);
      if (isErrno(got)) {
        yield* out.flush();
        status = yield* complain(
          p,
          filesystem
            ? `cannot read file system information for ${quoteAlways(path)}: ${got.message}`
            : `cannot statx ${quoteAlways(path)}: ${got.message}`,
        );
        continue;
      }
      const device = got.type === 'block' || got.type === 'char';
      const text = format ?? (terse ? TERSE : device ? DEFAULT_DEVICE : DEFAULT);
      const missing: string[] = [];
      const value = filesystem ? filesystemValue(p, m, path) : fileValue(p, m, path, got);
      out.add(expand(text, value, missing) + (format === undefined ? '' : end));
      if (missing.length > 0) {
        yield* out.flush();
        return yield* unsupported(p, `format ${missing[0]}`);
      }
    }
    return yield* out.close(status);
  },
};

const withoutEscapes = (text: string): string => {
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const found =
      text[i] === '\\'
        ? text[i + 1] === '"'
          ? { text: '"', length: 1 }
          : escapeAt(text, i + 1, /^[0-7]{1,3}/)
        : undefined;
    out += found ? found.text : text[i];
    i += found?.length ?? 0;
  }
  return out;
};

function expand(format: string, valueFor: (letter: string) => Value | '?', missing: string[]): string {
  return format.replace(
    DIRECTIVE,
    (all, flags: string, width: string, precision: string | undefined, letter: string) => {
      if (letter === '%') return '%';
      if (letter === '') return '%';
      const value = letter === '\n' ? valueFor('\n') : valueFor(letter);
      if (value === undefined) {
        missing.push(all);
        return '';
      }
      let text: string;
      if (typeof value === 'object') {
        const places = precision === undefined ? 0 : precision === '' ? 9 : Number(precision);
        const nano = String(value.microseconds).padStart(6, '0').padEnd(Math.max(places, 9), '0');
        text = value.seconds.toString() + (places > 0 ? `.${nano.slice(0, places)}` : '');
      } else if (typeof value === 'string') text = precision === undefined ? value : value.slice(0, Number(precision));
      else
        text = /[aA]$/.test(letter)
          ? value.toString(8)
          : /[fDtTR]$/.test(letter) && letter.length === 1
            ? value.toString(16)
            : String(value);
      if (flags.includes('#') && letter === 'a' && !text.startsWith('0')) text = `0${text}`;
      if (flags.includes('+') && typeof value !== 'string' && /[sXYZW]$/.test(letter) && !text.startsWith('-'))
        text = `+${text}`;
      const length = Number(width);
      const padded = flags.includes('-')
        ? text.padEnd(length)
        : text.padStart(length, flags.includes('0') && typeof value !== 'string' ? '0' : ' ');
      return letter === '\n' ? `${padded}\n` : padded;
    },
  );
}

/** The topmost mount that a path lies on. */
function mountOf(p: Process, m: Machine, path: string): Mount | undefined {
  const place = m.vfs.find(p.view, path);
  return isErrno(place) ? undefined : place.mount;
}

function fileValue(p: Process, m: Machine, path: string, s: Stat): (letter: string) => Value | '?' {
  const clock = (us: number): Value => {
    const at = wallClock(m, us);
    const micro = Number(((at % 1_000_000n) + 1_000_000n) % 1_000_000n);
    return { seconds: (at - BigInt(micro)) / 1_000_000n, microseconds: micro };
  };
  const date = (us: number): string => formatDate('%Y-%m-%d %H:%M:%S.%N %z', momentOf(wallClock(m, us)))!;
  const link = s.type === 'symlink' ? p.readlink(path) : undefined;
  return (letter) => {
    switch (letter) {
      case 'a':
        return s.mode;
      case 'A':
        return modeText(s.type, s.mode);
      case 'b':
        return blocksOf(s);
      case 'B':
        return 512;
      case 'd':
      case 'D':
      case 'Ld':
        return s.dev;
      case 'Hd':
        return 0;
      case 'f':
        return s.mode | TYPE_BITS[s.type];
      case 'F':
        return typeText(s);
      case 'g':
        return s.gid;
      case 'G':
        return groupName(p, s.gid) ?? 'UNKNOWN';
      case 'h':
        return s.nlink;
      case 'i':
        return s.ino;
      case 'm':
        return mountOf(p, m, path)?.path;
      case 'n':
        return path;
      case 'N':
        return quoteAlways(path) + (link && !isErrno(link) ? ` -> ${quoteAlways(link.target)}` : '');
      case '\n':
        return path + (link && !isErrno(link) ? ` -> ${link.target}` : '');
      case 'o':
        return 4096;
      case 'r':
        return s.rdev ? s.rdev[0] * 256 + s.rdev[1] : 0;
      case 'R':
        return s.rdev ? s.rdev[0] * 256 + s.rdev[1] : 0;
      case 'Hr':
        return s.rdev?.[0] ?? 0;
      case 'Lr':
        return s.rdev?.[1] ?? 0;
      case 's':
        return s.sizeBytes;
      case 't':
        return s.rdev?.[0] ?? 0;
      case 'T':
        return s.rdev?.[1] ?? 0;
      case 'u':
        return s.uid;
      case 'U':
        return userName(p, s.uid) ?? 'UNKNOWN';
      case 'w':
        return '-';
      case 'W':
        return 0;
      case 'x':
        return date(s.atimeUs);
      case 'X':
        return clock(s.atimeUs);
      case 'y':
        return date(s.mtimeUs);
      case 'Y':
        return clock(s.mtimeUs);
      case 'z':
        return date(s.ctimeUs);
      case 'Z':
        return clock(s.ctimeUs);
      case 'C':
        return undefined;
      default:
        return '?';
    }
  };
}

const SECTOR_BYTES = 512;

/** Blocks of 512 bytes that a file takes, in units of what its filesystem allots. Small directories of filesystems in memory take none. */
export const blocksOf = (s: Stat): number =>
  s.type === 'file' || (s.type === 'directory' && s.sizeBytes >= s.blockBytes)
    ? Math.ceil(s.sizeBytes / s.blockBytes) * (s.blockBytes / SECTOR_BYTES)
    : 0;

function filesystemValue(p: Process, m: Machine, path: string): (letter: string) => Value | '?' {
  const sb = mountOf(p, m, path)?.sb;
  const kind = sb && filesystemKind(sb.type);
  const space = sb && spaceOf(p, sb, m);
  const blockBytes = space?.blockBytes ?? 4096;
  const blocks = (bytes: number | undefined): number | undefined =>
    bytes === undefined ? undefined : Math.floor(bytes / blockBytes);
  return (letter) => {
    switch (letter) {
      case 'n':
        return path;
      case 'l':
        return 255;
      case 't':
        return kind?.magic;
      case 'T':
        return kind?.name;
      case 's':
      case 'S':
        return blockBytes;
      case 'b':
        return blocks(space?.totalBytes);
      case 'f':
      case 'a':
        return blocks(space && space.totalBytes - space.usedBytes);
      case 'i':
      case 'c':
      case 'd':
        return undefined;
      default:
        return '?';
    }
  };
}
