/** What cryptsetup and dmsetup need of the kernel: device-mapper and its crypt target, loaded on demand from the image. */
import type { Process } from '../../kernel/process.ts';
import type { Machine } from '../../machine/machine.ts';
import { loadWithNeeds, moduleIndex, resolveModule } from '../mounts/module-index.ts';

export const NO_DEVICE_MAPPER = 'Cannot initialize device-mapper. Is dm_mod kernel module loaded?';

/** Loads a module that the kernel asks for by itself; false when the image does not have it. */
export function kernelHas(p: Process, m: Machine, module: string): boolean {
  if (m.modules.has(module)) return true;
  const index = moduleIndex(p, m);
  const found = resolveModule(index, module);
  if (found.kind === 'file') loadWithNeeds(m, index, found.file);
  return found.kind !== 'missing';
}

/** Volume names that may stand below /dev/mapper. */
export const isVolumeName = (name: string): boolean =>
  name !== '' && name !== '.' && name !== '..' && !name.includes('/') && name.length < 256;
