/** The command line that opens the stepper on what `run` rehearsed. */
import type { Rehearsal } from '../scenario/rehearsal.ts';

/** Options that `run` and `step` share, as they were given. */
export interface SharedOptions {
  readonly script: readonly string[];
  readonly patch: readonly string[];
  readonly image?: string | undefined;
  readonly shell?: string | undefined;
  readonly seed: string;
  readonly set: readonly string[];
}

export function stepCommand({ variant, cause }: Rehearsal, file: string, options: SharedOptions): string {
  return [
    'dryboot step',
    quoted(file),
    ...(variant === '' ? [] : ['--variant', quoted(variant)]),
    ...options.script.flatMap((value) => ['--script', quoted(value)]),
    ...options.patch.flatMap((value) => ['--patch', quoted(value)]),
    ...(options.image === undefined ? [] : ['--image', quoted(options.image)]),
    ...(options.shell === undefined ? [] : ['--shell', quoted(options.shell)]),
    ...(options.seed === '0' ? [] : ['--seed', options.seed]),
    ...options.set.flatMap((value) => ['--set', quoted(value)]),
    '--at',
    cause.length > 0 ? 'failure' : 'end',
  ].join(' ');
}

/** As a shell takes it for one word. */
const quoted = (word: string): string => (/^[\w./=:,@%+-]+$/.test(word) ? word : `'${word.replace(/'/g, "'\\''")}'`);
