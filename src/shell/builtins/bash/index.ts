/** Registry of the builtins that only bash has. */
import type { Builtin } from '../builtin.ts';
import { special } from '../special/inside.ts';
import { builtin } from './builtin.ts';
import { caller } from './caller.ts';
import { compgen } from './compgen.ts';
import { declare, local, typeset } from './declare.ts';
import { dirs, popd, pushd } from './directory-stack.ts';
import { disown } from './disown.ts';
import { enable } from './enable.ts';
import { bashAttribute } from './export.ts';
import { help } from './help.ts';
import { history } from './history.ts';
import { logout, suspend } from './job-control.ts';
import { mapfile, readarray } from './mapfile.ts';
import { shopt } from './shopt.ts';
import { bashUnset } from './unset.ts';

const DIALECTS = ['bash', 'bash-posix'] as const;

export const bashBuiltins: readonly Builtin[] = [
  builtin,
  caller,
  compgen,
  dirs,
  disown,
  enable,
  help,
  history,
  logout,
  suspend,
  popd,
  pushd,
  shopt,
  declare,
  local,
  mapfile,
  readarray,
  typeset,
  special('export', bashAttribute('export'), DIALECTS),
  special('readonly', bashAttribute('readonly'), DIALECTS),
  special('unset', bashUnset, DIALECTS),
];
