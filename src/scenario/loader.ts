/** Gives the kernel what runs behind a binary: the shells and the modelled programs. */
import type { Loader } from '../kernel/load.ts';
import type { Body } from '../kernel/process.ts';
import { settle } from '../kernel/task.ts';
import type { Machine } from '../machine/machine.ts';
import { programs } from '../programs/index.ts';
import { shellProgram } from '../shell/shell.ts';

/** Names of the shells' binaries; each is the interpreter itself. */
export const SHELLS: Readonly<Record<string, (argv0: string) => Body>> = {
  dash: () => shellProgram('dash'),
  ash: () => shellProgram('busybox'),
  bash: (argv0) => shellProgram(/^-?sh$/.test(argv0) ? 'bash-posix' : 'bash'),
};

/** The loader of a machine without stubs and faults; `FaultModel.wrap` adds those. */
export const programLoader =
  (m: Machine): Loader =>
  (name, argv0) =>
    shell(m, name, argv0) ?? modelled(m, name);

const shell = (m: Machine, name: string, argv0: string): Body | undefined =>
  name === 'busybox' ? busybox(m) : Object.hasOwn(SHELLS, name) ? SHELLS[name]?.(argv0) : undefined;

/** `busybox APPLET …`, or called by the applet's name: the shell, or another applet. */
const busybox =
  (m: Machine): Body =>
  (p) => {
    const called = basename(p.argv[0] ?? '');
    if (called === 'sh' || called === 'ash') return shellProgram('busybox')(p);
    const [, applet] = p.argv;
    if (called === 'busybox' && (applet === 'sh' || applet === 'ash')) {
      p.argv = p.argv.slice(1);
      return shellProgram('busybox')(p);
    }
    return programs.get('busybox')!.run(p, m);
  };

function modelled(m: Machine, name: string): Body | undefined {
  const program = programs.get(name);
  if (!program) return undefined;
  const { startUs, run } = program;
  if (startUs === undefined) return (p) => run(p, m);
  return function* (p) {
    yield* p.sleep(startUs);
    return yield* settle(run(p, m));
  };
}

const basename = (path: string): string => path.slice(path.lastIndexOf('/') + 1).replace(/^-/, '');
