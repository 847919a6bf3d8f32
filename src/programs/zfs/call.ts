/** One run of `zfs` or `zpool`: its arguments, what it prints, and how it complains. */
import type { Process } from '../../kernel/process.ts';
import type { MaybeTask, Task } from '../../kernel/task.ts';
import type { Machine } from '../../machine/machine.ts';
import type { Refusal } from '../../machine/zfs/refusal.ts';
import type { ZfsModel } from '../../machine/zfs/zfs-model.ts';
import type { Reason } from '../../trace/event.ts';
import { getopt } from '../arguments.ts';
import { syntaxOf } from './usage-texts.ts';

/** A subcommand of `zfs` or `zpool`. */
export interface Subcommand {
  /** Its name first, then other names for it (`umount`). */
  readonly names: readonly string[];
  /** Its options as a getopt(3) string. */
  readonly options: string;
  /** Long options, such as `discard=d`. */
  readonly long?: readonly string[];
  /** What it says when an option lacks its argument, if not the usual. */
  readonly missingArgument?: string;
  /** What follows the syntax in its usage text: a list of properties, or where to find it. */
  readonly usageTail: () => string;
  readonly run: (call: Call) => MaybeTask<number>;
}

/** What `Call.options` gives for `-o a -o b`: every occurrence in order. */
export type Given = readonly { readonly name: string; readonly value?: string }[];

export class Call {
  readonly p: Process;
  readonly m: Machine;
  readonly command: Subcommand;
  /** Options and operands after the subcommand's name. */
  readonly given: Given;
  readonly operands: readonly string[];
  readonly #printed: { readonly fd: 1 | 2; readonly text: string }[] = [];
  readonly #suiteUsage: string;
  #reason: Reason | undefined;

  constructor(
    p: Process,
    m: Machine,
    suiteUsage: string,
    command: Subcommand,
    given: Given,
    operands: readonly string[],
  ) {
    this.#suiteUsage = suiteUsage;
    this.p = p;
    this.m = m;
    this.command = command;
    this.given = given;
    this.operands = operands;
  }

  get zfs(): ZfsModel {
    return this.m.zfs;
  }

  has(option: string): boolean {
    return this.given.some((o) => o.name === option);
  }

  /** The last value of an option. */
  value(option: string): string | undefined {
    return this.given.findLast((o) => o.name === option)?.value;
  }

  values(option: string): string[] {
    return this.given.flatMap((o) => (o.name === option && o.value !== undefined ? [o.value] : []));
  }

  print(text: string): void {
    if (text !== '') this.#printed.push({ fd: 1, text });
  }

  warn(text: string): void {
    if (text !== '') this.#printed.push({ fd: 2, text });
  }

  /** `WHAT: WHY` (or only the line that the refusal is) on stderr, its advice on stdout, the reason remembered; gives the status. */
  refused(what: string, refusal: Refusal, status = 1): number {
    this.print(refusal.advice);
    this.warn(refusal.wholeLine ? `${refusal.text}\n` : `${what}: ${refusal.text}\n`);
    this.because(refusal.reason);
    return status;
  }

  /** `cannot WHAT 'NAME': WHY` on stderr. */
  cannot(what: string, name: string, why: string, reason?: Reason): number {
    this.warn(`cannot ${what} '${name}': ${why}\n`);
    this.because(reason ?? { kind: 'other', text: `cannot ${what} '${name}': ${why}` });
    return 1;
  }

  /** Notes why the program is going to fail, for the explanation. The first reason counts. */
  because(reason: Reason): void {
    this.#reason ??= reason;
  }

  /** A wrong command line: the complaint and the usage text, status 2. */
  usage(complaint?: string): number {
    this.because({ kind: 'usage', text: complaint ?? 'usage' });
    const syntax = syntaxOf(this.#suiteUsage, this.command.names[0]!);
    this.warn(`${complaint === undefined ? '' : `${complaint}\n`}usage:\n${syntax}${this.command.usageTail()}`);
    return 2;
  }

  /** An option or a case that is not modelled: said loudly, status 2. */
  unsupported(what: string): number {
    const name = this.p.argv[0] ?? 'zfs';
    this.m.trace.add(this.p.pid, { kind: 'unsupported', what: `${name} ${what}`, detail: this.p.argv.join(' ') });
    this.warn(`${name}: ${what} is not modelled\n`);
    return 2;
  }

  /** Writes out what was printed. Standard output is buffered by the real program, so complaints overtake it except on a terminal. */
  *flush(): Task<void> {
    const printed = this.#printed.splice(0);
    const inOrder = this.p.isatty(1)
      ? printed
      : [...printed.filter((c) => c.fd === 2), ...printed.filter((c) => c.fd === 1)];
    for (const { fd, text } of inOrder) yield* this.p.write(fd, text);
  }

  /** Flushes, and records why a status that is not 0 came about. */
  *finish(status: number): Task<number> {
    if (status !== 0) {
      const reason = this.#reason ?? { kind: 'other' as const, text: `status ${status}` };
      this.m.trace.add(this.p.pid, {
        kind: 'program.failed',
        program: this.p.argv[0] ?? 'zfs',
        argv: this.p.argv,
        reason,
      });
    }
    yield* this.flush();
    return status;
  }
}

const NO_LONG: readonly string[] = [];

/** Parses a subcommand's arguments; a text is the complaint, in the words of zfs and zpool. */
export function parseOptions(
  argv: readonly string[],
  options: string,
  long: readonly string[] = NO_LONG,
): { readonly given: Given; readonly operands: readonly string[] } | string {
  const parsed = getopt(argv, options, long);
  if (parsed.error === undefined) return { given: parsed.options, operands: parsed.operands };
  const invalid = /^invalid option -- '(.)'/s.exec(parsed.error);
  if (invalid) return `invalid option '${invalid[1]}'`;
  const missing = /^option requires an argument -- '(.)'/s.exec(parsed.error);
  if (missing) return `missing argument for '${missing[1]}' option`;
  return parsed.error.replace(/^unrecognized option '--?(.).*'$/s, "invalid option '-'");
}
