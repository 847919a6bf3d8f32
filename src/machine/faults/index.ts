/** The faults that a scenario can name. */
import { deviceLost } from './device-lost.ts';
import { deviceSlow } from './device-slow.ts';
import { filesystemFull } from './filesystem-full.ts';
import { linksSlow } from './links-slow.ts';
import { luksHeaderCorrupted } from './luks-header-corrupted.ts';
import { luksKeyWrong } from './luks-key-wrong.ts';
import { moduleMissing } from './module-missing.ts';
import type { NamedFault } from './named-fault.ts';
import { readOnly } from './read-only.ts';
import { zfsKeyWrong } from './zfs-key-wrong.ts';

export const namedFaults: readonly NamedFault[] = [
  deviceLost,
  deviceSlow,
  filesystemFull,
  linksSlow,
  luksHeaderCorrupted,
  luksKeyWrong,
  moduleMissing,
  readOnly,
  zfsKeyWrong,
];
