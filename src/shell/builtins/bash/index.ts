/** Registry of the builtins that only bash has. */
import type { Builtin } from '../builtin.ts';
import { shopt } from './shopt.ts';

export const bashBuiltins: readonly Builtin[] = [shopt];
