/** Variables of dracut's drivers (init, dracut-mount, dracut-initqueue) that hooks share, and in which phases a hook may not set them. */
import type { Phase } from './role.ts';

export interface DriverVariable {
  readonly name: string;
  /** Phases whose hooks must leave it alone. `all`: every phase; `after-cmdline`: every phase but cmdline, where it is to be set. */
  readonly phases: 'all' | 'after-cmdline' | readonly Phase[];
  /** What goes wrong, a part of a sentence. */
  readonly harm: string;
}

const INITQUEUE: readonly Phase[] = ['initqueue', 'initqueue/settled', 'initqueue/timeout'];

/** As dracut 059 to 111 have them. */
export const DRIVER_VARIABLES: readonly DriverVariable[] = [
  {
    name: 'root',
    phases: 'after-cmdline',
    harm: 'it is exported and saved, so that the hooks of later phases mount that instead of what root= says',
  },
  {
    name: 'netroot',
    phases: 'after-cmdline',
    harm: 'it is exported and saved, and decides what is done when the network comes up',
  },
  {
    name: 'fstype',
    phases: ['pre-udev', 'pre-trigger', ...INITQUEUE],
    harm: 'it is exported and saved, and the root is mounted as that type',
  },
  {
    name: 'rflags',
    phases: ['pre-udev', 'pre-trigger', ...INITQUEUE],
    harm: 'it is exported and saved, and the root is mounted with these options',
  },
  {
    name: 'NEWROOT',
    phases: 'all',
    harm: 'it is exported and saved, and every later hook looks for the root there',
  },
  {
    name: 'hookdir',
    phases: 'all',
    harm: 'the driver and later hooks look for their hooks there',
  },
  {
    name: 'i',
    phases: ['mount'],
    harm: 'dracut-mount counts its rounds in it, and gives up after 20; with another value it gives up early or never',
  },
  {
    name: 'main_loop',
    phases: INITQUEUE,
    harm: 'dracut-initqueue counts its rounds in it, and never gives up when it is set back each time',
  },
  {
    name: 'RDRETRY',
    phases: INITQUEUE,
    harm: 'dracut-initqueue waits that many rounds for the root',
  },
];

/** The variable of that name, when a hook of that phase must leave it alone. */
export function driverVariable(name: string, phase: Phase): DriverVariable | undefined {
  const found = DRIVER_VARIABLES.find((variable) => variable.name === name);
  if (!found) return undefined;
  const { phases } = found;
  if (phases === 'all') return found;
  if (phases === 'after-cmdline') return AFTER_THE_ROOT.has(phase) ? undefined : found;
  return phases.includes(phase) ? found : undefined;
}

/** There root= is read, the root has been mounted for good, or it is the shell of a program that keeps nothing. */
const AFTER_THE_ROOT: ReadonlySet<Phase> = new Set<Phase>([
  'cmdline',
  'initqueue/online',
  'netroot',
  'pre-pivot',
  'cleanup',
  'emergency',
  'pre-shutdown',
  'shutdown',
  'shutdown-emergency',
]);
