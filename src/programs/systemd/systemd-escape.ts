/** systemd-escape(1). */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import {
  escapeName,
  escapePath,
  mangle,
  nameParts,
  unescapeName,
  unescapePath,
  unitType,
  withInstance,
} from '../../machine/systemd/unit-name.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';

export const systemdEscape: Program = { name: 'systemd-escape', run };

function* run(p: Process): Task<number> {
  const parsed = getopt(p.argv, 'hpum', [
    'help=h',
    'version',
    'path=p',
    'unescape=u',
    'mangle=m',
    'suffix:',
    'template:',
    'instance',
  ]);
  const fail = function* (text: string): Task<number> {
    yield* p.warn(`${text}\n`);
    return 1;
  };
  if (parsed.error !== undefined) return yield* fail(`systemd-escape: ${parsed.error}`);
  const given = new Map(parsed.options.map(({ name, value }) => [name, value]));
  if (parsed.operands.length === 0) return yield* fail('Not enough arguments.');
  const words: string[] = [];
  for (const operand of parsed.operands) {
    const word = convert(operand, given);
    if (typeof word !== 'string') return yield* fail(word.failure);
    words.push(word);
  }
  yield* p.print(`${words.join(' ')}\n`);
  return 0;
}

function convert(
  operand: string,
  given: ReadonlyMap<string, string | undefined>,
): string | { readonly failure: string } {
  const path = given.has('p');
  if (given.has('m')) return mangle(operand);
  if (given.has('u')) {
    const template = given.get('template');
    const name = template === undefined && !given.has('instance') ? operand : nameParts(operand).instance;
    if (name === undefined) return { failure: `Unit ${operand} is missing the instance name.` };
    if (template !== undefined && withInstance(template, name) !== operand)
      return {
        failure: `Unit ${operand} template ${nameParts(operand).prefix}@${nameParts(operand).suffix} does not match specified template ${template}.`,
      };
    return path ? unescapePath(name) : unescapeName(name);
  }
  if (path && operand.split('/').includes('..')) return { failure: `Failed to escape string: Invalid argument` };
  const escaped = path ? escapePath(operand) : escapeName(operand);
  const template = given.get('template');
  if (template !== undefined)
    return unitType(template)
      ? withInstance(template, escaped)
      : { failure: `Template name ${template} is not valid.` };
  const suffix = given.get('suffix');
  return suffix === undefined ? escaped : `${escaped}.${suffix}`;
}
