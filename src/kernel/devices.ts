/** Character device drivers: the memory devices, and what the machine registers (console, kmsg). */
import { Errno } from '../vfs/errno.ts';
import type { Process } from './process.ts';
import type { WaitQueue } from './task.ts';

export interface CharDevice {
  readonly name: string;
  readonly tty?: boolean;
  readonly readable?: WaitQueue;
  /** Bytes, '' at the end, undefined when it would block. */
  read(p: Process, maxBytes: number): string | Errno | undefined;
  write(p: Process, bytes: string): number | Errno;
}

const CHUNK_BYTES = 65_536;
const ZEROS = '\0'.repeat(CHUNK_BYTES);

/** mem(4) and random(4), by [major, minor]. */
export const memoryDevices = (random: () => number): readonly (readonly [number, number, CharDevice])[] => {
  const noise: CharDevice = {
    name: 'random',
    read: (_, max) =>
      Array.from({ length: Math.min(max, 4096) }, () => String.fromCharCode(Math.floor(random() * 256))).join(''),
    write: (_, bytes) => bytes.length,
  };
  return [
    [1, 3, { name: 'null', read: () => '', write: (_, bytes) => bytes.length }],
    [1, 5, { name: 'zero', read: (_, max) => ZEROS.slice(0, max), write: (_, bytes) => bytes.length }],
    [1, 7, { name: 'full', read: (_, max) => ZEROS.slice(0, max), write: () => Errno.ENOSPC }],
    [1, 8, noise],
    [1, 9, { ...noise, name: 'urandom' }],
  ];
};
