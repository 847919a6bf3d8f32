/** Runs a shell on an empty machine and gives what it printed, how the run ended, and every event. */
import type { Limits } from '../../src/kernel/costs.ts';
import type { RunEnd } from '../../src/kernel/kernel.ts';
import { emptyMachine, runShellOn } from '../../src/scenario/run-shell.ts';
import type { Event, EventKind, EventOf } from '../../src/trace/event.ts';
import { plantDirectory, plantFile } from '../../src/vfs/plant.ts';

export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number;
  readonly end: RunEnd;
  readonly events: readonly Event[];
}

export interface Options {
  /** Words after `dash`; default `-c SCRIPT`. */
  readonly words?: readonly string[];
  readonly stdin?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly limits?: Partial<Limits>;
}

export function runDash(
  script: string,
  { words = ['-c', script], stdin = '', files = {}, limits = {} }: Options = {},
): Ran {
  const m = emptyMachine('dash', { level: 'full', limits });
  const root = m.vfs.root.inode.sb;
  plantDirectory(root, '/work');
  for (const [path, text] of Object.entries(files)) plantFile(root, path, text);
  let [stdout, stderr, pending] = ['', '', stdin];
  const streams = {
    stdin: () => {
      const bytes = pending;
      pending = '';
      return bytes;
    },
    stdout: (bytes: string) => {
      stdout += bytes;
    },
    stderr: (bytes: string) => {
      stderr += bytes;
    },
  };
  const { status, end } = runShellOn(m, ['/usr/bin/dash', ...words], streams, {
    cwd: '/work',
    env: { PATH: '/usr/bin:/bin', HOME: '/root' },
  });
  return { stdout, stderr, status, end, events: m.trace.events };
}

/** The events of a kind, in order. */
export const all = <K extends EventKind>(ran: Ran, kind: K): EventOf<K>[] =>
  ran.events.filter((event): event is EventOf<K> => event.kind === kind);

/** The only event of a kind that fits. */
export function only<K extends EventKind>(
  ran: Ran,
  kind: K,
  fits: (event: EventOf<K>) => boolean = () => true,
): EventOf<K> {
  const found = all(ran, kind).filter(fits);
  if (found.length !== 1) throw new Error(`${found.length} events ${kind} fit, expected one`);
  return found[0]!;
}
