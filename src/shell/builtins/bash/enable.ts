/** enable: switches builtins off and on again, and lists them. */
import type { Interpreter } from '../../interpreter.ts';
import type { Builtin } from '../builtin.ts';
import { complain, readOptions } from '../diagnostics.ts';
import { BASH, regular } from '../special/inside.ts';

const USAGE = 'enable [-a] [-dnps] [-f filename] [name ...]';

export const enable = regular(
  'enable',
  (sh, argv) => {
    const read = readOptions(sh, argv, 'adnpsf:', USAGE);
    if ('status' in read) return read.status;
    const { options, operands } = read;
    if (options.has('f') || options.has('d')) return sh.unsupported('enable of a loadable builtin');
    const off = options.has('n');
    if (operands.length === 0 || options.has('p'))
      return sh.write(list(sh, { off, all: options.has('a'), special: options.has('s') }));
    let status = 0;
    for (const name of operands)
      if (!(off ? switchOff(sh, name) : switchOn(sh, name)))
        status = complain(sh, 'enable', `${name}: not a shell builtin`);
    return status;
  },
  BASH,
);

function switchOff(sh: Interpreter, name: string): boolean {
  const builtin = sh.builtins.get(name);
  if (!builtin) return sh.disabled.has(name);
  sh.builtins = without(sh.builtins, name);
  sh.disabled = new Map(sh.disabled).set(name, builtin);
  return true;
}

function switchOn(sh: Interpreter, name: string): boolean {
  const builtin = sh.disabled.get(name);
  if (!builtin) return sh.builtins.has(name);
  sh.disabled = without(sh.disabled, name);
  sh.builtins = new Map(sh.builtins).set(name, builtin);
  return true;
}

function without(builtins: ReadonlyMap<string, Builtin>, name: string): ReadonlyMap<string, Builtin> {
  const rest = new Map(builtins);
  rest.delete(name);
  return rest;
}

function list(
  sh: Interpreter,
  which: { readonly off: boolean; readonly all: boolean; readonly special: boolean },
): string {
  const builtins = which.all ? [...sh.builtins, ...sh.disabled] : [...(which.off ? sh.disabled : sh.builtins)];
  return builtins
    .filter(([name, builtin]) => !which.special || builtin.special || name === 'source')
    .map(([name]) => name)
    .sort()
    .map((name) => `enable ${sh.disabled.has(name) ? '-n ' : ''}${name}\n`)
    .join('');
}
