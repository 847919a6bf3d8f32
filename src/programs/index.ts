/** Every external command that is modelled, by the basename of its executable. */
import { busybox } from './busybox/busybox.ts';
import { filePrograms } from './files/index.ts';
import { lvmPrograms } from './lvm/index.ts';
import { modulePrograms } from './modules/index.ts';
import { mountPrograms } from './mounts/index.ts';
import type { Program } from './program.ts';
import { promptPrograms } from './prompts/index.ts';
import { storagePrograms } from './storage/index.ts';
import { systemPrograms } from './system/index.ts';
import { systemdPrograms } from './systemd/index.ts';
import { textPrograms } from './text/index.ts';
import { zfsPrograms } from './zfs/index.ts';

const FAMILIES: readonly (readonly Program[])[] = [
  textPrograms,
  filePrograms,
  systemPrograms,
  modulePrograms,
  mountPrograms,
  storagePrograms,
  lvmPrograms,
  promptPrograms,
  zfsPrograms,
  systemdPrograms,
];

const known = new Map(FAMILIES.flat().map((program) => [program.name, program]));
known.set(
  'busybox',
  busybox((name) => known.get(name)),
);

export const programs: ReadonlyMap<string, Program> = known;
