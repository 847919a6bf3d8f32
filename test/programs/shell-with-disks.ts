/** Runs a text in dash as root on a machine with all programs and four empty disks. */
import { emptyImage } from '../../src/image/empty-image.ts';
import { addDisk } from '../../src/machine/block/add-disk.ts';
import { createMachine } from '../../src/machine/create-machine.ts';
import type { Machine } from '../../src/machine/machine.ts';
import { programs } from '../../src/programs/index.ts';
import { programLoader } from '../../src/scenario/loader.ts';
import { runShellOn } from '../../src/scenario/run-shell.ts';
import { plantAt } from '../machine/commands.ts';

export interface Printed {
  /** Both streams, in the order of the writes. */
  readonly printed: string;
  readonly status: number;
  readonly unsupported: readonly string[];
}

/** Disks vdb to vde of 1 GiB; `/run/passphrase` and `/run/other` hold passphrases. */
export function machineWithDisks(): Machine {
  const m = createMachine({ tree: emptyImage([...programs.keys(), 'dash'], 'dash').tree });
  m.kernel.loader = programLoader(m);
  for (const name of ['dm_mod', 'dm_crypt', 'zfs']) m.modules.load({ name, needs: [] });
  for (const letter of 'bcde') addDisk(m, { name: `vd${letter}`, sizeBytes: 2 ** 30 });
  plantAt(m, '/run/passphrase', 'correct horse');
  plantAt(m, '/run/other', 'battery staple');
  return m;
}

export function shellWithDisks(text: string, m = machineWithDisks()): Printed {
  let printed = '';
  const print = (bytes: string): void => {
    printed += bytes;
  };
  const { status } = runShellOn(
    m,
    ['/usr/bin/dash', '-c', text],
    { stdin: () => '', stdout: print, stderr: print },
    { cwd: '/tmp', env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root' } },
  );
  const unsupported = m.trace.events.flatMap((event) => (event.kind === 'unsupported' ? [event.detail] : []));
  return { printed, status, unsupported };
}
