/** A device as the bytes that lie on it: the signatures of what it and its partitions hold, zeros elsewhere; and what writing bytes does to them. */
import type { Machine } from '../machine.ts';
import type { BlockDevice } from './block-device.ts';
import type { BlockModel } from './block-model.ts';
import { signatureOf } from './content.ts';
import { copyContent } from './copy-content.ts';
import { partitionName } from './device-numbers.ts';

const ALIGNMENT_BYTES = 2 ** 20;

/** A signature as it lies on a device, of the device itself or of one of its partitions. */
interface Lying {
  readonly at: number;
  readonly bytes: string;
  /** Where the device that it belongs to begins. */
  readonly base: number;
  readonly owner: BlockDevice;
}

function* signatures(block: BlockModel, device: BlockDevice): Generator<Lying, void> {
  for (const owner of [device, ...block.partitionsOf(device)]) {
    const base = owner === device ? 0 : startOf(owner);
    const signature = signatureOf(owner.content);
    if (signature) yield { at: base + signature[0], bytes: signature[1], base, owner };
  }
}

const startOf = (partition: BlockDevice): number => partition.partition?.startBytes ?? ALIGNMENT_BYTES;

/** Lays the signatures over a stretch of zeros that begins at an offset. */
export function readBlocks(block: BlockModel, device: BlockDevice, offset: number, zeros: string): string {
  let bytes = zeros;
  for (const { at, bytes: signature } of signatures(block, device)) {
    const start = Math.max(at, offset);
    const end = Math.min(at + signature.length, offset + bytes.length);
    if (start < end)
      bytes = bytes.slice(0, start - offset) + signature.slice(start - at, end - at) + bytes.slice(end - offset);
  }
  return bytes;
}

/** What was found in the bytes written to a device: content of other devices, by where it begins. */
export interface Written {
  readonly copies: Map<number, BlockDevice>;
  /** Something was written that nobody will find again. */
  lost: boolean;
}

/** Takes what is overwritten away, and notes what is copied. */
export function writeBlocks(
  block: BlockModel,
  device: BlockDevice,
  offset: number,
  bytes: string,
  written: Written,
): void {
  const covers = (lying: Lying): string | undefined => {
    const start = Math.max(lying.at, offset);
    const end = Math.min(lying.at + lying.bytes.length, offset + bytes.length);
    return start < end ? bytes.slice(start - offset, end - offset) : undefined;
  };
  let known = !/[^\0]/.test(bytes);
  for (const lying of [...signatures(block, device)]) {
    const over = covers(lying);
    if (over === undefined) continue;
    if (over === lying.bytes) known = true;
    else if (over !== lying.bytes.slice(Math.max(0, offset - lying.at), Math.max(0, offset - lying.at) + over.length))
      lying.owner.content = { kind: 'empty' };
  }
  if (!known) {
    for (const source of block.devices) {
      if (source === device || source.parent) continue;
      for (const lying of signatures(block, source)) {
        if (covers(lying) !== lying.bytes) continue;
        written.copies.set(lying.base, lying.owner);
        known = true;
      }
    }
  }
  if (!known) written.lost = true;
}

/** After the writer has closed the device: copies are there, a disk's partitions are those of its table, and udev has noticed. */
export function settleBlocks(m: Pick<Machine, 'block' | 'udev'>, device: BlockDevice, { copies }: Written): void {
  const { block, udev } = m;
  const whole = copies.get(0);
  if (whole) {
    device.content = copyContent(whole.content);
    block.onCopied?.(whole, device);
  }
  udev.changed(device);
  const isTable = device.content.kind === 'partition-table';
  const parts = block.partitionsOf(device);
  // The kernel reads the table again unless somebody uses a partition.
  if ((isTable && !whole) || parts.some((part) => block.inUse(part))) return;
  for (const part of parts) {
    udev.withdraw(part);
    block.remove(part.path);
  }
  for (const source of whole ? block.partitionsOf(whole) : []) {
    const { number } = source.partition!;
    const made = block.add({
      path: `/dev/${partitionName(device.name, number)}`,
      sizeBytes: source.sizeBytes,
      content: { kind: 'empty' },
      parent: device,
      partition: source.partition!,
    });
    if (copies.get(startOf(source)) === source) {
      made.content = copyContent(source.content);
      block.onCopied?.(source, made);
    }
    udev.announce(made);
  }
}
