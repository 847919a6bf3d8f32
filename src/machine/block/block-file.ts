/** An open block device: its signature where it lies, zeros elsewhere; writing over the signature destroys the content. */
import { OpenFile, type OpenFlags } from '../../kernel/open-file.ts';
import type { Process } from '../../kernel/process.ts';
import { Errno } from '../../vfs/errno.ts';
import type { Inode } from '../../vfs/inode.ts';
import { type Place, pathOf } from '../../vfs/vfs.ts';
import type { BlockDevice } from './block-device.ts';
import { magicOf } from './content.ts';

const CHUNK_BYTES = 65_536;
const ZEROS = '\0'.repeat(CHUNK_BYTES);

export class BlockFile extends OpenFile {
  readonly kind = 'block' as const;
  readonly path: string;
  override readonly inode: Inode;
  readonly #device: BlockDevice;
  readonly #flags: OpenFlags;

  constructor(device: BlockDevice, place: Place, flags: OpenFlags) {
    super();
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
    let bytes = ZEROS.slice(0, length);
    const [at, magic] = magicOf(this.#device.content) ?? [0, ''];
    const start = Math.max(at, this.offset);
    const end = Math.min(at + magic.length, this.offset + length);
    if (start < end)
      bytes = bytes.slice(0, start - this.offset) + magic.slice(start - at, end - at) + bytes.slice(end - this.offset);
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
    const [at, magic] = magicOf(this.#device.content) ?? [0, ''];
    const start = Math.max(at, this.offset);
    const end = Math.min(at + magic.length, this.offset + written.length);
    if (start < end && written.slice(start - this.offset, end - this.offset) !== magic.slice(start - at, end - at))
      this.#device.content = { kind: 'empty' };
    else if (/[^\0]/.test(written) && !(start < end))
      p.kernel.trace.add(p.pid, {
        kind: 'unsupported',
        what: 'block device',
        detail: `data written to ${this.path} is not kept`,
      });
    this.offset += written.length;
    p.kernel.fileChanged('path.written', this.path, p.pid);
    return written.length;
  }

  override closed(): void {
    this.#device.opens--;
  }
}
