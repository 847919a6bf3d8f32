/** The symbolic links below /dev: who claims each, and where it points when several do. */
import { plantDirectory, plantLink, uproot } from '../../vfs/plant.ts';
import type { Superblock } from '../../vfs/superblock.ts';
import type { BlockDevice } from '../block/block-device.ts';
import type { Machine } from '../machine.ts';

export class DeviceLinks {
  readonly #host: Pick<Machine, 'kernel' | 'trace' | 'block'>;
  /** Link -> its claimants, the one it points to last. */
  readonly #claims = new Map<string, BlockDevice[]>();

  constructor(host: Pick<Machine, 'kernel' | 'trace' | 'block'>) {
    this.#host = host;
  }

  /** Gives a device exactly these links; those it had before and has no more go. */
  claim(device: BlockDevice, links: readonly string[]): void {
    for (const old of device.links) if (!links.includes(old)) this.#leave(old, device);
    device.links = links;
    for (const link of links) {
      const claimants = this.#claims.get(link) ?? [];
      if (claimants.includes(device)) continue;
      this.#claims.set(link, [...claimants, device]);
      this.#point(link, claimants.at(-1), device);
    }
  }

  /** Adds one link to those a device has, when it is not there yet. */
  ensure(device: BlockDevice, link: string): void {
    if (!device.links.includes(link)) this.claim(device, [...device.links, link]);
  }

  release(device: BlockDevice): void {
    this.claim(device, []);
  }

  #leave(link: string, device: BlockDevice): void {
    const claimants = this.#claims.get(link) ?? [];
    const rest = claimants.filter((other) => other !== device);
    if (rest.length > 0) this.#claims.set(link, rest);
    else this.#claims.delete(link);
    if (claimants.at(-1) === device) this.#point(link, device, rest.at(-1));
  }

  #point(link: string, from: BlockDevice | undefined, to: BlockDevice | undefined): void {
    const path = link.slice('/dev'.length);
    const { devtmpfs } = this.#host.block.filesystems;
    const pid = this.#host.kernel.current?.pid ?? 0;
    if (to) {
      plantLink(devtmpfs, path, `${'../'.repeat(path.split('/').length - 2)}${to.name}`);
      if (!from) this.#host.trace.add(pid, { kind: 'device.added', path: link, link: true });
    } else {
      uproot(devtmpfs, path);
      removeEmptyParents(devtmpfs, path);
      this.#host.trace.add(pid, { kind: 'device.removed', path: link, link: true });
    }
    this.#host.kernel.changed();
  }
}

/** udev takes directories away with their last link. */
function removeEmptyParents(devtmpfs: Superblock, path: string): void {
  for (let at = path.slice(0, path.lastIndexOf('/')); at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    if (!plantDirectory(devtmpfs, at).empty) return;
    uproot(devtmpfs, at);
  }
}
