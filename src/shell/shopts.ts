/** bash's options that `shopt` switches: their names, and which are on at the beginning (bash(1), SHELL BUILTIN COMMANDS). */
import type { Dialect } from '../syntax/dialect.ts';

const NAMES = [
  'autocd',
  'assoc_expand_once',
  'cdable_vars',
  'cdspell',
  'checkhash',
  'checkjobs',
  'checkwinsize',
  'cmdhist',
  'compat31',
  'compat32',
  'compat40',
  'compat41',
  'compat42',
  'compat43',
  'compat44',
  'complete_fullquote',
  'direxpand',
  'dirspell',
  'dotglob',
  'execfail',
  'expand_aliases',
  'extdebug',
  'extglob',
  'extquote',
  'failglob',
  'force_fignore',
  'globasciiranges',
  'globskipdots',
  'globstar',
  'gnu_errfmt',
  'histappend',
  'histreedit',
  'histverify',
  'hostcomplete',
  'huponexit',
  'inherit_errexit',
  'interactive_comments',
  'lastpipe',
  'lithist',
  'localvar_inherit',
  'localvar_unset',
  'login_shell',
  'mailwarn',
  'no_empty_cmd_completion',
  'nocaseglob',
  'nocasematch',
  'noexpand_translation',
  'nullglob',
  'patsub_replacement',
  'progcomp',
  'progcomp_alias',
  'promptvars',
  'restricted_shell',
  'shift_verbose',
  'sourcepath',
  'varredir_close',
  'xpg_echo',
] as const;

export type ShoptName = (typeof NAMES)[number];
export type Shopts = Readonly<Record<ShoptName, boolean>>;

/** In the order in which `shopt` lists them. */
export const shoptNames: readonly ShoptName[] = NAMES;

const ON: ReadonlySet<ShoptName> = new Set([
  'checkwinsize',
  'cmdhist',
  'complete_fullquote',
  'extquote',
  'force_fignore',
  'globasciiranges',
  'globskipdots',
  'hostcomplete',
  'interactive_comments',
  'patsub_replacement',
  'progcomp',
  'promptvars',
  'sourcepath',
]);

/** What POSIX mode switches on besides. */
const ON_IN_POSIX_MODE: readonly ShoptName[] = ['expand_aliases', 'inherit_errexit', 'shift_verbose'];

/** What a word that names an option names, or undefined. */
export const shoptNamed = (name: string): ShoptName | undefined => NAMES.find((each) => each === name);

const initial = new Map<Dialect, Shopts>();

export function initialShopts(dialect: Dialect): Shopts {
  const known = initial.get(dialect);
  if (known) return known;
  const bash = Object.fromEntries(NAMES.map((name) => [name, ON.has(name)])) as Record<ShoptName, boolean>;
  const shopts = dialect === 'bash-posix' ? inPosixMode(bash, true) : bash;
  initial.set(dialect, shopts);
  return shopts;
}

/** What `set -o posix` makes of them, and what `set +o posix` leaves. */
export function inPosixMode(shopts: Shopts, on: boolean): Shopts {
  const changed: Record<ShoptName, boolean> = { ...shopts };
  for (const name of ON_IN_POSIX_MODE) if (on || name !== 'inherit_errexit') changed[name] = on;
  return changed;
}
