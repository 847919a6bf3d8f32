/** Breakpoints: their one-line form, read and printed. */
import type { UnitState } from '../trace/event.ts';

/**
 * What a breakpoint stops at. Any of them may carry a condition: `line 90-zfs-load-key.sh:70 if "$ENCRYPTIONROOT" = rpool/enc`.
 *
 *     line FILE:LINE          a line runs; the end of the path suffices. `FILE:LINE` alone does too
 *     function NAME           a function is called
 *     hook NAME               a hook is sourced; part of its path, `*` as in a pattern
 *     phase NAME              dracut's phase begins
 *     program WORDS           a program is started: its name, then words that its arguments begin with (`zfs load-key`)
 *     variable NAME           a variable is assigned or unset; `variable NAME = VALUE`: with this value
 *     path PATH               a path is created; `*` as in a pattern
 *     unit NAME [STATE]       a unit changes its state, or enters this one
 *     status                  a command ends with another status than 0; `status N`: with this one
 *     if TEST                 the test begins to hold: `if "$ENCRYPTIONROOT" = rpool/enc`
 */
export type BreakpointSpec = (
  | { readonly kind: 'line'; readonly file: string; readonly line: number }
  | { readonly kind: 'function'; readonly name: string }
  | { readonly kind: 'hook'; readonly name: string }
  | { readonly kind: 'phase'; readonly name: string }
  | { readonly kind: 'program'; readonly words: readonly string[] }
  | { readonly kind: 'variable'; readonly name: string; readonly value?: string }
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'unit'; readonly name: string; readonly state?: UnitState }
  | { readonly kind: 'status'; readonly status?: number }
  | { readonly kind: 'condition' }
) & { readonly condition?: string };

export interface Breakpoint {
  readonly id: number;
  /** As printed: reading it again gives the same. */
  readonly text: string;
  readonly spec: BreakpointSpec;
  readonly enabled: boolean;
}
