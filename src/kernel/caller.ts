/** What every system call works on: the caller's kernel, its place in the tree of names, its descriptors. */
import type { View } from '../vfs/vfs.ts';
import { COSTS_US } from './costs.ts';
import { DescriptorTable } from './descriptors.ts';
import type { Kernel } from './kernel.ts';

export abstract class Caller {
  readonly kernel: Kernel;
  readonly pid: number;
  umask: number;
  view: View;
  readonly descriptors_ = new DescriptorTable();

  constructor(kernel: Kernel, pid: number, umask: number, view: View) {
    this.kernel = kernel;
    this.pid = pid;
    this.umask = umask;
    this.view = view;
  }

  /** Every system call takes its time. */
  protected call(): void {
    this.kernel.charge(COSTS_US.systemCall);
  }
}
