/** What a rule is: one file in rules/ that exports one of these, and a line in rules/index.ts. Its examples are its tests and its `explain` page. */
import type { Severity } from '../report/finding.ts';
import type { Dialect } from '../syntax/dialect.ts';
import type { Span } from '../syntax/tree.ts';
import type { Project } from './project.ts';
import type { LintedFile } from './script-file.ts';
import type { UnitFile } from './unit-file.ts';
import type { Visitor } from './walk.ts';

export const GROUPS = {
  process: 'Process model: what a sourced or executed file may do',
  names: 'Names and layout of pools, datasets, keys and units',
  waiting: 'Waiting, order and doing things twice',
  image: 'What the image holds',
  dialect: 'What the shell of the image understands',
} as const;
export type Group = keyof typeof GROUPS;

export interface Rule {
  /** kebab-case, says the mistake: `hook-exit`. */
  readonly id: string;
  /** `error`: a boot stops or does something else than meant. `warning`: it does so under a condition. `info`: arguable. */
  readonly severity: Severity;
  readonly group: Group;
  /** One sentence: what is wrong. The message of a finding that brings none of its own. */
  readonly problem: string;
  /** One sentence: what to write instead. */
  readonly remedy: string;
  /** What happens on a machine, with the public issue that it comes from. */
  readonly why: string;
  readonly bad: readonly Example[];
  readonly good: readonly Example[];
  /** For rules about shell text: called once per script that is linted; what it gives back sees every node on the one walk. */
  readonly script?: (file: LintedFile, report: Report, project: Project) => Visitor | undefined;
  /** For rules about systemd units and drop-ins. */
  readonly unit?: (unit: UnitFile, report: Report, project: Project) => void;
  /** For rules about several files at once, such as flows: called once, after all files are known. */
  readonly project?: (project: Project, report: Report) => void;
}

/** A small text of ours and the role that it is read in. */
export interface Example {
  readonly text: string;
  /** As in a directive; default `hook:pre-mount`. `unit` and `udev-rules` are read as such. */
  readonly role?: string;
  /** The file's name; default one that suits the role. */
  readonly name?: string;
  /** What runs it; default dash. */
  readonly shell?: Dialect;
  /** Further files of the image, by image path: a sourced library. Or beside the text, by a path without a first slash: a module-setup.sh. Linted too. */
  readonly also?: Readonly<Record<string, string>>;
  /** Programs of the image, where a rule asks for them; default the builtin image's. */
  readonly programs?: readonly string[];
  /** bad: the 1-based lines of `text` with a finding, one entry per finding; default: one finding at least, anywhere. */
  readonly lines?: readonly number[];
  /** bad: the text after all fixes, where the rule offers them. */
  readonly fixed?: string;
  /** A sentence for the explain page. */
  readonly note?: string;
}

/** Hands in a finding. The severity and the id are the rule's. */
export type Report = (found: Found) => void;

export interface Found {
  /** A node of the tree, or any span of the file's text. */
  readonly at: Span;
  /** Where it stands; default: the file that the rule was called with (rules about the project must say). */
  readonly file?: LintedFile;
  /** One sentence about this case; default the rule's `problem`. */
  readonly message?: string;
  /** Default the rule's `remedy`. */
  readonly remedy?: string;
  /** Less than the rule's own, where this case is milder. */
  readonly severity?: Severity;
  /** How it comes about, in order: where a value was set, passed, used. */
  readonly flow?: readonly FlowStep[];
  /** Only what cannot change anything else: never quoting by guess. */
  readonly fix?: Fix;
}

export interface FlowStep {
  readonly file: LintedFile;
  readonly at: Span;
  /** A part of a sentence: `encryptionroot of "$1" is kept in root`. */
  readonly text: string;
}

/** Edits of the file of the finding; all of them or none. */
export interface Fix {
  /** An imperative: `Write return instead of exit`. */
  readonly title: string;
  readonly edits: readonly Edit[];
}

export interface Edit extends Span {
  readonly text: string;
}
