/** A process's descriptor table: numbers to open file descriptions, with close-on-exec. */
import { Errno } from '../vfs/errno.ts';
import type { OpenFile } from './open-file.ts';

const MAX_DESCRIPTORS = 1024;

export class DescriptorTable {
  readonly #files: (OpenFile | undefined)[] = [];
  /** Numbers that execve(2) closes; most processes have none. */
  #closedOnExec: Set<number> | undefined;

  get(fd: number): OpenFile | undefined {
    return this.#files[fd];
  }

  numbers(): number[] {
    const numbers: number[] = [];
    for (let fd = 0; fd < this.#files.length; fd++) if (this.#files[fd]) numbers.push(fd);
    return numbers;
  }

  /** No number from here on (RLIMIT_NOFILE). */
  most = MAX_DESCRIPTORS;

  /** Puts a description at the lowest free number from `min`. */
  add(file: OpenFile, min = 0, closeOnExec = false): number | Errno {
    let fd = min;
    while (this.#files[fd]) fd++;
    if (fd >= this.most) return Errno.EMFILE;
    this.put(fd, file, closeOnExec);
    return fd;
  }

  /** Puts a description at a number, closing what was there. */
  put(fd: number, file: OpenFile, closeOnExec = false): void {
    file.references++;
    this.close(fd);
    // A gap would make the array a slow one.
    while (this.#files.length < fd) this.#files.push(undefined);
    this.#files[fd] = file;
    if (closeOnExec) this.setCloseOnExec(fd, true);
  }

  close(fd: number): true | Errno {
    const file = this.#files[fd];
    if (!file) return Errno.EBADF;
    this.#files[fd] = undefined;
    this.#closedOnExec?.delete(fd);
    if (--file.references === 0) {
      file.closed();
      file.whenClosed?.();
    }
    return true;
  }

  setCloseOnExec(fd: number, on: boolean): void {
    if (!this.#files[fd]) return;
    if (!on) {
      this.#closedOnExec?.delete(fd);
      return;
    }
    this.#closedOnExec ??= new Set();
    this.#closedOnExec.add(fd);
  }

  closesOnExec(fd: number): boolean {
    return this.#closedOnExec?.has(fd) ?? false;
  }

  /** Another process's table with the same descriptions; `exec` leaves out those with close-on-exec. */
  copyTo(other: DescriptorTable, exec = false): void {
    other.most = this.most;
    for (let fd = 0; fd < this.#files.length; fd++) {
      const file = this.#files[fd];
      const closed = this.closesOnExec(fd);
      if (file && !(exec && closed)) other.put(fd, file, closed);
    }
  }

  closeAll(onlyOnExec = false): void {
    if (onlyOnExec) for (const fd of [...(this.#closedOnExec ?? [])].sort((a, b) => a - b)) this.close(fd);
    else for (let fd = 0; fd < this.#files.length; fd++) this.close(fd);
  }
}
