/** Runs command lines through our programs on a small machine: files in, stdout, stderr, status and the files out. */
import { Kernel } from '../src/kernel/kernel.ts';
import { ProcSuperblock } from '../src/kernel/procfs.ts';
import type { Machine } from '../src/machine/machine.ts';
import { DEFAULT_ZFS_TIMING } from '../src/machine/zfs/zfs-model.ts';
import { filePrograms } from '../src/programs/files/index.ts';
import { programs as allPrograms } from '../src/programs/index.ts';
import type { Program } from '../src/programs/program.ts';
import { systemPrograms } from '../src/programs/system/index.ts';
import { textPrograms } from '../src/programs/text/index.ts';
import { isErrno } from '../src/vfs/errno.ts';
import { plantDevice, plantDirectory, plantFile, plantLink } from '../src/vfs/plant.ts';
import { Superblock } from '../src/vfs/superblock.ts';

export const DIRECTORY = { directory: true } as const;
/** What is at each path below the working directory: a file's content, or something else. */
export type Files = Readonly<
  Record<
    string,
    string | { readonly link: string } | typeof DIRECTORY | { readonly content: string; readonly mode: number }
  >
>;

export interface Step {
  readonly argv: readonly string[];
  readonly stdin?: string;
}

export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  /** Of the last step. */
  readonly status: number;
  /** One line per path below the working directory: type, mode, link count, content. */
  readonly tree: readonly string[];
  /** What was reported as not modelled. */
  readonly unsupported: readonly string[];
}

export const programs: ReadonlyMap<string, Program> = new Map(
  [...textPrograms, ...filePrograms, ...systemPrograms, allPrograms.get('busybox')!].map((program) => [
    program.name,
    program,
  ]),
);

export const describeEntry = (path: string, type: string, mode: number, more: string): string =>
  `${path} ${type} ${mode.toString(8)} ${more}`;

export function runProgram(
  cwd: string,
  files: Files,
  steps: readonly Step[],
  env: Readonly<Record<string, string>> = {},
): Ran {
  const kernel = new Kernel();
  const sb = new Superblock({ type: 'ext4', source: '/dev/vda1', nowUs: () => kernel.clock.nowUs });
  for (const [name] of programs) plantFile(sb, `/usr/bin/${name}`, `\x7fELF dryboot program ${name}\n`, 0o755);
  plantLink(sb, '/bin', 'usr/bin');
  plantDirectory(sb, '/tmp');
  plantDevice(sb, '/dev/null', 'char', [1, 3], 0o666);
  plantDevice(sb, '/dev/zero', 'char', [1, 5], 0o666);
  plantFile(sb, '/etc/passwd', 'root:x:0:0:root:/root:/bin/sh\ndaemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\n');
  plantFile(sb, '/etc/group', 'root:x:0:\ndaemon:x:1:\n');
  plantDirectory(sb, cwd);
  for (const [path, planted] of Object.entries(files)) {
    const at = `${cwd}/${path}`;
    if (typeof planted === 'string') plantFile(sb, at, planted);
    else if ('link' in planted) plantLink(sb, at, planted.link);
    else if ('content' in planted) plantFile(sb, at, planted.content, planted.mode);
    else plantDirectory(sb, at);
  }
  plantDirectory(sb, '/proc');
  kernel.vfs.mount(undefined, '/', { sb });
  const facts = {
    commandLine: 'quiet',
    hostname: 'vm',
    release: '6.1.0-test',
    consoles: [],
    filesystems: () => ['nodev\tproc'],
    modules: () => [],
    memoryKiB: 2_097_152,
  };
  kernel.vfs.mount(kernel.vfs.view, '/proc', { sb: new ProcSuperblock(kernel, facts, () => kernel.clock.nowUs) });
  // These programs use nothing of the machine but its kernel and the time of power-on.
  const machine = { kernel, vfs: kernel.vfs, trace: kernel.trace, zfs: { timing: DEFAULT_ZFS_TIMING } } as Machine;
  kernel.loader = (name) => {
    const program = programs.get(name);
    return program && ((p) => program.run(p, machine));
  };
  let [stdout, stderr] = ['', ''];
  const tree: string[] = [];
  const driver = kernel.start(
    function* (p) {
      p.attach(
        1,
        kernel.sinkDescriptor((text) => (stdout += text), 'stdout'),
      );
      p.attach(
        2,
        kernel.sinkDescriptor((text) => (stderr += text), 'stderr'),
      );
      let status = 0;
      for (const { argv, stdin = '' } of steps) {
        const [read, write] = p.pipe();
        p.setCloseOnExec(read, true);
        p.setCloseOnExec(write, true);
        const child = p.spawn(`/usr/bin/${argv[0]}`, argv, {
          fds: new Map([
            [0, read],
            [1, 1],
            [2, 2],
          ]),
        });
        p.fork(['writer'], function* (writer) {
          writer.onSignal('PIPE', 'ignore');
          writer.close(read);
          yield* writer.write(write, stdin);
          return 0;
        });
        p.close(read);
        p.close(write);
        if (isErrno(child)) throw new Error(`${argv[0]}: ${child.message}`);
        const ended = yield* p.wait(child.pid);
        if (isErrno(ended)) throw new Error(ended.message);
        status = ended.status;
        while (!isErrno(yield* p.wait()));
      }
      const visit = (directory: string): void => {
        const names = p.readdir(`${cwd}/${directory}`);
        if (isErrno(names)) throw new Error(names.message);
        for (const name of names) {
          const path = directory === '' ? name : `${directory}/${name}`;
          const stat = p.lstat(`${cwd}/${path}`);
          if (isErrno(stat)) throw new Error(stat.message);
          const link = p.readlink(`${cwd}/${path}`);
          if (stat.type === 'directory') tree.push(describeEntry(path, 'directory', stat.mode, ''));
          else if (stat.type === 'file')
            tree.push(
              describeEntry(path, 'file', stat.mode, `${stat.nlink} ${JSON.stringify(p.readFile(`${cwd}/${path}`))}`),
            );
          else
            tree.push(
              describeEntry(path, stat.type, stat.mode, isErrno(link) ? (stat.rdev?.join(':') ?? '') : link.target),
            );
          if (stat.type === 'directory') visit(path);
        }
      };
      visit('');
      return status;
    },
    { argv: ['driver'], cwd, env: new Map(Object.entries({ PATH: '/usr/bin:/bin', ...env })) },
  );
  const end = kernel.run();
  if (end.why !== 'done') throw new Error(`the run ended with ${end.why}${'detail' in end ? `: ${end.detail}` : ''}`);
  const unsupported = kernel.trace.events.flatMap((event) =>
    event.kind === 'unsupported' ? [`${event.what}: ${event.detail}`] : [],
  );
  return { stdout, stderr, status: driver.ended!.status, tree, unsupported };
}
