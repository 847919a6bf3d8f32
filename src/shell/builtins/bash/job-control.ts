/** suspend and logout, which a shell without job control that is no login shell refuses. */
import { complain } from '../diagnostics.ts';
import { BASH, regular } from '../special/inside.ts';

export const suspend = regular('suspend', (sh) => complain(sh, 'suspend', 'cannot suspend: no job control'), BASH);
export const logout = regular('logout', (sh) => complain(sh, 'logout', "not login shell: use `exit'"), BASH);
