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
  /** Up to here bytes are kept; from here to the size is a hole, which reads as NUL and takes no room. */
  #held: number;
  /** Bytes that the memfs file has; beyond what is held they mean nothing. memfs copies a file whenever it grows, so it grows by half. */
  #capacity = 0;

  /** @param sizeBytes where the file ends in a hole. */
  constructor(store: ContentStore, ino: number, shared = '', sizeBytes = shared.length) {
    this.#store = store;
    this.#name = `/${ino}`;
    this.#text = shared;
    this.#held = shared.length;
    this.#size = sizeBytes;
  }

  get sizeBytes(): number {
    return this.#size;
  }

  /** Without the hole at the end. */
  get heldBytes(): number {
    return this.#held;
  }

  read(offset: number, maxBytes: number): string {
    const length = Math.min(maxBytes, this.#size - offset);
    if (length <= 0) return '';
    const held = Math.min(length, this.#held - offset);
    return held === length ? this.#readHeld(offset, held) : this.#readHeld(offset, held).padEnd(length, '\0');
  }

  #readHeld(offset: number, length: number): string {
    if (length <= 0) return '';
    if (this.#fd === undefined) return length === this.#held ? this.#text : this.#text.slice(offset, offset + length);
    const buffer = Buffer.allocUnsafe(length);
    this.#store.volume.readSync(this.#fd, buffer, 0, length, offset);
    return buffer.toString('latin1', 0, length);
  }

  /** Bytes written, or ENOSPC. A gap before the offset reads as NUL. */
  write(offset: number, bytes: string): number | Errno {
    const end = offset + bytes.length;
    const grown = Math.max(0, end - this.#held);
    if (grown > 0) {
      if (this.#store.usedBytes + grown > this.#store.limitBytes) return Errno.ENOSPC;
      const refused = this.#store.grow(grown);
      if (refused) return refused;
    }
    this.#owned = true;
    if (this.#fd === undefined && Math.max(end, this.#held) <= LARGE_BYTES) this.#splice(offset, bytes);
    else {
      const fd = this.#large();
      this.#reserve(fd, end);
      if (offset > this.#held) this.#clear(fd, this.#held, offset);
      this.#store.volume.writeSync(fd, Buffer.from(bytes, 'latin1'), 0, bytes.length, offset);
    }
    this.#held += grown;
    this.#size = Math.max(this.#size, end);
    this.#store.usedBytes += grown;
    return bytes.length;
  }

  /** Growing leaves a hole. */
  truncate(length: number): void {
    const held = Math.min(this.#held, length);
    if (this.#fd === undefined) this.#text = this.#text.slice(0, held);
    else if (held < this.#capacity / 4) {
      this.#store.volume.ftruncateSync(this.#fd, held);
      this.#capacity = held;
    }
    this.#store.usedBytes = Math.max(0, this.#store.usedBytes - (this.#held - held));
    this.#held = held;
    this.#size = length;
  }

  /** The file is gone: its bytes no longer count. */
  release(): void {
    if (!this.#owned) return;
    if (this.#fd !== undefined) {
      this.#store.volume.closeSync(this.#fd);
      this.#store.volume.unlinkSync(this.#name);
    }
    this.#store.usedBytes = Math.max(0, this.#store.usedBytes - this.#held);
    this.#owned = false;
    this.#fd = undefined;
    this.#text = '';
    this.#held = 0;
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
