/** Applets that work on files. */
import type { Applet } from './applet.ts';

export const fileApplets: readonly Applet[] = [];
