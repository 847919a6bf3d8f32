/** A whole machine with every program, and command lines run on it as on a booted system. */
import { builtinImage } from '../../src/image/builtin/builtin-image.ts';
import { overlay, programFile } from '../../src/image/image.ts';
import type { Process } from '../../src/kernel/process.ts';
import { createMachine, type MachineOptions } from '../../src/machine/create-machine.ts';
import type { Machine } from '../../src/machine/machine.ts';
import { programs } from '../../src/programs/index.ts';
import { ofKind } from '../../src/trace/trace.ts';
import { isErrno } from '../../src/vfs/errno.ts';
import { plantFile } from '../../src/vfs/plant.ts';
import type { Superblock } from '../../src/vfs/superblock.ts';
import type { TreeEntry } from '../../src/vfs/tree-index.ts';

export interface Command {
  readonly argv: readonly string[];
  readonly stdin?: string;
  /** Standard input, output and error are the console. */
  readonly onConsole?: boolean;
  /** What a password agent sends to the questions, as on the wire: `+TEXT\0` or `-`. */
  readonly replies?: readonly string[];
  readonly killedAfterSeconds?: number;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly stdout: string;
  readonly stderr: string;
  /** Negative for a signal. */
  readonly status: number;
  readonly console: string;
  /** Content of every question file in /run/systemd/ask-password. */
  readonly askFiles: readonly string[];
}

/** The builtin image with all programs that there are, their module loaded, and an init that reaps. */
export function machineWithPrograms(options: Partial<MachineOptions> = {}): Machine {
  const everything = new Map<string, TreeEntry>(
    [...programs.keys()]
      .filter((name) => !/^(modprobe|lsmod|insmod|rmmod|depmod|modinfo|kmod)$/.test(name))
      .map((name) => [`/usr/bin/${name}`, programFile(name)]),
  );
  everything.set('/usr/lib/systemd/systemd-reply-password', programFile('systemd-reply-password'));
  for (const directory of ['/mnt', '/sysroot']) everything.set(directory, { type: 'directory', mode: 0o755 });
  const m = createMachine({
    tree: options.tree ?? overlay(builtinImage(), everything).tree,
    commandLine: 'root=zfs:AUTO console=ttyS0',
    ...options,
  });
  m.kernel.loader = m.faults.wrap((name) => {
    const program = programs.get(name);
    return program && ((p) => program.run(p, m));
  });
  m.kernel.start(
    function* (p) {
      p.idle = true;
      for (;;) yield { on: [p.childEnded], why: 'a child of init' };
    },
    { argv: ['init'] },
  );
  m.kernel.run(() => true);
  return m;
}

/** The superblock of a mounted path. */
export const superblockAt = (m: Machine, path: string): Superblock => m.vfs.table.at(path)!.sb;

export const plantAt = (m: Machine, path: string, content: string, mode = 0o600): void => {
  const above = m.vfs.table.all.filter(({ path: at }) => path.startsWith(`${at === '/' ? '' : at}/`));
  const mount = above.reduce((deepest, next) => (next.path.length >= deepest.path.length ? next : deepest));
  plantFile(mount.sb, path.slice(mount.path === '/' ? 0 : mount.path.length), content, mode);
};

/** Lets virtual time pass. */
export function pause(m: Machine, us: number): void {
  const untilUs = m.kernel.clock.nowUs + us;
  m.kernel.after(us, () => {}, 'pause of the test');
  m.kernel.run(() => m.kernel.clock.nowUs >= untilUs);
}

const PATH = '/usr/sbin:/usr/bin:/sbin:/bin';
const SIGNALS: Readonly<Record<string, number>> = { INT: -2, KILL: -9, PIPE: -13, TERM: -15 };

export function run(m: Machine, command: Command): Answer {
  let [stdout, stderr] = ['', ''];
  const askFiles: string[] = [];
  const mark = m.trace.next;
  let child: Process | undefined;
  let status = -1;
  const driver = m.kernel.start(
    function* (p) {
      const path = command.argv[0]!.includes('/')
        ? command.argv[0]!
        : PATH.split(':')
            .map((directory) => `${directory}/${command.argv[0]}`)
            .find((candidate) => !isErrno(p.stat(candidate)));
      if (path === undefined) throw new Error(`no program ${command.argv[0]}`);
      const console = command.onConsole ? p.open('/dev/console', { read: true, write: true }) : -1;
      const input = command.onConsole ? console : p.open('/dev/null', { read: true });
      if (isErrno(console) || isErrno(input)) throw new Error('no console');
      p.attach(
        11,
        m.kernel.sinkDescriptor((text) => (stdout += text), 'stdout'),
      );
      p.attach(
        12,
        m.kernel.sinkDescriptor((text) => (stderr += text), 'stderr'),
      );
      const [read, write] = p.pipe();
      const fds = new Map([
        [0, command.stdin === undefined ? input : read],
        [1, command.onConsole ? console : 11],
        [2, command.onConsole ? console : 12],
      ]);
      const spawned = p.spawn(path, command.argv, {
        fds,
        env: new Map(Object.entries({ PATH, HOME: '/', ...command.env })),
      });
      if (isErrno(spawned)) throw new Error(spawned.message);
      child = spawned;
      const { stdin, replies = [] } = command;
      if (stdin !== undefined) {
        p.fork(['writer'], function* (q) {
          q.close(read);
          q.onSignal('PIPE', 'ignore');
          yield* q.write(write, stdin);
          return 0;
        });
      }
      p.close(read);
      p.close(write);
      if (replies.length > 0) p.fork(['agent'], (q) => agent(q, m, [...replies], askFiles));
      const ended = yield* p.wait(spawned.pid);
      if (isErrno(ended)) throw new Error(ended.message);
      status = ended.signal === undefined ? ended.status : (SIGNALS[ended.signal] ?? -1);
      return 0;
    },
    { argv: ['driver'] },
  );
  if (command.killedAfterSeconds !== undefined)
    m.kernel.after(
      command.killedAfterSeconds * 1_000_000,
      () => child && m.kernel.signal(child, 'TERM'),
      'end of patience',
    );
  m.kernel.run(() => driver.state === 'zombie' || driver.state === 'reaped');
  const console = m.trace.events
    .slice(mark)
    .filter(ofKind('output'))
    .filter(({ stream }) => stream === 'console')
    .map(({ text }) => text)
    .join('');
  return { stdout, stderr, status, console, askFiles };
}

/** Runs a command that must succeed. */
export function succeed(m: Machine, ...argv: string[]): string {
  const { stdout, stderr, status } = run(m, { argv });
  if (status !== 0) throw new Error(`${argv.join(' ')}: status ${status}: ${stderr}`);
  return stdout;
}

function* agent(q: Process, m: Machine, replies: string[], askFiles: string[]) {
  q.idle = true;
  const seen = new Set<unknown>();
  for (;;) {
    for (const request of m.passwords.pending) {
      if (seen.has(request) || replies.length === 0) continue;
      seen.add(request);
      const file = q.readFile(`/run${request.askPath}`);
      askFiles.push(isErrno(file) ? file.message : file);
      const reply = replies.shift()!;
      if (reply.startsWith('+'))
        m.passwords.reply(
          request,
          { kind: 'passwords', passwords: reply.slice(1).replace(/\0$/, '').split('\0') },
          q.pid,
        );
      else if (reply.startsWith('-')) m.passwords.reply(request, { kind: 'cancelled' }, q.pid);
    }
    if (replies.length === 0) return 0;
    yield { on: [m.passwords.changed], why: 'a question' };
  }
}
