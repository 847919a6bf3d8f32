/** A shell on the simulated machine, without a boot: what `dryboot sh` and the library's `runShell` run. */
import { emptyImage } from '../image/empty-image.ts';
import type { Limits } from '../kernel/costs.ts';
import type { RunEnd } from '../kernel/kernel.ts';
import { OpenFile } from '../kernel/open-file.ts';
import { createMachine } from '../machine/create-machine.ts';
import type { Machine } from '../machine/machine.ts';
import { filePrograms } from '../programs/files/index.ts';
import { systemPrograms } from '../programs/system/index.ts';
import { textPrograms } from '../programs/text/index.ts';
import { toBytes } from '../report/bytes.ts';
import type { Trace, TraceLevel } from '../trace/trace.ts';
import { plantDirectory, plantFile } from '../vfs/plant.ts';
import { programLoader } from './loader.ts';

/** Shells that can be asked for by name; `sh` is bash called as `sh`, `ash` is busybox's. */
export const SHELL_NAMES = ['dash', 'busybox', 'ash', 'bash', 'sh'] as const;
export type ShellName = (typeof SHELL_NAMES)[number];

/** Where the shell's input comes from and its output goes; everything is bytes, one code unit each. */
export interface Streams {
  /** The next bytes of standard input, '' at its end. Called only when something reads. */
  readonly stdin: () => string;
  readonly stdout: (bytes: string) => void;
  readonly stderr: (bytes: string) => void;
}

export interface ShellResult {
  readonly stdout: Uint8Array;
  readonly stderr: Uint8Array;
  /** As `$?` would show it. */
  readonly status: number;
  /** What the text wanted that is not modelled; with any of that, the result is not to be trusted. */
  readonly unsupported: readonly string[];
}

export interface RunShellOptions {
  readonly shell?: ShellName;
  /** Made when it is missing. Default /tmp. */
  readonly cwd?: string;
  /** The whole environment. Default PATH and HOME. */
  readonly env?: Readonly<Record<string, string>>;
  /** Absolute path -> content: text, or bytes. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly stdin?: string | Uint8Array;
  /** Where the text is planted as a file, to be run as `sh FILE`: its `$0`. Default /root/script.sh. */
  readonly file?: string;
  /** Runs the text as `sh -c TEXT` instead; `name` is then its `$0`. */
  readonly command?: boolean;
  /** `$0` of a `command`; otherwise it is the file. */
  readonly name?: string;
  readonly args?: readonly string[];
  readonly limits?: Partial<Limits>;
  readonly level?: TraceLevel;
}

const DEFAULT_ENV: Readonly<Record<string, string>> = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root' };
const DEFAULT_FILE = '/root/script.sh';
const SHELL_PROGRAMS = ['dash', 'bash', 'ash', 'busybox'];

/** A machine with the text, file and system utilities, and nothing else. */
export function emptyMachine(
  shell: ShellName = 'dash',
  options: { readonly limits?: Partial<Limits>; readonly level?: TraceLevel } = {},
): Machine {
  const m = createMachine({ tree: emptyTree(binaryOf(shell)), ...options });
  m.kernel.loader = programLoader(m);
  return m;
}

const trees = new Map<string, ReturnType<typeof emptyImage>['tree']>();

function emptyTree(shell: string): ReturnType<typeof emptyImage>['tree'] {
  let tree = trees.get(shell);
  if (!tree) {
    const names = [...textPrograms, ...filePrograms, ...systemPrograms].map((program) => program.name);
    tree = emptyImage([...names, ...SHELL_PROGRAMS], shell).tree;
    trees.set(shell, tree);
  }
  return tree;
}

const binaryOf = (shell: ShellName): string => (shell === 'sh' ? 'bash' : shell === 'ash' ? 'busybox' : shell);

/** The words that start a shell: busybox is called through its applet. */
export const shellCommand = (shell: ShellName): readonly string[] =>
  shell === 'busybox' ? ['/usr/bin/busybox', 'sh'] : [`/usr/bin/${shell}`];

