/** Every applet that is modelled, by name. */
import type { Applet } from './applet.ts';
import { fileApplets } from './file-applets.ts';
import { systemApplets } from './system-applets.ts';
import { textApplets } from './text-applets.ts';

export const applets: ReadonlyMap<string, Applet> = new Map(
  [...textApplets, ...fileApplets, ...systemApplets].map((applet) => [applet.name, applet]),
);
