/** Processes of units: how pid 1 sets up what a service's program finds — environment, descriptors, directory — and runs it. */
import type { OpenFile } from '../../kernel/open-file.ts';
import type { Body, Ended, Process } from '../../kernel/process.ts';
import { settle, type Task } from '../../kernel/task.ts';
import type { EventId } from '../../trace/event.ts';
import { type Errno, isErrno } from '../../vfs/errno.ts';
import type { Core } from './core.ts';
import { unitEnvironment } from './environment.ts';
import { type ExecCommand, expandWords } from './exec-command.ts';
import { type ExecSettings, execSettings } from './exec-settings.ts';
import { EXIT_EXEC } from './exit-status.ts';
import { KeptByUnit } from './kept-by-unit.ts';
import { StreamToJournal } from './stream-to-journal.ts';
import type { Unit } from './unit.ts';

export class UnitProcess {
  readonly pid: number;
  readonly unit: Unit;
  readonly command: ExecCommand;
  readonly startedAtUs: number;
  ended: Ended | undefined;
  readonly #process: Process | undefined;

  /** @param process undefined when it could not be started. */
  constructor(process: Process | undefined, unit: Unit, command: ExecCommand, startedAtUs: number) {
    this.#process = process;
    this.pid = process?.pid ?? 0;
    this.unit = unit;
    this.command = command;
    this.startedAtUs = startedAtUs;
  }

