/** systemd-udevd: uevents in a queue, links made after their latency, the database in /run/udev (udev(7)). */

import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import { WaitQueue } from '../../kernel/task.ts';
import type { Timer } from '../../kernel/timers.ts';
import { plantDirectory, plantFile, uproot } from '../../vfs/plant.ts';
import type { Superblock } from '../../vfs/superblock.ts';
import type { BlockDevice } from '../block/block-device.ts';
import type { Machine } from '../machine.ts';
import { DeviceLinks } from './device-links.ts';
import { databaseText } from './device-properties.ts';
import { linksByRules } from './link-rules.ts';

export type UdevHost = Pick<Machine, 'kernel' | 'trace' | 'block'>;
export type UdevAction = 'add' | 'change' | 'remove';

export interface UdevOptions {
  /** The tmpfs at /run. */
  readonly run: Superblock;
  /** From a uevent to the links that the rules make, where the event does not bring a latency of its own. */
  readonly linkUs: number;
  /** The daemon runs and has handled what is there at power-on. */
  readonly running: boolean;
}

interface Uevent {
  readonly device: BlockDevice;
  readonly action: UdevAction;
  readonly latencyUs: number;
  readonly timer: Timer | undefined;
}

/** What udev knows of a device since it handled its event. */
export interface UdevRecord {
  readonly device: BlockDevice;
  /** Absolute paths. */
  readonly links: readonly string[];
  readonly handledUs: number;
}

export class UdevModel {
  /** Woken when an event was handled, and with it when the queue is empty. */
  readonly handled = new WaitQueue('udev to handle an event');
  /** Told of devices that udev has handled or forgotten; systemd's device units follow this. */
  readonly listeners: ((change: UdevAction, device: BlockDevice) => void)[] = [];
  readonly links: DeviceLinks;
  /** How much later than others a device is handled, by its node or by a link that its driver asks for. */
  readonly delaysUs = new Map<string, number>();
  readonly #host: UdevHost;
  readonly #run: Superblock;
  readonly #linkUs: number;
  readonly #records = new Map<BlockDevice, UdevRecord>();
  /** Links that the device's driver asks for, beside those of the rules. */
  readonly #wanted = new Map<BlockDevice, readonly string[]>();
  readonly #queue = new Set<Uevent>();
  /** Devices whose links are made and whose rules still run something, once for each run. */
  readonly #working: BlockDevice[] = [];
  /** Runs what rules ask for and calls `done` when that has ended; false when there is nothing to run. */
  runRules: ((device: BlockDevice, action: UdevAction, done: () => void) => boolean) | undefined;
  #running: boolean;
  #paused = false;

  constructor(host: UdevHost, options: UdevOptions) {
    this.#host = host;
    this.#run = options.run;
    this.#linkUs = options.linkUs;
    this.#running = options.running;
    this.links = new DeviceLinks(host);
    host.block.onUevent = (device, action) => {
      if (action === 'add' || action === 'change' || action === 'remove') this.trigger([device], action);
    };
    if (options.running) this.#showDaemon();
  }

  get running(): boolean {
    return this.#running;
  }

  /** Events that have not been handled. */
  get pending(): number {
    return this.#queue.size + this.#working.length;
  }

  /** A device has come: its links (absolute paths) and those of the rules follow after the latency. */
  announce(device: BlockDevice, links: readonly string[] = [], latencyUs = this.#linkUs): void {
    this.#wanted.set(device, links);
    this.#enqueue(device, 'add', latencyUs);
  }

