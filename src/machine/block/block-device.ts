/** A block device: a disk, a partition, a volume, a mapping. */
import type { Content } from './content.ts';

export interface BlockDeviceSpec {
  /** Node in devtmpfs, such as `/dev/vda1`. */
  readonly path: string;
  readonly major?: number;
  readonly minor?: number;
  readonly sizeBytes: number;
  readonly content: Content;
  /** The whole disk of a partition. */
  readonly parent?: BlockDevice;
  readonly partition?: Partition;
  readonly readOnly?: boolean;
}

export interface Partition {
  readonly number: number;
  readonly uuid: string;
  readonly label?: string;
  /** Where it begins on the disk; default 1 MiB. */
  readonly startBytes?: number;
}

/** A device-mapper mapping: its name below /dev/mapper and its UUID as dmsetup(8) prints it. */
export interface Mapping {
  readonly name: string;
  readonly uuid: string;
}

export class BlockDevice {
  readonly path: string;
  readonly major: number;
  readonly minor: number;
  sizeBytes: number;
  #content: Content;
  /** Told when something else is on it. */
  contentChanged: (() => void) | undefined;
  readOnly: boolean;
  readonly parent: BlockDevice | undefined;
  readonly partition: Partition | undefined;
  /** Those that are there, the oldest first. */
  readonly partitions = new Set<BlockDevice>();
  /** Devices made on top of it. */
  readonly holders = new Set<BlockDevice>();
  /** Devices that it is made of. */
  readonly slaves = new Set<BlockDevice>();
  /** Links that udev made or is going to make. */
  links: readonly string[] = [];
  /** Set for device-mapper devices. */
  mapping: Mapping | undefined;
  /** Open descriptors of its node. */
  opens = 0;
  /** False once it has been taken away. */
  present = true;
  /** Number of devices that came before, as in /sys/block/NAME/diskseq. */
  readonly sequence: number;

  constructor(spec: BlockDeviceSpec & { readonly major: number; readonly minor: number }, sequence: number) {
    this.path = spec.path;
    this.major = spec.major;
    this.minor = spec.minor;
    this.sizeBytes = spec.sizeBytes;
    this.#content = spec.content;
    this.readOnly = spec.readOnly ?? false;
    this.parent = spec.parent;
    this.partition = spec.partition;
    this.sequence = sequence;
  }

  get content(): Content {
    return this.#content;
  }

  set content(content: Content) {
    this.#content = content;
    this.contentChanged?.();
  }

  /** The kernel's name, such as `vda1` or `dm-0`. */
  get name(): string {
    return this.path.slice('/dev/'.length);
  }

  /** The path that people and /proc/mounts use: `/dev/mapper/NAME` for a mapping. */
  get shownPath(): string {
    return this.mapping ? `/dev/mapper/${this.mapping.name}` : this.path;
  }
}
