/** Loop devices: regular files as block devices (loop(4)). A device comes with its first use and stays. */
import type { Mount } from '../../vfs/mount-table.ts';
import { type Place, pathOf } from '../../vfs/vfs.ts';
import type { BlockDevice } from '../block/block-device.ts';
import { plantLoop, uprootLoop } from '../block/sysfs-entries.ts';
import type { Machine } from '../machine.ts';
import { FileImages } from './file-images.ts';

export type LoopHost = Pick<Machine, 'kernel' | 'vfs' | 'block' | 'udev'>;

/** A file behind a device. */
export interface LoopBacking {
  readonly device: BlockDevice;
  readonly place: Place;
  /** What whoever attached the file called it, where that is not its path. */
  readonly name: string | undefined;
  readonly offset: number;
  /** 0: to the end of the file. */
  readonly sizeLimit: number;
  readonly readOnly: boolean;
  /** The device lets go of the file when nobody uses it any more. */
  autoclear: boolean;
}

export interface LoopRequest {
  readonly place: Place;
  readonly name?: string;
  readonly offset?: number;
  readonly sizeLimit?: number;
  readonly readOnly?: boolean;
  readonly autoclear?: boolean;
}

const SECTOR_BYTES = 512;

export class LoopModel {
  readonly images = new FileImages();
  readonly #host: LoopHost;
  readonly #backings = new Map<BlockDevice, LoopBacking>();

  constructor(host: LoopHost) {
    this.#host = host;
    host.kernel.keepsBusy = (mount) => this.keeps(mount);
    host.block.listeners.push((change, device) => {
      if (change === 'content') this.#written(device);
      // Something that lay on a loop device is gone.
      else if (change === 'removed') this.sweep();
    });
  }

  /** Those with a file, by number. */
  get backings(): readonly LoopBacking[] {
    return [...this.#backings.values()].sort((a, b) => a.device.minor - b.device.minor);
  }

  backing(device: BlockDevice): LoopBacking | undefined {
    return this.#backings.get(device);
  }

  /** Devices whose file is the one at a place. */
  of(place: Place): readonly LoopBacking[] {
    return this.backings.filter((backing) => backing.place.inode === place.inode);
  }

  /** The lowest number that has no file. */
  freeNumber(): number {
    for (let number = 0; ; number++) {
      const device = this.#host.block.byPath(`/dev/loop${number}`);
      if (!device || !this.#backings.has(device)) return number;
    }
  }

  /** The device of a number, made when it is not there. */
  device(number: number): BlockDevice {
    const path = `/dev/loop${number}`;
    const known = this.#host.block.byPath(path);
    if (known) return known;
    const made = this.#host.block.add({ path, sizeBytes: 0, content: { kind: 'empty' } });
    this.#host.udev.announce(made);
    return made;
  }

  /** Puts a file behind a device that has none. */
  attach(device: BlockDevice, request: LoopRequest): LoopBacking {
    const { place, name, offset = 0, sizeLimit = 0, autoclear = false } = request;
    const readOnly = request.readOnly === true || place.mount.readOnly || place.mount.sb.readOnly;
    const room = Math.max(0, place.inode.sizeBytes - offset);
    device.sizeBytes = Math.floor((sizeLimit > 0 ? Math.min(sizeLimit, room) : room) / SECTOR_BYTES) * SECTOR_BYTES;
    device.readOnly = readOnly;
    device.content = this.images.contentOf(place.inode, offset);
    const backing: LoopBacking = { device, place, name, offset, sizeLimit, readOnly, autoclear };
    this.#backings.set(device, backing);
    place.inode.opens++;
    const { filesystems } = this.#host.block;
    plantLoop(filesystems.sysfs, device, {
      autoclear: () => (backing.autoclear ? 1 : 0),
      path: () => shownFile(backing),
      offset,
      sizeLimit,
    });
    this.#host.udev.changed(device);
    this.#host.kernel.changed();
    return backing;
  }

  /** `autoclear`: in use, so the file goes when its last user does. */
  detach(backing: LoopBacking): 'detached' | 'autoclear' {
    if (this.#host.block.inUse(backing.device)) {
      backing.autoclear = true;
      return 'autoclear';
    }
    const { device, place } = backing;
    this.#backings.delete(device);
    place.inode.opens--;
    device.content = { kind: 'empty' };
    device.sizeBytes = 0;
    device.readOnly = false;
    uprootLoop(this.#host.block.filesystems.sysfs, device);
    this.#host.udev.changed(device);
    this.#host.kernel.changed();
    return 'detached';
  }

  /** Lets go of files that nobody uses any more. */
  sweep(): void {
    for (const backing of this.backings)
      if (backing.autoclear && !this.#host.block.inUse(backing.device)) this.detach(backing);
  }

  /** Whether a mount has a file behind a loop device, which keeps it busy. */
  keeps(mount: Mount): boolean {
    return this.backings.some(({ place }) => place.mount === mount);
  }

  #written(device: BlockDevice): void {
    const backing = this.#backings.get(device);
    if (backing) this.images.put(backing.place.inode, device.content, backing.offset);
  }
}

/** As the kernel names the file. */
export function shownFile({ place }: LoopBacking): string {
  return place.inode.nlink > 0 ? pathOf(place) : `${pathOf(place)} (deleted)`;
}
