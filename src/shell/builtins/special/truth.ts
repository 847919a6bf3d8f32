/** `:`, `true` and `false`. */
import { regular, special } from './inside.ts';

export const colon = special(':', () => 0);
export const trueBuiltin = regular('true', () => 0);
export const falseBuiltin = regular('false', () => 1);
