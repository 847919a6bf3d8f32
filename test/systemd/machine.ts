/** A machine that runs systemd on unit files given as text, and a way to type commands on it. */
import { createMachine } from '../../src/machine/create-machine.ts';
import type { Machine } from '../../src/machine/machine.ts';
import { filePrograms } from '../../src/programs/files/index.ts';
import { mountPrograms } from '../../src/programs/mounts/index.ts';
import type { Program } from '../../src/programs/program.ts';
import { systemPrograms } from '../../src/programs/system/index.ts';
import { systemdPrograms } from '../../src/programs/systemd/index.ts';
import { textPrograms } from '../../src/programs/text/index.ts';
import { shellProgram } from '../../src/shell/shell.ts';
import { isErrno } from '../../src/vfs/errno.ts';
import { type TreeEntry, TreeIndex } from '../../src/vfs/tree-index.ts';

/** Path -> text, or where a link leads. */
export type Tree = Readonly<Record<string, string | { readonly link: string } | { readonly program: string }>>;

const native: ReadonlyMap<string, Program> = new Map(
  [...textPrograms, ...filePrograms, ...mountPrograms, ...systemPrograms, ...systemdPrograms].map((program) => [
    program.name,
    program,
  ]),
);

const COMMON: Tree = {
  '/bin': { link: 'usr/bin' },
  '/sbin': { link: 'usr/sbin' },
  '/lib': { link: 'usr/lib' },
  '/init': { link: 'usr/lib/systemd/systemd' },
  '/usr/bin/sh': { link: 'dash' },
  ...Object.fromEntries(
    [
      'dash',
      'true',
      'false',
      'sleep',
      'echo',
      'cat',
      'mount',
      'umount',
      'systemctl',
      'journalctl',
      'touch',
      'mkdir',
      'ln',
    ].map((name) => [`/usr/bin/${name}`, { program: name }]),
  ),
  '/usr/lib/systemd/systemd': { program: 'systemd' },
};

const unit = (name: string): string => `/usr/lib/systemd/system/${name}`;

/** Targets that services depend on by default. */
const TARGETS: Tree = Object.fromEntries(
  ['sysinit', 'basic', 'shutdown', 'umount', 'sockets', 'paths', 'timers', 'local-fs', 'local-fs-pre', 'emergency'].map(
    (name) => [unit(`${name}.target`), `[Unit]\nDefaultDependencies=no\nAllowIsolate=yes\n`],
  ),
);

/** The machine before its boot. `units` are file names in /usr/lib/systemd/system and their text. */
export function systemdMachine(
  units: Readonly<Record<string, string>>,
  more: Tree = {},
  programs: readonly Program[] = [],
): Machine {
  const tree: Tree = {
    ...COMMON,
    ...TARGETS,
    ...Object.fromEntries(Object.entries(units).map(([name, text]) => [unit(name), text])),
    ...more,
  };
  const entries = Object.entries(tree).map(([path, entry]): [string, TreeEntry] => [
    path,
    typeof entry === 'string'
      ? { type: 'file', mode: entry.startsWith('#!') ? 0o755 : 0o644, content: entry }
      : 'link' in entry
        ? { type: 'symlink', target: entry.link }
        : { type: 'file', mode: 0o755, content: `\x7fELF ${entry.program}` },
  ]);
  const m = createMachine({ tree: new TreeIndex(entries) });
  const own = new Map(programs.map((program) => [program.name, program]));
  m.kernel.loader = m.faults.wrap((name) => {
    if (name === 'dash') return shellProgram('dash');
    const program = own.get(name) ?? native.get(name);
    return program && ((p) => program.run(p, m));
  });
  return m;
}

/** Starts pid 1 and runs until it has nothing to do. */
export function start(m: Machine): void {
  m.kernel.start((p) => {
    const running = p.exec('/init', ['/init'], new Map());
    if (isErrno(running)) throw new Error(running.message);
    return running;
  });
  m.kernel.run(() => m.systemd.pid1 !== undefined && m.kernel.resting);
}

export interface Answer {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command to its end, whatever else goes on beside it. */
export function type(m: Machine, argv: readonly string[]): Answer {
  let [stdout, stderr] = ['', ''];
  const shell = m.kernel.start(
    function* (p) {
      p.attach(
        1,
        m.kernel.sinkDescriptor((text) => (stdout += text), 'stdout'),
      );
      p.attach(
        2,
        m.kernel.sinkDescriptor((text) => (stderr += text), 'stderr'),
      );
      const child = p.spawn(`/usr/bin/${argv[0]}`, argv);
      if (isErrno(child)) throw new Error(child.message);
      const ended = yield* p.wait(child.pid);
      if (isErrno(ended)) throw new Error(ended.message);
      return ended.status;
    },
    { argv: ['typed'], env: new Map([['PATH', '/usr/bin:/bin']]) },
  );
  m.kernel.run(() => shell.ended !== undefined);
  if (!shell.ended) throw new Error(`${argv.join(' ')} did not end`);
  return { status: shell.ended.status, stdout, stderr };
}

/** What systemd itself said, from the first line about a unit on. */
export const told = (m: Machine): string[] =>
  m.journal.entries.filter((entry) => entry.pid === 1 && entry.unit !== undefined).map((entry) => entry.message);

export const state = (m: Machine, name: string): string | undefined =>
  m.systemd.units.find((found) => found.names.has(name))?.active;
