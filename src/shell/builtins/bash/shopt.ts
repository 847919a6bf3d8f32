/** shopt: bash's further options; with `-o` those of `set`. */

import type { Interpreter } from '../../interpreter.ts';
import { optionRows } from '../../options.ts';
import { shoptNamed, shoptNames } from '../../shopts.ts';
import { complain, readOptions } from '../diagnostics.ts';
import { BASH, regular } from '../special/inside.ts';
import { setNamed } from '../special/set.ts';

const USAGE = 'shopt [-pqsu] [-o] [optname ...]';

/** One of the two families of options, by name. */
interface Family {
  readonly names: readonly string[];
  /** Undefined for a name that is none. */
  readonly get: (name: string) => boolean | undefined;
  readonly set: (name: string, on: boolean) => void;
  /** Switches it, as a command. */
  readonly command: (name: string, on: boolean) => string;
  readonly unknown: string;
}

export const shopt = regular(
  'shopt',
  (sh, argv) => {
    const read = readOptions(sh, argv, 'pqsuo', USAGE);
    if ('status' in read) return read.status;
    const { options, operands } = read;
    const [on, off] = [options.has('s'), options.has('u')];
    if (on && off) return complain(sh, 'shopt', 'cannot set and unset shell options simultaneously');
    const family = options.has('o') ? ofSet(sh) : ofShopt(sh);
    if ((on || off) && operands.length > 0) return change(sh, family, operands, on);
    const names =
      operands.length > 0 ? operands : family.names.filter((name) => !(on || off) || family.get(name) === on);
    let status = 0;
    let text = '';
    for (const name of names) {
      const value = family.get(name);
      if (value === undefined) {
        complain(sh, 'shopt', `${name}: ${family.unknown}`);
        status = 1;
        continue;
      }
      if (!value && operands.length > 0) status = 1;
      text += options.has('p') ? family.command(name, value) : `${name.padEnd(15)}\t${value ? 'on' : 'off'}\n`;
    }
    const written = options.has('q') ? 0 : sh.write(text);
    return status === 0 ? written : status;
  },
  BASH,
);

function change(sh: Interpreter, family: Family, names: readonly string[], on: boolean): number {
  let status = 0;
  for (const name of names) {
    if (family.get(name) === undefined) status = complain(sh, 'shopt', `${name}: ${family.unknown}`);
    else family.set(name, on);
  }
  return status;
}

function ofShopt(sh: Interpreter): Family {
  return {
    names: shoptNames,
    get: (name) => {
      const known = shoptNamed(name);
      return known && sh.shopts[known];
    },
    set: (name, on) => sh.setShopt(shoptNamed(name)!, on),
    command: (name, on) => `shopt ${on ? '-s' : '-u'} ${name}\n`,
    unknown: 'invalid shell option name',
  };
}

function ofSet(sh: Interpreter): Family {
  const rows = optionRows(sh.dialect);
  return {
    names: rows.map(({ name }) => name),
    get: (name) => {
      const row = rows.find((each) => each.name === name);
      return row && sh.options[row.option];
    },
    set: (name, on) => void setNamed(sh, name, on),
    command: (name, on) => `set ${on ? '-o' : '+o'} ${name}\n`,
    unknown: 'invalid option name',
  };
}
