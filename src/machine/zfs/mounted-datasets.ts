/** Datasets in the mount table: mounting at their mountpoints, finding them there, taking them away. */
import { Errno, isErrno } from '../../vfs/errno.ts';
import { Directory } from '../../vfs/inode.ts';
import type { Mount } from '../../vfs/mount-table.ts';
import type { View } from '../../vfs/vfs.ts';
import { type Dataset, withDescendants } from './dataset.ts';
import type { DatasetContent } from './dataset-content.ts';
import type { Pool } from './pool.ts';
import { effective, mountPath } from './property-value.ts';
import { Refusal } from './refusal.ts';
import type { ZfsHost } from './zfs-model.ts';

export interface DatasetMountOptions {
  readonly readOnly?: boolean;
  /** Options beside those of the dataset's properties, comma-separated. */
  readonly extra?: string;
  /** By mount(2) without mount.zfs, which alone knows some of the properties. */
  readonly direct?: boolean;
  /** Mount over a directory that is not empty whatever `overlay` says. */
  readonly overlay?: boolean;
}

export class MountedDatasets {
  readonly #host: ZfsHost;
  readonly #content: DatasetContent;

  constructor(host: ZfsHost, content: DatasetContent) {
    this.#host = host;
    this.#content = content;
  }

  /** `rw,xattr,noacl` while a dataset is mounted somewhere, else undefined. */
  options(dataset: Dataset): string | undefined {
    return this.mountsOf(dataset)[0]?.optionText;
  }

  /** Its mounts, the first one first. */
  mountsOf(dataset: Dataset): readonly Mount[] {
    const sb = dataset.superblock;
    return sb && sb.dev !== 0 ? this.#host.vfs.table.all.filter((m) => m.sb === sb) : [];
  }

  /** Every mounted dataset in the order of the mount table, as `zfs mount` lists them. */
  get all(): readonly Mount[] {
    return this.#host.vfs.table.all.filter((m) => m.sb.type === 'zfs');
  }

  /** The dataset whose superblock has this device number (`st_dev`). */
  bySuperblock(pools: readonly Pool[], dev: number): Dataset | undefined {
    for (const pool of pools) {
      for (const dataset of pool.datasets.values())
        if (dataset.superblock && dataset.superblock.dev === dev) return dataset;
    }
    return undefined;
  }

