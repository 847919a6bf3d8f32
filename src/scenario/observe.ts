/** What a rehearsal is judged by, read off the machine and its trace at the end. */
import type { Machine } from '../machine/machine.ts';
import type { EventList } from '../trace/event-list.ts';
import type { Complaint, JournalLine } from './rehearsal.ts';

/** Filesystems that the kernel and systemd mount on every machine. */
const OF_EVERY_BOOT: ReadonlySet<string> = new Set([
  'rootfs',
  'ramfs',
  'proc',
  'sysfs',
  'devtmpfs',
  'devpts',
  'tmpfs',
  'cgroup',
  'cgroup2',
  'securityfs',
  'efivarfs',
  'debugfs',
  'tracefs',
  'mqueue',
  'hugetlbfs',
  'configfs',
  'fusectl',
  'pstore',
  'bpf',
  'autofs',
]);

/** What the events tell, all found in one pass. */
export interface Told {
  /** Mount point -> source as the initramfs saw them, up to the moment when the root was switched. */
  readonly mounted: Record<string, string>;
  readonly journal: readonly JournalLine[];
  readonly unsupported: readonly Complaint[];
  /** Limits reached, hangs, deadlocks. */
  readonly findings: readonly Complaint[];
  /** Questions for a password. */
  readonly prompts: number;
}

export function told(events: EventList): Told {
  const mounts: { target: string; source: string }[] = [];
  const journal: JournalLine[] = [];
  const unsupported: Complaint[] = [];
  const findings: Complaint[] = [];
  let switched = false;
  let prompts = 0;
  events.eachWhole((body, atUs) => {
    switch (body.kind) {
      case 'mount.mounted':
        if (!switched && !OF_EVERY_BOOT.has(body.type)) mounts.push({ target: body.target, source: body.source });
        break;
      case 'mount.unmounted': {
        const index = switched ? -1 : mounts.findLastIndex((mount) => mount.target === body.target);
        if (index >= 0) mounts.splice(index, 1);
        break;
      }
      case 'root.switched':
        switched = true;
        break;
      case 'journal.logged':
        journal.push({ atUs, identifier: body.identifier, pid: body.logPid, message: body.message });
        break;
      case 'unsupported':
        unsupported.push({ what: body.what, detail: body.detail });
        break;
      case 'limit.reached':
        findings.push({ what: `limit of ${body.limit}`, detail: place(body.position) + body.detail });
        break;
      case 'hang.found':
        findings.push({ what: 'hang', detail: body.detail });
        break;
      case 'deadlock.found':
        findings.push({ what: 'deadlock', detail: body.detail });
        break;
      case 'prompt.asked':
        if (body.where === 'password') prompts++;
        break;
    }
  });
  return {
    mounted: Object.fromEntries(mounts.map(({ target, source }) => [target, source])),
    journal,
    unsupported: distinct(unsupported),
    findings,
    prompts,
  };
}

const place = (position: { readonly file: string; readonly line: number } | undefined): string =>
  position ? `${position.file}:${position.line}: ` : '';

const distinct = (complaints: readonly Complaint[]): Complaint[] => [
  ...new Map(complaints.map((complaint) => [`${complaint.what}\0${complaint.detail}`, complaint])).values(),
];

/** Encryption root -> `available` or `unavailable`, of imported pools. */
export function keystatus(m: Machine): Record<string, string> {
  const roots = m.zfs.pools
    .flatMap((pool) => [...pool.datasets.values()])
    .filter((dataset) => dataset.wrapping !== undefined);
  return Object.fromEntries(
    roots.map((dataset) => [dataset.name, dataset.wrapping?.loaded ? 'available' : 'unavailable']).sort(),
  );
}

/** Unit -> state, of every unit that was loaded. */
export function unitStates(m: Machine): Record<string, string> {
  return Object.fromEntries(
    m.systemd.units.map((unit) => [unit.id, unit.active] as const).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
