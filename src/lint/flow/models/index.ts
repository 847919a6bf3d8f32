/** The commands that the analysis knows. */
import type { Model } from '../run.ts';
import { DRACUT_FUNCTIONS, ZFS_LIBRARY } from './dracut.ts';
import { FILTERS } from './filters.ts';
import { SHELL } from './shell.ts';
import { SYSTEM } from './system.ts';
import { ZFS_PROGRAMS } from './zfs.ts';

const table = (models: Readonly<Record<string, Model>>): Readonly<Record<string, Model>> =>
  Object.assign(Object.create(null) as Record<string, Model>, models);

/** The shell's own, and functions of dracut's library that are better known by what they do than by their text. */
export const STRONGER_THAN_FUNCTIONS = table({ ...SHELL, ...DRACUT_FUNCTIONS });

const WEAKER = table({ ...ZFS_LIBRARY, ...FILTERS, ...SYSTEM, ...ZFS_PROGRAMS });

export const modelOf = (name: string): Model | undefined => WEAKER[name];
