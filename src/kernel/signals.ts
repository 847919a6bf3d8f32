/** Signal names and numbers of Linux on x86-64, and what each does by default (signal(7)). */
export const SIGNALS: Readonly<Record<string, number>> = {
  HUP: 1,
  INT: 2,
  QUIT: 3,
  ILL: 4,
  TRAP: 5,
  ABRT: 6,
  BUS: 7,
  FPE: 8,
  KILL: 9,
  USR1: 10,
  SEGV: 11,
  USR2: 12,
  PIPE: 13,
  ALRM: 14,
  TERM: 15,
  STKFLT: 16,
  CHLD: 17,
  CONT: 18,
  STOP: 19,
  TSTP: 20,
  TTIN: 21,
  TTOU: 22,
  URG: 23,
  XCPU: 24,
  XFSZ: 25,
  VTALRM: 26,
  PROF: 27,
  WINCH: 28,
  POLL: 29,
  PWR: 30,
  SYS: 31,
};

const NAMES = new Map(Object.entries(SIGNALS).map(([name, number]) => [number, name]));

export const signalName = (number: number): string | undefined => NAMES.get(number);

/** Signals that do nothing unless a handler is set; stopping is not modelled. */
export const IGNORED_BY_DEFAULT: ReadonlySet<string> = new Set([
  'CHLD',
  'CONT',
  'URG',
  'WINCH',
  'STOP',
  'TSTP',
  'TTIN',
  'TTOU',
]);

/** Thrown through a process's own code when a signal ends it; only the kernel catches it. */
export class Killed {
  readonly signal: string;

  constructor(signal: string) {
    this.signal = signal;
  }
}
