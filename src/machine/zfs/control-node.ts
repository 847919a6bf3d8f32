/** `/dev/zfs`: the node through which the tools talk to the kernel module. */
import type { ZfsHost } from './zfs-model.ts';

const MAJOR = 10;
const MINOR = 249;

/** Makes the node; nothing can be read from it or written to it by a script. */
export function makeControlNode(host: ZfsHost): void {
  host.kernel.registerCharDevice(MAJOR, MINOR, { name: 'zfs', read: () => '', write: (_, bytes) => bytes.length });
  host.vfs.create(host.vfs.view, '/dev/zfs', 'char', 0o666, { rdev: [MAJOR, MINOR] });
}
