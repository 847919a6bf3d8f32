/** Advisory locks of whole files: flock(2). A lock belongs to an open file description and ends with it. */
import type { OpenFile } from '../../kernel/open-file.ts';
import { WaitQueue } from '../../kernel/task.ts';
import type { Inode } from '../../vfs/inode.ts';

interface Lock {
  readonly holders: Set<OpenFile>;
  exclusive: boolean;
  /** Woken when a holder lets go. */
  readonly released: WaitQueue;
}

const locks = new WeakMap<Inode, Lock>();

const lockOf = (inode: Inode): Lock => {
  let lock = locks.get(inode);
  if (!lock) {
    lock = { holders: new Set(), exclusive: false, released: new WaitQueue(`a lock on inode ${inode.ino}`) };
    locks.set(inode, lock);
  }
  return lock;
};

/** True when the description has the lock now; otherwise wait on `lockReleased` and try again. */
export function tryLock(file: OpenFile, inode: Inode, exclusive: boolean): boolean {
  const lock = lockOf(inode);
  const others = lock.holders.size - (lock.holders.has(file) ? 1 : 0);
  if (others > 0 && (exclusive || lock.exclusive)) return false;
  lock.holders.add(file);
  lock.exclusive = exclusive;
  file.whenClosed = () => unlock(file, inode);
  if (!exclusive) lock.released.wake();
  return true;
}

export function unlock(file: OpenFile, inode: Inode): void {
  const lock = lockOf(inode);
  if (!lock.holders.delete(file)) return;
  lock.exclusive = false;
  lock.released.wake();
}

export const lockReleased = (inode: Inode): WaitQueue => lockOf(inode).released;
