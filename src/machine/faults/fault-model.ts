/** Faults and stubs of a scenario: programs whose nth call fails, and stand-ins for programs that are not modelled. */
import { basename, type Loader } from '../../kernel/load.ts';
import type { Body, Process } from '../../kernel/process.ts';
import { settle, type Task } from '../../kernel/task.ts';
import type { Trace } from '../../trace/trace.ts';

/** What a program's call gives instead of what it would do. Texts are bytes. */
export interface Reply {
  readonly status?: number;
  readonly stdout?: string;
  readonly stderr?: string;
}

export interface Fault extends Reply {
  /** A program's name and words that its arguments must contain in this order: `zfs load-key`. */
  readonly when: string;
  /** Which matching call fails, 1 for the first; without it every one. */
  readonly nth?: number;
}

const STATUS_OF_A_FAULT = 1;

export class FaultModel {
  readonly #trace: Trace;
  readonly #faults: readonly { readonly fault: Fault; readonly words: readonly string[]; calls: number }[];
  readonly #stubs: ReadonlyMap<string, Reply>;

  constructor(
    host: { readonly trace: Trace },
    faults: readonly Fault[] = [],
    stubs: ReadonlyMap<string, Reply> = new Map(),
  ) {
    this.#trace = host.trace;
    this.#faults = faults.map((fault) => ({ fault, words: fault.when.trim().split(/\s+/), calls: 0 }));
    this.#stubs = stubs;
  }

  /** The loader of programs with the scenario's stubs before it and its faults around it. */
  wrap(loader: Loader): Loader {
    return (name, argv0) => {
      const stub = this.#stubs.get(argv0) ?? this.#stubs.get(name);
      const body: Body | undefined = stub ? (p) => reply(p, stub, 0) : loader(name, argv0);
      return body && this.around(body);
    };
  }

  /** A program that fails where a fault says so. */
  around(body: Body): Body {
    if (this.#faults.length === 0) return body;
    return (p) => {
      const fault = this.#due(p.argv);
      if (!fault) return body(p);
      this.#trace.add(p.pid, { kind: 'fault.triggered', fault: fault.when });
      this.#trace.add(p.pid, {
        kind: 'program.failed',
        program: basename(p.argv[0] ?? ''),
        argv: p.argv,
        reason: { kind: 'other', text: `fault: ${fault.when}` },
      });
      return reply(p, fault, STATUS_OF_A_FAULT);
    };
  }

  #due(argv: readonly string[]): Fault | undefined {
    let due: Fault | undefined;
    for (const entry of this.#faults) {
      if (!matches(entry.words, argv)) continue;
      entry.calls++;
      if (entry.fault.nth === undefined || entry.fault.nth === entry.calls) due ??= entry.fault;
    }
    return due;
  }
}

function matches(words: readonly string[], argv: readonly string[]): boolean {
  if (words[0] !== basename(argv[0] ?? '')) return false;
  let at = 1;
  for (const word of words.slice(1)) {
    const found = argv.indexOf(word, at);
    if (found < 0) return false;
    at = found + 1;
  }
  return true;
}

function* reply(p: Process, { stdout, stderr, status }: Reply, usual: number): Task<number> {
  if (stdout) yield* settle(p.print(stdout));
  if (stderr) yield* settle(p.warn(stderr));
  return status ?? usual;
}