  /** A device that was there at power-on: udev hears of it when somebody triggers, unless it ran already. */
  present(device: BlockDevice): void {
    if (this.#running) this.#handle(device, 'add');
  }

  /** A device goes: its links with it, at once. */
  withdraw(device: BlockDevice): void {
    for (const event of this.#queue) if (event.device === device) this.#drop(event);
    this.links.release(device);
    this.#wanted.delete(device);
    uproot(this.#run, databasePath(device));
    if (this.#records.delete(device)) for (const listener of this.listeners) listener('remove', device);
    this.#queueChanged();
    this.handled.wake();
  }

  /** What is on the device has changed, as udev's watch notices when a writer closes it. */
  changed(device: BlockDevice): void {
    this.#enqueue(device, 'change', this.#linkUs);
  }

  /** `udevadm trigger`, or a word written to a sysfs `uevent` file. */
  trigger(devices: readonly BlockDevice[], action: UdevAction): void {
    for (const device of devices) this.#enqueue(device, action, this.#linkUs);
  }

  /** `udevadm test`: links and database are made at once, rules run nothing. */
  handleNow(device: BlockDevice, action: 'add' | 'change'): void {
    this.#handle(device, action);
  }

  record(device: BlockDevice): UdevRecord | undefined {
    return this.#records.get(device);
  }

  /** Waits until the queue is empty, a path exists, or the instant is reached. */
  *settle(
    p: Process,
    options: { readonly untilUs?: number; readonly exists?: () => boolean } = {},
  ): Task<'settled' | 'exists' | 'timeout'> {
    for (;;) {
      if (options.exists?.()) return 'exists';
      if (this.pending === 0) return 'settled';
      if (options.untilUs !== undefined && p.kernel.clock.nowUs >= options.untilUs) return 'timeout';
      yield {
        on: [this.handled],
        ...(options.untilUs === undefined ? {} : { untilUs: options.untilUs }),
        why: 'udev events to be handled',
      };
    }
  }

  /** Waits for one device's events, as libdevmapper does with its cookie. */
  *settleDevice(device: BlockDevice): Task {
    const unfinished = (): boolean =>
      [...this.#queue].some((event) => event.device === device) || this.#working.includes(device);
    while (this.#running && !this.#paused && unfinished())
      yield { on: [this.handled], why: `udev to handle ${device.path}` };
  }

  /** The daemon starts: what has queued up is handled now. */
  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#showDaemon();
    this.#openStaticNodes();
    this.#flush();
  }

  /** The daemon ends: events wait for the next one. */
  stop(): void {
    if (!this.#running) return;
    this.#running = false;
    uproot(this.#run, '/udev/control');
    for (const event of [...this.#queue]) this.#replace(event, undefined);
  }

  /** `udevadm control --stop-exec-queue` and its opposite. */
  pause(paused: boolean): void {
    if (paused === this.#paused) return;
    this.#paused = paused;
    if (!paused) this.#flush();
    else for (const event of [...this.#queue]) this.#replace(event, undefined);
  }

  /** `udevadm info --cleanup-db`: what is known of devices is forgotten, but for mappings, which the rules keep; the links stay. */
  forgetAll(): void {
    for (const { device } of this.#records.values()) {
      if (device.mapping) continue;
      uproot(this.#run, databasePath(device));
      this.#records.delete(device);
    }
  }

  #enqueue(device: BlockDevice, action: UdevAction, latencyUs: number): void {
    const event: Uevent = { device, action, latencyUs: latencyUs + this.#delayUs(device), timer: undefined };
    this.#queue.add(event);
    if (this.#running && !this.#paused) this.#replace(event, event.latencyUs);
    this.#queueChanged();
  }

  #delayUs(device: BlockDevice): number {
    if (this.delaysUs.size === 0) return 0;
    const names = [device.path, device.shownPath, ...(this.#wanted.get(device) ?? [])];
    return Math.max(0, ...names.map((name) => this.delaysUs.get(name) ?? 0));
  }

  #flush(): void {
    for (const event of [...this.#queue]) this.#replace(event, event.latencyUs);
  }

  /** The same event with a timer, or without one while nobody handles it. */
  #replace(event: Uevent, delayUs: number | undefined): void {
    event.timer?.cancel();
    this.#queue.delete(event);
    const timer =
      delayUs === undefined
        ? undefined
        : this.#host.kernel.after(delayUs, () => this.#handled(next), `udev: links of ${event.device.path}`);
    const next: Uevent = { ...event, timer };
    this.#queue.add(next);
  }

  #drop(event: Uevent): void {
    event.timer?.cancel();
    this.#queue.delete(event);
  }

  #handled(event: Uevent): void {
    const { device, action } = event;
    this.#queue.delete(event);
    this.#handle(device, action);
    const done = (): void => {
      this.#working.splice(this.#working.indexOf(device), 1);
      this.#queueChanged();
      this.handled.wake();
    };
    // A mapping is ready with its second event, when its table is in place.
    const seen = device.mapping && action === 'add' ? 'change' : action;
    if (device.present && this.runRules?.(device, seen, done)) this.#working.push(device);
    this.#queueChanged();
    this.handled.wake();
  }

  #handle(device: BlockDevice, action: UdevAction): void {
    if (!device.present) return;
    if (action === 'remove') {
      this.links.release(device);
      uproot(this.#run, databasePath(device));
      this.#records.delete(device);
    } else {
      const links = [...new Set([...(this.#wanted.get(device) ?? []), ...linksByRules(device)])];
      this.links.claim(device, links);
      const record: UdevRecord = {
        device,
        links,
        handledUs: this.#records.get(device)?.handledUs ?? this.#host.kernel.clock.nowUs,
      };
      this.#records.set(device, record);
      plantFile(this.#run, databasePath(device), databaseText(record));
    }
    for (const listener of this.listeners) listener(action, device);
  }

  /** `/run/udev/queue` is there as long as something waits. */
  #queueChanged(): void {
    if (this.pending > 0 && this.#running) plantFile(this.#run, '/udev/queue', '');
    else uproot(this.#run, '/udev/queue');
    this.#host.kernel.changed();
  }

  /** Nodes that are there before their driver: 90-zfs.rules names one as a static node that everybody may open. */
  #openStaticNodes(): void {
    const node = this.#host.block.filesystems.devtmpfs.root.lookup('zfs');
    if (node) node.mode = 0o666;
  }

  #showDaemon(): void {
    plantDirectory(this.#run, '/udev/data');
    plantFile(this.#run, '/udev/control', '', 0o600);
  }
}

const databasePath = (device: BlockDevice): string => `/udev/data/b${device.major}:${device.minor}`;
