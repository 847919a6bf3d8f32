/** What the stepper shows at one event: plain data, the same for the same input, computed part by part when somebody looks. */
import type { CauseStep } from '../explain/cause.ts';
import type { Event, EventId, UnitState } from '../trace/event.ts';
import type { Position } from '../trace/position.ts';

/** All texts are bytes as the machine has them (one code unit each); decode with `shown` of report/bytes.ts before printing. */
export interface View {
  /** The event under the cursor; the view is the machine right after it. */
  readonly event: Event;
  /** The event in one line, such as `case "${KEYLOCATION}": no item matches`. */
  readonly summary: string;
  readonly source: SourceView | undefined;
  /** Outermost first; the last frame is where the cursor stands. */
  readonly stack: readonly Frame[];
  readonly variables: VariablesView;
  readonly watches: readonly WatchView[];
  readonly expansion: ExpansionView | undefined;
  readonly decision: DecisionView | undefined;
  readonly timeline: Timeline;
  readonly console: Listing<ConsoleLine>;
  readonly journal: Listing<JournalEntry>;
  readonly machine: MachineView;
  readonly processes: readonly ProcessView[];
  /** Who waits for a person to type at this event. */
  readonly prompt: PromptView;
}

// ── source ───────────────────────────────────────────────────────────────

export interface SourceView {
  readonly file: string;
  readonly lines: readonly SourceLine[];
  /** 1-based line of the cursor. */
  readonly line: number;
  /** The command that runs, as columns (1-based, end exclusive) of each line that it spans. */
  readonly span: readonly LineSpan[];
  /** The word that matters at this event: the `case` word, the substitution that ended, the name assigned; undefined: the command as a whole. */
  readonly word: readonly LineSpan[] | undefined;
  /** False when the text is not to be had (`eval` text, a file made during the boot and gone): then `lines` is empty. */
  readonly readable: boolean;
}

export interface LineSpan {
  readonly line: number;
  readonly column: number;
  readonly end: number;
}

export interface SourceLine {
  readonly number: number;
  readonly text: string;
  /** How often it ran up to the cursor, and in the whole boot. */
  readonly runs: number;
  readonly runsInAll: number;
  /** A decision before the cursor kept this line from running, and it has not run since; the event of the decision. */
  readonly passedOver: EventId | undefined;
  /** Enabled or disabled line breakpoint here. */
  readonly breakpoint: 'on' | 'off' | undefined;
}

// ── stack, variables ─────────────────────────────────────────────────────

export interface Frame {
  readonly kind: 'phase' | 'unit' | 'process' | 'hook' | 'file' | 'function' | 'substitution' | 'command';
  /** `pre-mount`, `dracut-pre-mount.service`, the file's path, the function's name, the command's words. */
  readonly name: string;
  readonly pid: number;
  /** The event that opened the frame: a jump. */
  readonly opened: EventId;
  /** Where execution stands inside this frame: the innermost has the cursor's place, outer ones the place of their call. */
  readonly position: Position | undefined;
}

export interface VariablesView {
  /** The shell that they belong to: the process of the event, or the nearest shell above it; undefined when no shell is about. */
  readonly shell: { readonly pid: number; readonly name: string; readonly ofCursor: boolean } | undefined;
  /** Sorted by name. */
  readonly variables: readonly VariableView[];
  /** `$1` and so on, `$@`, `$?`, `$$`, in this order. */
  readonly parameters: readonly { readonly name: string; readonly value: string }[];
}

export interface VariableView {
  readonly name: string;
  /** Undefined: an attribute without a value. Arrays as `([0]=a [1]=b)`. */
  readonly value: string | undefined;
  readonly exported: boolean;
  readonly readonly: boolean;
  /** Local to a function that is open. */
  readonly local: boolean;
  /** The event at which it got its value: a jump; undefined: it was there when the shell began. */
  readonly since: EventId | undefined;
  /** What the step before the cursor (see `Session.before`) left: new, another value, or the same. */
  readonly change: 'new' | 'changed' | 'same';
  /** Its value before, when changed. */
  readonly before?: string;
}

