/** bash's call stack, of which FUNCNAME, BASH_SOURCE, BASH_LINENO and `caller` tell. */
import type { Interpreter } from '../interpreter.ts';

export interface CallSite {
  /** The function's name; `source` for a file. */
  readonly name: string;
  /** The file that the function was defined in, or that is sourced. */
  readonly source: string;
  /** The line of the call. */
  readonly line: number;
  readonly outer: CallSite | undefined;
  /** What it was given, where somebody keeps account of that (`shopt -s extdebug`). */
  readonly args?: readonly string[];
}

/** What the calls that run were given, from the innermost out; kept only for debuggers. */
export function argumentStack(sh: Interpreter): (readonly string[])[] {
  const stack: (readonly string[])[] = [];
  for (let site = sh.caller; site; site = site.outer) if (site.args) stack.push(site.args);
  return stack.length > 0 || sh.shopts.extdebug ? [...stack, sh.scriptArguments] : stack;
}

/** The calls from the innermost out; the script itself, where it is a file, is the last. */
export function callStack(sh: Interpreter): Omit<CallSite, 'outer'>[] {
  const sites: Omit<CallSite, 'outer'>[] = [];
  for (let site = sh.caller; site; site = site.outer) sites.push(site);
  if (sh.scriptFile !== undefined) sites.push({ name: 'main', source: sh.scriptFile, line: 0 });
  return sites;
}
