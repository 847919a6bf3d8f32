/** The block devices of volumes: `/dev/zdN` at once, its link under `/dev/zvol` when udev gets to it. */
import type { BlockDevice } from '../block/block-device.ts';
import type { Dataset } from './dataset.ts';
import { zvolLink } from './names.ts';
import { effective } from './property-value.ts';
import type { ZfsHost } from './zfs-model.ts';

const MAJOR = 230;
/** Minors are 16 apart: the ones between are for partitions. */
const MINOR_STEP = 16;

export class Volumes {
  readonly #host: ZfsHost;
  readonly #devices = new Map<Dataset, BlockDevice>();
  readonly #datasets = new Map<BlockDevice, Dataset>();
  #nextMinor = 0;
  readonly #givenBack = new Set<number>();

  constructor(host: ZfsHost) {
    this.#host = host;
    host.block.listeners.push((change, device) => {
      const dataset = change === 'content' ? this.#datasets.get(device) : undefined;
      if (!dataset) return;
      dataset.content = device.content;
      dataset.pool.version += 1;
    });
  }

  /** Makes the devices of all volumes among these that can be read and have none yet; their links follow after the latency. */
  appear(datasets: Iterable<Dataset>, linkLatencyUs: number): void {
    for (const dataset of datasets) {
      if (
        dataset.type !== 'volume' ||
        !dataset.readable ||
        this.#devices.has(dataset) ||
        effective(dataset, 'volmode') === 'none'
      )
        continue;
      const minor = this.#freeMinor();
      const device = this.#host.block.add({
        path: `/dev/zd${minor}`,
        major: MAJOR,
        minor,
        sizeBytes: Number(effective(dataset, 'volsize')),
        content: dataset.content,
      });
      this.#devices.set(dataset, device);
      this.#datasets.set(device, dataset);
      this.#host.udev.announce(device, [zvolLink(dataset.name)], linkLatencyUs);
    }
  }

  /** Takes the devices of the volumes among these away, but for those in use. */
  disappear(datasets: Iterable<Dataset>): void {
    for (const dataset of datasets) {
      const device = this.#devices.get(dataset);
      if (!device || this.inUse(dataset)) continue;
      this.#devices.delete(dataset);
      this.#datasets.delete(device);
      this.#host.udev.withdraw(device);
      this.#host.block.remove(device.path);
      this.#giveBack(device.minor);
    }
  }

  #giveBack(minor: number): void {
    this.#givenBack.add(minor);
    if (this.#devices.size > 0) return;
    this.#givenBack.clear();
    this.#nextMinor = 0;
  }

  /** Somebody has it open: a mapping on top of it, a mount, a descriptor. */
  inUse(dataset: Dataset): boolean {
    const device = this.#devices.get(dataset);
    return device !== undefined && this.#host.block.inUse(device);
  }

  devicePath(dataset: Dataset): string | undefined {
    return this.#devices.get(dataset)?.path;
  }

  /** Every volume that has a device. */
  get present(): readonly Dataset[] {
    return [...this.#devices.keys()];
  }

  /** After `volsize` changed. */
  resize(dataset: Dataset): void {
    const device = this.#devices.get(dataset);
    if (device) device.sizeBytes = Number(effective(dataset, 'volsize'));
  }

  /** The lowest that is free; those that are given back are the only ones below the ones never taken. */
  #freeMinor(): number {
    let lowest = this.#nextMinor;
    for (const minor of this.#givenBack) lowest = Math.min(lowest, minor);
    if (!this.#givenBack.delete(lowest)) this.#nextMinor += MINOR_STEP;
    return lowest;
  }
}
