/** What a sed script is made of, once parsed. */
import type { Regex } from '../../regex/regex.ts';

/** `regex` undefined is the empty expression: the one used last. */
export type SedAddress =
  | { readonly kind: 'line'; readonly line: number }
  | { readonly kind: 'step'; readonly first: number; readonly step: number }
  | { readonly kind: 'last' }
  | { readonly kind: 'regex'; readonly regex: Regex | undefined }
  /** `+N`, only as a second address. */
  | { readonly kind: 'plus'; readonly count: number }
  /** `~N`, only as a second address. */
  | { readonly kind: 'multiple'; readonly of: number };

export type CaseChange = 'upper' | 'lower' | 'upper-next' | 'lower-next' | 'end';

export type ReplacementPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'group'; readonly index: number }
  | { readonly kind: 'case'; readonly change: CaseChange };

export interface Substitution {
  readonly regex: Regex | undefined;
  readonly replacement: readonly ReplacementPart[];
  readonly global: boolean;
  readonly print: boolean;
  /** The first match to replace, from 1. */
  readonly number: number;
  readonly file: string | undefined;
}

interface CommandBase {
  readonly first: SedAddress | undefined;
  readonly second: SedAddress | undefined;
  readonly negated: boolean;
  /** Whether the range of two addresses is open, and the line it ends with if that is known. */
  range: 'closed' | 'open';
  rangeEnd: number;
}

export interface InsertedText {
  readonly name: 'a' | 'i' | 'c';
  text: string;
}

export type SedAction =
  | { readonly name: '{' /** Index of the command behind the block. */; end: number }
  | { readonly name: '}' | ':' | '=' | 'd' | 'D' | 'F' | 'g' | 'G' | 'h' | 'H' | 'n' | 'N' | 'p' | 'P' | 'x' | 'z' }
  | InsertedText
  | {
      readonly name: 'b' | 't' | 'T';
      readonly label: string /** Index of the command to go on with. */;
      target: number;
    }
  | { readonly name: 'q' | 'Q' | 'l'; readonly number: number | undefined }
  | { readonly name: 'r' | 'R' | 'w' | 'W'; readonly file: string }
  | { readonly name: 's'; readonly substitution: Substitution }
  | { readonly name: 'y'; readonly map: ReadonlyMap<string, string> };

export type SedCommand = CommandBase & { readonly action: SedAction };

export interface SedScript {
  readonly commands: readonly SedCommand[];
  /** The script began with a line `#n`. */
  readonly silent: boolean;
}

/** A script that is not valid: the message behind `sed: `, and the status it ends with. */
export class SedError {
  readonly message: string;
  readonly status: number;
  constructor(message: string, status = 1) {
    this.message = message;
    this.status = status;
  }
}

/** Something sed has that is not modelled. */
export class SedUnsupported {
  readonly detail: string;
  constructor(detail: string) {
    this.detail = detail;
  }
}
