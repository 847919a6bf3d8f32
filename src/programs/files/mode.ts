/** File modes as chmod(1) writes them: octal or symbolic, compiled once and applied to any mode (gnulib's modechange). */
import type { FileType } from '../../vfs/stat.ts';

const ALL = 0o7777;
const READ = 0o444;
const WRITE = 0o222;
const EXECUTE = 0o111;
const SET_ID = 0o6000;
const STICKY = 0o1000;

interface Change {
  readonly operator: '=' | '+' | '-';
  readonly flag: 'ordinary' | 'x-if-any-x' | 'copy';
  /** Bits that the clause is about; 0 when nobody was named. */
  readonly affected: number;
  readonly value: number;
  /** Bits that were written out, for the set-id bits of directories. */
  readonly mentioned: number;
}

/** What a mode text asks for. */
export type ModeChange = readonly Change[];

const WHO: Readonly<Record<string, number>> = { u: 0o4700, g: 0o2070, o: 0o1007, a: ALL };
const COPIED: Readonly<Record<string, number>> = { u: 0o700, g: 0o070, o: 0o007 };
const PERMISSIONS: Readonly<Record<string, number>> = { r: READ, w: WRITE, x: EXECUTE, s: SET_ID, t: STICKY };

/** Undefined when the text is no mode. */
export const parseMode = (text: string): ModeChange | undefined => {
  if (/^[0-7]+$/.test(text)) {
    const value = Number.parseInt(text, 8);
    if (value > ALL) return undefined;
    const mentioned = text.length < 5 ? (value & (SET_ID | STICKY)) | 0o777 : ALL;
    return [{ operator: '=', flag: 'ordinary', affected: ALL, value, mentioned }];
  }
  const changes: Change[] = [];
  for (const clause of text.split(',')) {
    const found = /^([ugoa]*)((?:[-+=](?:[0-7]+|[ugo]|[rwxXst]*))+)$/.exec(clause);
    if (!found) return undefined;
    const affected = [...found[1]!].reduce((bits, who) => bits | WHO[who]!, 0);
    for (const [, operator, what] of found[2]!.matchAll(/([-+=])([0-7]+|[ugo]|[rwxXst]*)/g)) {
      const change = parseAction(operator as Change['operator'], what!, affected);
      if (!change) return undefined;
      changes.push(change);
    }
  }
  return changes;
};

function parseAction(operator: Change['operator'], what: string, affected: number): Change | undefined {
  if (/^[0-7]/.test(what)) {
    const value = Number.parseInt(what, 8);
    return value > ALL || affected !== 0
      ? undefined
      : { operator, flag: 'ordinary', affected: ALL, value, mentioned: ALL };
  }
  const copied = COPIED[what];
  const value = copied ?? [...what].reduce((bits, letter) => bits | (PERMISSIONS[letter] ?? 0), 0);
  const flag = copied !== undefined ? 'copy' : what.includes('X') ? 'x-if-any-x' : 'ordinary';
  return { operator, flag, affected, value, mentioned: affected ? affected & value : value };
}

/** The mode after the change; `umask` counts where nobody was named. */
export const changeMode = (changes: ModeChange, before: number, isDirectory: boolean, umask: number): number => {
  let mode = before & ALL;
  for (const change of changes) {
    const omitted = (isDirectory ? SET_ID : 0) & ~change.mentioned;
    let { value } = change;
    if (change.flag === 'copy') {
      value &= mode;
      value |= (value & READ ? READ : 0) | (value & WRITE ? WRITE : 0) | (value & EXECUTE ? EXECUTE : 0);
    } else if (change.flag === 'x-if-any-x' && (isDirectory || mode & EXECUTE)) value |= EXECUTE;
    value &= (change.affected || ~umask) & ~omitted;
    if (change.operator === '=') mode = (mode & ((change.affected ? ~change.affected : 0) | omitted)) | value;
    else if (change.operator === '+') mode |= value;
    else mode &= ~value;
  }
  return mode & ALL;
};

const TYPE_LETTERS: Readonly<Record<FileType, string>> = {
  file: '-',
  directory: 'd',
  symlink: 'l',
  block: 'b',
  char: 'c',
  fifo: 'p',
  socket: 's',
};

/** `rwxr-sr-t`, as ls -l and chmod -v print it. */
export const permissionText = (mode: number): string => {
  const triple = (shift: number, special: boolean, letter: string): string => {
    const bits = (mode >> shift) & 7;
    const execute = special ? (bits & 1 ? letter : letter.toUpperCase()) : bits & 1 ? 'x' : '-';
    return `${bits & 4 ? 'r' : '-'}${bits & 2 ? 'w' : '-'}${execute}`;
  };
  return (
    triple(6, (mode & 0o4000) !== 0, 's') +
    triple(3, (mode & 0o2000) !== 0, 's') +
    triple(0, (mode & STICKY) !== 0, 't')
  );
};

/** The ten letters of ls -l. */
export const modeText = (type: FileType, mode: number): string => TYPE_LETTERS[type] + permissionText(mode);

/** Bits of st_mode that tell the type, as `stat -c %f` shows them. */
export const TYPE_BITS: Readonly<Record<FileType, number>> = {
  fifo: 0o010000,
  char: 0o020000,
  directory: 0o040000,
  block: 0o060000,
  file: 0o100000,
  symlink: 0o120000,
  socket: 0o140000,
};
