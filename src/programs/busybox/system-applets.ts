/** Applets that ask the system. */
import type { Applet } from './applet.ts';

export const systemApplets: readonly Applet[] = [];
