/** What a named fault is: something wrong with the machine before it boots, or at an instant of the boot. */
import type { Machine } from '../machine.ts';
import type { LayoutError } from '../zfs/layout.ts';

/** What a fault can be told. Texts are bytes. */
export interface FaultOptions {
  /** The kernel's name or the path of a device. */
  readonly device?: string;
  readonly dataset?: string;
  /** A LUKS volume: the UUID of its header, a device, or the dataset of its zvol. */
  readonly volume?: string;
  /** A mount point of the initramfs, such as `/run`. */
  readonly path?: string;
  readonly module?: string;
  /** Virtual microseconds. */
  readonly afterUs?: number;
}

export type FaultKey = 'device' | 'dataset' | 'volume' | 'path' | 'module' | 'after';

export interface NamedFault {
  readonly name: string;
  /** One sentence. */
  readonly summary: string;
  /** Exactly one of these has to be given: what the fault befalls. */
  readonly befalls: readonly FaultKey[];
  /** May, or must, be told how late. */
  readonly after?: 'optional' | 'required';
  /** Puts it into a machine that is laid out and has not started. The complaints say why that cannot be. */
  readonly apply: (m: Machine, options: FaultOptions) => readonly LayoutError[];
}

/** A text for `fault.triggered` events. */
export const faultText = (name: string, subject: string): string => `${name} ${subject}`;