  /** Time on the CPU, its children's included. */
  get cpuUs(): number {
    return (this.#process?.cpuUs ?? 0) + (this.#process?.childrenCpuUs ?? 0);
  }

  /** The event of its end, when those are recorded. */
  get endEvent(): EventId | undefined {
    return this.#process?.endEvent;
  }
}

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

export interface SpawnDetails {
  /** Variables of the unit's kind, such as MAINPID. */
  readonly extra?: ReadonlyMap<string, string>;
  /** What the program waits for before it runs (Type=idle). */
  readonly before?: (child: Process) => Task;
}

/** Forks the process; the program is looked up and run in the child, whose failure to do so is its exit status. */
export function spawnUnitProcess(
  core: Core,
  unit: Unit,
  command: ExecCommand,
  details: SpawnDetails = {},
): UnitProcess {
  const { p, host } = core;
  const body: Body = (child) => runChild(core, unit, command, details, child);
  const name = baseName(command.path);
  const child = p.fork([`(${name})`], body);
  if (isErrno(child)) {
    core.log(`${unit.id}: Failed to fork: ${child.message}`, unit, 3);
    return new UnitProcess(undefined, unit, command, host.kernel.clock.nowUs);
  }
  child.unit = unit.id;
  child.identifier = execSettings(unit).identifier ?? name;
  host.trace.add(p.pid, { kind: 'unit.process', unit: unit.id, child: child.pid, argv: command.words });
  return new UnitProcess(child, unit, command, host.kernel.clock.nowUs);
}

function* runChild(core: Core, unit: Unit, command: ExecCommand, details: SpawnDetails, child: Process): Task<number> {
  const settings = execSettings(unit);
  const { section } = settings;
  const fail = (step: string, status: number, why: string): number => {
    logFromChild(core, unit, child, `${unit.id}: Failed at step ${step} spawning ${command.path}: ${why}`);
    return status;
  };
  const environment = unitEnvironment(unit, section, core.p, core.facts, core.p.env);
  if (typeof environment === 'string') {
    logFromChild(core, unit, child, `${unit.id}: ${environment}`);
    return 1;
  }
  for (const fd of child.descriptors()) child.close(fd);
  const unopened = connect(core, unit, child, settings);
  if (unopened) return fail(unopened.step, unopened.status, unopened.errno.message);
  if (details.before) yield* details.before(child);
  const directory = settings.workingDirectory;
  if (directory !== undefined) {
    const moved = child.chdir(directory.replace(/^-/, '').replace(/^~$/, '/root'));
    if (isErrno(moved) && !directory.startsWith('-')) return fail('CHDIR', 200, moved.message);
  } else child.chdir('/');
  child.umask = settings.umask;
  for (const [name, value] of settings.unmodelled) core.unsupported(`${name}=`, `${unit.id}: ${value}`);
  const merged = new Map(core.environment);
  setOwnVariables(merged, core, unit, child, settings);
  for (const [name, value] of details.extra ?? []) merged.set(name, value);
  for (const [name, value] of environment) merged.set(name, value);
  const argv = command.literal ? [...command.words] : expandWords(command.words, merged);
  const path = locate(child, command.path);
  if (path === undefined) {
    logFromChild(
      core,
      unit,
      child,
      `${unit.id}: Unable to locate executable '${command.path}': No such file or directory`,
    );
    return fail('EXEC', EXIT_EXEC, 'No such file or directory');
  }
  child.onSignal('PIPE', settings.ignoresSigpipe ? 'ignore' : 'default');
  const running = child.exec(path, argv, merged);
  if (isErrno(running)) return fail('EXEC', EXIT_EXEC, running.message);
  return yield* settle(running);
}

/** An absolute path as it is when it can be run; a name where systemd looks for programs. */
function locate(child: Process, path: string): string | undefined {
  if (path.includes('/')) return child.access(path, 'x') === true ? path : undefined;
  for (const directory of ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin']) {
    const stat = child.stat(`${directory}/${path}`);
    if (!isErrno(stat) && stat.type === 'file' && (stat.mode & 0o111) !== 0) return `${directory}/${path}`;
  }
  return undefined;
}

function setOwnVariables(
  variables: Map<string, string>,
  core: Core,
  unit: Unit,
  child: Process,
  { input }: ExecSettings,
): void {
  if (/^tty/.test(input)) variables.set('TERM', 'vt220');
  const type = unit.settings.get('Service.Type');
  if (
    unit.type === 'service' &&
    (type === 'notify' || type === 'notify-reload' || unit.settings.get('Service.NotifyAccess') !== undefined)
  ) {
    variables.set('NOTIFY_SOCKET', '/run/systemd/notify');
  }
  variables.set('INVOCATION_ID', invocationId(core, unit));
  variables.set('SYSTEMD_EXEC_PID', String(child.pid));
}

const invocations = new KeptByUnit<string>();

/** One id for all processes of one activation. */
function invocationId(core: Core, unit: Unit): string {
  let id = invocations.get(unit);
  if (id === undefined || unit.isDown) {
    id = '';
    for (let digit = 0; digit < 32; digit++) id += '0123456789abcdef'[core.host.kernel.random.integer(16)]!;
    invocations.set(unit, id);
  }
  return id;
}

interface Unopened {
  readonly step: string;
  readonly status: number;
  readonly errno: Errno;
}

/** Connects standard input, output and error as the unit says (systemd.exec(5), "Logging and Standard Input/Output"). */
function connect(
  core: Core,
  unit: Unit,
  child: Process,
  { input, output, error, tty }: ExecSettings,
): Unopened | undefined {
  const opened = (path: string, flags: Parameters<Process['open']>[1]): OpenFile | Errno => {
    const fd = child.open(path, flags);
    if (isErrno(fd)) return fd;
    const file = child.descriptor(fd)!;
    file.references++;
    child.close(fd);
    file.references--;
    return file;
  };
  const source = (): OpenFile | Errno => {
    if (input === 'null' || input === 'socket' || input === 'data')
      return opened('/dev/null', { read: true, write: true });
    if (/^tty/.test(input)) return opened(tty, { read: true, write: true });
    if (input.startsWith('file:')) return opened(input.slice(5), { read: true });
    core.unsupported('StandardInput=', `${unit.id}: ${input}`);
    return opened('/dev/null', { read: true });
  };
  const sink = (kind: string, inherited: OpenFile): OpenFile | Errno => {
    if (kind === 'inherit') return inherited;
    if (kind === 'null') return opened('/dev/null', { write: true });
    if (/^(?:journal|kmsg|syslog)(?:\+console)?$/.test(kind))
      return new StreamToJournal(core.host.journal, unit.id, child.identifier ?? '', kind.endsWith('+console')).file(
        core.host.kernel,
      );
    if (kind === 'tty') return opened(tty, { read: true, write: true });
    const [, how, path] = /^(file|append|truncate):(.*)$/.exec(kind) ?? [];
    if (path !== undefined)
      return opened(path, { write: true, create: true, append: how === 'append', truncate: how === 'truncate' });
    core.unsupported('StandardOutput=', `${unit.id}: ${kind}`);
    return opened('/dev/null', { write: true });
  };
  const first = source();
  if (isErrno(first)) return { step: 'STDIN', status: 208, errno: first };
  child.attach(0, first);
  const second = sink(output, first);
  if (isErrno(second)) return { step: 'STDOUT', status: 209, errno: second };
  child.attach(1, second);
  const third = error === output && error.startsWith('journal') ? second : sink(error, second);
  if (isErrno(third)) return { step: 'STDERR', status: 222, errno: third };
  child.attach(2, third);
  return undefined;
}

function logFromChild(core: Core, unit: Unit, child: Process, message: string): void {
  core.host.journal.log({ identifier: child.argv[0] ?? '', pid: child.pid, message, priority: 3, unit: unit.id });
}
