/** The programs that mount, unmount and list mounts. */
import type { Program } from '../program.ts';
import { findmnt } from './findmnt.ts';
import { mount } from './mount.ts';
import { mountpoint } from './mountpoint.ts';
import { switchRoot } from './switch-root.ts';
import { umount } from './umount.ts';

export const mountPrograms: readonly Program[] = [findmnt, mount, mountpoint, switchRoot, umount];