export interface WatchView {
  readonly id: number;
  readonly text: string;
  /** The value, or why there is none. */
  readonly value: string | undefined;
  readonly problem?: string;
  readonly changed: boolean;
}

// ── expansion, decision ──────────────────────────────────────────────────

export interface ExpansionView {
  readonly position: Position;
  readonly what: 'command' | 'assignment' | 'case' | 'loop' | 'test';
  readonly words: readonly WordView[];
  /** What a test builtin compared, and the answer; undefined before it has ended. */
  readonly tested?: { readonly text: string; readonly result: boolean | undefined };
  /** Items of a `case`. */
  readonly items?: readonly CaseItemView[];
  /** The command's status, once it has ended in this recording. */
  readonly status: number | undefined;
}

export interface WordView {
  /** As written. */
  readonly text: string;
  /** What became of it: none, one or several fields. */
  readonly fields: readonly string[];
  /** Parameters and substitutions in it with their values, in order. */
  readonly parts: readonly WordPart[];
  /** Names that a pattern met: the pattern as expanded, and the paths; empty paths: it stayed as it was. */
  readonly globs: readonly { readonly pattern: string; readonly paths: readonly string[] }[];
}

export interface WordPart {
  readonly text: string;
  /** Undefined: unset. */
  readonly value: string | undefined;
  /** The event that gave the value: a jump. */
  readonly source: EventId | undefined;
}

export interface CaseItemView {
  /** 0-based, as `flip` takes it. */
  readonly index: number;
  /** A pattern is `tried: false` when the `case` was decided before it. */
  readonly patterns: readonly {
    readonly text: string;
    readonly value: string;
    readonly matched: boolean;
    readonly tried: boolean;
  }[];
  readonly taken: boolean;
  readonly line: number;
  /** The first line of what the item would run. */
  readonly body: string;
}

/** The decision that can be changed here: the event under the cursor, or the one that the command under the cursor leads to. */
export interface DecisionView {
  readonly event: EventId;
  readonly position: Position;
  readonly construct: 'if' | 'elif' | 'while' | 'until' | '&&' | '||' | 'for' | 'case';
  /** For `case`, the item taken (-1: none); else whether what is guarded ran. */
  readonly taken: boolean | number;
  /** What it could have been instead, each a value for `Session.flip`. */
  readonly choices: readonly { readonly value: boolean | number; readonly text: string }[];
}

// ── time, texts ──────────────────────────────────────────────────────────

/** The whole boot, independent of the cursor; the same object for one recording. */
export interface Timeline {
  readonly endUs: number;
  readonly phases: readonly Span[];
  readonly units: readonly UnitSpan[];
  readonly marks: readonly Mark[];
}

export interface Span {
  readonly name: string;
  readonly from: EventId;
  readonly to: EventId;
  readonly fromUs: number;
  readonly toUs: number;
  readonly failed: boolean;
}

export interface UnitSpan extends Span {
  readonly states: readonly { readonly event: EventId; readonly atUs: number; readonly state: UnitState }[];
}

export interface Mark {
  readonly kind: 'failure' | 'prompt' | 'typed' | 'mount' | 'key' | 'pool' | 'change' | 'unsupported' | 'end';
  readonly event: EventId;
  readonly atUs: number;
  readonly text: string;
}

/** A list of the whole recording and how much of it there is at the cursor: show `all.slice(0, upTo)`. */
export interface Listing<T> {
  readonly all: readonly T[];
  readonly upTo: number;
}

export interface JournalEntry {
  readonly event: EventId;
  readonly atUs: number;
  readonly identifier: string;
  readonly pid: number;
  readonly message: string;
  readonly priority: number;
  readonly unit: string | undefined;
}

export interface ConsoleLine {
  /** The event that completed (or last added to) the line. */
  readonly event: EventId;
  readonly atUs: number;
  readonly text: string;
  /** Typed by the operator. */
  readonly typed: boolean;
}

export interface PromptView {
  /** A shell reads the console at the cursor. */
  readonly shell: boolean;
  /** A question that is open, such as a passphrase's. */
  readonly question: string | undefined;
  /** The recording ends here with a shell that nobody types for. */
  readonly atEnd: boolean;
}

