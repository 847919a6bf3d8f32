/** `unset` of bash: variables, elements, functions, references. */

import type { AssociativeArray } from '../../bash/associative-array.ts';
import { allKeys, follow, indexOf, parseReference } from '../../bash/reference.ts';
import type { Interpreter } from '../../interpreter.ts';
import { complain, printUsage } from '../diagnostics.ts';
import type { Run } from '../special/inside.ts';

export const bashUnset: Run = (sh, argv) => {
  const letters = new Set<string>();
  let at = 1;
  for (; at < argv.length && /^-./.test(argv[at]!); at++) {
    if (argv[at] === '--') {
      at++;
      break;
    }
    for (const letter of argv[at]!.slice(1)) {
      if (!'fvn'.includes(letter)) {
        sh.complain(`unset: -${letter}: invalid option`);
        printUsage(sh, 'unset', 'unset [-f] [-v] [-n] [name ...]');
        return 2;
      }
      letters.add(letter);
    }
  }
  if (letters.has('f') && letters.has('v'))
    return complain(sh, 'unset', 'cannot simultaneously unset a function and a variable');
  let status = 0;
  for (const name of argv.slice(at)) {
    const done = letters.has('f') ? unsetFunction(sh, name) : unsetOne(sh, name, letters);
    if (done !== 0) status = done;
  }
  return status;
};

function unsetFunction(sh: Interpreter, name: string): number {
  if (sh.functions.get(name)?.readonly) return complain(sh, 'unset', `${name}: cannot unset: readonly function`);
  sh.defineFunction(name, undefined);
  return 0;
}

function unsetOne(sh: Interpreter, text: string, letters: ReadonlySet<string>): number {
  const reference = parseReference(sh, text);
  if (!reference) {
    if (!letters.has('v') && !letters.has('n')) return unsetFunction(sh, text);
    return complain(sh, 'unset', `\`${text}': not a valid identifier`);
  }
  const found = sh.variables.find(reference.name);
  if (letters.has('n')) {
    if (!found?.extension?.reference) return 0;
    sh.unset(reference.name);
    return 0;
  }
  const target =
    found?.extension?.reference && found.extension.target !== undefined ? follow(sh, reference.name) : reference;
  if (!target) return 1;
  const subscript = reference.subscript ?? (target === reference ? undefined : target.subscript);
  const variable = sh.variables.find(target.name);
  if (subscript !== undefined) return unsetElement(sh, target.name, subscript);
  if (!variable) return letters.has('v') ? 0 : unsetFunction(sh, target.name);
  if (variable.readonly) return complain(sh, 'unset', `${target.name}: cannot unset: readonly variable`);
  if (UNSETTABLE.has(target.name) && variable.extension?.dynamic)
    return complain(sh, 'unset', `${target.name}: cannot unset`);
  sh.unset(target.name);
  return 0;
}

const UNSETTABLE: ReadonlySet<string> = new Set(['BASH_ARGC', 'BASH_ARGV', 'BASH_LINENO', 'BASH_SOURCE']);

function unsetElement(sh: Interpreter, name: string, subscript: string): number {
  const found = sh.variables.find(name);
  if (!found) return 0;
  if (found.readonly) return complain(sh, 'unset', `${name}: cannot unset: readonly variable`);
  const kind = found.extension?.array?.kind;
  if (!kind) {
    if (subscript === '0' || subscript === '@' || subscript === '*') {
      sh.unset(name);
      return 0;
    }
    return complain(sh, 'unset', `${name}: not an array variable`);
  }
  if (subscript === '@' || subscript === '*') {
    const own = sh.variables.own(name);
    if (kind === 'associative' && allKeys(sh, own).includes(subscript)) {
      (own.extension!.array as AssociativeArray).delete(subscript);
      return 0;
    }
    for (const key of allKeys(sh, own)) remove(sh, name, key);
    return 0;
  }
  if (kind === 'associative') return remove(sh, name, subscript);
  const array = found.extension!.array!;
  const index = array.kind === 'indexed' ? indexOf(sh, array, subscript) : undefined;
  if (index === undefined) return complain(sh, 'unset', `[${subscript}]: bad array subscript`);
  return remove(sh, name, String(index));
}

function remove(sh: Interpreter, name: string, key: string): number {
  const own = sh.variables.own(name);
  const array = own.extension!.array!;
  if (array.kind === 'associative') array.delete(key);
  else array.delete(Number.isSafeInteger(Number(key)) ? Number(key) : BigInt(key));
  if (key === '0') own.value = undefined;
  return 0;
}
