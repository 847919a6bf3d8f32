/** The bytes of one regular file: shared with others until written to, then kept in its superblock's memfs volume. */
import { Volume } from 'memfs';
import { Errno } from './errno.ts';

/** The memfs volume behind a superblock, made when the first file is written. */
export class ContentStore {
  readonly limitBytes: number;
  usedBytes = 0;
  /** Called before the store grows; an Errno refuses. */
  readonly grow: (bytes: number) => Errno | undefined;
  #volume: Volume | undefined;

  constructor(limitBytes: number, grow: (bytes: number) => Errno | undefined = () => undefined) {
    this.limitBytes = limitBytes;
    this.grow = grow;
  }

  get volume(): Volume {
    this.#volume ??= new Volume();
    return this.#volume;
  }
}

export class Content {
  readonly #store: ContentStore;
  readonly #name: string;
  #shared: string;
  #fd: number | undefined;
  #size: number;
  /** Bytes that the memfs file holds; beyond the size they mean nothing. memfs copies a file whenever it grows, so it grows by half. */
  #capacity = 0;

  constructor(store: ContentStore, ino: number, shared = '') {
    this.#store = store;
    this.#name = `/${ino}`;
    this.#shared = shared;
    this.#size = shared.length;
  }

  get sizeBytes(): number {
    return this.#size;
  }

  read(offset: number, maxBytes: number): string {
    const length = Math.min(maxBytes, this.#size - offset);
    if (length <= 0) return '';
    if (this.#fd === undefined) return this.#shared.slice(offset, offset + length);
    const buffer = Buffer.allocUnsafe(length);
    this.#store.volume.readSync(this.#fd, buffer, 0, length, offset);
    return buffer.toString('latin1', 0, length);
  }

  /** Bytes written, or ENOSPC. A gap before the offset reads as NUL. */
  write(offset: number, bytes: string): number | Errno {
    const end = offset + bytes.length;
    const grown = Math.max(0, end - this.#size);
    if (grown > 0) {
      if (this.#store.usedBytes + grown > this.#store.limitBytes) return Errno.ENOSPC;
      const refused = this.#store.grow(grown);
      if (refused) return refused;
    }
    const fd = this.#own();
    this.#reserve(fd, end);
    if (offset > this.#size) this.#clear(fd, this.#size, offset);
    this.#store.volume.writeSync(fd, Buffer.from(bytes, 'latin1'), 0, bytes.length, offset);
    this.#size += grown;
    this.#store.usedBytes += grown;
    return bytes.length;
  }

  truncate(length: number): true | Errno {
    if (length > this.#size) {
      const refused = this.#store.usedBytes + length - this.#size > this.#store.limitBytes ? Errno.ENOSPC : this.#store.grow(length - this.#size);
      if (refused) return refused;
    }
    if (this.#fd === undefined && length <= this.#size) this.#shared = this.#shared.slice(0, length);
    else {
      const fd = this.#own();
      if (length < this.#capacity / 4) {
        this.#store.volume.ftruncateSync(fd, length);
        this.#capacity = length;
      }
      this.#reserve(fd, length);
      if (length > this.#size) this.#clear(fd, this.#size, length);
    }
    this.#store.usedBytes = Math.max(0, this.#store.usedBytes + length - this.#size);
    this.#size = length;
    return true;
  }

  /** The file is gone: its bytes no longer count. */
  release(): void {
    if (this.#fd === undefined) return;
    this.#store.volume.closeSync(this.#fd);
    this.#store.volume.unlinkSync(this.#name);
    this.#store.usedBytes = Math.max(0, this.#store.usedBytes - this.#size);
    this.#fd = undefined;
    this.#shared = '';
    this.#size = 0;
    this.#capacity = 0;
  }

  #reserve(fd: number, bytes: number): void {
    if (bytes <= this.#capacity) return;
    this.#capacity = Math.max(bytes, Math.ceil(this.#capacity * 1.5));
    this.#store.volume.ftruncateSync(fd, this.#capacity);
  }

  /** Makes a stretch read as NUL, whatever was there before a truncation. */
  #clear(fd: number, from: number, to: number): void {
    this.#store.volume.writeSync(fd, Buffer.alloc(to - from), 0, to - from, from);
  }

  #own(): number {
    if (this.#fd === undefined) {
      this.#fd = this.#store.volume.openSync(this.#name, 'w+');
      this.#capacity = this.#shared.length;
      if (this.#shared) this.#store.volume.writeSync(this.#fd, Buffer.from(this.#shared, 'latin1'), 0, this.#shared.length, 0);
      this.#shared = '';
    }
    return this.#fd;
  }
}
