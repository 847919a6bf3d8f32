/** Makes a machine as it is when the kernel starts pid 1: devices, filesystems, the models wired together. */
import { Kernel, type KernelOptions } from '../kernel/kernel.ts';
import type { TreeIndex } from '../vfs/tree-index.ts';
import { BlockModel } from './block/block-model.ts';
import { settleBlocks } from './block/raw-blocks.ts';
import { ConsoleModel } from './console/console-model.ts';
import { Operator, type OperatorStep } from './console/operator.ts';
import { PasswordRequests } from './console/password-requests.ts';
import { Splash } from './console/splash.ts';
import { type Fault, FaultModel, type Reply } from './faults/fault-model.ts';
import { mountKernelFilesystems } from './kernel-filesystems.ts';
import { LoopModel } from './loop/loop-model.ts';
import { LuksModel } from './luks/luks-model.ts';
import { LvmModel } from './lvm/lvm-model.ts';
import type { Machine } from './machine.ts';
import { KernelModules } from './modules/kernel-modules.ts';
import { Journal } from './systemd/journal.ts';
import { SystemdModel } from './systemd/systemd-model.ts';
import { UdevModel } from './udev/udev-model.ts';
import { ZfsModel } from './zfs/zfs-model.ts';

/** How long things take, in microseconds of virtual time. */
export interface MachineTiming {
  /** From a zvol's device node to its link below /dev/zvol. */
  readonly zvolLinkUs: number;
  /** From any other device's node to its links. */
  readonly diskLinkUs: number;
  /** One try of a key on a LUKS header. */
  readonly luksOpenUs: number;
  /** From a question to the operator's answer. */
  readonly answerUs: number;
  readonly poolImportUs: number;
  /** Seconds since the epoch at power-on. */
  readonly powerOnSeconds: number;
}

export const DEFAULT_TIMING: MachineTiming = {
  // Recorded: about as long as one `zfs get` takes (programs/zfs/dispatch.ts); a twentieth of the time from the import to the first hook.
  zvolLinkUs: 150_000,
  diskLinkUs: 20_000,
  luksOpenUs: 800_000,
  answerUs: 1_000_000,
  poolImportUs: 80_000,
  powerOnSeconds: 1_767_225_600,
};

export interface MachineOptions extends KernelOptions {
  /** The initramfs: what is at / at power-on. */
  readonly tree: TreeIndex;
  /** Bytes, without a newline. */
  readonly commandLine?: string;
  readonly hostname?: string;
  readonly kernelRelease?: string;
  readonly memoryKiB?: number;
  readonly timing?: Partial<MachineTiming>;
  readonly operator?: readonly OperatorStep[];
  readonly faults?: readonly Fault[];
  /** By program name. */
  readonly stubs?: ReadonlyMap<string, Reply>;
  /** False: systemd-udevd is not there yet, so no links are made before somebody starts it (`machine.udev.start()`). Default true. */
  readonly udevRunning?: boolean;
}

/**
 * A machine at power-on. The caller sets `kernel.loader` (see `FaultModel.wrap`), lays out disks, pools and volumes, then starts pid 1.
 * @throws when an operator's `prompt` is no regular expression; ask `promptPatternError` before.
 */
export function createMachine(options: MachineOptions): Machine {
  const timing = { ...DEFAULT_TIMING, ...options.timing };
  const kernel = new Kernel(options);
  kernel.powerOnSeconds = timing.powerOnSeconds;
  // Filled in the order in which the models need each other; none of them uses the others before it is whole.
  const machine = { kernel, vfs: kernel.vfs, trace: kernel.trace } as { -readonly [K in keyof Machine]: Machine[K] };
  machine.console = new ConsoleModel(machine, new Operator(options.operator ?? [], timing.answerUs));
  machine.splash = new Splash(machine);
  machine.journal = new Journal(machine);
  const { devtmpfs, sysfs, run } = mountKernelFilesystems(machine, {
    tree: options.tree,
    commandLine: options.commandLine ?? '',
    hostname: options.hostname ?? 'localhost',
    release: options.kernelRelease ?? '6.17.0-5-generic',
    memoryKiB: options.memoryKiB ?? 4_028_416,
  });
  machine.passwords = new PasswordRequests(machine, run);
  machine.block = new BlockModel(machine, { devtmpfs, sysfs });
  machine.udev = new UdevModel(machine, { run, linkUs: timing.diskLinkUs, running: options.udevRunning ?? true });
  machine.block.onWritten = (device, written) => settleBlocks(machine, device, written);
  machine.loop = new LoopModel(machine);
  machine.luks = new LuksModel(machine, { openUs: timing.luksOpenUs });
  machine.lvm = new LvmModel(machine);
  machine.zfs = new ZfsModel(machine, timing);
  machine.modules = new KernelModules(kernel, machine.zfs, sysfs);
  machine.faults = new FaultModel(machine, options.faults, options.stubs);
  machine.systemd = new SystemdModel(machine);
  machine.journal.toConsole = (text) => machine.console.show(text, 0);
  return machine;
}
