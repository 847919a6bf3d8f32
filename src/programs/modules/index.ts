/** The programs of kmod, by every name it is called. */
import type { Program } from '../program.ts';
import { insmod, rmmod } from './insmod.ts';
import { depmod, kmod } from './kmod.ts';
import { lsmod } from './lsmod.ts';
import { modinfo } from './modinfo.ts';
import { modprobe } from './modprobe.ts';

export const modulePrograms: readonly Program[] = [depmod, insmod, kmod, lsmod, modinfo, modprobe, rmmod];
