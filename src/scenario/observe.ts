/** What a rehearsal is judged by, read off the machine and its trace at the end. */
import type { Machine } from '../machine/machine.ts';
import type { Event } from '../trace/event.ts';

/** Filesystems that the kernel and systemd mount on every machine. */
const OF_EVERY_BOOT: ReadonlySet<string> = new Set([
  'rootfs', 'ramfs', 'proc', 'sysfs', 'devtmpfs', 'devpts', 'tmpfs', 'cgroup', 'cgroup2', 'securityfs', 'efivarfs', 'debugfs', 'tracefs', 'mqueue', 'hugetlbfs',
  'configfs', 'fusectl', 'pstore', 'bpf', 'autofs',
]);

/** Mount point -> source as the initramfs saw them, up to the moment when the root was switched. */
export function mounted(events: readonly Event[]): Record<string, string> {
  const mounts: { target: string; source: string }[] = [];
  for (const event of events) {
    if (event.kind === 'root.switched') break;
    if (event.kind === 'mount.mounted' && !OF_EVERY_BOOT.has(event.type)) mounts.push({ target: event.target, source: event.source });
    else if (event.kind === 'mount.unmounted') {
      const index = mounts.findLastIndex((mount) => mount.target === event.target);
      if (index >= 0) mounts.splice(index, 1);
    }
  }
  return Object.fromEntries(mounts.map(({ target, source }) => [target, source]));
}

/** Encryption root -> `available` or `unavailable`, of imported pools. */
export function keystatus(m: Machine): Record<string, string> {
  const roots = m.zfs.pools.flatMap((pool) => [...pool.datasets.values()]).filter((dataset) => dataset.wrapping !== undefined);
  return Object.fromEntries(roots.map((dataset) => [dataset.name, dataset.wrapping?.loaded ? 'available' : 'unavailable']).sort());
}

/** Unit -> state, of every unit that was loaded. */
export function unitStates(m: Machine): Record<string, string> {
  return Object.fromEntries(m.systemd.units.map((unit) => [unit.id, unit.active] as const).sort(([a], [b]) => (a < b ? -1 : 1)));
}
