/** Open LUKS volumes: keyslots tried with what was typed, device-mapper mappings made and taken away. */
import type { Task } from '../../kernel/task.ts';
import type { BlockDevice } from '../block/block-device.ts';
import type { Content } from '../block/content.ts';
import { plantHolder, uprootHolder } from '../block/sysfs-entries.ts';
import type { Machine } from '../machine.ts';
import { dataOffsetBytes, type LuksHeader } from './luks-header.ts';

export type LuksHost = Pick<Machine, 'kernel' | 'trace' | 'block' | 'udev'>;

/** A header with an open mapping. */
export interface LuksVolume {
  readonly name: string;
  /** The encrypted device. */
  readonly device: BlockDevice;
  /** The path that it was opened by. */
  readonly devicePath: string;
  readonly mapping: BlockDevice;
  readonly header: LuksHeader;
  readonly slot: number;
  readonly readOnly: boolean;
  /** As `cryptsetup status` lists them, such as `discards`. */
  readonly flags: readonly string[];
}

export interface OpenRequest {
  readonly name: string;
  readonly device: BlockDevice;
  readonly devicePath: string;
  readonly header: LuksHeader;
  readonly slot: number;
  readonly readOnly?: boolean;
  readonly flags?: readonly string[];
}

export class LuksModel {
  readonly openUs: number;
  readonly #host: LuksHost;
  /** Headers that were written to files (`luksHeaderBackup`), by what stands in the file. */
  readonly backups = new Map<string, LuksHeader>();
  readonly #volumes = new Map<string, LuksVolume>();

  constructor(host: LuksHost, timing: { readonly openUs: number }) {
    this.#host = host;
    this.openUs = timing.openUs;
  }

  get volumes(): readonly LuksVolume[] {
    return [...this.#volumes.values()];
  }

  volume(name: string): LuksVolume | undefined {
    return this.#volumes.get(name);
  }

  /** Tries a secret on the keyslots, which takes its time; the slot that it opens, undefined when there is none. */
  *tryKey(header: LuksHeader, secret: string, slot?: number): Task<number | undefined> {
    const untilUs = this.#host.kernel.clock.nowUs + this.openUs;
    while (this.#host.kernel.clock.nowUs < untilUs) yield { untilUs, why: 'the key derivation of LUKS' };
    return header.keyslots.find(
      (keyslot) => keyslot.passphrase === secret && (slot === undefined || keyslot.slot === slot),
    )?.slot;
  }

  /** Makes the mapping of a header whose key is known; it has its node under /dev/mapper when this returns. */
  *activate(request: OpenRequest, pid: number): Task<LuksVolume> {
    const { name, device, header } = request;
    const { block, udev, trace, kernel } = this.#host;
    const readOnly = request.readOnly === true || device.readOnly;
    const mapping = block.add({
      path: `/dev/dm-${block.freeMapperMinor()}`,
      sizeBytes: Math.max(0, device.sizeBytes - dataOffsetBytes(header)),
      content: header.inner,
      readOnly,
    });
    mapping.mapping = { name, uuid: `CRYPT-LUKS${header.version}-${header.uuid.replaceAll('-', '')}-${name}` };
    device.holders.add(mapping);
    mapping.slaves.add(device);
    plantHolder(block.filesystems.sysfs, mapping, device);
    const volume: LuksVolume = {
      name,
      device,
      devicePath: request.devicePath,
      mapping,
      header,
      slot: request.slot,
      readOnly,
      flags: request.flags ?? [],
    };
    this.#volumes.set(name, volume);
    trace.add(pid, { kind: 'luks.opened', name, device: request.devicePath });
    udev.announce(mapping);
    yield* udev.settleDevice(mapping);
    // Without a daemon libdevmapper makes the node itself.
    udev.links.ensure(mapping, `/dev/mapper/${name}`);
    kernel.changed();
    return volume;
  }

  /** Takes a mapping away; `busy` while something uses it. */
  close(volume: LuksVolume, pid: number): 'closed' | 'busy' {
    const { block, udev, trace, kernel } = this.#host;
    if (block.inUse(volume.mapping)) return 'busy';
    volume.header.inner = volume.mapping.content;
    udev.withdraw(volume.mapping);
    uprootHolder(block.filesystems.sysfs, volume.mapping, volume.device);
    block.remove(volume.mapping.path);
    volume.device.holders.delete(volume.mapping);
    this.#volumes.delete(volume.name);
    trace.add(pid, { kind: 'luks.closed', name: volume.name });
    kernel.changed();
    return 'closed';
  }
}

/** The LUKS header that can be read from a device; undefined when there is none or it is broken. */
export const readableHeader = (content: Content): LuksHeader | undefined =>
  content.kind === 'luks' && !content.header.corrupted ? content.header : undefined;
