/** The bytes of one regular file: text that others may share while it is small, kept in its superblock's memfs volume when it has grown large by writing. */
import { Volume } from 'memfs';
import { Errno } from './errno.ts';

/** The memfs volume behind a superblock, made when the first file grows large. */
export class ContentStore {
  limitBytes: number;
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

/** Up to here a written file is a text: cheaper than a file of memfs by far, and most files of a boot are a few bytes. */
const LARGE_BYTES = 65_536;

export class Content {
  readonly #store: ContentStore;
  readonly #name: string;
  #text: string;
  /** Its bytes count in the store: it was written to. */
  #owned = false;
  /** Of the memfs file, once it is large. */
  #fd: number | undefined;
  #size: number;
  /** Bytes that the memfs file holds; beyond the size they mean nothing. memfs copies a file whenever it grows, so it grows by half. */
  #capacity = 0;

  constructor(store: ContentStore, ino: number, shared = '') {
    this.#store = store;
    this.#name = `/${ino}`;
    this.#text = shared;
    this.#size = shared.length;
  }

  get sizeBytes(): number {
    return this.#size;
  }

  read(offset: number, maxBytes: number): string {
    const length = Math.min(maxBytes, this.#size - offset);
    if (length <= 0) return '';
    if (this.#fd === undefined) return length === this.#size ? this.#text : this.#text.slice(offset, offset + length);
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
    this.#owned = true;
    if (this.#fd === undefined && Math.max(end, this.#size) <= LARGE_BYTES) this.#splice(offset, bytes);
    else {
      const fd = this.#large();
      this.#reserve(fd, end);
      if (offset > this.#size) this.#clear(fd, this.#size, offset);
      this.#store.volume.writeSync(fd, Buffer.from(bytes, 'latin1'), 0, bytes.length, offset);
    }
    this.#size += grown;
    this.#store.usedBytes += grown;
    return bytes.length;
  }

  truncate(length: number): true | Errno {
    if (length > this.#size) {
      const refused =
        this.#store.usedBytes + length - this.#size > this.#store.limitBytes
          ? Errno.ENOSPC
          : this.#store.grow(length - this.#size);
      if (refused) return refused;
      this.#owned = true;
    }
    if (this.#fd === undefined && length <= this.#size) this.#text = this.#text.slice(0, length);
    else if (this.#fd === undefined && length <= LARGE_BYTES) this.#text = this.#text.padEnd(length, '\0');
    else {
      const fd = this.#large();
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
    if (!this.#owned) return;
    if (this.#fd !== undefined) {
      this.#store.volume.closeSync(this.#fd);
      this.#store.volume.unlinkSync(this.#name);
    }
    this.#store.usedBytes = Math.max(0, this.#store.usedBytes - this.#size);
    this.#owned = false;
    this.#fd = undefined;
    this.#text = '';
    this.#size = 0;
    this.#capacity = 0;
  }

  #splice(offset: number, bytes: string): void {
    const text = this.#text;
    if (offset >= text.length) this.#text = text.padEnd(offset, '\0') + bytes;
    else this.#text = text.slice(0, offset) + bytes + text.slice(offset + bytes.length);
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

  /** The memfs file, made of the text when there is none yet. */
  #large(): number {
    if (this.#fd === undefined) {
      this.#fd = this.#store.volume.openSync(this.#name, 'w+');
      this.#capacity = this.#text.length;
      if (this.#text)
        this.#store.volume.writeSync(this.#fd, Buffer.from(this.#text, 'latin1'), 0, this.#text.length, 0);
      this.#text = '';
    }
    return this.#fd;
  }
}
