/** The debugging session as the interface sees it: a recording, a cursor in it, and everything that can be asked or done there. */
import type { Change } from '../scenario/changes.ts';
import type { Rehearsal } from '../scenario/rehearsal.ts';
import type { Event, EventId } from '../trace/event.ts';
import type { Breakpoint } from './breakpoint.ts';
import type { Hit, Subject, View, WhyStep } from './view.ts';

/**
 * One session steps through one rehearsal. It is synchronous and pure: the same scenario, seed and input give the same recording, byte
 * for byte, and the view at an event does not depend on how the cursor came there. Nothing here waits or reads a clock; what makes later
 * steps fast is done in `idle`, which the interface calls when it has time.
 */
export interface Session {
  /** The rehearsal of the present input: outcome, verdict, causes, `recording.events`. Another object after a change. */
  readonly rehearsal: Rehearsal;
  /** All events; the cursor is an index into them. */
  readonly events: readonly Event[];
  /** Number of events. */
  readonly length: number;
  readonly cursor: EventId;
  /** Where the cursor was before the last movement, which the view's changes are compared with; the event before the cursor after a jump. */
  readonly before: EventId;
  /** Counts everything that can change what is shown: redraw when it differs. */
  readonly version: number;

  /** What there is at the cursor; the same object until something changes. Its parts are computed when they are read. */
  view(): View;
  /** The same at another event, without moving: for scrubbing, previews, `--record`. */
  viewAt(event: EventId): View;
  /** A file's bytes at the cursor; undefined when there is no such file. */
  fileAt(path: string): string | undefined;

  /** Moves the cursor. The answer says where it is now and, when it stopped or did not move, why. */
  move(movement: Movement): Moved;
  /** What `--at` and a goto prompt take: an event number, `FILE:LINE` (the end of the file's path suffices), `:LINE` of the file shown, `failure`, `start`, `end`. A line: its next run, else its last. */
  goto(text: string): Moved | Problem;

  /** Where a value came from: of a variable, or of a positional parameter by its number. Without one: the words of the command, `case` or assignment at the cursor. */
  why(variable?: string): readonly WhyStep[];
  /** From the failure of the boot back to what began it; empty when it did not fail. */
  readonly causes: readonly WhyStep[];
  /** The event that the failure is shown at; undefined when the boot did not fail. */
  readonly failure: EventId | undefined;
  /** The last event before the cursor (or, with `ahead`, the first after it) that changed something; undefined when there is none. */
  lastChange(subject: Subject, ahead?: boolean): EventId | undefined;
  /** Events at which a line ran, in order. */
  runsOf(file: string, line: number): readonly EventId[];
  /** Lines of every script that took part, of the journal and of the console that hold a text (no case when it is all small letters). */
  search(text: string, where?: Hit['where']): readonly Hit[];
  /** Scripts that took part, in the order in which they were first read. */
  readonly files: readonly string[];

  readonly breakpoints: readonly Breakpoint[];
  /** Adds one by its one-line form (see `breakpoint.ts`). */
  addBreakpoint(text: string): Breakpoint | Problem;
  removeBreakpoint(id: number): void;
  switchBreakpoint(id: number, enabled: boolean): void;
  /** The line breakpoint of a line: adds one or takes it away. */
  toggleLine(file: string, line: number): void;
  /** Where breakpoints stop, in order: all enabled ones, or one. */
  stops(id?: number): readonly EventId[];

  readonly watches: readonly { readonly id: number; readonly text: string }[];
  /** A variable's name, or a word as a shell expands it between double quotes: `${ENCRYPTIONROOT%%/*}`. */
  addWatch(text: string): { readonly id: number } | Problem;
  removeWatch(id: number): void;

