/** A process's descriptor table: numbers to open file descriptions, with close-on-exec. */
import { Errno } from '../vfs/errno.ts';
import type { OpenFile } from './open-file.ts';

const MAX_DESCRIPTORS = 1024;

interface Slot {
  readonly file: OpenFile;
  closeOnExec: boolean;
}

export class DescriptorTable {
  readonly #slots: (Slot | undefined)[] = [];

  get(fd: number): OpenFile | undefined {
    return this.#slots[fd]?.file;
  }

  numbers(): number[] {
    return this.#slots.flatMap((slot, fd) => (slot ? [fd] : []));
  }

  /** Puts a description at the lowest free number from `min`. */
  add(file: OpenFile, min = 0, closeOnExec = false): number | Errno {
    let fd = min;
    while (this.#slots[fd]) fd++;
    if (fd >= MAX_DESCRIPTORS) return Errno.EMFILE;
    this.put(fd, file, closeOnExec);
    return fd;
  }

  /** Puts a description at a number, closing what was there. */
  put(fd: number, file: OpenFile, closeOnExec = false): void {
    file.references++;
    this.close(fd);
    this.#slots[fd] = { file, closeOnExec };
  }

  close(fd: number): true | Errno {
    const slot = this.#slots[fd];
    if (!slot) return Errno.EBADF;
    this.#slots[fd] = undefined;
    if (--slot.file.references === 0) {
      slot.file.closed();
      slot.file.whenClosed?.();
    }
    return true;
  }

  setCloseOnExec(fd: number, on: boolean): void {
    const slot = this.#slots[fd];
    if (slot) slot.closeOnExec = on;
  }

  closesOnExec(fd: number): boolean {
    return this.#slots[fd]?.closeOnExec ?? false;
  }

  /** Another process's table with the same descriptions; `exec` leaves out those with close-on-exec. */
  copyTo(other: DescriptorTable, exec = false): void {
    this.#slots.forEach((slot, fd) => {
      if (slot && !(exec && slot.closeOnExec)) other.put(fd, slot.file, slot.closeOnExec);
    });
  }

  closeAll(onlyOnExec = false): void {
    for (const fd of this.numbers()) if (!onlyOnExec || this.closesOnExec(fd)) this.close(fd);
  }
}
