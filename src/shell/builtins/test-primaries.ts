/** The questions that test(1) can ask of files, strings and numbers; `[[ ]]` asks them too. */
import { isErrno } from '../../vfs/errno.ts';
import { type Integer, plainDecimal } from '../words/integers.ts';
import type { BuiltinShell } from './builtin.ts';

/** Asks about a file; the letter is one of `rwxefdcbpugkshOGLSN`. */
export function fileTest(sh: BuiltinShell, letter: string, path: string): boolean {
  const { p } = sh;
  if (letter === 'r' || letter === 'w' || letter === 'x') return p.access(path, letter) === true;
  const stat = letter === 'h' || letter === 'L' ? p.lstat(path) : p.stat(path);
  if (isErrno(stat)) return false;
  switch (letter) {
    case 'f':
      return stat.type === 'file';
    case 'd':
      return stat.type === 'directory';
    case 'c':
      return stat.type === 'char';
    case 'b':
      return stat.type === 'block';
    case 'p':
      return stat.type === 'fifo';
    case 'S':
      return stat.type === 'socket';
    case 'h':
    case 'L':
      return stat.type === 'symlink';
    case 'u':
      return (stat.mode & 0o4000) !== 0;
    case 'g':
      return (stat.mode & 0o2000) !== 0;
    case 'k':
      return (stat.mode & 0o1000) !== 0;
    case 's':
      return stat.sizeBytes > 0;
    case 'O':
      return stat.uid === 0;
    case 'G':
      return stat.gid === 0;
    case 'N':
      return stat.mtimeUs > stat.atimeUs;
    default:
      return true;
  }
}

/** `-nt`, `-ot`, `-ef`. `missingIsOld`: bash counts a file that is not there as older than any. */
export function filesCompare(
  sh: BuiltinShell,
  left: string,
  operator: '-nt' | '-ot' | '-ef',
  right: string,
  missingIsOld: boolean,
): boolean {
  const [a, b] = [sh.p.stat(left), sh.p.stat(right)];
  if (operator === '-ef') return !isErrno(a) && !isErrno(b) && a.ino === b.ino && a.dev === b.dev;
  if (operator === '-ot') return filesCompare(sh, right, '-nt', left, missingIsOld);
  if (isErrno(a)) return false;
  if (isErrno(b)) return missingIsOld;
  return a.mtimeUs > b.mtimeUs;
}

export const STRING_COMPARISONS: ReadonlyMap<string, (a: string, b: string) => boolean> = new Map([
  ['=', (a, b) => a === b],
  ['==', (a, b) => a === b],
  ['!=', (a, b) => a !== b],
  ['<', (a, b) => a < b],
  ['>', (a, b) => a > b],
]);

export const NUMBER_COMPARISONS: ReadonlyMap<string, (a: Integer, b: Integer) => boolean> = new Map([
  ['-eq', (a, b) => a === b],
  ['-ne', (a, b) => a !== b],
  ['-lt', (a, b) => a < b],
  ['-le', (a, b) => a <= b],
  ['-gt', (a, b) => a > b],
  ['-ge', (a, b) => a >= b],
]);

/** A decimal number, blanks around it allowed; undefined for anything else, `range` beyond 64 bits. */
export function decimal(text: string): Integer | 'range' | undefined {
  const plain = plainDecimal(text);
  if (plain !== undefined) return plain;
  const found = /^[ \t\n\v\f\r]*([+-]?[0-9]+)[ \t\n\v\f\r]*$/.exec(text);
  if (!found) return undefined;
  const value = BigInt(found[1]![0] === '+' ? found[1]!.slice(1) : found[1]!);
  if (value !== BigInt.asIntN(64, value)) return 'range';
  return value >= -9007199254740991n && value <= 9007199254740991n ? Number(value) : value;
}
