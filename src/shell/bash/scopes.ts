/** bash's scopes: local variables of functions and the assignments before a command hide what is outside until they end or are unset. */
import { FIRST_OPTION } from '../builtins/builtin.ts';
import type { Frame, Interpreter } from '../interpreter.ts';
import { type Hidden, Variable } from '../variables.ts';

const isHidden = (entry: Frame[number], name: string): entry is Hidden => 'name' in entry && entry.name === name;

/** For a forked shell. */
export function copyOfFrame(frame: Frame): Frame {
  const copy: Frame = frame.slice();
  if (frame.temporary) copy.temporary = true;
  return copy;
}

/** The frame of the function that runs; undefined outside. */
export const functionFrame = (sh: Interpreter): Frame | undefined => sh.frames.findLast((frame) => !frame.temporary);

/** Where the variable that is seen is local or temporary. */
function hiding(sh: Interpreter, name: string): { readonly frame: Frame; readonly at: number } | undefined {
  for (let index = sh.frames.length - 1; index >= 0; index--) {
    const frame = sh.frames[index]!;
    const at = frame.findLastIndex((entry) => isHidden(entry, name));
    if (at >= 0) return { frame, at };
  }
  return undefined;
}

/** True when the function that runs has made it local. */
export function isLocal(sh: Interpreter, name: string): boolean {
  return functionFrame(sh)?.some((entry) => isHidden(entry, name)) ?? false;
}

/** True when no function that runs has made it local. */
export const isGlobal = (sh: Interpreter, name: string): boolean => hiding(sh, name) === undefined;

/** Makes a variable local to the function that runs; one that is so already stays. */
export function makeLocal(sh: Interpreter, name: string, inherit = false): void {
  const frame = functionFrame(sh)!;
  if (isLocal(sh, name)) return;
  const before = hiding(sh, name);
  const hidden = sh.variables.putAside(name, 'local');
  const old = hidden.variable;
  frame.push(hidden);
  const own = sh.variables.own(name);
  own.exported = old?.exported ?? false;
  if (name === 'OPTIND') sh.getopts = FIRST_OPTION;
  // What stands before the call is what its variable begins with.
  const index = sh.frames.indexOf(frame) - 1;
  const given = before?.frame.temporary === true && before.frame === sh.frames[index];
  if (!old || (!given && !inherit)) return;
  own.value = old.value;
  if (inherit && old.extension && !old.extension.dynamic) own.extension = old.extension.copy();
}

/** Unsets what is seen: a local variable of the function that runs stays local, one of a caller uncovers what it hid. */
export function removeVariable(sh: Interpreter, name: string): void {
  const found = hiding(sh, name);
  if (!found) {
    sh.variables.delete(name);
    return;
  }
  if (found.frame === functionFrame(sh) && !found.frame.temporary) {
    sh.variables.place(name, new Variable(undefined, { environment: undefined }));
    return;
  }
  if (sh.shopts.localvar_unset && !found.frame.temporary) {
    sh.variables.place(name, new Variable(undefined, { environment: undefined }));
    return;
  }
  const [hidden] = found.frame.splice(found.at, 1);
  sh.variables.place(name, (hidden as Hidden).variable);
}

/** Runs `change` on the global variable of this name, whatever hides it. */
export function withGlobal(sh: Interpreter, name: string, change: () => void): void {
  for (const frame of sh.frames) {
    const at = frame.findIndex((entry) => isHidden(entry, name));
    if (at < 0) continue;
    const hidden = frame[at] as Hidden;
    const seen = sh.variables.find(name);
    sh.variables.place(name, hidden.variable);
    try {
      change();
    } finally {
      frame[at] = { ...hidden, variable: sh.variables.find(name) };
      sh.variables.place(name, seen);
    }
    return;
  }
  change();
}

/** `export x` and `readonly x` keep what an assignment before them gave, or one before the function that runs. */
export function keepTemporary(sh: Interpreter, name: string): void {
  const found = hiding(sh, name);
  if (found?.frame.temporary) found.frame.splice(found.at, 1);
}
