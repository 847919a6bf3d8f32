/** What things cost in virtual time, and how much a rehearsal may use before it is ended with a finding. */
export const COSTS_US = { systemCall: 1, command: 1, fork: 150, exec: 1_000 } as const;

export interface Limits {
  /** Charges of virtual time: system calls, shell commands. */
  readonly steps: number;
  readonly virtualUs: number;
  /** Kept in the trace. */
  readonly events: number;
  /** Alive at once; fork(2) fails with EAGAIN beyond. */
  readonly processes: number;
  /** Started over the whole run. */
  readonly spawned: number;
  readonly fileBytes: number;
}

export const DEFAULT_LIMITS: Limits = {
  steps: 3_000_000,
  virtualUs: 3_600_000_000,
  events: 1_000_000,
  processes: 1_000,
  spawned: 20_000,
  fileBytes: 256 * 2 ** 20,
};

/** How long a process may run before others get a turn. */
export const QUANTUM_US = 1_000;
