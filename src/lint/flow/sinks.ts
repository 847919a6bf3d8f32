/** What the analysis found: uses of values where the kind that is expected is known, commands with their arguments, splittings. */
import type { Simple, Word } from '../../syntax/tree.ts';
import type { LintedFile } from '../script-file.ts';
import type { Place } from './trail.ts';
import type { Value } from './value.ts';

export type Expectation =
  | 'pool'
  | 'dataset'
  | 'mapper-name'
  /** A path under /dev/zvol. */
  | 'volume-link'
  | 'unit'
  /** A file that is read, or asked for. */
  | 'path'
  /** A file that is made. */
  | 'new-file'
  | 'mountpoint'
  /** The encryption root whose key is asked for on stdin, where nothing answers. */
  | 'unanswered';

/** A use of a value in a position whose kind is known. */
export interface Sink extends Place {
  readonly expects: Expectation;
  /** For messages: `zpool import`, `/dev/zvol/POOL/keystore`. */
  readonly use: string;
  readonly word: Word;
  /** Of the position itself, not of the whole word, joined over all ways there. */
  readonly value: Value;
  /** The script that was started. */
  readonly entry: LintedFile;
  /** Counts up in the order in which uses were reached. */
  readonly order: number;
}

/** Where a command's stdin comes from. `console`: inherited, and known not to run under systemd. */
export type Input = 'inherited' | 'console' | 'pipe' | 'file' | 'here' | 'null';

/** A simple command that was reached. */
export interface Call extends Place {
  readonly name: string;
  readonly node: Simple;
  readonly entry: LintedFile;
  /** One value for each argument, joined over all ways there. */
  readonly arguments: readonly Value[];
  readonly input: Input;
  /** What it may read from a pipe, a here-document. */
  readonly read: Value | undefined;
}

/** A value that was taken apart at blanks. */
export interface Split extends Place {
  readonly by: 'for' | 'read' | 'words';
  readonly value: Value;
  readonly ifs: string | undefined;
}

/** A text that was cut from a value before the value was compared with something that begins with it. */
export interface LateComparison extends Place {
  readonly value: Value;
  readonly with: string;
}
