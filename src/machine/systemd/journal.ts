/** The journal of systemd-journald: every line with the identifier of its stream and the process that wrote it. */
import type { EventId } from '../../trace/event.ts';
import type { Machine } from '../machine.ts';

export type JournalHost = Pick<Machine, 'kernel' | 'trace'>;

/** One line of the journal. */
export interface JournalEntry {
  readonly event: EventId;
  /** Monotonic time, as `journalctl -o short-monotonic` shows it. */
  readonly atUs: number;
  readonly identifier: string;
  /** The process that wrote it; 0 when that is not known, as for the kernel's own lines. */
  readonly pid: number;
  readonly message: string;
  /** syslog(3) severity: 0 emergency to 7 debug. */
  readonly priority: number;
  readonly unit?: string;
  /** Shown on the console as well. */
  readonly console: boolean;
  /** It came by way of the kernel's ring buffer. */
  readonly byKernel?: true;
}

/** A record of the kernel's ring buffer: its own, or what somebody wrote to /dev/kmsg. */
export interface RingRecord {
  readonly atUs: number;
  readonly text: string;
  readonly priority: number;
  /** 0 for the kernel's own. */
  readonly facility: number;
}

export interface JournalLine {
  readonly identifier: string;
  readonly pid: number;
  readonly message: string;
  /** Default 6, info. */
  readonly priority?: number;
  readonly unit?: string;
  readonly console?: boolean;
  readonly byKernel?: true;
}

const USER = 1;
const USER_WARNING = 12;

export class Journal {
  readonly entries: JournalEntry[] = [];
  /** Emptied by `dmesg --clear`. */
  ring: RingRecord[] = [];
  /** Writes a text to the console, when there is one; pid 1 sets it as soon as /dev/console is there. */
  toConsole: (text: string) => void = () => {};
  readonly #host: JournalHost;

  constructor(host: JournalHost) {
    this.#host = host;
  }

  /** Appends a line; gives the number of its event. A line for the console is written there too, as journald forwards it. */
  log(line: JournalLine): EventId {
    const { identifier, pid, message, priority = 6, unit, console = false } = line;
    const by = line.byKernel ? { byKernel: line.byKernel } : undefined;
    const { trace, kernel } = this.#host;
    const atUs = kernel.clock.nowUs;
    const kind = 'journal.logged';
    let event: EventId;
    if (identifier === 'kernel') this.ring.push({ atUs, text: message, priority, facility: 0 });
    if (unit === undefined) {
      event = trace.add(pid, { kind, identifier, logPid: pid, message, priority, console });
      this.entries.push({ event, atUs, identifier, pid, message, priority, console, ...by });
    } else {
      event = trace.add(pid, { kind, identifier, logPid: pid, message, priority, unit, console });
      this.entries.push({ event, atUs, identifier, pid, message, priority, unit, console, ...by });
    }
    if (console) this.toConsole(`${stamp(atUs)} ${identifier}${pid > 0 ? `[${pid}]` : ''}: ${message}\n`);
    return event;
  }

  /**
   * What a process wrote to /dev/kmsg: one record a write, `<PRIORITY>` first if it has one (kmsg in the kernel's ABI documents). The
   * identifier is the word before the first colon, as journald takes it from the text.
   */
  kmsg(text: string, pid: number): void {
    const [, digits, rest = ''] = /^(?:<(\d{1,3})>)?([\s\S]*)$/.exec(text.replace(/\n$/, '')) ?? [];
    const level = digits === undefined ? USER_WARNING : Number(digits);
    const priority = level & 7;
    // Only the kernel itself writes as the kernel.
    const facility = level >> 3 || USER;
    this.ring.push({ atUs: this.#host.kernel.clock.nowUs, text: rest, priority, facility });
    const [, identifier, quoted, message] = /^([^\s:[]+)(?:\[(\d+)\])?:\s*([\s\S]*)$/.exec(rest) ?? [];
    const by = { priority, byKernel: true } as const;
    if (identifier === undefined) this.log({ identifier: 'unknown', pid, message: rest, ...by });
    else this.log({ identifier, pid: quoted === undefined ? pid : Number(quoted), message: message ?? '', ...by });
  }
}

/** `[    5.123456]`, seconds since power-on. */
export const stamp = (atUs: number): string => `[${(atUs / 1_000_000).toFixed(6).padStart(12)}]`;
