/** What an external command of the simulated machine is. */

import type { Process } from '../kernel/process.ts';
import type { MaybeTask } from '../kernel/task.ts';
import type { Machine } from '../machine/machine.ts';

export interface Program {
  /** Basename of its executable, such as `zpool`. */
  readonly name: string;
  /**
   * Virtual time from exec(2) to its first own step: libraries, opening its device. The proportions are those of the recorded machine,
   * where a `zfs get` takes nearly as long as udev takes for a volume's link.
   */
  readonly startUs?: number;
  /** Runs the program as `p` (argv, environment, descriptors) and gives its exit status. */
  readonly run: (p: Process, m: Machine) => MaybeTask<number>;
}
