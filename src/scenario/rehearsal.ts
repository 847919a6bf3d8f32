/** What one rehearsal gives: the outcome, the state at its end, and the journal; plain data, the same for the same arguments. */
import type { CauseStep } from '../explain/cause.ts';
import type { Event } from '../trace/event.ts';
import type { Outcome } from './schema.ts';

export interface JournalLine {
  readonly atUs: number;
  readonly identifier: string;
  readonly pid: number;
  readonly message: string;
}

export interface Complaint {
  readonly what: string;
  readonly detail: string;
}

export interface Rehearsal {
  readonly scenario: string;
  readonly variant: string;
  readonly shell: string;
  readonly seed: number;
  readonly outcome: Outcome;
  /** Outcome and every expectation met. */
  readonly asExpected: boolean;
  /** Mount point -> source, of the mounts that a boot is about (kernel filesystems left out). */
  readonly mounted: Readonly<Record<string, string>>;
  /** Encryption root -> `available`, `unavailable`; datasets without encryption are left out. */
  readonly keystatus: Readonly<Record<string, string>>;
  /** Names of the datasets, snapshots and bookmarks of imported pools. */
  readonly datasets: readonly string[];
  readonly units: Readonly<Record<string, string>>;
  readonly journal: readonly JournalLine[];
  /** From the last effect to the first cause; empty when the boot succeeded. */
  readonly cause: readonly CauseStep[];
  readonly failedExpectations: readonly string[];
  /** What stood in the way of a sure answer: unmodelled programs and options. */
  readonly unsupported: readonly Complaint[];
  /** Limits reached, hangs, deadlocks. */
  readonly findings: readonly Complaint[];
  readonly prompts: number;
  /** Virtual time until the outcome. */
  readonly endedAtUs: number;
  /** Every event, and the texts of scripts for excerpts. Not part of the JSON. */
  readonly recording: Recording;
}

/** Everything observable in a rehearsal. */
export interface Recording {
  readonly events: readonly Event[];
  /** Text (bytes) of a file that ran, by its path inside the machine. */
  readonly source: (file: string) => string | undefined;
}