/** Runs a shell with these words after its name, until it and all that it started have ended or nothing can go on. */
export function runShellOn(
  m: Machine,
  argv: readonly string[],
  streams: Streams,
  options: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
): { readonly status: number; readonly end: RunEnd } {
  const { kernel } = m;
  const [path = '/bin/sh'] = argv;
  const body = kernel.start(
    (p) => {
      p.attach(0, new Input(streams.stdin));
      p.attach(1, kernel.sinkDescriptor(streams.stdout, 'pipe:[1]'));
      p.attach(2, kernel.sinkDescriptor(streams.stderr, 'pipe:[2]'));
      const started = p.exec(path, [shortName(path), ...argv.slice(1)], p.env);
      return typeof started === 'object' && 'number' in started ? 127 : started;
    },
    { argv: [shortName(path), ...argv.slice(1)], cwd: options.cwd, env: new Map(Object.entries(options.env)) },
  );
  const end = kernel.run(() => body.ended !== undefined);
  // What it left in the background still writes; whoever reads the output waits for that.
  let turns = BACKGROUND_TURNS;
  if (end.why === 'done') kernel.run(() => --turns < 0);
  return { status: body.ended?.status ?? 255, end };
}

/** How many turns processes may still have after the shell has ended. */
const BACKGROUND_TURNS = 10_000;

const shortName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/**
 * Runs a script's text on an empty machine.
 * @param text the script: the content of `file`, or with `command` what `sh -c` is given
 */
export function runShell(text: string, options: RunShellOptions = {}): ShellResult {
  const shell = options.shell ?? 'dash';
  const m = emptyMachine(shell, {
    ...(options.limits ? { limits: options.limits } : {}),
    level: options.level ?? 'world',
  });
  const root = m.vfs.root.inode.sb;
  const cwd = options.cwd ?? '/tmp';
  plantDirectory(root, cwd);
  for (const [path, content] of Object.entries(options.files ?? {})) plantFile(root, path, asBytes(content));
  let pending = options.stdin === undefined ? '' : asBytes(options.stdin);
  const stdout: string[] = [];
  const stderr: string[] = [];
  const streams: Streams = {
    stdin: () => {
      const bytes = pending;
      pending = '';
      return bytes;
    },
    stdout: (bytes) => stdout.push(bytes),
    stderr: (bytes) => stderr.push(bytes),
  };
  const file = options.file ?? DEFAULT_FILE;
  if (!options.command) plantFile(root, file, asBytes(text));
  const name = options.name === undefined ? (options.args ? [shell] : []) : [toBytes(options.name)];
  const script = options.command ? ['-c', asBytes(text), ...name] : [toBytes(file)];
  const words = [...shellCommand(shell), ...script, ...(options.args ?? []).map(toBytes)];
  const { status } = runShellOn(m, words, streams, { cwd, env: options.env ?? DEFAULT_ENV });
  return {
    stdout: Buffer.from(stdout.join(''), 'latin1'),
    stderr: Buffer.from(stderr.join(''), 'latin1'),
    status,
    unsupported: unsupportedIn(m.trace),
  };
}

function unsupportedIn({ list }: Trace): string[] {
  const details: string[] = [];
  // Making all the events would take longer than most scripts.
  list.eachWhole((body) => {
    if (body.kind === 'unsupported') details.push(body.detail);
  });
  return details;
}

const asBytes = (content: string | Uint8Array): string =>
  typeof content === 'string' ? toBytes(content) : Buffer.from(content).toString('latin1');

/** Standard input that is fetched when it is read. */
class Input extends OpenFile {
  readonly kind = 'pipe' as const;
  readonly path = 'pipe:[0]';
  readonly #next: () => string;
  #pending = '';
  #ended = false;

  constructor(next: () => string) {
    super();
    this.#next = next;
  }

  override read(_p: unknown, maxBytes: number): string {
    if (this.#pending === '' && !this.#ended) {
      this.#pending = this.#next();
      this.#ended = this.#pending === '';
    }
    const bytes = this.#pending.slice(0, maxBytes);
    this.#pending = this.#pending.slice(bytes.length);
    return bytes;
  }
}
