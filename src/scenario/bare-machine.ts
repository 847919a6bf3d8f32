/** The machine that `setup` commands run on: an empty Debian with every program that we have, ZFS loaded, udev running. */
import { builtinImage } from '../image/builtin/builtin-image.ts';
import { emptyImage } from '../image/empty-image.ts';
import { overlay, programFile } from '../image/image.ts';
import { createMachine } from '../machine/create-machine.ts';
import type { Machine } from '../machine/machine.ts';
import { programs } from '../programs/index.ts';
import type { TreeEntry, TreeIndex } from '../vfs/tree-index.ts';
import { programLoader } from './loader.ts';

const COMMAND_LINE = 'root=LABEL=installer ro';
const DIRECTORIES = ['/boot', '/etc/zfs', '/etc/modprobe.d', '/media', '/mnt', '/opt', '/srv', '/target'];

let made: TreeIndex | undefined;

function bareTree(): TreeIndex {
  if (made) return made;
  const files: [string, TreeEntry][] = DIRECTORIES.map((path) => [path, { type: 'directory', mode: 0o755 }]);
  for (const [path, entry] of builtinImage().tree.entries)
    if (path.startsWith('/usr/lib/modules/')) files.push([path, entry]);
  // Where mount(8) looks for its helpers, and where Debian has this one of systemd's.
  files.push(['/usr/sbin/mount.zfs', programFile('mount.zfs')]);
  files.push(['/usr/lib/systemd/systemd-cryptsetup', programFile('systemd-cryptsetup')]);
  files.push(['/etc/fstab', { type: 'file', mode: 0o644, content: '' }]);
  files.push(['/etc/mtab', { type: 'symlink', target: '/proc/self/mounts' }]);
  made = overlay(emptyImage([...programs.keys(), 'dash', 'bash', 'ash'], 'dash'), new Map(files)).tree;
  return made;
}

/** @param hostid content of /etc/hostid, if the system has one. */
export function bareMachine(hostid: TreeEntry | undefined): Machine {
  const m = createMachine({
    tree: hostid ? bareTree().with(new Map([['/etc/hostid', hostid]])) : bareTree(),
    commandLine: COMMAND_LINE,
  });
  m.kernel.loader = programLoader(m);
  m.zfs.loadModule();
  m.kernel.start(
    function* (p) {
      p.idle = true;
      for (;;) yield { on: [p.childEnded], why: 'a child of init' };
    },
    { argv: ['init'] },
  );
  m.kernel.run(() => true);
  return m;
}