// ── the machine ──────────────────────────────────────────────────────────

export type Change = 'added' | 'removed' | 'changed' | 'same';

export interface MachineView {
  readonly mounts: readonly MountView[];
  readonly devices: readonly DeviceView[];
  readonly mappings: readonly MappingView[];
  readonly pools: readonly PoolView[];
  readonly datasets: readonly DatasetView[];
  readonly units: readonly UnitView[];
  /** Files made, written or removed since power-on, sorted by path. */
  readonly files: readonly FileView[];
}

/** `change` compares with the step before the cursor; what was removed is listed once more, with `removed`. */
interface Compared {
  readonly change: Change;
}

export interface MountView extends Compared {
  readonly target: string;
  readonly source: string;
  readonly type: string;
  readonly options: string;
  /** /proc, /sys and the like, that every boot has. */
  readonly ofEveryBoot: boolean;
}

export interface DeviceView extends Compared {
  readonly path: string;
  readonly sizeBytes: number;
  /** `ext4`, `crypto_LUKS`, `zfs_member`, `swap`; undefined: nothing known is on it. */
  readonly content: string | undefined;
  readonly label: string | undefined;
  readonly uuid: string | undefined;
  /** Links that lead to it and are there now. */
  readonly links: readonly string[];
  readonly partitionOf: string | undefined;
}

export interface MappingView extends Compared {
  readonly name: string;
  readonly device: string;
  readonly node: string;
}

export interface PoolView extends Compared {
  readonly name: string;
  readonly state: string;
  readonly imported: boolean;
}

export interface DatasetView extends Compared {
  readonly name: string;
  readonly type: string;
  readonly encryptionRoot: string | undefined;
  readonly keystatus: 'available' | 'unavailable' | undefined;
  readonly keylocation: string | undefined;
  /** The property; undefined for volumes and snapshots. */
  readonly mountpoint: string | undefined;
  readonly mounted: string | undefined;
  /** What was set on it. */
  readonly properties: readonly { readonly name: string; readonly value: string }[];
}

export interface UnitView extends Compared {
  readonly name: string;
  readonly state: UnitState;
  readonly sub: string;
  readonly result: string;
  readonly description: string;
  /** The event of its last change: a jump. */
  readonly since: EventId | undefined;
}

export interface FileView {
  readonly path: string;
  readonly state: 'created' | 'written' | 'removed';
  readonly type: 'file' | 'directory' | 'symlink' | 'fifo' | 'device' | undefined;
  /** The event of its last change: a jump. */
  readonly since: EventId;
  /** Changed between the step before and the cursor. */
  readonly now: boolean;
}

export interface ProcessView {
  readonly pid: number;
  readonly ppid: number;
  /** Distance from the root of the tree; the list is in tree order. */
  readonly depth: number;
  readonly argv: readonly string[];
  readonly unit: string | undefined;
  readonly state: 'running' | 'runnable' | 'waiting' | 'zombie';
  /** What it waits for, such as `read from pipe`. */
  readonly waitingFor: string | undefined;
  /** Where its shell stands. */
  readonly position: Position | undefined;
  /** The event under the cursor is its. */
  readonly current: boolean;
}

// ── answers ──────────────────────────────────────────────────────────────

/** One link of a chain of causes or of a value's origin; each with an event is a jump. */
export type WhyStep = CauseStep;

export interface Hit {
  readonly where: 'source' | 'journal' | 'console';
  readonly text: string;
  /** In the source: file and line. */
  readonly file?: string;
  readonly line?: number;
  /** Where to jump: the line's next run from the cursor on, else its last one; undefined: it never ran. */
  readonly event: EventId | undefined;
}

/** Whose last change is wanted. */
export type Subject =
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'mount'; readonly target: string }
  | { readonly kind: 'device'; readonly path: string }
  | { readonly kind: 'mapping'; readonly name: string }
  | { readonly kind: 'pool'; readonly name: string }
  | { readonly kind: 'key'; readonly encryptionRoot: string }
  | { readonly kind: 'dataset'; readonly name: string }
  | { readonly kind: 'unit'; readonly name: string };