  /** Mounts at a path that exists, as mount(2) does: no look at canmount or mountpoint. */
  mountAt(dataset: Dataset, path: string, options: DatasetMountOptions, pid: number): true | Errno {
    if (!dataset.readable) return Errno.EACCES;
    const view = this.#view(pid);
    const sb = this.#content.superblock(dataset);
    const place = this.#host.vfs.find(view, path);
    if (isErrno(place)) return place;
    if (place.mount.sb === sb && place.inode === place.mount.root) return Errno.EBUSY;
    const readOnly =
      options.readOnly === true ||
      dataset.type === 'snapshot' ||
      effective(dataset, 'readonly') === 'on' ||
      dataset.pool.property('readonly') === 'on';
    const made = this.#host.vfs.mount(view, path, {
      sb,
      source: dataset.name,
      readOnly,
      options: mountOptionText(dataset, options.extra, options.direct === true),
    });
    if (isErrno(made)) return made;
    this.#host.kernel.changed();
    return true;
  }

  /** `zfs mount`: at its own mountpoint, whose directory is made if need be. The text of the Refusal follows `cannot mount 'NAME': `. */
  mountAtProperty(dataset: Dataset, pid: number, options: DatasetMountOptions = {}): Refusal | undefined {
    const path = mountPath(dataset);
    if (path === undefined) return undefined;
    if (effective(dataset, 'canmount') === 'off') return undefined;
    const view = this.#view(pid);
    const directory = this.#makeDirectory(view, path);
    if (isErrno(directory))
      return new Refusal(`failed to create mountpoint: ${directory.message}`, { kind: 'path-missing', path });
    if (effective(dataset, 'overlay') === 'off' && options.overlay !== true && !directory.empty)
      return new Refusal('directory is not empty');
    const mounted = this.mountAt(dataset, path, options, pid);
    if (!isErrno(mounted)) return undefined;
    if (mounted === Errno.EBUSY) return new Refusal('mountpoint or dataset is busy', { kind: 'busy', path });
    if (mounted === Errno.EACCES) {
      return new Refusal('encryption key not loaded', {
        kind: 'key-unavailable',
        dataset: dataset.name,
        encryptionRoot: dataset.encryptionRoot?.name ?? dataset.name,
      });
    }
    return new Refusal(mounted.message);
  }

  /** Takes all its mounts away. The text of the Refusal is a whole line. */
  unmount(dataset: Dataset): Refusal | undefined {
    for (const mount of [...this.mountsOf(dataset)].reverse()) {
      const refused = this.#unmountOne(mount);
      if (refused) return refused;
    }
    return undefined;
  }

  /** Takes every mount of a pool away, the newest first. */
  unmountAll(pool: Pool): Refusal | undefined {
    const superblocks = new Set(
      [...withDescendants(pool.root)]
        .flatMap((d) => [d, ...d.snapshots])
        .flatMap((d) => (d.superblock ? [d.superblock] : [])),
    );
    for (const mount of this.#host.vfs.table.all.filter((m) => superblocks.has(m.sb)).reverse()) {
      const refused = this.#unmountOne(mount);
      if (refused) return refused;
    }
    return undefined;
  }

  #unmountOne(mount: Mount): Refusal | undefined {
    const done = this.#host.vfs.unmount(this.#host.vfs.view, mount.path, { inUse: (m) => this.#host.kernel.inUse(m) });
    if (!isErrno(done)) return undefined;
    const reason = { kind: 'busy', path: mount.path } as const;
    return new Refusal(`cannot unmount '${mount.path}': pool or dataset is busy`, reason, '', true);
  }

  #view(pid: number): View {
    return this.#host.kernel.processes.get(pid)?.view ?? this.#host.vfs.view;
  }

  /** The directory at a path, made with its parents. */
  #makeDirectory(view: View, path: string): Directory | Errno {
    let at = '';
    let inode: Directory | undefined;
    for (const name of path.split('/').filter((n) => n !== '')) {
      at += `/${name}`;
      const found = this.#host.vfs.find(view, at);
      const place = found === Errno.ENOENT ? this.#host.vfs.create(view, at, 'directory', 0o755) : found;
      if (isErrno(place)) return place;
      if (!(place.inode instanceof Directory)) return Errno.ENOTDIR;
      inode = place.inode;
    }
    return inode ?? (view.root.inode as Directory);
  }
}

/**
 * What /proc/mounts shows after `rw`. On Linux the module leaves setuid, devices, exec and the flags of access times to whoever mounts: mount.zfs
 * makes options of these properties.
 */
function mountOptionText(dataset: Dataset, extra: string | undefined, direct: boolean): string {
  const options: string[] = [];
  const off = (property: string, option: string): void => {
    if (effective(dataset, property) === 'off') options.push(option);
  };
  if (dataset.type === 'filesystem' && !direct) {
    off('setuid', 'nosuid');
    off('devices', 'nodev');
    off('exec', 'noexec');
    off('atime', 'noatime');
    if (effective(dataset, 'atime') === 'on' && effective(dataset, 'relatime') === 'on') options.push('relatime');
  }
  for (const option of extra?.split(',') ?? []) if (option !== '' && !options.includes(option)) options.push(option);
  options.push(effective(dataset, 'xattr') === 'off' ? 'noxattr' : 'xattr');
  options.push(effective(dataset, 'acltype') === 'posix' ? 'posixacl' : 'noacl');
  return options.join(',');
}