  /** What was changed in this session, the oldest first; `undone` ones stay listed and can be redone. */
  readonly changes: readonly Made[];
  /**
   * Types a line (or `^D`, `^C`) at the simulated console: it comes after what was typed up to the cursor. Where a question is open, the line
   * is its answer. The cursor goes to where it is typed; from the end of the boot to its new end.
   */
  type(line: string): Branched | Problem;
  /** Runs a line in a shell of its own beside the boot, right after the event at the cursor. */
  runHere(line: string): Branched | Problem;
  /** Gives a variable of the shell at the cursor another value. */
  setVariable(name: string, value: string): Branched | Problem;
  /** Gives a dataset's property another value, as `zfs set` would, right after the event at the cursor. */
  setProperty(dataset: string, property: string, value: string): Branched | Problem;
  /** What the operator answers to the question at the cursor, or the next one after it. */
  setAnswer(answer: string): Branched | Problem;
  /** Takes another way at `View.decision`. Without a choice: the other way of a branch, the next item of a `case`. */
  flip(choice?: boolean | number): Branched | Problem;
  /** Takes the last change back, or the one of this number; `redo` makes it again. */
  undo(id?: number): Branched | Problem;
  redo(id?: number): Branched | Problem;
  /** The changes as scenario text: what `save` adds to the file. */
  exported(): string;
  /**
   * The scenario file's text with the session's changes in it (`operator:` and `changes:`; of this variant when it comes from a matrix);
   * comments and layout stay. The caller writes it, whole. With a name: as one more variant beside the one that was stepped through,
   * which expects the outcome that there is now.
   */
  save(scenarioText: string, variant?: string): { readonly text: string } | Problem;

  /** Does work that makes later steps fast, as long as `hasTime` says so (asked about every few milliseconds); false when there is none left. */
  idle(hasTime: () => boolean): boolean;
  /** What survives a restart: plain JSON. Hand it back to `openSession`. */
  state(): SavedState;
}

/** `back` goes the other way. */
export type Movement =
  /** To the next command, `case` or assignment, also inside a function, a sourced file, a substitution, a script that is started. */
  | { readonly by: 'into'; readonly back?: boolean }
  /** To the next one in this shell that is not deeper than the cursor. */
  | { readonly by: 'over'; readonly back?: boolean }
  /** Out of the function, sourced file, substitution or process. */
  | { readonly by: 'out'; readonly back?: boolean }
  /** Over, until the line is another one. */
  | { readonly by: 'line'; readonly back?: boolean }
  | { readonly by: 'hook' | 'phase' | 'unit' | 'event'; readonly back?: boolean }
  /** To the next stop of a breakpoint, else to the end. */
  | { readonly by: 'continue'; readonly back?: boolean }
  /** To the next time the line runs. */
  | { readonly by: 'line-run'; readonly file: string; readonly line: number; readonly back?: boolean }
  | { readonly to: 'first' | 'last' | 'failure' }
  | { readonly to: 'event'; readonly event: EventId }
  /** To about the last event at or before an instant, for scrubbing: one of some two thousand places along the boot that are shown at once. */
  | { readonly to: 'time'; readonly atUs: number }
  /** To where the cursor was before; like a browser's buttons. */
  | { readonly to: 'earlier' | 'later' };

export interface Moved {
  readonly moved: boolean;
  readonly cursor: EventId;
  /** For the status line: `breakpoint 2: line …`, `the boot ends here`, `no hook after this one`. Undefined when there is nothing to say. */
  readonly text?: string;
  /** Breakpoints that stop here. */
  readonly breakpoints?: readonly number[];
}

/** What cannot be done, in one sentence with what was found and what was expected. */
export interface Problem {
  readonly problem: string;
}

/** A change was made (or taken back) and the boot was rehearsed again. */
export interface Branched {
  readonly change: Made;
  readonly cursor: EventId;
  /** `the boot now boots`, `emergency as before`. */
  readonly text: string;
}

export interface Made {
  readonly id: number;
  /** One line, such as `ENCRYPTIONROOT=rpool at …/90-zfs-load-key.sh:64`. */
  readonly text: string;
  readonly change: Change | OperatorChange;
  readonly undone: boolean;
  /** Where it took effect in the present recording; undefined: its place was not reached. */
  readonly event: EventId | undefined;
}

/** What the operator does otherwise. */
export type OperatorChange =
  /** A line typed after so many others. */
  | { readonly kind: 'typed'; readonly after: number; readonly line: string }
  /** The answer to the nth question with this text. */
  | { readonly kind: 'answered'; readonly prompt: string; readonly nth: number; readonly answer: string };

export interface SavedState {
  readonly version: 1;
  readonly cursor: EventId;
  readonly breakpoints: readonly { readonly text: string; readonly enabled: boolean }[];
  readonly watches: readonly string[];
  readonly changes: readonly { readonly change: Change | OperatorChange; readonly undone: boolean }[];
}

export const isProblem = (answer: unknown): answer is Problem =>
  typeof answer === 'object' && answer !== null && 'problem' in answer;
