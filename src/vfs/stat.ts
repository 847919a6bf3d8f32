/** What stat(2) tells, with virtual times. */
export type FileType = 'file' | 'directory' | 'symlink' | 'block' | 'char' | 'fifo' | 'socket';

export interface Stat {
  readonly type: FileType;
  /** Permission bits only (07777). */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly sizeBytes: number;
  /** What the filesystem allots space in. */
  readonly blockBytes: number;
  readonly nlink: number;
  readonly ino: number;
  /** Number of the superblock the inode lives on. */
  readonly dev: number;
  /** Device number of a block or character node: [major, minor]. */
  readonly rdev?: readonly [number, number];
  /** Virtual times in microseconds since power-on. */
  readonly mtimeUs: number;
  readonly atimeUs: number;
  readonly ctimeUs: number;
}
