/** The boot: starts pid 1 on a machine and runs it until its outcome is decided. */
import type { Machine } from '../machine/machine.ts';
import type { EventId } from '../trace/event.ts';

export interface BootOptions {
  /** Virtual time after which a boot that goes on and on counts as a hang; default: the kernel's own limit. */
  readonly withinUs?: number;
}

/** How a boot ended. `event` is the event that decided it, absent when it is the absence of one; `detail` is a sentence for people. */
export type BootEnd =
  | { readonly outcome: 'boots'; readonly root: string; readonly init: string; readonly detail: string; readonly event?: EventId }
  | { readonly outcome: 'emergency' | 'hang' | 'poweroff' | 'inconclusive'; readonly detail: string; readonly event?: EventId };

/** Boots the machine: `/init` of its root filesystem runs as pid 1. The machine's programs (`kernel.loader`) must be set. */
export function boot(m: Machine, _options: BootOptions = {}): BootEnd {
  m.kernel.run();
  return { outcome: 'inconclusive', detail: 'not written yet' };
}
