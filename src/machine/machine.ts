/** The simulated machine: the kernel and the stateful models of its hardware and services. */
import type { Kernel } from '../kernel/kernel.ts';
import type { Trace } from '../trace/trace.ts';
import type { Vfs } from '../vfs/vfs.ts';
import type { BlockModel } from './block/block-model.ts';
import type { ConsoleModel } from './console/console-model.ts';
import type { PasswordRequests } from './console/password-requests.ts';
import type { Splash } from './console/splash.ts';
import type { FaultModel } from './faults/fault-model.ts';
import type { LoopModel } from './loop/loop-model.ts';
import type { LuksModel } from './luks/luks-model.ts';
import type { LvmModel } from './lvm/lvm-model.ts';
import type { KernelModules } from './modules/kernel-modules.ts';
import type { Journal } from './systemd/journal.ts';
import type { SystemdModel } from './systemd/systemd-model.ts';
import type { UdevModel } from './udev/udev-model.ts';
import type { ZfsModel } from './zfs/zfs-model.ts';

export interface Machine {
  readonly kernel: Kernel;
  readonly vfs: Vfs;
  readonly trace: Trace;
  readonly block: BlockModel;
  readonly udev: UdevModel;
  readonly loop: LoopModel;
  readonly luks: LuksModel;
  readonly lvm: LvmModel;
  readonly zfs: ZfsModel;
  readonly systemd: SystemdModel;
  readonly console: ConsoleModel;
  readonly splash: Splash;
  /** Questions that wait for a password agent. */
  readonly passwords: PasswordRequests;
  readonly journal: Journal;
  readonly faults: FaultModel;
  readonly modules: KernelModules;
}
