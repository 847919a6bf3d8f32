/** An open block device: its signature where it lies, zeros elsewhere; writing over the signature destroys the content. */
import { OpenFile, type OpenFlags } from '../../kernel/open-file.ts';
import type { Process } from '../../kernel/process.ts';
import { Errno } from '../../vfs/errno.ts';
import type { Inode } from '../../vfs/inode.ts';
import { type Place, pathOf } from '../../vfs/vfs.ts';
import type { BlockDevice } from './block-device.ts';
import type { BlockModel } from './block-model.ts';
import { readBlocks, type Written, writeBlocks } from './raw-blocks.ts';

const CHUNK_BYTES = 65_536;
const ZEROS = '\0'.repeat(CHUNK_BYTES);

export class BlockFile extends OpenFile {
  readonly kind = 'block' as const;
  readonly path: string;
  override readonly inode: Inode;
  readonly #block: BlockModel;
  readonly #device: BlockDevice;
  /** What was written, once something was. */
  #written: Written | undefined;
  readonly #flags: OpenFlags;

  constructor(block: BlockModel, device: BlockDevice, place: Place, flags: OpenFlags) {
    super();
    this.#block = block;
    this.#device = device;
    this.#flags = flags;
    this.inode = place.inode;
    this.path = pathOf(place);
    device.opens++;
  }

  override read(_p: Process, maxBytes: number): string | Errno {
    if (!this.#flags.read) return Errno.EBADF;
    if (!this.#device.present) return Errno.EIO;
    const length = Math.min(maxBytes, CHUNK_BYTES, this.#device.sizeBytes - this.offset);
    if (length <= 0) return '';
    const bytes = readBlocks(this.#block, this.#device, this.offset, ZEROS.slice(0, length));
    this.offset += length;
    return bytes;
  }

  override write(p: Process, bytes: string): number | Errno {
    if (!this.#flags.write) return Errno.EBADF;
    if (!this.#device.present) return Errno.EIO;
    if (this.#device.readOnly) return Errno.EPERM;
    const room = this.#device.sizeBytes - this.offset;
    if (room <= 0) return Errno.ENOSPC;
    const written = bytes.slice(0, room);
    this.#written ??= { copies: new Map(), lost: false };
    writeBlocks(this.#block, this.#device, this.offset, written, this.#written);
    if (this.#written.lost) {
      this.#written.lost = false;
      p.kernel.trace.add(p.pid, {
        kind: 'unsupported',
        what: 'block device',
        detail: `data written to ${this.path} is not kept`,
      });
    }
    this.offset += written.length;
    p.kernel.fileChanged('path.written', this.path, p.pid);
    return written.length;
  }

  override closed(): void {
    this.#device.opens--;
    if (this.#written && this.#device.present) this.#block.onWritten?.(this.#device, this.#written);
  }
}
