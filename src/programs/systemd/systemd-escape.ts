/** systemd-escape(1), systemd 252. */
import type { Process } from '../../kernel/process.ts';
import type { Task } from '../../kernel/task.ts';
import type { Machine } from '../../machine/machine.ts';
import {
  escapeName,
  escapePath,
  isTemplate,
  mangle,
  nameParts,
  UNIT_TYPES,
  unescapeName,
  unescapePath,
  unitType,
  withInstance,
} from '../../machine/systemd/unit-name.ts';
import { getopt } from '../arguments.ts';
import type { Program } from '../program.ts';
import { notModelled, SYSTEMD_VERSION } from '../prompts/failure.ts';

export const systemdEscape: Program = { name: 'systemd-escape', run };

interface Wishes {
  readonly action: 'escape' | 'unescape' | 'mangle';
  readonly path: boolean;
  readonly instance: boolean;
  readonly suffix: string | undefined;
  readonly template: string | undefined;
}

function* run(p: Process, m: Machine): Task<number> {
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
  let action: Wishes['action'] = 'escape';
  let [suffix, template]: (string | undefined)[] = [];
  for (const { name, value } of parsed.options) {
    if (name === 'version') {
      yield* p.print(SYSTEMD_VERSION);
      return 0;
    }
    if (name === 'h') return yield* notModelled(p, m, 'option --help');
    if (name === 'u') action = 'unescape';
    else if (name === 'm') action = 'mangle';
    else if (name === 'suffix') {
      if (!(UNIT_TYPES as readonly string[]).includes(value!))
        return yield* fail(`Invalid unit suffix type "${value}".`);
      suffix = value;
    } else if (name === 'template') {
      if (!unitType(value!) || !isTemplate(value!)) return yield* fail(`Template name ${value} is not valid.`);
      template = value;
    }
  }
  if (parsed.error !== undefined) return yield* fail(`systemd-escape: ${parsed.error}`);
  const has = (name: string): boolean => parsed.options.some((option) => option.name === name);
  const wishes: Wishes = { action, path: has('p'), instance: has('instance'), suffix, template };
  if (parsed.operands.length === 0) return yield* fail('Not enough arguments.');
  const contradiction = contradictionIn(wishes);
  if (contradiction !== undefined) return yield* fail(contradiction);
  const words: string[] = [];
  for (const operand of parsed.operands) {
    if (action === 'escape' && wishes.path && operand.split('/').includes('..'))
      return yield* fail(`Input '${operand}' is not a normalized file system path, failed to escape.`);
    if (action === 'escape' && wishes.path && operand === '')
      yield* p.warn("Input '' is not a valid file system path, escaping is likely not going be reversible.\n");
    else if (action === 'escape' && wishes.path && !operand.startsWith('/'))
      yield* p.warn(
        `Input '${operand}' is not an absolute file system path, escaping is likely not going to be reversible.\n`,
      );
    const word = convert(operand, wishes);
    if (typeof word !== 'string') return yield* fail(word.failure);
    words.push(word);
  }
  yield* p.print(`${words.join(' ')}\n`);
  return 0;
}

function contradictionIn({ action, path, instance, suffix, template }: Wishes): string | undefined {
  if (template !== undefined && suffix !== undefined) return '--suffix= and --template= may not be combined.';
  if ((template !== undefined || suffix !== undefined) && action === 'mangle')
    return '--suffix= and --template= are not compatible with --mangle.';
  if (suffix !== undefined && action === 'unescape') return '--suffix is not compatible with --unescape.';
  if (path && action === 'mangle') return '--path may not be combined with --mangle.';
  if (instance && action !== 'unescape') return '--instance must be used in conjunction with --unescape.';
  return instance && template !== undefined ? '--instance may not be combined with --template.' : undefined;
}

/** A backslash that no `xHH` follows. */
const BROKEN_ESCAPE = /\\(?!x[0-9a-fA-F]{2})/;

function convert(
  operand: string,
  { action, path, instance, suffix, template }: Wishes,
): string | { readonly failure: string } {
  // Without a pattern to match, its letters are escaped as any others.
  if (action === 'mangle')
    return unitType(operand)
      ? operand
      : mangle(operand.replace(/[*?[\]]/g, (c) => `\\x${c.charCodeAt(0).toString(16)}`));
  if (action === 'unescape') {
    const name = template === undefined && !instance ? operand : nameParts(operand).instance;
    if (name === undefined) return { failure: `Unit ${operand} is missing the instance name.` };
    if (template !== undefined && withInstance(template, name) !== operand)
      return {
        failure: `Unit ${operand} template ${nameParts(operand).prefix}@${nameParts(operand).suffix} does not match specified template ${template}.`,
      };
    if (BROKEN_ESCAPE.test(name)) return { failure: 'Failed to unescape string: Invalid argument' };
    return path ? unescapePath(name) : unescapeName(name);
  }
  const escaped = path ? escapePath(operand) : escapeName(operand);
  if (template !== undefined) return withInstance(template, escaped);
  return suffix === undefined ? escaped : `${escaped}.${suffix}`;
}
