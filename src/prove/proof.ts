/** What proving gives: a rehearsal in which a finding bites, or why there is none. */
import type { LintFinding } from '../lint/finding.ts';
import type { Project } from '../lint/project.ts';
import type { Outcome } from '../scenario/schema.ts';
import type { Subject } from './subject.ts';

/** Keys of a scenario, as one would write them. */
export type Keys = Readonly<Record<string, unknown>>;

export interface Proved {
  readonly kind: 'proved';
  /** One sentence: `with encryption root rpool/enc the boot ends in emergency: …`. */
  readonly sentence: string;
  /** The machine or the script that behaves, a part of a sentence, and how its boot ends. */
  readonly control: string;
  readonly outcome: Outcome;
  /** From the last effect to the first cause, one sentence each; empty where the boot goes on. */
  readonly cause: readonly string[];
  readonly scenario: ProofScenario;
}

export interface NotProved {
  readonly kind: 'not proved';
  /** A part of a sentence. */
  readonly why: string;
}

export type Proof = Proved | NotProved;

/** A scenario with both rehearsals and the scripts that it lays over the image: all that `dryboot run` needs. */
export interface ProofScenario {
  /** Of the file, without a suffix; also of the folder of its scripts. */
  readonly name: string;
  readonly text: string;
  /** Path relative to the scenario -> bytes. */
  readonly files: ReadonlyMap<string, string>;
}

/** A finding, what it stands in, and what the user has said about the image. */
export interface ToProve {
  readonly finding: LintFinding;
  readonly project: Project;
  readonly shell?: 'dash' | 'busybox' | 'bash' | undefined;
  /** The folder of an unpacked initramfs; default the builtin image. */
  readonly imageFolder?: string | undefined;
}

/** A way to make a finding bite: one file in kinds/ per idea, a line in kinds/index.ts. */
export interface ProofKind {
  /** Ids of the rules whose findings it may prove. */
  readonly rules: readonly string[];
  /** The trials, the likeliest first; rehearsed until one is a proof. */
  readonly trials: (subject: Subject) => readonly Trial[];
}

/** Two rehearsals that differ in one thing. */
export interface Trial {
  /** A part of a sentence: `with encryption root rpool/enc`. */
  readonly condition: string;
  readonly bites: Side;
  /** What the other side has instead: `with encryption root rpool`, `without the hook`. */
  readonly instead: string;
  readonly control: Side;
  /** What may count as the consequence besides an outcome whose cause goes through the finding's lines. */
  readonly shows?: Shows;
}

export interface Side {
  readonly keys: Keys;
  /** Image path -> text; default the finding's own scripts, where they belong. */
  readonly scripts?: ReadonlyMap<string, string>;
}

/** What the rehearsals show, a part of a sentence, with journal texts that tell the sides apart; undefined when nothing. */
export type Shows = (bites: Seen, control: Seen) => Shown | undefined;

export interface Shown {
  readonly text: string;
  /** Of the side that bites. */
  readonly includes?: readonly string[];
  readonly excludes?: readonly string[];
}

/** One rehearsal, and the lines that matter in it. */
export interface Seen {
  readonly rehearsal: import('../scenario/rehearsal.ts').Rehearsal;
  readonly subject: Subject;
}
